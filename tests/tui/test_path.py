"""The Path screen: what to study in order, what was meant and what was done, by keyboard and by mouse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from habit_tui.domain.path import Path as PathOf
from habit_tui.domain.path import Resource, ResourceKind, Stage, Status
from habit_tui.services import amendment, expense, path, reflection, resource, session, stage, starter
from habit_tui.services.desk import Desk
from habit_tui.services.path import PathView
from habit_tui.store import path as path_store
from habit_tui.tui.app import HabitApp
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.screens.path import PathScreen
from habit_tui.tui.widgets.field import Field
from habit_tui.tui.widgets.timeline import Row, Timeline
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, WIDE, on_stage
from tests.tui.stage import Stage as OnStage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 06:12", ZONE)
TODAY = date(2026, 11, 22)
HOSTILE = ("a [/] b", "[@click=app.quit]x", "[bold red]no[/]", "תרגול בוקר", "東京の朝", "x" * 200)


def new(path_id: int, title: str, kind: ResourceKind = ResourceKind.COURSE, **details: object) -> Resource:
    return Resource(0, "", path_id, None, title, kind, 0, **details)  # type: ignore[arg-type]  # of the test's


def used(folder: Path) -> Desk:
    """A desk somebody has sat at before, so that no starter is offered."""
    desk = desk_at(folder, ZONE, door="tui")
    logged(desk, "2026-11-01", "05:00", 5)
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A path of two months begun today: Python and Git, then a competition; nothing is done yet."""
    desk = used(tmp_path)
    found = path.add(desk, NOW, "Machine learning")
    stage.edit(desk, NOW, found.id, "Month 1", first=TODAY, last=TODAY + timedelta(days=29))
    stage.edit(desk, NOW, found.id, "Month 2")
    resource.add(desk, NOW, new(found.id, "Basics of Python", planned_minutes=600), stage="Month 1")
    resource.add(desk, NOW, new(found.id, "Introductory Git"), stage="Month 1")
    resource.add(desk, NOW, new(found.id, "Titanic", ResourceKind.COMPETITION), stage="Month 2")
    return desk


@pytest.fixture
def walked(tmp_path: Path) -> Desk:
    """A starter of ten weeks ago: a book read, a course paused, a competition dropped; and a second path."""
    desk = desk_at(tmp_path, ZONE, door="tui")
    starter.apply(desk, "five-to-eight", at("2026-09-09 04:50", ZONE))
    book, course, handson, titanic, *_ = path.listing(desk, NOW)[0].resources
    for day, minutes in ((9, 150), (10, 120), (18, 20)):
        logged(desk, f"2026-09-{day:02}", "05:00", minutes, book.title)
    finished = at("2026-09-30 06:00", ZONE)
    resource.set_status(desk, finished, book.id, Status.COMPLETED, outcome="Read cover to cover")
    logged(desk, "2026-10-02", "05:00", 90, course.title)
    resource.set_status(desk, at("2026-10-20 06:00", ZONE), course.id, Status.PAUSED, reason="too shallow")
    logged(desk, "2026-10-21", "05:00", 125, handson.title)
    resource.set_status(desk, at("2026-11-02 06:00", ZONE), titanic.id, Status.DROPPED, reason="no time")
    resource.edit(desk, NOW, replace(course, cost=2500, currency="USD"))
    starter.apply(desk, "six-am", at("2026-11-09 04:50", ZONE))
    return desk


def room(stage: OnStage) -> PathScreen:
    screen = stage.app.screen_stack[0]
    assert isinstance(screen, PathScreen)
    return screen


def chosen(stage: OnStage) -> str:
    """The title of the resource under the cursor."""
    found = room(stage).timeline.resource
    return "" if found is None else found.title


def view(desk: Desk) -> PathView:
    return path.listing(desk, NOW)[0]


def order(desk: Desk) -> list[tuple[str, str]]:
    """Every resource with the stage it is in."""
    found = view(desk)
    return [(found.stage_of(each), each.title) for each in found.resources]


async def fill(stage: OnStage, name: str, text: str) -> None:
    """Type into a line of the form."""
    stage.app.screen.query_one(f"#{name}").focus()
    await stage.type(text)


