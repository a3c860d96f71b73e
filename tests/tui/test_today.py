"""Today: what to do now, by keyboard and by mouse."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from habit_tui.domain.kind import Kind
from habit_tui.services import leave, plan, session, starter, today
from habit_tui.services.desk import Desk
from habit_tui.tui.screens.today import TodayScreen
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, WIDE, Stage, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 06:12:43", ZONE)
HANDBOOK = "Beginner's handbook of machine learning"
HOSTILE = ("a [/] b", "[@click=app.quit]x", "[bold red]no[/]", "תרגול בוקר", "東京の朝", "x" * 300)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A Sunday morning in the third week of a starter, the first hour of it done."""
    desk = desk_at(tmp_path, ZONE, door="tui")
    starter.apply(desk, "five-to-eight", at("2026-11-09 04:50", ZONE))
    for day, minutes in ((16, 150), (17, 120), (18, 20), (19, 90), (20, 120), (21, 125)):
        logged(desk, f"2026-11-{day}", "05:00", minutes, HANDBOOK)
    logged(desk, "2026-11-22", "05:00", 60, HANDBOOK)
    return desk


def used(folder: Path) -> Desk:
    """A desk somebody has sat at before, so that no starter is offered; without a plan."""
    desk = desk_at(folder, ZONE, door="tui")
    logged(desk, "2026-11-01", "05:00", 5)
    return desk


def room(stage: Stage) -> TodayScreen:
    """The Today screen below any dialog."""
    return next(screen for screen in stage.app.screen_stack if isinstance(screen, TodayScreen))


def left(stage: Stage) -> str:
    """What can be read in the left column, on one line."""
    edge = room(stage).query_one("#record").region.right
    return " ".join(" ".join(line[:edge] for line in stage.lines).split())


def sessions_of(desk: Desk, now: datetime = NOW) -> list[str]:
    return [each.what for each in today.show(desk, now).sessions]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_morning_in_progress(desk: Desk, size: tuple[int, int]) -> None:
    session.start(desk, "titanic", at("2026-11-22 06:00", ZONE))
    async with on_stage(desk, NOW, size) as stage:
        words = stage.words
        assert "Plan ◐ 1 h 13 of 2 h" in words
        assert "✓ 05:00 Beginner's handbook of machine" in words
        assert "▶ 06:00 Titanic competition on Kaggle" in words
        assert "13 min / 1 h 30" in words
        assert "05:00-06:00 1 h ◇ Beginner's handbook" in words
        assert "06:00- 13 min △ titanic" in words
        assert "Now since 06:00" in words
        assert "Window 05:00-08:00 1 h 48 left" in words
        assert "This week 11 h 38 of 14 h" in words
        assert "Wed ◐" in words


@pytest.mark.parametrize("to_write", ["l", "slash", "comma slash", "3 tab E"])
async def test_no_key_is_offered_where_one_writes(desk: Desk, to_write: str) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        await stage.press("3", "n", "1", "space", "X")
        assert stage.toasts[-1].endswith("u undoes")
        await stage.press(*to_write.split())
        assert isinstance(stage.app.focused, Input | TextArea)
        assert not any("undoes" in toast for toast in stage.toasts)
        assert "undoes" not in stage.words
        stage.app.say("More", way="undo")
        await stage.rest()
        assert stage.toasts[-1] == "More"


async def test_a_day_that_is_off_asks_for_nothing(tmp_path: Path) -> None:
    desk = used(tmp_path)
    leave.add(desk, NOW, date(2026, 11, 22), date(2026, 11, 22), "a trip")
    async with on_stage(desk, NOW, WIDE) as stage:
        assert "Plan ~ 0 min on a free day" in stage.words


async def test_taking_back_what_was_done_on_an_earlier_day_says_so(desk: Desk) -> None:
    leave.add(desk, at("2026-11-20 06:00", ZONE), date(2026, 12, 24), date(2026, 12, 24), "family")
    async with on_stage(desk, NOW, WIDE) as stage:
        await stage.press("u")
        assert stage.toasts[-1].startswith("Undone, of Fri 20 Nov: ")


