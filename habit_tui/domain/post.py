"""Posts: what the learner writes, the file names it goes by, and what became of it once it was out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SLUG_LIMIT = 60
"""Bytes of a slug, so that date, ending and a counter fit any file system."""


class Dialect(StrEnum):
    """Whose front matter and file names a post follows."""

    JEKYLL = "jekyll"
    HUGO = "hugo"
    GATSBY = "gatsby"
    PLAIN = "plain"


class PostStatus(StrEnum):
    """Whether a post is out."""

    DRAFT = "draft"
    PUBLISHED = "published"


SIGNS = {PostStatus.DRAFT: "✎", PostStatus.PUBLISHED: "✓"}
"""What tells a draft from a post in every list of them."""


@dataclass(frozen=True, slots=True)
class Post:
    """A piece of writing; `file` is the path it was written to, `prompt_id` the prompt it answers, if any.

    `folder` is the blog folder it was begun in, None where that is not known; `uid` is also in the file.
    """

    id: int
    uid: str
    title: str
    dialect: Dialect
    file: str
    status: PostStatus
    created_on: date
    published_on: date | None = None
    url: str = ""
    prompt_id: str | None = None
    folder: str | None = None


@dataclass(frozen=True, slots=True)
class PostUpdate:
    """A dated note that was added to a published post."""

    on_day: date
    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """A place on a post's check-list; a day is None for what was not done yet, `feedback` is what came."""

    place: str
    shared_on: date | None = None
    asked_on: date | None = None
    received_on: date | None = None
    feedback: str = ""
    id: int = 0


def word_count(markdown: str) -> int:
    """Count the words of a text; signs that hold no letter or digit, such as "##", are none."""
    return sum(any(c.isalnum() for c in word) for word in markdown.split())


def slug(title: str) -> str:
    """Give a title as a file name: lower-case ASCII letters, digits and single hyphens, never empty.

    It holds at most `SLUG_LIMIT` bytes, no separator or dot, and is no device name of Windows.
    """
    from unicodedata import normalize

    spelt = _without_apostrophes(title).translate(_SPELT)
    ascii_text = normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = "".join(c if c.isalnum() else " " for c in ascii_text.lower()).split()
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:SLUG_LIMIT]
        if len(longer) > SLUG_LIMIT:
            break
        name = longer
    if not name:
        return "post"
    return f"{name}-post" if name in _DEVICES else name


def relative_file(dialect: Dialect, title: str, day: date, *, pictured: bool = False) -> str:
    """Give where a post belongs inside its blog folder, with "/" between the parts.

    Hugo takes a post with a picture as a folder of its own.
    """
    name = slug(title)
    match dialect:
        case Dialect.JEKYLL:
            return f"_posts/{day.isoformat()}-{name}.md"
        case Dialect.HUGO:
            return f"{name}/index.md" if pictured else f"{name}.md"
        case Dialect.GATSBY:
            return f"{name}/index.md"
        case Dialect.PLAIN:
            return f"{day.isoformat()}-{name}.md"


def is_bundled(dialect: Dialect) -> bool:
    """Tell whether the dialect keeps a post with pictures in a folder of its own, the pictures beside it."""
    return dialect in (Dialect.HUGO, Dialect.GATSBY)


def relative_picture(dialect: Dialect, name: str) -> str:
    """Give where a picture that is not bundled belongs inside the blog folder, with "/" between the parts."""
    return f"assets/{name}" if dialect is Dialect.JEKYLL else name


def picture_link(dialect: Dialect, name: str, alt: str) -> str:
    """Give the Markdown that shows a picture; `name` is the name of its file, `alt` holds no marks."""
    if dialect is Dialect.JEKYLL:
        # A site may live below a path of its host; only this filter knows it.
        return f"![{alt}]({{{{ '/{relative_picture(dialect, name)}' | relative_url }}}})"
    return f"![{alt}]({name})"


def _without_apostrophes(title: str) -> str:
    """Join what English cuts off, as in "beginner's" and "don't"; other languages elide in front."""
    words = title.replace("\u2019", "'").split(" ")
    for index, word in enumerate(words):
        head, apostrophe, tail = word.rpartition("'")
        if apostrophe and head and "".join(c for c in tail.lower() if c.isalpha()) in _CUT_OFF:
            words[index] = head + tail
    return " ".join(words)


_CUT_OFF = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})

_SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
    | {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i"}
)
"""Letters that Unicode does not take apart into an ASCII letter and a mark."""

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)
