"""The year as the service gives it: resumed or not, the same days."""

from datetime import date, timedelta

import pytest

from habit_tui.domain.dates import DateForm
from habit_tui.domain.streak import Verdict
from habit_tui.services import calendar, leave, today
from habit_tui.services.desk import Desk
from tests.factories import at, logged
from tests.services.judging import fold_of

NOW = at("2026-11-22 07:30", "Europe/Berlin")


def test_a_year_read_from_a_remembered_state_is_the_year_read_from_the_first_day(desk: Desk) -> None:
    day = date(2025, 6, 1)
    while day < date(2026, 11, 20):
        if day.toordinal() % 6:
            logged(desk, day.isoformat(), "05:00", 20 + day.toordinal() % 60)
        day += timedelta(days=1)
    folded = fold_of(desk, NOW)
    for year in (2025, 2026):
        view = calendar.year(desk, NOW, year)
        judged = {each.study_day: each for each in folded.days}
        for shown in view.days:
            if shown.study_day in judged:
                known = judged[shown.study_day]
                assert (shown.minutes, shown.target, shown.verdict) == (
                    known.minutes,
                    known.target,
                    known.verdict,
                )
                assert shown.strength == pytest.approx(known.strength)
        assert view.why == tuple(event for event in folded.why if event.study_day.year == year)
        assert (view.standing.current, view.standing.best) == (folded.current, folded.best)


def test_a_year_counts_its_days_and_minutes(desk: Desk) -> None:
    logged(desk, "2026-11-20", "05:00", 60)
    logged(desk, "2026-11-21", "05:00", 20)
    view = calendar.year(desk, NOW)
    assert (view.year, len(view.days), view.minutes, view.days_studied) == (2026, 365, 80, 2)
    assert view.count() == {
        Verdict.MET: 1,
        Verdict.KEPT: 1,
        Verdict.OPEN: 1,
        Verdict.BEFORE: 323,
    }


def test_days_are_said_in_words(desk: Desk) -> None:
    logged(desk, "2026-11-20", "05:00", 45)
    leave.add(desk, NOW, date(2026, 12, 24), date(2026, 12, 26), "")
    view = calendar.year(desk, NOW)
    said = {
        day: calendar.in_words(view.on(day), DateForm.DAY_FIRST)
        for day in (date(2026, 11, n) for n in (19, 20, 21, 22, 23))
    }
    assert list(said.values()) == [
        "Thu 19 Nov 2026: before the start",
        "Fri 20 Nov 2026: 45 min of 1 h, minimum kept",
        "Sat 21 Nov 2026: 0 min of 1 h, missed",
        "Sun 22 Nov 2026: 0 min of 1 h, still open",
        "Mon 23 Nov 2026: target 1 h, to come",
    ]


def test_a_leave_is_found_by_any_of_its_days(desk: Desk) -> None:
    leave.add(desk, NOW, date(2026, 12, 24), date(2027, 1, 2), "winter")
    view = calendar.year(desk, NOW)
    found = [view.leave_on(date(2026, 12, day)) is not None for day in (23, 24, 31)]
    assert found == [False, True, True]


def test_a_year_to_come_has_nothing_but_days(desk: Desk) -> None:
    view = calendar.year(desk, NOW, 2028)
    assert len(view.days) == 366
    assert {day.verdict for day in view.days} == {None}


def test_days_before_the_start_and_days_off_ask_for_no_minutes(desk: Desk) -> None:
    logged(desk, "2026-11-19", "05:00", 20)
    leave.add(desk, NOW, date(2026, 11, 28), date(2026, 11, 29), "a trip")
    asked = {day: calendar.year(desk, NOW).on(date(2026, 11, day)).target for day in range(16, 30)}
    assert set(asked.values()) == {60}
    view = today.show(desk, at("2026-11-22 07:30", "Europe/Berlin"))
    assert view.week_target == 4 * 60
    following = today.show(desk, at("2026-11-23 07:30", "Europe/Berlin"))
    assert following.week_target == 5 * 60