# What is shown


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_path_is_told_by_stages_statuses_days_hours_and_costs(
    walked: Desk, size: tuple[int, int]
) -> None:
    async with on_stage(walked, NOW, size) as stage:
        await stage.press("4")
        words = stage.words
        assert "1 of 8 resources done · an assessment is due" in words
        assert "✓ Beginner's handbook of machine" in words
        assert "‖ DataCamp" in words
        assert "▶ Hands-On Machine Learning with" in words
        assert "✗ Titanic competition on Kaggle" in words
        assert "4 h 50 / 20 h" in words
        assert "planned 8 Nov 2026 - 8 Mar 2027" in words
        assert "actual since 21 Oct 2026, 18 days early" in words
        assert "hours 2 h 05 of 121 h" in words
        if size == WIDE:
            assert "planned until Wed 8 Sep 2027, 42 weeks left · 8 h 25 · 25 USD" in words
            assert "30 Sep - 7 Nov 1 h 30 / 39 h 25 USD" in words
            assert "2 Nov ✗ dropped Titanic competition on" in words
            assert "no time" in words


async def test_without_a_path_the_screen_says_what_to_do_next(tmp_path: Path) -> None:
    async with on_stage(desk_at(tmp_path, ZONE, door="tui"), NOW, NARROW) as stage:
        await stage.press("escape", "4")
        assert "No path yet" in stage.text
        assert "i chooses one from a starter, n begins your own." in stage.text
        await stage.press("n")
        await fill(stage, "name", "Statistics")
        await stage.press("enter")
        assert "committed until Tue 22 Dec, 30 days left" in stage.words
        assert "a adds a book, a course, a project; A adds a stage." in stage.words
        await stage.press("A")
        await fill(stage, "name", "Month 1")
        await fill(stage, "from", "today")
        await stage.press("enter", "G", "a")
        await fill(stage, "title", "Think Stats")
        await stage.press("tab", "left", "left", "left", "left", "left", "left", "left", "left")
        await fill(stage, "from", "today")
        await stage.press("enter")
        assert "Month 1" in stage.text
        assert "· Think Stats" in stage.text


@pytest.mark.parametrize("size", [(60, 18), (40, 12)])
async def test_a_small_terminal_drops_panels_and_columns(walked: Desk, size: tuple[int, int]) -> None:
    async with on_stage(walked, NOW, size) as stage:
        await stage.press("4")
        assert "▶ Hands-On Machine" in stage.text
        assert "Changed since" not in stage.text
        assert "actual" not in stage.text
        await stage.press("G")
        assert "Hybrid recommender" in stage.text


async def test_several_paths_are_gone_through_by_key_and_by_mouse(walked: Desk) -> None:
    async with on_stage(walked, NOW) as stage:
        await stage.press("4", "]")
        assert "committed until Wed 9 Dec, 17 days left" in stage.words
        await stage.press("]")
        assert "Season 1: find your feet" in stage.text
        await stage.click("Deep learning before")
        assert "Season 1" not in stage.text
        await stage.press("F")
        assert stage.toasts[-1] == "Finished: Deep learning before work · u undoes"
        assert "finished on Sun 22 Nov 2026" in stage.words
        await stage.press("R", "n")
        await fill(stage, "name", "deep learning before work")
        await stage.press("enter")
        assert 'there is a path "Deep learning before work" already' in stage.words
        await stage.press("escape", "E")
        await fill(stage, "name", " II")
        await stage.press("enter")
        assert "Deep learning before work II" in stage.text