async def test_the_first_session_of_a_day_counts_while_it_runs(tmp_path: Path) -> None:
    desk = used(tmp_path)
    session.start(desk, "titanic", at("2026-11-22 06:00", ZONE))
    async with on_stage(desk, NOW, WIDE) as stage:
        assert "Plan ▶ 13 min of 1 h" in stage.words
        assert "Sun ○ ━" in stage.words
        await stage.press("space", "u")
        assert "Plan ▶ 13 min of 1 h" in stage.words
        await stage.press("X")
        assert "Plan ○ 0 min of 1 h" in stage.words


async def test_the_week_one_begins_in_asks_for_nothing_before_that_day(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, ZONE, door="tui")
    starter.apply(desk, "five-to-eight", at("2026-11-21 04:50", ZONE))
    leave.add(desk, NOW, date(2026, 11, 22), date(2026, 11, 22), "a trip")
    async with on_stage(desk, NOW, WIDE) as stage:
        assert "This week 0 min of 2 h" in stage.words


async def test_an_idle_morning_offers_what_comes_next(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        assert "Next 06:00" in stage.words
        assert "△ practice · 1 h 30 · space starts" in stage.words


async def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    async with on_stage(desk_at(tmp_path, ZONE), NOW, NARROW) as stage:
        await stage.press("escape")
        assert "Nothing is planned today. i chooses a starter: a routine and a path to follow." in left(stage)
        assert "l logs what you did, space starts the clock." in left(stage)


@pytest.mark.parametrize("size", [(60, 20), (40, 12)])
async def test_a_small_terminal_drops_panels_and_keeps_the_clock(desk: Desk, size: tuple[int, int]) -> None:
    session.start(desk, "titanic", at("2026-11-22 06:00", ZONE))
    async with on_stage(desk, NOW, size) as stage:
        assert "00:12:43" in stage.text
        assert "Plan" in stage.text
        assert "This week" not in stage.text


async def test_the_window_tells_where_now_lies(tmp_path: Path) -> None:
    clock = ["04:25"]
    moments = {
        "04:25": "opens in 35 min",
        "05:00": "3 h left",
        "07:59": "1 min left",
        "08:00": "over for today",
    }
    async with on_stage(used(tmp_path), lambda: at(f"2026-11-22 {clock[0]}", ZONE), WIDE) as stage:
        for moment, said in moments.items():
            clock[0] = moment
            stage.app.tick()
            await stage.rest()
            assert f"Window 05:00-08:00 {said}" in stage.words


async def test_space_starts_the_chosen_item_and_stops_it(desk: Desk) -> None:
    clock = [NOW]
    async with on_stage(desk, lambda: clock[0], WIDE) as stage:
        await stage.press("space")
        running = session.status(desk, NOW).session
        assert running is not None
        assert (running.what, running.kind) == ("Titanic competition on Kaggle", Kind.PRACTICE)
        assert "Started Titanic competition on Kaggle" in stage.toasts[-1]
        clock[0] += timedelta(minutes=45)
        await stage.press("space")
        assert session.status(desk, clock[0]).session is None
        assert stage.toasts[-1].startswith("Stopped 45 min of Titanic competition on Kaggle")
        assert "06:12-06:57 45 min △ Titanic competition" in stage.words


async def test_the_running_clock_follows_the_clock(desk: Desk) -> None:
    session.start(desk, "titanic", at("2026-11-22 06:00", ZONE))
    clock = [NOW]
    async with on_stage(desk, lambda: clock[0], NARROW) as stage:
        assert "00:12:43" in stage.text
        clock[0] += timedelta(hours=1, seconds=5)
        room(stage).focus_panel.turn()
        await stage.rest()
        assert "01:12:48" in stage.text


async def test_enter_and_a_double_click_start_an_item(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        await stage.press("up", "enter")
        running = session.status(desk, NOW).session
        assert running is not None
        assert running.what == HANDBOOK
        await stage.press("X")
        assert session.status(desk, NOW).session is None
        await stage.click("06:00  Titanic competition", times=2)
        running = session.status(desk, NOW).session
        assert running is not None
        assert running.what == "Titanic competition on Kaggle"


async def test_nothing_can_be_cancelled_while_nothing_runs(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        await stage.press("X")
        assert stage.toasts == []
        await stage.press("space", "X")
        assert stage.toasts[-1].startswith("Cancelled ")


async def test_a_click_chooses_what_the_focus_panel_offers(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        await stage.click("✓ 05:00")
        assert "Next 05:00" in stage.words
        assert "✓ done · space goes on with it" in stage.words


@pytest.mark.parametrize("by", ["stopping", "shortening", "ticking"])
async def test_what_has_become_done_gives_way_to_what_is_next(desk: Desk, by: str) -> None:
    clock = [NOW]
    async with on_stage(desk, lambda: clock[0], WIDE) as stage:
        begun = stage.app.today.next_item
        await stage.press("space")
        clock[0] += timedelta(minutes=90 if by == "stopping" else 30)
        await stage.press("space")
        if by == "shortening":
            await stage.press("e")
            await stage.type("30m")
            await stage.press("enter")
        elif by == "ticking":
            await stage.press("t")
        following = stage.app.today.next_item
        assert begun is not None
        assert following is not None
        assert following.id != begun.id
        assert room(stage).plan.chosen == following
        assert f"Next {following.start:%H:%M}" in stage.words


async def test_what_was_chosen_by_hand_stays_chosen(desk: Desk) -> None:
    clock = [NOW]
    async with on_stage(desk, lambda: clock[0], WIDE) as stage:
        await stage.press("space", "end")
        by_hand = room(stage).plan.cursor
        clock[0] += timedelta(minutes=90)
        await stage.press("space")
        assert room(stage).plan.cursor == by_hand
        await stage.press("home")
        stage.app.tick()
        await stage.rest()
        assert room(stage).plan.cursor == 0


async def test_a_new_day_begins_with_what_is_next_in_it(desk: Desk) -> None:
    clock = [NOW]
    async with on_stage(desk, lambda: clock[0], WIDE) as stage:
        await stage.press("end")
        clock[0] += timedelta(days=1)
        stage.app.tick()
        await stage.rest()
        assert room(stage).plan.cursor == 0


async def test_without_a_plan_space_asks_what_to_start(tmp_path: Path) -> None:
    desk = used(tmp_path)
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("space")
        assert "Start a session" in stage.text
        await stage.type("ml")
        assert "ml (free text) · study" in stage.words
        await stage.press("enter")
        running = session.status(desk, NOW).session
        assert running is not None
        assert running.what == "ml"


async def test_a_forgotten_session_is_asked_for_its_end(desk: Desk) -> None:
    session.start(desk, "titanic", at("2026-11-22 06:00", ZONE))
    async with on_stage(desk, at("2026-11-22 11:30", ZONE), NARROW) as stage:
        await stage.press("space")
        assert "titanic runs since Sun 22 Nov 06:00: when did it end?" in stage.words
        await stage.type("12:00")
        assert "in the future" in stage.words
        await stage.press(*["backspace"] * 5)
        await stage.type("7:15")
        assert "1 h 15 · until 07:15" in stage.words
        await stage.press("enter")
        assert "06:00-07:15 1 h 15 △ titanic" in stage.words


async def test_a_forgotten_session_can_be_forgotten_for_good(desk: Desk) -> None:
    session.start(desk, "titanic", at("2026-11-22 06:00", ZONE))
    async with on_stage(desk, at("2026-11-22 11:30", ZONE), NARROW) as stage:
        await stage.press("space")
        await stage.click("forget it")
        assert sessions_of(desk) == [HANDBOOK]
        await stage.press("u")
        assert sessions_of(desk) == [HANDBOOK, "titanic"]


async def test_delete_undo_and_redo(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("tab", "d")
        assert sessions_of(desk) == []
        assert stage.toasts[-1] == f"Deleted {HANDBOOK}, 05:00-06:00 · u undoes"
        await stage.press("u")
        assert sessions_of(desk) == [HANDBOOK]
        assert "brings it back" in stage.toasts[-1]
        await stage.press("U")
        assert sessions_of(desk) == []


async def test_a_toast_takes_back_what_it_tells_where_it_says_so_and_only_the_newest_offers_it(
    desk: Desk,
) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("tab", "d")
        await stage.click("undoes")
        assert sessions_of(desk) == [HANDBOOK]
        await stage.click("brings it back")
        assert sessions_of(desk) == []
        await stage.press("u", "U")
        # A toast that tells of something older would undo the wrong thing: it is gone.
        assert len(stage.toasts) == 1
        assert stage.toasts[0].endswith("u undoes")
        await stage.click("Done again")
        assert (stage.toasts, sessions_of(desk)) == ([], [])


async def test_without_a_session_edit_and_delete_do_nothing(tmp_path: Path) -> None:
    async with on_stage(used(tmp_path), NOW, NARROW) as stage:
        await stage.press("e", "d")
        assert stage.toasts == []
        assert isinstance(stage.app.screen, TodayScreen)


def plan_of(desk: Desk, day: date | None = None) -> list[str]:
    return [f"{item.start:%H:%M} {item.minutes} {item.what}" for item in plan.show(desk, NOW, day).items]


async def test_the_plan_is_added_to_edited_ticked_and_dropped_from(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        assert "e edit  t tick  d drop  a add" in stage.text
        await stage.press("a")
        await stage.type("20m french --at 7:00 --kind review")
        assert "20 min · french (free text) · review · at 07:00" in stage.words
        await stage.press("enter")
        assert "07:00 20 french" in plan_of(desk)
        await stage.press("a")
        for typed, said in (
            ("5:00-5:30 x --at 6:00", "leave --at out"),
            ("5m x --note y", "A plan takes --at"),
        ):
            stage.app.screen.query_one(Input).value = typed
            await stage.rest()
            assert said in stage.words
        await stage.press("escape", "e")
        assert "Now 06:00 for 1 h 30." in stage.words
        await stage.type("6:30 45m")
        assert "06:30 for 45 min" in stage.words
        await stage.press("enter")
        assert plan_of(desk)[1] == "06:30 45 Titanic competition on Kaggle"
        await stage.press("u", "t")
        assert plan.show(desk, NOW).items[1].ticked
        assert stage.toasts[-1] == "Ticked: Titanic competition on Kaggle · u undoes"
        await stage.press("up", "t")
        assert not plan.show(desk, NOW).items[1].ticked
        await stage.click("d drop")
        assert len(plan_of(desk)) == 3
        await stage.press("tab", "d")
        assert sessions_of(desk) == []


async def test_a_day_of_leave_says_so_where_its_plan_would_stand(desk: Desk) -> None:
    leave.add(desk, NOW, date(2026, 11, 22), date(2026, 11, 23), "Casablanca to Lisbon")
    async with on_stage(desk, NOW, NARROW) as stage:
        assert "Nothing is planned today: leave: Casablanca to Lisbon. a plans something" in left(stage)
        await stage.press("]")
        assert "Nothing is planned: leave: Casablanca to Lisbon." in left(stage)


async def test_tomorrows_plan_is_looked_at_and_shaped_tonight(desk: Desk) -> None:
    tomorrow = date(2026, 11, 23)
    async with on_stage(desk, at("2026-11-22 21:12", ZONE), WIDE) as stage:
        await stage.click("] tomorrow")
        assert "Plan of Mon 23 Nov" in stage.text
        await stage.press("home", "enter")
        assert session.status(desk, NOW).session is None
        await stage.type("4:30")
        await stage.press("enter")
        assert plan_of(desk, tomorrow)[0] == f"04:30 60 {HANDBOOK}"
        await stage.press("a")
        assert "Add to the plan of Mon 23 Nov" in stage.words
        await stage.type("15m french")
        await stage.press("enter")
        assert plan_of(desk, tomorrow)[-1].endswith("15 french")
        assert "french" in stage.words_in("#plan")
        await stage.press("left_square_bracket")
        assert "french" not in stage.words_in("#plan")


async def test_what_yesterday_left_is_carried_over_on_request(desk: Desk) -> None:
    yesterday = at("2026-11-21 06:00", ZONE)
    plan.add(desk, yesterday, 10, "french")
    plan.add(desk, yesterday, 20, "a talk")
    plan.drop(desk, NOW, "3")
    async with on_stage(desk, NOW, WIDE) as stage:
        await stage.click("carry over 30 min of yesterday")
        assert [item[:8] for item in plan_of(desk)] == ["05:00 60", "06:00 90", "07:30 10", "07:40 20"]
        assert stage.toasts[-1] == "Carried over 2 items of yesterday · u undoes"
        assert "carry over" not in stage.text
        await stage.press("c")
        assert len(plan_of(desk)) == 4


async def test_a_day_whose_target_was_met_offers_nothing_to_carry_over(desk: Desk) -> None:
    plan.drop(desk, NOW, "2")
    async with on_stage(desk, NOW, WIDE) as stage:
        assert "carry over" not in stage.text


async def test_the_plan_has_the_lines_that_the_sessions_leave(desk: Desk) -> None:
    plan.add(desk, NOW, 30, "A walk")
    async with on_stage(desk, NOW, NARROW) as stage:
        assert "more below" not in stage.words
        await stage.press("a")
        await stage.type("20m French")
        await stage.press("enter")
        assert "08:30" in stage.words_in("#plan")
        for number in range(8):
            logged(desk, "2026-11-22", f"03:{number * 5:02}", 5, "early")
        stage.app.reload()
        await stage.rest()
        assert "more below" in stage.words_in("#plan")
        assert stage.app.screen.query_one("#sessions").size.height >= 6


async def test_a_plan_with_no_room_for_all_of_it_says_how_much_lies_below(desk: Desk) -> None:
    async with on_stage(desk, NOW, (80, 17)) as stage:
        assert "more below" not in stage.words
        for minutes in (10, 20):
            await stage.press("a")
            await stage.type(f"{minutes}m french")
            await stage.press("enter")
        shown = [item for item in plan_of(desk) if item[:5] in stage.words_in("#plan")]
        assert 0 < len(shown) < 5
        assert f"Plan {5 - len(shown)} more below" in stage.words_in("#plan")
        await stage.press("end")
        assert "more below" not in stage.words


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_session_of_another_zone_names_it(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = used(tmp_path)
    logged(desk.in_zone("Asia/Tokyo"), "2026-11-22", "05:00", 30, "travel", now=NOW)
    async with on_stage(desk, NOW, size) as stage:
        assert "05:00-05:30 30 min ◇ travel Tokyo +09" in left(stage)


async def test_the_prompt_leads_to_the_blog(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        assert "3 opens the Blog" in stage.words
        await stage.click("Prompt")
        assert stage.app.current_mode == "blog"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_title_is_shown_as_it_is(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = desk_at(tmp_path, ZONE)
    for hour, text in enumerate(HOSTILE, 5):
        logged(desk, "2026-11-21", f"{hour:02}:00", 30, text, note=text)
        logged(desk, "2026-11-22", "03:00", hour, text, note=text, overlap=True)
    session.start(desk, HOSTILE[1], at("2026-11-22 06:00", ZONE))
    async with on_stage(desk, NOW, size) as stage:
        for text in HOSTILE:
            assert text[:12] in stage.words
        assert "since 06:00" in stage.words
        await stage.press("tab", "home")
        for text in HOSTILE[:2]:
            await stage.press("e")
            assert stage.words.count(text[:12]) >= 3
            await stage.press("escape", "d")
            assert text[:12] in stage.toasts[-1]
        await stage.click(HOSTILE[2])
        assert stage.app.is_running


async def test_control_characters_never_reach_the_terminal(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, ZONE)
    logged(desk, "2026-11-22", "05:00", 30, "osc \x1b]52;c;aGk=\x07 end", note="\x1b[2J\x9b31m")
    async with on_stage(desk, NOW, NARROW) as stage:
        assert "osc \ufffd]52;c;aGk=\ufffd end" in left(stage)
        await stage.press("e")
        shown = stage.strips
        assert not any(c in strip.text for strip in shown for c in "\x1b\x07\x9b")


async def test_reminders_that_stopped_are_told_in_one_quiet_line(tmp_path: Path) -> None:
    used(tmp_path)
    async with on_stage(desk_at(tmp_path, ZONE, door="tui", remind_backend="cron"), NOW, NARROW) as stage:
        assert "Reminders: " in stage.lines[-2] + stage.lines[-3] + stage.lines[-4]
    async with on_stage(desk_at(tmp_path, ZONE, door="tui"), NOW, NARROW) as stage:
        assert "Reminders: " not in stage.text
