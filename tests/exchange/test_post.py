import errno
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import frontmatter
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.post import Dialect, relative_file
from habit_tui.exchange.front_matter import front_matter
from habit_tui.exchange.post import READ_BYTES, read_body, write_new

WHEN = datetime(2026, 11, 22, 7, 30, 15, tzinfo=timezone(timedelta(hours=1)))
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


@pytest.mark.parametrize("dialect", Dialect)
def test_each_dialect_has_its_own_fields_in_order_and_with_their_types(dialect: Dialect) -> None:
    text = front_matter(dialect, "T", ["ml", "log"], "D", WHEN) + "Body\n"
    read = frontmatter.loads(text)
    assert list(read.metadata.items()) == list(FIELDS[dialect].items())
    assert read.content == "Body"


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
        "2026-11-22",
        "~",
        " blank edges ",
        "",
        "\x07\x1b[31m",
        "x" * 500,
    ]
)


@given(dialect=st.sampled_from(Dialect), title=TITLES, tags=st.lists(TITLES, max_size=3), description=TITLES)
@example(dialect=Dialect.HUGO, title="- --- -", tags=["---\n---"], description="---\n")
def test_any_title_survives_the_round_trip_as_text(
    dialect: Dialect, title: str, tags: list[str], description: str
) -> None:
    text = front_matter(dialect, title, tags, description, WHEN)
    fence, body, rest = text.split("---\n", 1)[0], *text[4:].rsplit("---\n", 1)
    independent = yaml.safe_load(body)
    assert (fence, rest) == ("", "\n")
    assert independent == frontmatter.loads(text + "Body\n").metadata
    assert independent["title"] == title
    assert independent.get("tags", tags) == tags
    assert independent.get("description", description) == description
    assert not [line for line in body.splitlines() if line.strip().startswith("---")]


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = write_new(str(tmp_path / "blog"), relative_file(Dialect.JEKYLL, "Day 1", WHEN.date()), "Text é\n")
    assert path == str(tmp_path / "blog" / "_posts" / "2026-11-22-day-1.md")
    assert Path(path).read_text(encoding="utf-8") == "Text é\n"


@pytest.mark.parametrize(
    ("relative", "expected"),
    [
        ("day-1.md", ["day-1-2.md", "day-1-3.md"]),
        ("day-1/index.md", ["day-1-2/index.md", "day-1-3/index.md"]),
        ("_posts/2026-11-22-day.md", ["_posts/2026-11-22-day-2.md", "_posts/2026-11-22-day-3.md"]),
    ],
)
def test_a_taken_name_gets_a_number_and_nothing_is_overwritten(
    tmp_path: Path, relative: str, expected: list[str]
) -> None:
    paths = [write_new(str(tmp_path), relative, f"text {count}") for count in range(3)]
    assert paths == [str(tmp_path / name) for name in (relative, *expected)]
    assert [Path(path).read_text() for path in paths] == ["text 0", "text 1", "text 2"]


def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.md"
    (tmp_path / "day.md").symlink_to(target)
    assert write_new(str(tmp_path), "day.md", "text") == str(tmp_path / "day-2.md")
    assert not target.exists()


@pytest.mark.parametrize("relative", ["../out.md", "/etc/out.md", "a//b.md", "./a.md", ""])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, relative: str) -> None:
    blog = tmp_path / "blog"
    blog.mkdir()
    with pytest.raises(CannotBeDone, match="not a file name inside the blog folder"):
        write_new(str(blog), relative, "text")
    assert [entry.name for entry in tmp_path.rglob("*")] == ["blog"]


def test_a_file_where_a_folder_should_be_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "blog").write_text("a file")
    with pytest.raises(
        CannotBeDone, match=r"^.* cannot be written: there is a file where a folder should be$"
    ):
        write_new(str(tmp_path / "blog"), "day.md", "text")
    assert (tmp_path / "blog").read_text() == "a file"


def test_a_full_disk_is_said_in_one_line_and_leaves_no_half_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotBeDone, match=r"^.* cannot be written: the disk is full$"):
        write_new(str(tmp_path), "day.md", "text")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_files_is_said_in_one_line() -> None:
    with pytest.raises(CannotBeDone, match=r"^/proc/self/day\.md cannot be written: No such file"):
        write_new("/proc/self", "day.md", "text")


def test_utc_is_what_gatsby_gets_whatever_the_zone() -> None:
    assert front_matter(Dialect.GATSBY, "T", [], "", WHEN) == front_matter(
        Dialect.GATSBY, "T", [], "", WHEN.astimezone(UTC)
    )


@pytest.mark.parametrize("dialect", Dialect)
def test_the_body_of_a_post_is_what_stands_below_its_front_matter(tmp_path: Path, dialect: Dialect) -> None:
    body = "# One\n\n---\n\nAfter a rule.\n"
    text = front_matter(dialect, "---\nT: [x]", ["---"], "d", WHEN) + body
    assert read_body(write_new(str(tmp_path), "post.md", text)) == body


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (b"No front matter.\n", "No front matter.\n"),
        (b"---\nnever closed\n", "---\nnever closed\n"),
        (b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\nBody\r\n", "Body\r\n"),
        (b"broken \xff byte", "broken \ufffd byte"),
        (b"", ""),
    ],
)
def test_any_file_can_be_read(tmp_path: Path, content: bytes, body: str) -> None:
    file = tmp_path / "post.md"
    file.write_bytes(content)
    assert read_body(str(file)) == body


def test_of_an_endless_file_the_beginning_is_read(tmp_path: Path) -> None:
    file = tmp_path / "post.md"
    file.write_bytes(b"x" * (READ_BYTES + 1))
    assert read_body(str(file)) == "x" * READ_BYTES


def test_a_file_that_is_gone_has_no_body_and_one_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert read_body(str(tmp_path / "gone.md")) is None
    assert read_body(str(tmp_path / "file" / "gone.md")) is None
    with pytest.raises(CannotBeDone, match="cannot be read"):
        read_body(str(tmp_path))
