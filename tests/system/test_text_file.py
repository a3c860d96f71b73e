"""Saving a text: all of it or nothing, and never over what somebody else wrote."""

import errno
import os
from pathlib import Path

import pytest

from habit_tui.domain.errors import CannotBeDone
from habit_tui.system import text_file
from habit_tui.system.text_file import ChangedOutside, TextFile


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "post.md"
    file.write_bytes(b"Before.\r\n")
    return file


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def full_disk(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_that_was_made_read_only_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "post.md"
    file.write_text("protected")
    # The tests may run as root, who may write everything.
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (str(file), os.W_OK))
    with pytest.raises(CannotBeDone, match=r"^post.md cannot be saved: it is read-only$"):
        text_file.write(text_file.read(str(file)), "lost")
    assert file.read_text() == "protected"


def test_a_text_comes_back_byte_for_byte(file: Path) -> None:
    read = text_file.read(str(file))
    assert read.text == "Before.\r\n"
    written = text_file.write(read, "After: é\u2028🎉\n")
    assert file.read_bytes() == "After: é\u2028🎉\n".encode()
    assert written.text == "After: é\u2028🎉\n"
    assert text_file.write(written, "Again.").text == "Again."


def test_mode_and_links_stay(file: Path, tmp_path: Path) -> None:
    file.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(file)
    text_file.write(text_file.read(str(link)), "After.")
    assert link.is_symlink()
    assert file.read_text() == "After."
    assert file.stat().st_mode & 0o7777 == 0o640
    assert names(tmp_path) == ["link.md", "post.md"]


def test_a_file_changed_meanwhile_is_not_written_over_unless_it_is_said(file: Path) -> None:
    read = text_file.read(str(file))
    file.write_text("By somebody else.")
    with pytest.raises(ChangedOutside, match="was changed outside meanwhile"):
        text_file.write(read, "Mine.")
    assert file.read_text() == "By somebody else."
    text_file.write(read, "Mine.", over=True)
    assert file.read_text() == "Mine."


def test_a_file_touched_without_a_change_is_no_conflict(file: Path) -> None:
    read = text_file.read(str(file))
    os.utime(file, (1, 1))
    text_file.write(read, "Mine.")
    assert file.read_text() == "Mine."


def test_a_file_deleted_meanwhile_is_not_made_again_silently(file: Path) -> None:
    read = text_file.read(str(file))
    file.unlink()
    with pytest.raises(ChangedOutside, match="was moved or deleted meanwhile"):
        text_file.write(read, "Mine.")
    assert not file.exists()


def test_a_new_file_takes_no_name_that_is_taken(file: Path, tmp_path: Path) -> None:
    with pytest.raises(ChangedOutside, match="exists already"):
        text_file.write(TextFile(str(file), None), "Mine.")
    text_file.write(TextFile(str(tmp_path / "other.md"), None), "Mine.")
    assert (tmp_path / "other.md").read_text() == "Mine."
    assert (tmp_path / "other.md").stat().st_mode & 0o777 == 0o600


def test_a_full_disk_is_one_line_and_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = text_file.read(str(file))
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(CannotBeDone, match=r"post\.md cannot be saved: No space left on device") as refused:
        text_file.write(read, "Mine.")
    assert "\n" not in str(refused.value)
    assert file.read_bytes() == b"Before.\r\n"
    assert names(file.parent) == ["post.md"]


def test_a_folder_that_is_gone_is_one_line(file: Path) -> None:
    with pytest.raises(CannotBeDone, match="cannot be saved: No such file or directory"):
        text_file.write(TextFile(str(file.parent / "no" / "post.md"), None), "Mine.")


def test_what_cannot_be_edited_as_text_says_why(file: Path) -> None:
    with pytest.raises(CannotBeDone, match="is gone"):
        text_file.read(str(file.parent / "none.md"))
    with pytest.raises(CannotBeDone, match="cannot be read: Is a directory"):
        text_file.read(str(file.parent))
    file.write_bytes(b"caf\xe9")
    with pytest.raises(CannotBeDone, match="is not UTF-8 text"):
        text_file.read(str(file))
    file.write_bytes(b"x" * (text_file.MOST_BYTES + 1))
    with pytest.raises(CannotBeDone, match="longer than 2 MB"):
        text_file.read(str(file))
