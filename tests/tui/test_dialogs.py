"""The dialogs over Today: logging, correcting, help; nothing typed is lost."""

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from habit_tui.domain.kind import Kind
from habit_tui.domain.session import Session
from habit_tui.services import session, starter
from habit_tui.services.desk import Desk
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.screens.log import LogDialog
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, Stage, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 06:12", ZONE)
TODAY = date(2026, 11, 22)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A Sunday morning with one session of the day."""
    desk = desk_at(tmp_path, ZONE, door="tui")
    starter.apply(desk, "five-to-eight", at("2026-11-22 04:50", ZONE))
    logged(desk, "2026-11-22", "05:00", 45, "titanic", note="two lines\nof a note")
    return desk


def latest(desk: Desk) -> Session:
    return session.between(desk, date(2026, 1, 1), TODAY)[-1]


def box(stage: Stage) -> str:
    """What can be read in the dialog, on one line."""
    region = stage.app.screen.query_one("#dialog").region
    lines = stage.lines[region.y : region.bottom]
    return " ".join(" ".join(line[region.x : region.right] for line in lines).split())


async def replace(stage: Stage, name: str, text: str) -> None:
    """Type into a field of the form instead of what it holds."""
    field = stage.app.screen.query_one(f"#{name}", Input)
    field.focus()
    await stage.press("end", *["backspace"] * len(field.value))
    await stage.type(text)


async def test_the_log_box_completes_the_title_that_is_begun(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("l")
        await stage.type("20m tit")
        assert "20m titanic competition on Kaggle" in box(stage)
        await stage.press("tab")
        await stage.type(" --kind review")
        assert "20 min · Titanic competition on Kaggle · review · 05:52-06:12 today" in box(stage)
        await stage.press("escape", "l")
        await stage.type("20m hands")
        await stage.click("tab complete")
        await stage.press("enter")
        assert latest(desk).resource == "Hands-On Machine Learning with Scikit-Learn and TensorFlow"


async def test_the_log_box_tells_what_it_understood(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("l")
        await stage.type("20m titanic")
        assert "20 min · Titanic competition on Kaggle · practice · 05:52-06:12 today" in box(stage)
        await stage.press("enter")
        assert not isinstance(stage.app.screen, Dialog)
        assert "05:52-06:12 20 min △ titanic" in stage.words
        assert stage.toasts[-1] == "Logged 20 min of titanic · u undoes"


async def test_the_log_box_reads_the_words_of_the_shell(desk: Desk) -> None:
    understood = {
        "1h --on yesterday": "1 h · study · 05:00-06:00 Sat 21 Nov",
        "5:10-5:30 fast.ai --tz Europe/Paris --on sat": "05:10-05:30 Europe/Paris Sat 21 Nov",
        "25m --kind rev": "25 min · review · 05:47-06:12 today",
        "45m --kind rev": "05:27-06:12 overlaps session 1",
        "25m Ada's notes": "Ada's notes (free text)",
        "fourty": '"fourty" is not an amount of time',
        "7:00-8:00": "in the future",
        '45m "open': "A double quote is open",
        "45m --colour red": '"--colour" is not an option',
        "": "45m, 1h30 or 5:10-6:40, then what it was.",
    }
    async with on_stage(desk, NOW, (120, 36)) as stage:
        await stage.press("l")
        for typed, said in understood.items():
            stage.app.screen.query_one(Input).value = typed
            await stage.rest()
            assert said in box(stage)


async def test_a_refusal_keeps_what_was_typed(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("l")
        await stage.type("5:00-5:10 x")
        await stage.press("enter")
        assert "05:00-05:10 overlaps session 1 (Sun 22 Nov 05:00-05:45 titanic)" in box(stage)
        assert stage.app.screen.query_one(Input).value == "5:00-5:10 x"
        await stage.type(" --overlap")
        await stage.press("enter")
        assert "05:00-05:10 10 min ◇ x" in stage.words


async def test_escape_and_the_buttons_leave_the_log_box(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("l", "escape")
        assert not isinstance(stage.app.screen, Dialog)
        await stage.press("l")
        await stage.click("close")
        assert not isinstance(stage.app.screen, Dialog)
        await stage.press("l")
        await stage.type("5m")
        await stage.click("enter log")
        assert latest(desk).minutes == 5


async def test_the_log_box_can_be_about_another_day(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        stage.app.push_screen(LogDialog(date(2026, 11, 20)))
        await stage.rest()
        assert "Log a session of Fri 20 Nov" in box(stage)
        await stage.type("30m french")
        assert "05:00-05:30 Fri 20 Nov" in box(stage)
        await stage.press("enter")
        assert session.between(desk, date(2026, 11, 20), date(2026, 11, 20))[0].what == "french"


async def test_pasted_control_characters_are_replaced(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("l")
        stage.app.screen.query_one(Input).value = "45m \x1b]0;title\x07"
        await stage.rest()
        assert stage.app.screen.query_one(Input).value == "45m \ufffd]0;title\ufffd"


async def test_the_form_shows_and_corrects_a_session(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("tab", "e")
        for said in (
            "Session 1 · titanic",
            "2026-11-22",
            "05:00-05:45",
            "● practice",
            "two lines",
            "of a note",
        ):
            assert said in box(stage)
        await replace(stage, "time", "5:05-6:05")
        await replace(stage, "what", "fast.ai, again")
        await stage.press("tab", "right", "enter")
        corrected = latest(desk)
        assert (corrected.minutes, corrected.what, corrected.kind) == (60, "fast.ai, again", Kind.WRITING)
        assert corrected.note == "two lines\nof a note"
        assert stage.toasts[-1] == "Now 1 h of fast.ai, again · u undoes"


async def test_the_form_takes_a_time_in_four_ways(desk: Desk) -> None:
    ways = {
        "4:40": ("04:40", 45),
        "5:05 20m": ("05:05", 20),
        "1h": ("05:05", 60),
        "5am-5:30am": ("05:00", 30),
    }
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("tab")
        for typed, (start, minutes) in ways.items():
            await stage.press("e")
            await replace(stage, "time", typed)
            await stage.press("enter")
            corrected = latest(desk)
            assert (f"{desk.local(corrected.start):%H:%M}", corrected.minutes) == (start, minutes)


async def test_the_form_says_what_is_wrong_and_keeps_everything(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("tab", "e")
        await replace(stage, "what", "kept")
        await replace(stage, "time", "nonsense")
        await stage.press("enter")
        assert '"nonsense" is not an amount of time' in box(stage)
        assert stage.app.screen.query_one("#what", Input).value == "kept"
        await stage.press("tab", "end", "x")
        assert "is not an amount" not in box(stage)
        await replace(stage, "time", "7:00-8:00")
        await stage.press("enter")
        assert "in the future" in box(stage)
        assert latest(desk).what == "titanic"


async def test_a_form_nothing_was_changed_in_changes_nothing(desk: Desk) -> None:
    before = latest(desk)
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("tab", "e", "ctrl+s")
        assert not isinstance(stage.app.screen, Dialog)
        assert stage.toasts == []
    assert latest(desk) == before


async def test_the_form_does_not_rewrite_what_it_cannot_show(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, ZONE)
    logged(desk, "2026-11-22", "05:00", 45, "a\tb", note="c\x1bd")
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("tab", "e")
        await replace(stage, "day", "sat")
        await stage.press("enter")
        moved = session.between(desk, date(2026, 11, 21), date(2026, 11, 21))[0]
        assert (moved.what, moved.note) == ("a\tb", "c\x1bd")


async def test_the_form_deletes_by_mouse(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("tab", "e")
        await stage.click("delete it")
        assert session.between(desk, TODAY, TODAY) == ()
        assert not isinstance(stage.app.screen, Dialog)


async def test_a_running_session_can_be_moved_and_named(desk: Desk) -> None:
    session.start(desk, "x", at("2026-11-22 06:00", ZONE))
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("tab", "end", "e")
        await replace(stage, "time", "5:50")
        await replace(stage, "what", "titanic")
        await stage.press("enter")
        running = session.status(desk, NOW)
        assert running.session is not None
        assert (running.session.what, running.minutes) == ("titanic", 22)


async def test_help_tells_the_keys_of_the_room_and_of_everywhere(desk: Desk) -> None:
    async with on_stage(desk, NOW, (120, 48)) as stage:
        await stage.press("question_mark")
        assert "e Give the chosen item of the plan another time" in box(stage)
        assert "space Start or stop the running session." in box(stage)
        await stage.press("escape")
        assert not isinstance(stage.app.screen, Dialog)


async def test_whatever_has_no_room_in_the_footer_is_done_from_the_help(desk: Desk) -> None:
    async with on_stage(desk, NOW, (60, 24)) as stage:
        assert "l log  space start" in stage.text
        assert "u undo  ? more  q quit" in stage.text
        await stage.click("? more")
        await stage.click("Put something of your own")
        assert "Add to today's plan" in stage.text
        await stage.press("escape", "question_mark", "G", *["up"] * 7, "enter")
        assert "Starters" in stage.text
        await stage.press("escape")
        await stage.click("u undo")
        assert stage.toasts[-1].startswith("Undone: ")
