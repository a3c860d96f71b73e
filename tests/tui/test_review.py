"""The Review: what became of a week or a month, and the questions at its end."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Resource, ResourceKind, Status
from habit_tui.domain.reflection import ReflectionKind
from habit_tui.services import leave, path, post, reflection, resource, starter
from habit_tui.services.desk import Desk
from habit_tui.tui.screens.assessment import AssessmentDialog
from habit_tui.tui.screens.review import ReviewScreen, Sheet
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, WIDE, Stage, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 08:32", ZONE)
HOSTILE = "[/] [@click=app.quit]leave[/] \x1b]0;owned\x07 \u202eback"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with seven weeks behind it: a path, its costs, a solved blocker, a post."""
    desk = desk_at(tmp_path_factory.mktemp("lived"), door="tui")
    begun = at("2026-10-05 05:00", ZONE)
    ml = path.add(desk, begun, "Machine learning", date(2026, 10, 5))
    for title, kind, hours in (
        ("fast.ai", ResourceKind.COURSE, 60),
        ("Kaggle Titanic", ResourceKind.COMPETITION, 30),
        ("Hands-On Machine Learning", ResourceKind.BOOK, 80),
    ):
        last = date(2027, 2, 28)
        new = Resource(
            0,
            "",
            ml.id,
            None,
            title,
            kind,
            0,
            None,
            last,
            planned_minutes=hours * 60,
            cost=4900,
            currency="USD",
        )
        added = resource.add(desk, begun, new)
        if title == "fast.ai":
            resource.set_status(desk, begun, added.id, Status.STARTED)
    for at_day in range(46):
        day = date(2026, 10, 8) + timedelta(days=at_day)
        if day.weekday() != 5 or day > date(2026, 11, 9):
            what = "Kaggle Titanic" if at_day % 4 == 0 else "fast.ai"
            logged(desk, str(day), f"05:{at_day % 5 * 7:02}", 50 + at_day % 7 * 10, what)
    logged(desk, "2026-11-18", "22:50", 150, "reading", kind=Kind.STUDY)
    time = reflection.add(desk, begun, ReflectionKind.BLOCKER, "no time in the evenings")
    reflection.add(desk, begun, ReflectionKind.BLOCKER, "weak maths")
    reflection.solve(desk, at("2026-11-03 08:00", ZONE), time.reflection.id, "up at five")
    post.new(desk, at("2026-11-08 08:00", ZONE), title="Why I get up at five")
    return Path(desk.store.file)


@pytest.fixture
def desk(tmp_path: Path, lived: Path) -> Desk:
    """A desk at a store of its own with those seven weeks in it."""
    desk = desk_at(tmp_path, door="tui")
    Path(desk.store.file).write_bytes(lived.read_bytes())
    return desk


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    """A desk nobody has sat at."""
    return desk_at(tmp_path, door="tui")


def room(stage: Stage) -> ReviewScreen:
    screen = stage.app.screen_stack[0]
    assert isinstance(screen, ReviewScreen)
    return screen


# What is shown


