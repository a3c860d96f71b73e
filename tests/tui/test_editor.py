"""The built-in editor: words are counted, drawn and saved, and never lost."""

import errno
import os
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.widgets.text_area import WrappedDocument

from habit_tui.domain.post import word_count
from habit_tui.services import post
from habit_tui.services.desk import Desk
from habit_tui.tui.screens.blog import BlogScreen
from habit_tui.tui.screens.editor import EditorScreen
from habit_tui.tui.widgets.manuscript import veil
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, WIDE, Stage, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 07:32", ZONE)
HOSTILE = "[/] [@click=app.quit]leave[/] \x1b]0;owned\x07 \u202eback\u2028next\x0c"
TEXT = """# Why I get up at five

Nobody is awake, and nobody *wants* anything. The **first hour** is mine.

> A month ago I would have laughed.

- ten minutes of notes
- one chapter, on paper

| day | minutes |
|-----|--------:|
| Mon | 60 |
"""


@pytest.fixture
def file(desk: Desk) -> Path:
    """A draft's file."""
    file = Path(post.new(desk, NOW - timedelta(days=1), title="Early").path)
    file.write_text(f"---\ntitle: 'Early'\ntags: []\n---\n\n{TEXT}")
    return file


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk without an editor of the learner's own."""
    desk = desk_at(tmp_path, door="tui")
    logged(desk, "2026-11-22", "05:00", 60, "a chapter")
    return desk


def editor(stage: Stage) -> EditorScreen:
    found = [screen for screen in stage.app.screen_stack if isinstance(screen, EditorScreen)]
    assert len(found) == 1
    return found[0]


async def opened(stage: Stage, key: str = "e") -> EditorScreen:
    await stage.press("3", "tab", key)
    await stage.until(lambda: "words" in stage.text)
    return editor(stage)


def held(file: Path) -> str:
    """What a file holds, with its line ends as they are."""
    return file.read_bytes().decode()


def put(file: Path, text: str | bytes) -> None:
    """Give a file another content."""
    file.write_bytes(text.encode() if isinstance(text, str) else text)


def remove(file: Path) -> None:
    """Take a file away."""
    file.unlink()


def is_there(file: Path) -> bool:
    """Whether there is such a file."""
    return file.exists()


