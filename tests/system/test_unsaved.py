"""Words that are in no file yet."""

from pathlib import Path

import pytest

from habit_tui.domain.errors import CannotBeDone
from habit_tui.system import text_file
from habit_tui.system.unsaved import Unsaved


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "blog" / "post.md"
    file.parent.mkdir()
    file.write_text("Before.")
    return file


def unsaved(file: Path) -> Unsaved:
    return Unsaved(str(file.parents[1] / "data"), str(file))


def kept_files(file: Path) -> list[Path]:
    return list((file.parents[1] / "data" / "unsaved").glob("*"))


def test_words_are_kept_in_private_and_found_again(file: Path) -> None:
    read = text_file.read(str(file))
    unsaved(file).keep(read, "Before.\r\nAnd more.", 0)
    (copy,) = kept_files(file)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    assert unsaved(file).found(read) == (read, "Before.\r\nAnd more.")


def test_words_that_reached_the_file_are_not_found(file: Path) -> None:
    read = text_file.read(str(file))
    unsaved(file).keep(read, "Before. And more.", 0)
    assert unsaved(file).found(text_file.write(read, "Before. And more.")) is None
    assert Unsaved(str(file.parents[1] / "data"), "another").found(read) is None


def test_a_file_changed_since_is_not_taken_for_the_one_they_were_written_on(file: Path) -> None:
    unsaved(file).keep(text_file.read(str(file)), "Mine.", 0)
    file.write_text("By somebody else.")
    found = unsaved(file).found(text_file.read(str(file)))
    assert found is not None
    with pytest.raises(text_file.ChangedOutside):
        text_file.write(*found)


def test_words_let_go_of_do_not_come_back_from_a_thread_that_is_late(file: Path) -> None:
    words, read = unsaved(file), text_file.read(str(file))
    turn = words.turn
    words.keep(read, "Mine.", turn)
    words.let_go()
    words.let_go()
    words.keep(read, "Mine, late.", turn)
    assert kept_files(file) == []
    assert words.found(read) is None


def test_what_cannot_be_kept_is_said(file: Path) -> None:
    (file.parents[1] / "data").write_text("a file where a folder should be")
    with pytest.raises(Exception, match="cannot be made") as refused:
        unsaved(file).keep(text_file.read(str(file)), "Mine.", 0)
    assert not isinstance(refused.value, CannotBeDone | OSError)


def test_a_copy_that_cannot_be_deleted_stops_nobody_who_has_saved(file: Path) -> None:
    words = unsaved(file)
    words.keep(text_file.read(str(file)), "Mine.", 0)
    (copy,) = kept_files(file)
    copy.unlink()
    copy.mkdir()
    words.let_go()
    assert words.found(text_file.read(str(file))) is None
