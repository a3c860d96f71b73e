import errno
import os
from datetime import date
from pathlib import Path

import pytest

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.post import Dialect, relative_file
from habit_tui.exchange.post import READ_BYTES, find, read_body, uid_of, write_new

DAY = date(2026, 11, 22)


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = write_new(str(tmp_path / "blog"), relative_file(Dialect.JEKYLL, "Day 1", DAY), "Text é\n")
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


def test_the_body_of_a_post_is_what_stands_below_its_front_matter(tmp_path: Path) -> None:
    body = "# One\n\n---\n\nAfter a rule.\n"
    text = f"---\ntitle: T\n---\n\n{body}"
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


def test_a_file_is_found_by_its_mark_wherever_it_lies_in_the_blog(tmp_path: Path) -> None:
    marked = {"a": "_posts/2026/one.md", "b": "two/index.markdown", "c": "deep/er/three.mdx"}
    for uid, name in marked.items():
        write_new(str(tmp_path), name, f"---\ntitle: x\n# habit-tui: {uid}\n---\n")
    write_new(str(tmp_path), "unmarked.md", "text")
    write_new(str(tmp_path), "other.md", "---\n# habit-tui: other\n---\n")
    found = find([str(tmp_path), str(tmp_path / "gone")], {"a", "b", "c", "d"})
    assert found == {uid: str(tmp_path / name) for uid, name in marked.items()}


@pytest.mark.parametrize("folder", [".git", "node_modules", "_site", "public", "a/node_modules/b"])
def test_copies_that_a_site_generator_made_are_no_posts(tmp_path: Path, folder: str) -> None:
    write_new(str(tmp_path), f"{folder}/one.md", "---\n# habit-tui: a\n---\n")
    assert find([str(tmp_path)], {"a"}) == {}


def test_of_two_files_with_one_mark_the_first_by_name_counts(tmp_path: Path) -> None:
    for name in ("b.md", "a.md"):
        write_new(str(tmp_path), name, "---\n# habit-tui: a\n---\n")
    assert find([str(tmp_path)], {"a"}) == {"a": str(tmp_path / "a.md")}


def test_what_is_no_file_has_no_mark(tmp_path: Path) -> None:
    assert uid_of(str(tmp_path)) == uid_of(str(tmp_path / "gone.md")) == ""


def test_a_pipe_among_the_posts_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    (tmp_path / "b.md").write_text("---\n# habit-tui: abc\n---\n")
    assert find([str(tmp_path)], {"abc"}) == {"abc": str(tmp_path / "b.md")}
