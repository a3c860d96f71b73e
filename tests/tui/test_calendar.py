"""The calendar room: the year, the cursor, the chosen day, sessions and leave, by keyboard and by mouse."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from textual.widgets import Input

from habit_tui.domain.streak import Verdict
from habit_tui.services import leave, session
from habit_tui.services.desk import Desk
from habit_tui.tui.screens.calendar import CalendarScreen
from habit_tui.tui.screens.starter import StarterScreen
from habit_tui.tui.widgets.calendar_day import DayPanel
from habit_tui.tui.widgets.calendar_grid import GUTTER, HEADER, CalendarGrid
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, WIDE, Stage, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 05:45", ZONE)
SIGN_AFTER = 4
"""Cells from the edge of a large day to its sign: " 22 ●"."""


class Room(Stage):
    """The calendar on stage."""

    @property
    def screen(self) -> CalendarScreen:
        """The room itself, below any dialog."""
        return next(each for each in self.app.screen_stack if isinstance(each, CalendarScreen))

    @property
    def grid(self) -> CalendarGrid:
        """The year."""
        return self.screen.grid

    @property
    def day(self) -> DayPanel:
        """The chosen day."""
        return self.screen.day

    @property
    def answer(self) -> str:
        """What a dialog answers to what was typed."""
        return self.words_in(".answer")

    async def fill(self, text: str) -> None:
        """Put a text into the dialog's field."""
        self.app.screen.query_one(Input).value = text
        await self.rest()

    async def go_to(self, day: str) -> None:
        """Put the cursor on a day."""
        self.grid.choose(date.fromisoformat(day))
        await self.rest()

    async def click_day(self, day: str, *, shift: bool = False) -> None:
        """Click a day of the grid."""
        await self.pilot.click(CalendarGrid, offset=self.place(day), shift=shift)
        await self.rest()

    def place(self, day: str) -> tuple[int, int]:
        """The cell of the grid a day is drawn in."""
        wanted = date.fromisoformat(day)
        week = self.grid.grid.week_of(wanted) - self.grid.weeks_shown().start
        return GUTTER + week * self.grid.step, HEADER + wanted.weekday() * self.grid.row_lines

    def sign(self, day: str) -> str:
        """What is drawn for a day."""
        x, y = self.place(day)
        if self.grid.is_large:
            x += SIGN_AFTER
        return self.grid.render_line(y).text[x]


@asynccontextmanager
async def calendar_of(
    desk: Desk, size: tuple[int, int] = WIDE, now: datetime | Callable[[], datetime] = NOW
) -> AsyncIterator[Room]:
    """The app in the calendar, over the desk's store."""
    async with on_stage(desk, now, size) as stage:
        room = Room(stage.app, stage.pilot, stage.audience, stage.undrawn)
        if isinstance(room.app.screen, StarterScreen):
            # An empty store offers to begin with a starter.
            await room.press("escape")
        await room.press("2")
        yield room


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_at(tmp_path, ZONE, door="tui")


@pytest.fixture
def lived(desk: Desk) -> Desk:
    """A week with a bit of everything, before Sunday 22 November 2026."""
    logged(desk, "2026-11-16", "05:00", 60, "fast.ai, lesson 3")
    logged(desk, "2026-11-17", "05:10", 20, "Titanic", note="third submission")
    logged(desk, "2026-11-17", "05:40", 25, "French")
    logged(desk, "2026-11-20", "05:05", 90, "fast.ai, lesson 4")
    leave.add(desk, at("2026-11-18 12:00", ZONE), date(2026, 11, 19), date(2026, 11, 19), "flu")
    return desk


# The year


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_year_with_a_range_chosen_in_it(lived: Desk, size: tuple[int, int]) -> None:
    async with calendar_of(lived, size) as room:
        await room.press("left", "shift+down")
        assert "Sun 15 Nov to Mon 16 Nov 2026 2 days" in room.words_in("#day")
        assert "1 h ● 1 met" in room.words_in("#day")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_day_with_its_sessions(lived: Desk, size: tuple[int, int]) -> None:
    async with calendar_of(lived, size) as room:
        await room.go_to("2026-11-17")
        assert "Tue 17 Nov 2026 ◐ minimum kept · 45 min of 1 h" in room.words_in("#day")
        assert "current" in room.words_in("#figures")
        assert "Thu" in room.text