async def test_a_path_begun_from_a_starter_is_shown_at_once(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("4", "i", "enter")
        assert len(path.listing(desk, NOW)) == 2
        assert "Season 1: find your feet" in stage.text


async def test_what_changed_is_told_with_its_reasons(walked: Desk) -> None:
    async with on_stage(walked, NOW, NARROW) as stage:
        await stage.press("4", "w")
        assert "20 Oct 2026 ‖ paused DataCamp: Data Scientist with Python too shallow" in stage.words_in(
            "#dialog"
        )
        await stage.press("escape")
        assert not isinstance(stage.app.screen, Dialog)


# What can be done


async def test_money_spent_for_a_path_is_kept_with_one_line(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("4", "dollar_sign", "enter")
        assert "say how much and what for" in stage.words
        await stage.type("600 USD")
        assert "600 USD: what for?" in stage.words
        await stage.type(" rent")
        await stage.press("enter")
        assert stage.toasts[-1] == "Spent 600 USD on rent · u undoes"
    assert [each.path_id for each in expense.listing(desk)] == [view(desk).path.id]
    assert view(desk).costs[-1] == (60_000, "USD")


async def test_what_came_of_a_completed_resource_can_be_corrected_and_taken_away(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("4", "c", "enter", "e")
        await fill(stage, "issuer", "Kaggle")
        await stage.press("enter")
        assert "name the certificate too" in stage.words
        await fill(stage, "certificate", "Python")
        await stage.press("enter")
        assert [(each.title, each.issuer) for each in view(desk).resources[0].certificates] == [
            ("Python", "Kaggle")
        ]
        await stage.press("e")
        stage.app.screen.query_one("#certificate", Field).value = ""
        await stage.press("enter")
        assert view(desk).resources[0].certificates == ()
        await stage.press("u")
        assert [each.issuer for each in view(desk).resources[0].certificates] == ["Kaggle"]


async def test_a_resource_is_begun_paused_and_completed_with_what_came_of_it(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("4", "s")
        assert stage.toasts[-1] == "Basics of Python is started · u undoes"
        assert "▶ Basics of Python" in stage.text
        await stage.press("p")
        assert "‖ Basics of Python" in stage.text
        await stage.press("down")
        assert "course · planned" in stage.words
        await stage.press("up", "u")
        assert "▶ Basics of Python" in stage.text
        await stage.press("c")
        await fill(stage, "outcome", "scholarship won")
        await fill(stage, "issuer", "Kaggle")
        await stage.press("enter")
        assert "Name the certificate too." in stage.words
        await fill(stage, "certificate", "Python")
        await stage.press("enter")
        done = view(desk).resources[0]
        assert (done.status, done.outcome) == (Status.COMPLETED, "scholarship won")
        assert [(each.title, each.issuer) for each in done.certificates] == [("Python", "Kaggle")]
        assert "✓ Basics of Python" in stage.text
        stage.app.clear_notifications()
        await stage.rest()
        assert "outcome scholarship won" in stage.words
        assert "proof Python · Kaggle · Sun 22 Nov 2026" in stage.words
        assert "p pause" not in stage.text


async def test_a_change_within_the_commitment_asks_once_for_a_reason(desk: Desk) -> None:
    later = at("2026-11-25 06:12", ZONE)
    async with on_stage(desk, later, NARROW) as stage:
        await stage.press("4", "d")
        assert 'You committed to "Machine learning" until Tue 22 Dec 2026' in stage.words_in("#dialog")
        await stage.press("enter")
        assert "needs a reason" in stage.words_in("#dialog")
        await stage.press("escape")
        assert view(desk).resources[0].status is Status.PLANNED
        await stage.press("d")
        await stage.type("too easy")
        await stage.press("enter")
        assert view(desk).resources[0].status is Status.DROPPED
        await stage.press("down", "d")
        assert not isinstance(stage.app.screen, Dialog)
        assert view(desk).resources[1].status is Status.DROPPED
        told = amendment.changes(desk, view(desk).path).deviations
        assert [each.reason for each in told] == ["too easy", "too easy"]
        assert [each.reflection.text for each in reflection.listing(desk)] == ["too easy"]
        await stage.press("a")
        await fill(stage, "title", "Kaggle course")
        await stage.press("enter")
        assert ("Month 1", "Kaggle course") in order(desk)


async def test_a_form_waits_while_a_reason_is_asked(desk: Desk) -> None:
    async with on_stage(desk, at("2026-11-25 06:12", ZONE), NARROW) as stage:
        await stage.press("4", "a")
        await fill(stage, "title", "Docker")
        await stage.press("enter", "escape")
        assert stage.app.screen.query("#title")
        await stage.press("enter")
        await stage.type("needed at work")
        await stage.press("enter")
        assert not isinstance(stage.app.screen, Dialog)
        assert order(desk)[1] == ("Month 1", "Docker")
        assert chosen(stage) == "Docker"


async def test_rows_are_moved_by_key_by_handle_and_by_dragging(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("4", "J")
        assert order(desk)[:2] == [("Month 1", "Introductory Git"), ("Month 1", "Basics of Python")]
        await stage.press("shift+down")
        assert order(desk)[1:] == [("Month 2", "Basics of Python"), ("Month 2", "Titanic")]
        await stage.click("↑ ↓")
        assert order(desk)[1:] == [("Month 1", "Basics of Python"), ("Month 2", "Titanic")]
        await drag(stage, "Titanic", "Introductory Git")
        assert order(desk)[0] == ("Month 1", "Titanic")
        assert chosen(stage) == "Titanic"
        await drag(stage, "Titanic", "Month 2")
        assert order(desk)[2] == ("Month 2", "Titanic")
        await drag(stage, "Month 2", "Month 1")
        assert [title for title, _ in order(desk)] == ["Month 2", "Month 1", "Month 1"]
        await stage.press("u", "home", "J")
        assert order(desk)[0] == ("Month 2", "Titanic")
        await drag(stage, "Month 1", "Titanic")
        assert order(desk)[0][0] == "Month 1"


async def drag(stage: OnStage, what: str, onto: str) -> None:
    """Take hold of a text in the timeline and drop it on another."""
    top = room(stage).timeline.region.y
    places = [
        next(y for y, line in enumerate(stage.lines) if y > top and text in line) for text in (what, onto)
    ]
    await stage.pilot.mouse_down(offset=(10, places[0]))
    await stage.pilot.hover(offset=(12, places[1]))
    await stage.rest()
    assert "→" in stage.lines[places[1]]
    await stage.pilot.mouse_up(offset=(12, places[1]))
    await stage.rest()


async def test_a_resource_is_corrected_in_a_form(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("4", "enter")
        for name, text in (("from", "someday"), ("cost", "24.99 EUR"), ("address", "https://example.org/py")):
            await fill(stage, name, text)
        await stage.press("enter")
        assert '"someday" is not a day' in stage.words_in("#dialog")
        stage.app.screen.query_one("#from").focus()
        await stage.press(*["backspace"] * 7)
        await fill(stage, "until", "+30d")
        stage.app.screen.query_one("#hours").focus()
        await stage.press(*["backspace"] * 4, "enter")
        it = view(desk).resources[0]
        assert (it.cost, it.currency, it.url) == (2499, "EUR", "https://example.org/py")
        assert (it.planned_first, it.planned_last, it.planned_minutes) == (None, date(2026, 12, 22), None)
        assert stage.toasts[-1] == "Edited Basics of Python · u undoes"
        await stage.press("home", "e")
        await fill(stage, "name", ": the language")
        await stage.press("enter")
        assert "Month 1: the language" in stage.text


async def test_space_studies_the_chosen_resource_and_its_address_is_opened(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(HabitApp, "open_url", lambda _app, url: opened.append(url))
    resource.edit(desk, NOW, replace(view(desk).resources[0], url="https://example.org/py"))
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("4", "o", "space")
        assert opened == ["https://example.org/py"]
        running = session.status(desk, NOW).session
        assert running is not None
        assert running.resource == "Basics of Python"
        assert "▶ Basics of Python" in stage.text


# What must hold


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_every_text_is_shown_as_it_is(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = used(tmp_path)
    long = "y" * 10_000
    with desk.store.writing(NOW, "tui", "path", "hostile") as unit:
        stages = (Stage(1, HOSTILE[0], 1), Stage(2, "osc \x1b]52;c;aGk=\x07", 2))
        items = [
            replace(
                new(0, text), stage_id=1 + n % 2, position=n, url=text, note=long, outcome=text, score=text
            )
            for n, text in enumerate((*HOSTILE, long))
        ]
        path_store.add(unit, PathOf(0, "", HOSTILE[1], 1, TODAY, stages, tuple(items)))
        path_store.add(unit, PathOf(0, "", long, 2, TODAY))
    async with on_stage(desk, NOW, size) as stage:
        await stage.press("4")
        for text in HOSTILE:
            assert text[:12] in stage.text
        for _ in items:
            await stage.press("down")
        await stage.press("end", "e")
        assert "yyyyyyyy" in stage.words_in("#dialog")
        await stage.press("escape", "c")
        await stage.press("enter", "home", "d", "w", "escape", "e", "escape", "]", "E", "escape")
        shown = stage.strips
        assert not any(c in strip.text for strip in shown for c in "\x1b\x07\x9b")
        assert stage.app.is_running


async def test_of_a_long_path_only_what_is_in_sight_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = used(tmp_path)
    with desk.store.writing(NOW, "tui", "path", "long") as unit:
        items = tuple(replace(new(0, f"Chapter {n}"), position=n) for n in range(200))
        path_store.add(unit, PathOf(0, "", "A long way", 1, TODAY, (), items))
    drawn: list[Row] = []
    draw: Callable[..., object] = Timeline.row

    def counted(timeline: Timeline, item: Row, width: int) -> object:
        drawn.append(item)
        return draw(timeline, item, width)

    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("4")
        monkeypatch.setattr(Timeline, "row", counted)
        await stage.press("G")
        assert "Chapter 199" in stage.text
        assert 0 < len(drawn) <= 2 * 24
