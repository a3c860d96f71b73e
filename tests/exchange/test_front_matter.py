"""Front matter: what each site generator reads, and the one flag that publishing changes in it."""

from datetime import UTC, datetime, timedelta, timezone
from io import StringIO

import frontmatter
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.post import Dialect
from habit_tui.exchange.front_matter import front_matter, marked_uid, published, split

WHEN = datetime(2026, 11, 22, 7, 30, 15, tzinfo=timezone(timedelta(hours=1)))
UID = "0123456789abcdef0123456789abcdef"
FIELDS: dict[Dialect, dict[str, object]] = {
    Dialect.JEKYLL: {
        "title": "T",
        "tags": ["ml", "log"],
        "style": "",
        "color": "",
        "description": "D",
        "published": False,
    },
    Dialect.HUGO: {
        "title": "T",
        "description": "D",
        "tags": ["ml", "log"],
        "date": "2026-11-22T07:30:15+01:00",
        "showDate": True,
        "draft": True,
    },
    Dialect.GATSBY: {"title": "T", "date": "2026-11-22T06:30:15.000Z", "description": "D", "draft": True},
    Dialect.PLAIN: {"title": "T", "date": "2026-11-22T07:30:15+01:00", "tags": ["ml", "log"]},
}
OUT = {
    Dialect.JEKYLL: {"published": True},
    Dialect.HUGO: {"draft": False},
    Dialect.GATSBY: {"draft": False},
    Dialect.PLAIN: {},
}


def read(text: str, version: tuple[int, int]) -> dict[str, object]:
    """What a YAML reader that did not write it finds between the fences, by the rules of a YAML version."""
    head, _, _ = split(text)
    yaml = YAML(typ="safe", pure=True)
    yaml.version = version
    found = yaml.load(StringIO(head.removeprefix("---\n")))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("version", [(1, 1), (1, 2)])
@pytest.mark.parametrize("dialect", Dialect)
def test_each_dialect_has_its_own_fields_in_order_and_with_their_types(
    dialect: Dialect, version: tuple[int, int]
) -> None:
    text = front_matter(dialect, "T", ["ml", "log"], "D", WHEN, UID) + "Body\n"
    assert list(read(text, version).items()) == list(FIELDS[dialect].items())
    assert frontmatter.loads(text).content == "Body"


def test_a_date_is_quoted_so_that_no_reader_takes_it_for_another_type() -> None:
    assert "date: '2026-11-22T06:30:15.000Z'\n" in front_matter(Dialect.GATSBY, "T", [], "D", WHEN)


TITLES = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    [
        'a "quoted" title: with colon',
        "it's 100% [brackets] {braces} #tag &anchor *alias !tag |pipe >fold",
        "---",
        "a\n---\nb",
        "line\r\nbreaks\u2028and\u0085more",
        "🙂 👨‍👩‍👧 été",
        "yes",
        "1e3",
        "0o17",
        "12:30:45",
        "2026-11-22",
        "~",
        " blank edges ",
        "",
        "\x07\x1b[31m",
        "# habit-tui: deadbeef",
        "x" * 500,
    ]
)


@given(
    dialect=st.sampled_from(Dialect),
    title=TITLES,
    tags=st.lists(TITLES, max_size=3),
    description=TITLES,
    version=st.sampled_from([(1, 1), (1, 2)]),
)
@example(dialect=Dialect.HUGO, title="- --- -", tags=["---\n---"], description="---\n", version=(1, 2))
def test_any_title_survives_the_round_trip_as_text(
    dialect: Dialect, title: str, tags: list[str], description: str, version: tuple[int, int]
) -> None:
    text = front_matter(dialect, title, tags, description, WHEN, UID) + "Body\n"
    independent = read(text, version)
    assert independent == frontmatter.loads(text).metadata
    assert independent["title"] == title
    assert independent.get("tags", tags) == tags
    assert independent.get("description", description) == description
    assert split(text)[2] == "\nBody\n"
    assert marked_uid(text) == UID


@given(dialect=st.sampled_from(Dialect), title=TITLES, body=TITLES)
def test_publishing_changes_the_flag_and_no_other_byte(dialect: Dialect, title: str, body: str) -> None:
    draft = front_matter(dialect, title, ["a"], "", WHEN, UID) + body
    out = published(draft, dialect)
    assert read(out, (1, 2)) == read(draft, (1, 2)) | OUT[dialect]
    name = next(iter(OUT[dialect]), "")
    changed = [
        (was, became)
        for was, became in zip(draft.splitlines(), out.splitlines(), strict=True)
        if was != became
    ]
    assert [became.partition(":")[0] for _, became in changed] == ([name] if name else [])
    assert published(out, dialect) == out