async def test_each_day_has_the_sign_of_its_verdict(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        days = range(15, 24)
        assert [room.sign(f"2026-11-{day}") for day in days] == [" ", "●", "◐", "✕", "~", "●", "✕", "○", " "]
        assert "● 2 met ◐ 1 kept ✕ 2 missed ~ 1 leave ○ 1 open" in room.words
        assert "3 h 15 on 3 days" in room.text
        assert "current 0 days best 2 days" in room.words_in("#figures")


async def test_the_cursor_begins_on_today_and_follows_the_mouse(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        assert room.grid.cursor == date(2026, 11, 22)
        assert room.grid.has_focus
        assert "Sun 22 Nov 2026 ○ still open · 0 min of 1 h" in room.words_in("#day")
        await room.pilot.hover(CalendarGrid, offset=room.place("2026-11-17"))
        assert str(room.grid.tooltip) == "Tue 17 Nov 2026: 45 min of 1 h, minimum kept"
        await room.click_day("2026-11-17")
        assert room.grid.chosen == (date(2026, 11, 17), date(2026, 11, 17))
        assert "◐ minimum kept · 45 min of 1 h" in room.words_in("#day")
        room.grid.on_mouse_scroll_up()
        assert room.grid.cursor == date(2026, 11, 10)
        room.grid.on_mouse_scroll_down()
        assert room.grid.cursor == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("size", "step", "weeks"), [(WIDE, 2, 53), (NARROW, 1, 53), ((60, 20), 1, 53), ((40, 20), 1, 33)]
)
async def test_the_year_fits_the_terminal_or_shows_its_latest_weeks(
    lived: Desk, size: tuple[int, int], step: int, weeks: int
) -> None:
    async with calendar_of(lived, size) as room:
        await room.go_to("2026-08-22")
        assert room.grid.step == step
        assert len(room.grid.weeks_shown()) == weeks
        assert room.grid.grid.week_of(date(2026, 8, 22)) in room.grid.weeks_shown()
        await room.go_to("2026-01-05")
        assert room.grid.weeks_shown().start == 0
        assert "Jan" in room.grid.render_line(0).text
        assert all(len(line) <= size[0] for line in room.lines)


@pytest.mark.parametrize(
    ("size", "step", "lines"), [(WIDE, 13, 1), (NARROW, 6, 1), ((60, 20), 6, 1), ((160, 50), 13, 2)]
)
async def test_the_first_weeks_are_drawn_large_over_the_turn_of_the_year(
    lived: Desk, size: tuple[int, int], step: int, lines: int
) -> None:
    async with calendar_of(lived, size) as room:
        assert (room.grid.step, room.grid.row_lines) == (step, lines)
        assert len(room.grid.weeks_shown()) == 8
        assert "17 ◐" in room.text
        assert ("1 h 30" in room.text) == (step > 6)
        assert "7 days to the first freeze" in room.text
        assert all(len(line) <= size[0] for line in room.lines)
        await room.go_to("2026-12-31")
        await room.press("down", "down")
        assert room.grid.cursor == date(2027, 1, 2)
        assert room.sign("2026-11-17") == "◐"
        await room.click_day("2026-11-20")
        assert room.grid.cursor == date(2026, 11, 20)
        assert "● target met · 1 h 30 of 1 h" in room.words_in("#day")


async def test_outside_the_first_weeks_the_year_is_there(lived: Desk) -> None:
    async with calendar_of(lived, NARROW) as room:
        assert "17 ◐" in room.text
        await room.press("left", "left")
        assert room.grid.cursor == date(2026, 11, 8)
        assert "17 ◐" not in room.text
        assert "Feb" in room.text
        await room.press("t")
        assert "17 ◐" in room.text


async def test_a_record_of_eight_weeks_fills_a_year(lived: Desk) -> None:
    async with calendar_of(lived, NARROW, at("2027-01-10 05:45", ZONE)) as room:
        assert room.grid.is_large
    async with calendar_of(lived, NARROW, at("2027-01-11 05:45", ZONE)) as room:
        assert not room.grid.is_large
        assert "first freeze" not in room.text


async def test_the_first_week_of_january_holds_days_of_its_own_year_only(desk: Desk) -> None:
    # 1 January 2026 is a Thursday.
    async with calendar_of(desk) as room:
        await room.go_to("2026-01-01")
        assert room.grid.day_at(GUTTER, HEADER + 2) is None
        assert room.grid.day_at(GUTTER, HEADER + 3) == date(2026, 1, 1)
        await room.press("left")
        assert room.grid.cursor == date(2025, 12, 25)
        assert "2025" in room.text.splitlines()[2]


async def test_a_leap_day_is_there_and_gives_way_to_the_28th(desk: Desk) -> None:
    async with calendar_of(desk) as room:
        await room.go_to("2028-02-29")
        assert room.grid.view is not None
        assert len(room.grid.view.days) == 366
        await room.press("left_square_bracket")
        assert room.grid.cursor == date(2027, 2, 28)


async def test_a_year_of_54_weeks_is_whole(desk: Desk) -> None:
    async with calendar_of(desk) as room:
        await room.go_to("2012-12-31")
        assert len(room.grid.weeks_shown()) == 54
        x, y = room.place("2012-12-31")
        assert room.grid.day_at(x, y) == date(2012, 12, 31)


async def test_an_empty_store_shows_an_open_day_and_how_to_begin(desk: Desk) -> None:
    async with calendar_of(desk) as room:
        assert room.sign("2026-11-22") == "○"
        assert "No sessions. a adds one, m marks the day as leave." in room.text
        assert "no streak" not in room.text
        assert "current    0 days" in room.text


async def test_a_date_that_never_happened_is_shown_with_its_reason(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, "Pacific/Apia", door="tui")
    logged(desk, "2011-12-29", "05:00", 60)
    logged(desk, "2011-12-31", "05:00", 60)
    async with calendar_of(desk, now=at("2012-01-02 06:00", "Pacific/Apia")) as room:
        await room.go_to("2011-12-30")
        assert room.sign("2011-12-30") == "∅"
        assert "∅ never happened" in room.text
        assert "void, the zone skipped this date" in room.text


async def test_a_leave_to_come_is_on_the_year_already(desk: Desk) -> None:
    leave.add(desk, NOW, date(2026, 12, 24), date(2027, 1, 2), "winter")
    async with calendar_of(desk) as room:
        assert [room.sign(f"2026-12-{day}") for day in (23, 24, 31)] == [" ", "~", "~"]
        assert "24 Dec 2026 - 2 Jan 2027" in room.text
        await room.go_to("2026-12-24")
        assert "leave Thu 24 Dec 2026 to Sat 2 Jan 2027: winter" in room.words_in("#day")


# Moving


async def test_keys_move_the_cursor(desk: Desk) -> None:
    moves = (
        ("up", "2026-11-21"),
        ("k", "2026-11-20"),
        ("down", "2026-11-21"),
        ("j", "2026-11-22"),
        ("left", "2026-11-15"),
        ("left", "2026-11-08"),
        ("right", "2026-11-15"),
        ("right", "2026-11-22"),
        ("left_square_bracket", "2025-11-22"),
        ("pageup", "2024-11-22"),
        ("right_square_bracket", "2025-11-22"),
        ("pagedown", "2026-11-22"),
        ("pagedown", "2027-11-22"),
        ("t", "2026-11-22"),
        ("left", "2026-11-15"),
        ("home", "2026-11-22"),
    )
    async with calendar_of(desk) as room:
        for key, day in moves:
            await room.press(key)
            assert (key, room.grid.cursor) == (key, date.fromisoformat(day))


async def test_l_logs_here_as_everywhere(desk: Desk) -> None:
    async with calendar_of(desk) as room:
        await room.press("l")
        assert "Log a session" in room.text


async def test_another_year_shows_its_own_days(desk: Desk) -> None:
    logged(desk, "2025-11-22", "05:00", 60, "a year ago")
    async with calendar_of(desk) as room:
        await room.press("pageup")
        assert room.grid.view is not None
        assert room.grid.view.year == 2025
        assert room.sign("2025-11-22") == "●"
        assert "a year ago" in room.text


async def test_the_years_can_be_clicked(desk: Desk) -> None:
    async with calendar_of(desk) as room:
        await room.click("‹ 2025")
        assert room.grid.cursor == date(2025, 11, 22)
        await room.click("2026 ›")
        assert room.grid.cursor == date(2026, 11, 22)


# The chosen day


async def test_the_sessions_of_the_day_the_cursor_stops_at_are_listed(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.press("up", "up", "up", "up", "up")
        assert room.grid.cursor == date(2026, 11, 17)
        assert [each.what for each in room.day.items] == ["Titanic", "French"]
        assert "05:10-05:30  20 min  ◇ Titanic" in room.text
        assert "third submission" in room.text
        assert "05:40-06:05  25 min  ◇ French" in room.text


async def test_the_why_of_the_day_stands_below_its_heading(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.go_to("2026-11-18")
        assert "missed (0 of 10 min); the streak of 2 days ended" in room.text
        await room.go_to("2026-11-19")
        assert "leave Thu 19 Nov: flu" in room.text


async def test_a_session_of_another_zone_says_so(tmp_path: Path) -> None:
    logged(desk_at(tmp_path, "Europe/Lisbon"), "2026-11-20", "05:00", 60, "on the road")
    async with calendar_of(desk_at(tmp_path, "Europe/Berlin", door="tui")) as room:
        await room.go_to("2026-11-20")
        assert "05:00-06:00" in room.text
        assert "Lisbon +00" in room.text


async def test_hostile_titles_are_shown_literally(desk: Desk) -> None:
    title = "a [/] b [@click=app.quit]x[/] \x1b[31m\x07"
    logged(desk, "2026-11-20", "05:00", 60, title, note="[bold]\x1b]52;c;x\x07")
    leave.add(desk, NOW, date(2026, 11, 19), date(2026, 11, 19), "[/] \x1b[2J")
    async with calendar_of(desk) as room:
        await room.press("w", "escape")
        await room.go_to("2026-11-20")
        assert "a [/] b [@click=app.quit]x[/] \ufffd[31m\ufffd" in room.text
        assert "[bold]\ufffd]52;c;x\ufffd" in room.text
        await room.go_to("2026-11-19")
        assert "leave Thu 19 Nov: [/] \ufffd[2J" in room.text
        assert "\x1b" not in room.text


# Sessions


async def test_enter_edits_the_only_session_in_place(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.go_to("2026-11-16")
        await room.press("enter")
        room.app.screen.query_one("#what", Input).value = "fast.ai, lesson 3 again"
        await room.press("ctrl+s")
        assert room.app.screen is room.screen
        assert [each.what for each in room.day.items] == ["fast.ai, lesson 3 again"]
        await room.press("u")
        assert [each.what for each in room.day.items] == ["fast.ai, lesson 3"]


async def test_a_running_session_counts_on(lived: Desk) -> None:
    session.start(lived, "Titanic", at("2026-11-22 05:30", ZONE))
    clock = [NOW]
    async with calendar_of(lived, now=lambda: clock[0]) as room:
        assert "05:30- 15 min" in room.words_in("#day")
        clock[0] = at("2026-11-22 05:50", ZONE)
        room.app.tick()
        await room.rest()
        assert "05:30- 20 min" in room.words_in("#day")


async def test_enter_chooses_among_several_sessions_first(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.go_to("2026-11-17")
        await room.press("enter")
        assert room.day.has_focus
        await room.press("escape")
        assert room.grid.has_focus
        await room.press("enter", "down", "enter")
        assert room.app.screen.query_one("#what", Input).value == "French"


async def test_a_double_click_opens_a_session(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.go_to("2026-11-17")
        await room.click("French", times=2)
        assert room.app.screen.query_one("#what", Input).value == "French"


async def test_a_session_is_deleted_and_brought_back(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.go_to("2026-11-16")
        await room.press("d")
        assert room.sign("2026-11-16") == " "
        assert not session.between(lived, date(2026, 11, 16), date(2026, 11, 16))
        await room.press("u")
        assert room.sign("2026-11-16") == "●"
        assert "05:00-06:00" in room.text


async def test_a_session_is_added_to_a_past_day_at_its_window(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.go_to("2026-11-18")
        await room.press("a")
        assert "Log a session of Wed 18 Nov 2026" in room.text
        await room.fill("45m catching up")
        assert "05:00-05:45 Wed 18 Nov" in room.answer
        await room.press("enter")
        assert room.sign("2026-11-18") == "◐"
        added = session.between(lived, date(2026, 11, 18), date(2026, 11, 18))
        assert [(each.what, each.minutes) for each in added] == [("catching up", 45)]


async def test_what_cannot_be_added_is_refused_in_the_dialog(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.go_to("2026-11-16")
        await room.press("a")
        await room.fill("5:30-6:00 twice")
        await room.press("enter")
        assert room.app.screen is not room.screen
        assert "overlaps" in room.answer
        assert len(session.between(lived, date(2026, 11, 16), date(2026, 11, 16))) == 1


async def test_nothing_can_be_added_to_a_day_to_come(desk: Desk) -> None:
    async with calendar_of(desk) as room:
        await room.press("down", "a")
        assert room.app.screen is room.screen
        assert "No sessions. m marks the day as leave." in room.text


async def test_a_day_that_is_off_asks_for_nothing_and_is_not_to_be_marked_again(desk: Desk) -> None:
    leave.add(desk, NOW, date(2026, 11, 22), date(2026, 11, 23), "family")
    async with calendar_of(desk) as room:
        assert "leave · 0 min" not in room.text
        assert "No sessions. a adds one, x deletes the leave." in room.text
        await room.press("down")
        assert "to come · leave" in room.text
        assert "No sessions. x deletes the leave." in room.text


async def test_a_session_from_another_shell_appears(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.go_to("2026-11-21")
        logged(lived, "2026-11-21", "05:00", 60, "from elsewhere")
        room.app.reload()
        await room.rest()
        assert room.sign("2026-11-21") == "●"
        assert "from elsewhere" in room.text


# Ranges and leave


async def test_shift_and_arrows_choose_a_range(desk: Desk) -> None:
    async with calendar_of(desk) as room:
        await room.press("shift+down", "shift+right")
        assert room.grid.chosen == (date(2026, 11, 22), date(2026, 11, 30))
        assert "Sun 22 Nov to Mon 30 Nov 2026" in room.text
        await room.press("escape")
        assert room.grid.chosen == (date(2026, 11, 30), date(2026, 11, 30))


async def test_v_begins_a_range_that_the_cursor_draws_out(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.press("v", "left")
        assert room.grid.chosen == (date(2026, 11, 15), date(2026, 11, 22))
        assert "8 days 3 h 15 ● 2 met ◐ 1 kept ✕ 2 missed ~ 1 leave ○ 1 open" in room.words_in("#day")
        await room.press("v")
        assert room.grid.pin is None


async def test_a_drag_or_a_click_with_shift_chooses_a_range(desk: Desk) -> None:
    async with calendar_of(desk) as room:
        await room.go_to("2026-08-20")
        await room.pilot.mouse_down(CalendarGrid, offset=room.place("2026-08-03"))
        await room.pilot.hover(CalendarGrid, offset=room.place("2026-08-14"))
        await room.pilot.mouse_up(CalendarGrid, offset=room.place("2026-08-14"))
        await room.rest()
        assert room.grid.chosen == (date(2026, 8, 3), date(2026, 8, 14))
        await room.pilot.hover(CalendarGrid, offset=room.place("2026-08-20"))
        assert room.grid.cursor == date(2026, 8, 14)
        await room.click_day("2026-08-05")
        await room.click_day("2026-08-07", shift=True)
        assert room.grid.chosen == (date(2026, 8, 5), date(2026, 8, 7))


async def test_a_range_is_dragged_over_large_days_and_a_click_into_them_drags_none(desk: Desk) -> None:
    async with calendar_of(desk) as room:
        await room.pilot.mouse_down(CalendarGrid, offset=room.place("2026-11-23"))
        await room.pilot.hover(CalendarGrid, offset=room.place("2026-12-04"))
        await room.pilot.mouse_up(CalendarGrid, offset=room.place("2026-12-04"))
        await room.rest()
        assert room.grid.chosen == (date(2026, 11, 23), date(2026, 12, 4))
        await room.go_to("2026-08-20")
        there = room.place("2026-11-24")
        await room.pilot.mouse_down(CalendarGrid, offset=there)
        await room.pilot.hover(CalendarGrid, offset=(there[0] - 9, there[1] + 1))
        await room.pilot.mouse_up(CalendarGrid, offset=there)
        await room.rest()
        assert room.grid.chosen == (date(2026, 11, 24), date(2026, 11, 24))


async def test_a_range_is_marked_as_leave_and_undone(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.go_to("2026-12-24")
        await room.press("shift+right", "m")
        assert "Thu 24 Dec to Thu 31 Dec 2026, 8 days" in room.text
        await room.fill("winter [/] holidays")
        await room.press("enter")
        assert room.app.screen is room.screen
        assert room.sign("2026-12-31") == "~"
        assert [(each.first, each.last, each.reason) for each in leave.listing(lived)][1:] == [
            (date(2026, 12, 24), date(2026, 12, 31), "winter [/] holidays")
        ]
        assert room.grid.pin is None
        await room.press("u")
        assert len(leave.listing(lived)) == 1


async def test_leave_entered_afterwards_changes_the_verdict(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.go_to("2026-11-18")
        await room.press("m", "enter")
        assert room.sign("2026-11-18") == "~"
        assert "leave Wed 18 Nov" in room.text


async def test_the_reasons_of_leaves_stand_below_each_other(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, ZONE, door="tui")
    leave.add(desk, NOW, date(2026, 11, 3), date(2026, 11, 3), "flu")
    leave.add(desk, NOW, date(2026, 10, 28), date(2026, 11, 2), "Lisbon")
    async with on_stage(desk, NOW, WIDE) as stage:
        await stage.press("escape", "2")
        assert stage.find("flu")[0] == stage.find("Lisbon")[0]


async def test_overlapping_leave_is_refused_in_the_dialog(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.go_to("2026-11-18")
        await room.press("shift+down", "m", "enter")
        assert room.app.screen is not room.screen
        assert "covers some of these days already" in room.answer
        assert len(leave.listing(lived)) == 1


async def test_x_ends_the_leave_of_a_leave_day_only(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        assert "end leave" not in room.text
        await room.press("x")
        assert len(leave.listing(lived)) == 1
        await room.go_to("2026-11-19")
        assert "x end leave" in room.text
        await room.press("x")
        assert leave.listing(lived) == ()
        assert room.sign("2026-11-19") == "✕"
        await room.press("u")
        assert room.sign("2026-11-19") == "~"


async def test_a_leave_in_the_list_leads_to_its_days(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.click("flu", times=2)
        assert room.grid.cursor == date(2026, 11, 19)


# Why


async def test_w_tells_why_and_leads_to_the_day(lived: Desk) -> None:
    async with calendar_of(lived) as room:
        await room.press("w")
        assert "Wed 18 Nov: missed (0 of 10 min); the streak of 2 days ended" in room.text
        assert "Mon 16 Nov 2026 to Tue 17 Nov 2026" in room.text
        await room.press("down", "down", "enter")
        assert room.app.screen is room.screen
        assert room.grid.cursor == date(2026, 11, 18)
        await room.click("current")
        assert "Why the streak is what it is" in room.text


async def test_midnight_takes_the_cursor_along_when_it_was_on_today(lived: Desk) -> None:
    clock = [NOW]
    async with calendar_of(lived, now=lambda: clock[0]) as room:
        clock[0] = at("2026-11-23 05:45", ZONE)
        room.app.tick()
        await room.rest()
        assert room.grid.cursor == date(2026, 11, 23)
        assert room.sign("2026-11-22") == "✕"


async def test_a_store_that_cannot_be_read_is_told_and_the_room_stays(lived: Desk) -> None:
    broken = lived.store.file
    async with calendar_of(lived) as room:
        with open(broken, "wb") as file:  # noqa: ASYNC230, PTH123  # nothing else runs meanwhile
            file.write(b"not a database" * 100)
        await room.press("pageup")
        assert room.app.screen is room.screen
        assert any("habit.db is not a habit_tui file" in toast for toast in room.toasts)


def test_verdicts_are_told_apart_without_colour() -> None:
    from habit_tui.domain import glyph

    assert len(set(glyph.VERDICTS.values())) == len(Verdict)


async def test_a_narrow_list_says_in_fewer_words_how_many_leaves_are_below(desk: Desk) -> None:
    for month in range(1, 12):
        leave.add(desk, NOW, date(2026, month, 1), date(2026, month, 2), "a holiday by the sea")
    async with calendar_of(desk, NARROW) as room:
        assert re.search(r"Leave   \d+ more$", room.text, re.MULTILINE)
