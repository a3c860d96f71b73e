"""What a quick-log line would do, before it is done."""

from datetime import date
from pathlib import Path

import pytest

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.kind import Kind
from habit_tui.services import line, session, starter
from habit_tui.services.desk import Desk
from tests.factories import at, desk_at

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 06:12", ZONE)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = desk_at(tmp_path, ZONE)
    starter.apply(desk, "five-to-eight", NOW)
    return desk


@pytest.mark.parametrize(
    "text",
    [
        "45m titanic",
        "5:10-5:40 anything at all",
        "30m --on yesterday",
        "30m x --at 4:00 --kind review",
        "1h french --tz Europe/Paris --on sat",
    ],
)
def test_it_foretells_the_session_that_is_logged(desk: Desk, text: str) -> None:
    told = line.understand(desk, text, NOW)
    done = session.log(desk.in_zone(told.line.zone), told.line.entry, NOW).session
    assert done is not None
    assert (done.start, done.end, done.study_day) == (
        told.placed.start,
        told.placed.end,
        told.placed.study_day,
    )
    assert (done.minutes, done.kind, done.resource_id) == (
        told.placed.minutes,
        told.meant.kind,
        told.meant.match.id,
    )


def test_nothing_is_recorded(desk: Desk) -> None:
    line.understand(desk, "45m titanic", NOW)
    assert session.between(desk, date(2026, 1, 1), date(2026, 12, 31)) == ()


def test_it_refuses_what_log_refuses(desk: Desk) -> None:
    with pytest.raises(CannotBeDone, match="in the future"):
        line.understand(desk, "7:00-8:00", NOW)
    with pytest.raises(NotUnderstood, match="amount"):
        line.understand(desk, "soon", NOW)
    session.log(desk, line.understand(desk, "30m titanic", NOW).line.entry, NOW)
    with pytest.raises(CannotBeDone, match=r"05:57-06:12 overlaps .*15 min fit before it: say 05:27-05:42"):
        line.understand(desk, "15m french", NOW)
    assert line.understand(desk, "15m french --overlap", NOW).placed.minutes == 15


def test_a_what_stands_for_a_resource_and_its_kind(desk: Desk) -> None:
    found = line.meant(desk, "titanic")
    assert (found.match.title, found.kind) == ("Titanic competition on Kaggle", Kind.PRACTICE)


@pytest.mark.parametrize("what", ["", "   ", "something else"])
def test_other_words_are_free_text_for_study(desk: Desk, what: str) -> None:
    found = line.meant(desk, what)
    assert (found.match.id, found.kind) == (None, Kind.STUDY)