@pytest.mark.parametrize("cut", ["m", "w"], ids=["month", "week"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_period_is_told_by_its_numbers_and_its_story(
    desk: Desk, size: tuple[int, int], cut: str
) -> None:
    async with on_stage(desk, NOW, size) as stage:
        await stage.press("5", cut)
        for heading in ("Hours", "Punctuality", "Careful", "Path"):
            assert heading in stage.text
        assert "05:00-08:00" in stage.text
        assert "of 3 resources" in stage.words


async def test_what_does_not_fit_is_scrolled_to(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("5")
        assert "Assessment" not in stage.text
        await stage.press("G")
        assert "What stood in the way?" in stage.words
        await stage.press("g", "pagedown", "k", "j")
        assert stage.app.screen.query_one(Sheet).scroll_y > 0
        await stage.press("left")
        assert stage.app.screen.query_one(Sheet).scroll_y == 0


async def test_a_very_narrow_terminal_has_one_column(desk: Desk) -> None:
    async with on_stage(desk, NOW, (50, 24)) as stage:
        await stage.press("5")
        assert "Hours" in stage.text
        assert "Careful" not in stage.text
        await stage.press("G")
        assert "Assessment" in stage.text


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_an_empty_review_says_how_to_begin(empty: Desk, size: tuple[int, int]) -> None:
    async with on_stage(empty, NOW, size) as stage:
        await stage.press("escape", "5")
        assert "Nothing was logged yet: l logs a session." in stage.words
        assert "Balance" not in stage.text


async def test_an_empty_review_names_the_key_that_logs_here(tmp_path: Path) -> None:
    async with on_stage(desk_at(tmp_path, door="tui", keymap=(("log", "z"),)), NOW, NARROW) as stage:
        await stage.press("escape", "5")
        assert "Nothing was logged yet: z logs a session." in stage.words


@pytest.mark.parametrize(
    ("start", "said"), [("20:00", "0 min inside the window"), ("05:00", "30 min gained before work")]
)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_only_what_lies_in_the_window_is_gained(
    empty: Desk, size: tuple[int, int], start: str, said: str
) -> None:
    logged(empty, "2026-11-21", start, 30)
    async with on_stage(empty, NOW, size) as stage:
        await stage.press("5", "w")
        assert said in stage.words
        assert "up to 30 min" in stage.words


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_week_off_is_told_by_its_days(desk: Desk, size: tuple[int, int]) -> None:
    leave.add(desk, NOW, date(2026, 11, 23), date(2026, 11, 29), "holiday")
    async with on_stage(desk, at("2026-11-30 06:00", ZONE), size) as stage:
        await stage.press("5", "w", "left")
        assert "Mon 23 ~" in stage.words
        assert "~ 7 leave" in stage.text
        assert "Balance" not in stage.text


async def test_a_period_before_the_first_day_says_so(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("5", "left", "left")
        assert "September 2026" in stage.text
        assert "Nothing was logged: the first day is Thu 8 Oct 2026." in stage.words
        assert "Assessment" not in stage.text


async def test_the_users_text_is_shown_as_it_is(desk: Desk) -> None:
    reflection.add(desk, NOW, ReflectionKind.SETBACK, HOSTILE)
    reflection.add(desk, NOW, ReflectionKind.ASSESSMENT, HOSTILE)
    path.add(desk, NOW, HOSTILE)
    async with on_stage(desk, NOW) as stage:
        await stage.press("5", "G")
        assert "[/] [@click=app.quit]leave[/] �]0;owned� �back" in stage.words
        await stage.press("a")
        assert stage.app.is_running


# Going places


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("left", "October 2026"),
        ("left_square_bracket left_square_bracket right_square_bracket", "October 2026"),
        ("left left t", "November 2026"),
        ("right", "November 2026"),
        ("w", "Mon 16 to Sun 22 Nov 2026"),
        ("w left left right", "Mon 9 to Sun 15 Nov 2026"),
        ("w left left m", "November 2026"),
        ("left w", "Mon 26 Oct to Sun 1 Nov 2026"),
    ],
)
async def test_one_goes_from_period_to_period(desk: Desk, keys: str, shown: str) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("5", *keys.split())
        assert f" {shown} " in stage.lines[2]


async def test_everything_the_keys_do_the_mouse_does_too(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("5")
        await stage.click("‹ Oct")
        assert "October 2026" in stage.lines[2]
        await stage.click("Nov ›")
        assert "November 2026" in stage.lines[2]
        await stage.click("week ")
        assert "Mon 16 to Sun 22 Nov 2026" in stage.lines[2]
        await stage.click("‹ 9 Nov")
        await stage.click("Mon 9 to Sun 15")
        assert "Mon 16 to Sun 22 Nov 2026" in stage.lines[2]
        await stage.click("month")
        assert "November 2026" in stage.lines[2]
        await stage.click(" answer")
        assert isinstance(stage.app.screen, AssessmentDialog)


async def test_the_present_period_stays_the_present_one_over_midnight(desk: Desk) -> None:
    moment = [at("2026-11-30 22:00", ZONE)]
    async with on_stage(desk, lambda: moment[0]) as stage:
        await stage.press("5")
        assert "November 2026" in stage.lines[2]
        moment[0] = at("2026-12-01 05:00", ZONE)
        stage.app.tick()
        await stage.rest()
        assert "December 2026" in stage.lines[2]


async def test_who_comes_back_finds_the_week_or_month_of_before(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("5")
        assert "November 2026" in stage.text
        await stage.press("w", "1", "5")
        assert "Mon 16 to Sun 22 Nov 2026" in stage.words_in("PeriodBar")


async def test_who_has_a_weekly_slot_for_a_review_begins_with_the_week(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, door="tui")
    starter.apply(desk, "four-months", at("2026-11-02 05:00", ZONE))
    async with on_stage(desk, NOW) as stage:
        await stage.press("5")
        assert "Mon 16 to Sun 22 Nov 2026" in stage.words_in("PeriodBar")
        await stage.press("left")
        assert "Mon 9 to Sun 15 Nov 2026" in stage.words_in("PeriodBar")


async def test_a_change_elsewhere_is_shown_at_once(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("5", "l")
        await stage.type("30m reading")
        before = room(stage)._view
        await stage.press("enter")
        after = room(stage)._view
        assert before is not None
        assert after is not None
        assert after.minutes == before.minutes + 30


# The questions


async def test_the_questions_are_answered_and_shown_next_time(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("5", "a")
        assert "Keep the path?" in stage.text
        await stage.type("yes")
        await stage.press("enter", "enter", "enter")
        await stage.type("evenings")
        await stage.press("enter")
        assert not isinstance(stage.app.screen, AssessmentDialog)
        assert "Kept as an assessment of Machine learning" in stage.toasts[-1]
        assert "What stood in the way? evenings" in stage.words
        await stage.press("a")
        assert "last time: yes" in stage.text
    (noted,) = reflection.listing(desk, kind=ReflectionKind.ASSESSMENT)
    assert noted.reflection.text == "Keep the path? yes\nWhat stood in the way? evenings"
    assert noted.path == "Machine learning"


async def test_answers_outlive_a_dialog_that_was_closed_until_they_are_kept(desk: Desk) -> None:
    reflection.add(desk, NOW, ReflectionKind.ASSESSMENT, "It holds, and I stay")
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("5", "a")
        assert "About Machine learning. Last time, Sun 22 Nov 2026: It holds, and I stay" in stage.words
        await stage.type("half of it")
        await stage.press("escape", "a")
        assert "half of it" in stage.text
        await stage.press("ctrl+s", "a")
        assert "last time: half of it" in stage.text
        assert stage.app.screen.query_one("#keep", Input).value == ""


async def test_the_answers_are_about_the_path_that_was_asked_about(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("5", "a")
        assert "About Machine learning." in stage.words
        path.add(desk, at("2026-10-01 05:00", ZONE), "French", date(2026, 10, 1))
        await stage.type("yes")
        await stage.press("ctrl+s")
    (noted,) = reflection.listing(desk, kind=ReflectionKind.ASSESSMENT)
    assert noted.path == "Machine learning"


async def test_nothing_answered_is_refused_and_the_dialog_stays(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("5", "a", "ctrl+s")
        assert "nothing was answered" in stage.words
        await stage.type("a")
        await stage.press("ctrl+s")
        assert not isinstance(stage.app.screen, AssessmentDialog)
        await stage.press("u")
    assert reflection.listing(desk, kind=ReflectionKind.ASSESSMENT) == ()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_the_questions_fit(desk: Desk, size: tuple[int, int]) -> None:
    reflection.add(
        desk, NOW, ReflectionKind.ASSESSMENT, "Keep the path? yes\nWhat was learnt? to read less and try more"
    )
    async with on_stage(desk, NOW, size) as stage:
        await stage.press("5", "a")
        assert "What stood in the way?" in stage.text
        assert "keep" in stage.text


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_today_says_in_one_quiet_line_that_an_assessment_is_due(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with on_stage(desk, NOW, size) as stage:
        assert "The month of Machine learning is over: 5 asks what became of it" in stage.text
        await stage.click("The month of")
        assert "! due: the month of Machine learning is over" in stage.words or size == NARROW
        await stage.press("a")
        await stage.type("yes")
        await stage.press("ctrl+s", "1")
        assert "is over" not in stage.text