def full(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_text_is_written_beside_its_page(desk: Desk, size: tuple[int, int]) -> None:
    async with on_stage(desk, NOW, size) as stage:
        await opened(stage)
        before = word_count(TEXT)
        assert f"{before} words · saved" in stage.words
        await stage.type("\nAnd **one** more.")
        assert "unsaved" in stage.text
        assert editor(stage).manuscript.cursor_at_end_of_text
        await stage.until(lambda: f"{before + 3} words" in stage.text)
        assert ("And one more." in stage.text) == (size == WIDE)


async def test_e_opens_it_where_no_editor_is_set_and_another_key_always(desk: Desk, file: Path) -> None:
    async with on_stage(desk, NOW) as stage:
        screen = await opened(stage, "E")
        assert screen.manuscript.written == held(file)
        await stage.press("escape")
        assert isinstance(stage.app.screen, BlogScreen)


async def test_a_text_is_saved_and_the_blog_shows_it(desk: Desk, file: Path) -> None:
    async with on_stage(desk, NOW) as stage:
        await opened(stage)
        await stage.press("H", "i", "full_stop", "ctrl+s")
        assert held(file).endswith("\nHi.")
        assert "· saved" in stage.text
        await stage.press("escape")
        assert "Hi." in stage.text
        assert stage.toasts == []


@pytest.mark.usefixtures("file")
async def test_where_there_is_no_room_the_page_takes_turns_with_the_text(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await opened(stage)
        assert "# Why" in stage.text or "- one chapter" in stage.text
        await stage.press("ctrl+t")
        assert "• one chapter" in stage.text
        await stage.press("escape")
        assert "- one chapter" in stage.text
        await stage.click("^t page")
        await stage.until(lambda: "• one chapter" in stage.text)
        await stage.press("ctrl+t", "x")
        assert "unsaved" in stage.text


@pytest.mark.usefixtures("file")
async def test_the_page_can_be_put_away_where_there_is_room(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await opened(stage)
        assert "• one chapter" in stage.text
        await stage.press("ctrl+t")
        assert "• one chapter" not in stage.text
        await stage.press("x")
        assert "unsaved" in stage.text


async def test_unsaved_words_are_asked_about(desk: Desk, file: Path) -> None:
    before = held(file)
    async with on_stage(desk, NOW) as stage:
        await opened(stage)
        await stage.press("x", "escape")
        assert "Some words are not saved" in stage.text
        await stage.press("escape")
        assert editor(stage).manuscript.written == f"{before}x"
        await stage.press("escape")
        await stage.click("leave without")
        assert isinstance(stage.app.screen, BlogScreen)
        assert held(file) == before
        await opened(stage)
        await stage.press("y", "escape", "s")
        assert isinstance(stage.app.screen, BlogScreen)
        assert held(file) == f"{before}y"


async def test_quitting_asks_first_from_wherever_one_is(desk: Desk, file: Path) -> None:
    async with on_stage(desk, NOW) as stage:
        await opened(stage)
        await stage.press("x", "f1")
        assert "Sessions" in stage.text
        await stage.press("q")
        assert "Some words are not saved" in stage.text
        assert stage.app.is_running
        await stage.press("ctrl+q", "s")
        assert held(file).endswith("x")
        assert stage.app.return_code == 0


@pytest.mark.parametrize("leaving", ["escape", "ctrl+q"])
async def test_no_key_overtakes_what_was_typed_in_the_same_breath(
    desk: Desk, file: Path, leaving: str
) -> None:
    async with on_stage(desk, NOW) as stage:
        await opened(stage)
        for key in ("x", "y", "ctrl+s", "z", leaving):
            stage.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await stage.rest()
        assert held(file).endswith("xy")
        assert "Some words are not saved" in stage.text
        await stage.press("s")
        assert held(file).endswith("xyz")


async def test_a_file_changed_outside_is_not_written_over_unless_it_is_said(desk: Desk, file: Path) -> None:
    async with on_stage(desk, NOW) as stage:
        await opened(stage)
        put(file, "By somebody else.")
        await stage.press("x", "ctrl+s")
        assert f"{file.name} was changed outside meanwhile" in stage.words
        await stage.press("escape")
        assert held(file) == "By somebody else."
        await stage.press("ctrl+s", "ctrl+o")
        assert held(file).endswith("x")
        assert "· saved" in stage.text


async def test_a_text_can_be_saved_elsewhere_but_over_no_other_file(desk: Desk, file: Path) -> None:
    beside = file.with_stem(f"{file.stem}-mine")
    put(beside, "An older one.")
    async with on_stage(desk, NOW) as stage:
        await opened(stage)
        remove(file)
        await stage.press("x", "ctrl+s")
        assert "was moved or deleted meanwhile" in stage.words
        await stage.press("enter")
        assert f"{beside.name} exists already" in stage.words
        await stage.press("end", "left", "left", "left", "2", "enter")
        assert held(file.with_stem(f"{file.stem}-mine2")).endswith("x")
        assert held(beside) == "An older one."
        assert not is_there(file)
        await stage.press("escape")
        assert isinstance(stage.app.screen, BlogScreen)


async def test_a_full_disk_is_one_line_and_the_text_stays(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(file)
    async with on_stage(desk, NOW, NARROW) as stage:
        await opened(stage)
        monkeypatch.setattr(os, "fsync", full)
        await stage.press("x", "ctrl+s")
        assert f"{file.name} cannot be saved: No space left on device" in stage.words
        assert "write over it" not in stage.text
        await stage.press("enter")
        assert "No space left on device" in stage.words
        await stage.press("escape")
        assert held(file) == before
        assert editor(stage).unsaved
        monkeypatch.undo()
        await stage.press("ctrl+s")
        assert held(file) == f"{before}x"


async def test_a_text_that_is_no_text_is_told(desk: Desk, file: Path) -> None:
    put(file, b"---\nx: 1\n---\ncaf\xe9")
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "tab", "e")
        assert "is not UTF-8 text" in stage.toasts[-1]
        assert isinstance(stage.app.screen, BlogScreen)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_hostile_text_is_harmless_and_comes_back_byte_for_byte(
    desk: Desk, file: Path, size: tuple[int, int]
) -> None:
    put(file, f"# {HOSTILE}\r\n\r\n{HOSTILE}\r\n")
    async with on_stage(desk, NOW, size, tooltips=True) as stage:
        await opened(stage)
        assert "[@click=app.quit]" in stage.text
        assert all(c.isprintable() or c == "\n" for c in stage.text)
        await stage.press("ctrl+t")
        assert all(c.isprintable() or c == "\n" for c in stage.text)
        await stage.press("ctrl+t", "x", "ctrl+s")
        assert held(file) == f"# {HOSTILE}\r\n\r\n{HOSTILE}\r\nx"


async def test_a_long_text_is_written_without_waiting(desk: Desk, file: Path) -> None:
    paragraph = "Morning after morning I wrote a little more of it down. " * 6
    put(file, "\n\n".join(f"{n}. {paragraph}" for n in range(600)))
    async with on_stage(desk, NOW) as stage:
        screen = await opened(stage)
        assert len(screen.manuscript.written) > 200_000
        await stage.press("x", "pageup", "pageup", "y", "ctrl+s")
        assert "y" in held(file)
        await stage.until(lambda: "599." in screen.page.plain)
        screen.manuscript.move_cursor((0, 0))
        await stage.until(lambda: "599." not in screen.page.plain)
        assert screen.page.plain.lstrip().startswith("0. Morning")
        assert "saved" in stage.text


async def test_writing_begins_under_the_first_heading_that_waits_for_words(desk: Desk, file: Path) -> None:
    begun = Path(post.new(desk, NOW, prompt_id="day-one").path)
    async with on_stage(desk, NOW) as stage:
        await opened(stage)
        await stage.press("H", "i", "ctrl+s")
    assert "## Where and when I sat down\nHi\n## What I did" in held(begun)


@pytest.mark.parametrize("size", [WIDE, NARROW, (100, 30), (121, 36), (220, 50)])
async def test_opening_a_text_breaks_its_lines_in_a_thread_alone(
    desk: Desk, file: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(file, "\n\n".join(f"{n}. Morning after morning." for n in range(600)))
    broken: list[tuple[int, bool]] = []
    wrap = WrappedDocument.wrap

    def noted(document: WrappedDocument, width: int, tab_width: int | None = None) -> None:
        if document.document.line_count > 600:
            broken.append((width, threading.current_thread() is threading.main_thread()))
        wrap(document, width, tab_width)

    monkeypatch.setattr(WrappedDocument, "wrap", noted)
    async with on_stage(desk, NOW, size) as stage:
        manuscript = (await opened(stage)).manuscript
        assert broken == [(manuscript.wrap_width, False)]
        await stage.press("x")
        assert manuscript.text.endswith("599. Morning after morning.x")


async def test_the_heading_tells_how_long_one_has_been_here(desk: Desk, file: Path) -> None:
    put(file, TEXT)
    clock = [NOW]

    def now() -> datetime:
        return clock[0]

    async with on_stage(desk, now) as stage:
        await opened(stage)
        clock[0] = NOW + timedelta(minutes=23)
        stage.app.tick()
        await stage.rest()
        assert "· 23 min · saved" in stage.text


@given(
    st.text(st.sampled_from("ab\n\r\t\x0b\x0c\x1c\x85\u2028\u2029\x1b\u202e\u200d漢\U00100001"), max_size=40)
)
def test_whatever_a_text_holds_it_comes_back(text: str) -> None:
    veiled = veil(text)
    assert veiled.lifted(veiled.text) == text
    *before, last = f"{veiled.text}x".splitlines()
    assert veiled.text.split("\n") == [*before, last[:-1]]