@pytest.mark.parametrize(
    ("dialect", "before", "was", "became"),
    [
        (Dialect.HUGO, '\ufeff---\r\na:  b # c\r\n"draft" :   yes  # soon\r\n---\r\nB\r\n', "yes", "false"),
        (Dialect.HUGO, "---\nx: {draft: true}\ndraft: True\n...\ndraft: true\n", "True", "false"),
        (Dialect.GATSBY, "---\n{title: a, draft: 'true'}\n---\n", "'true'", "false"),
        (Dialect.HUGO, "+++\ntitle = 'a' # b\ndraft = true # c\n+++\nB", "true", "false"),
        (Dialect.PLAIN, "---\ndraft: true\n---\n", "true", "false"),
        (Dialect.HUGO, "---\ndraft:\ntags: [a]\n---\n", "draft:", "draft: false"),
        (Dialect.HUGO, "---\ndraft:  # soon\n---\n", "draft:", "draft: false"),
        (Dialect.HUGO, "---\ndraft: >-\n  true\n---\nB\n", ">-\n  true", "false"),
        (Dialect.HUGO, "---\rtitle: a\rdraft: true\r---\rB", "true", "false"),
        (Dialect.JEKYLL, "---\npublished: false\n---\n", "false", "true"),
        (Dialect.JEKYLL, "---\ntitle: out\n---\nB", "", ""),
        (Dialect.HUGO, "no front matter\ndraft: true\n", "", ""),
        (Dialect.HUGO, "---\ndraft: true\nno end\n", "", ""),
        (Dialect.HUGO, "---\n- a list\n---\n", "", ""),
        (Dialect.HUGO, "", "", ""),
    ],
)
def test_what_the_learner_did_to_the_front_matter_stays(
    dialect: Dialect, before: str, was: str, became: str
) -> None:
    expected = before.replace(was, became, 1) if was else before
    assert published(before, dialect) == expected


def test_utc_is_what_gatsby_gets_whatever_the_zone() -> None:
    assert front_matter(Dialect.GATSBY, "T", [], "", WHEN) == front_matter(
        Dialect.GATSBY, "T", [], "", WHEN.astimezone(UTC)
    )


@pytest.mark.parametrize("text", ["---\na: [\n---\n", "---\na: \x07\n---\n", "+++\na = \n+++\n"])
def test_front_matter_that_cannot_be_read_is_said_in_one_line(text: str) -> None:
    with pytest.raises(CannotBeDone, match=r"^its front matter is no (YAML|TOML): [^\n]+$"):
        published(text, Dialect.HUGO)


@pytest.mark.parametrize(
    "fields", ["{draft, a: 1}", "draft: {a: b}", "? draft", "a: &d true\ndraft: *d", "a: &x [*x]\n{draft"]
)
def test_a_flag_that_cannot_be_changed_alone_is_left_to_the_learner(fields: str) -> None:
    with pytest.raises(CannotBeDone, match=r"^its (draft is written in an unusual way|front matter is no)"):
        published(f"---\n{fields}\n---\nB", Dialect.HUGO)


def test_publishing_bears_front_matter_that_holds_itself() -> None:
    text = "---\na: &x [*x]\ndraft: {}\n---\n"
    assert published(text.format("true"), Dialect.HUGO) == text.format("false")


@pytest.mark.parametrize(
    ("text", "uid"),
    [
        ("---\ntitle: a\n# habit-tui: abc123\n---\n", "abc123"),
        ("---\r\nhabit-tui: 'abc123'\r\n---\r\n", "abc123"),
        ("+++\n# habit-tui: abc123\n+++\n", "abc123"),
        ("---\ntitle: a\n---\n# habit-tui: abc123\n", ""),
        ("# habit-tui: abc123\n", ""),
        ("---\ntitle: '# habit-tui: abc123'\n---\n", ""),
        ("", ""),
    ],
)
def test_a_mark_is_read_from_the_front_matter_alone(text: str, uid: str) -> None:
    assert marked_uid(text) == uid


@given(st.text(alphabet="-+.a\n\r \ufeff") | st.text())
def test_the_parts_of_a_file_are_the_file(text: str) -> None:
    assert "".join(split(text)) == text
