"""Days off hold the streak, whether they are announced or entered afterwards."""

from datetime import date, timedelta

import pytest

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.leave import Leave
from habit_tui.services import change, leave
from habit_tui.services.desk import Desk
from habit_tui.services.leave import Changed
from tests.factories import at, logged
from tests.services.judging import verdicts

ZONE = "Europe/Berlin"
NOW = at("2026-11-22 07:30", ZONE)


def november(day: int) -> date:
    return date(2026, 11, day)


def add(desk: Desk, first: int, last: int, reason: str = "flu") -> Changed:
    return leave.add(desk, NOW, november(first), november(last), reason)


def changed_verdicts(changed: Changed) -> list[tuple[int, str, str]]:
    return [(each.study_day.day, each.before.value, each.after.value) for each in changed.verdicts]


@pytest.fixture
def ill(desk: Desk) -> Desk:
    """A desk with study on the 16th and the 20th of November, and a few minutes on the 18th."""
    for day, minutes in ((16, 60), (18, 9), (20, 60)):
        logged(desk, f"2026-11-{day}", "05:00", minutes)
    return desk


class TestAdd:
    def test_illness_entered_afterwards_mends_the_streak(self, ill: Desk) -> None:
        changed = add(ill, 17, 19)
        assert changed_verdicts(changed) == [(day, "missed", "leave") for day in (17, 18, 19)]
        assert (changed.standing.current, changed.standing.best) == (0, 2)

    def test_days_with_study_count_as_usual(self, ill: Desk) -> None:
        changed = add(ill, 16, 21)
        assert [each[0] for each in changed_verdicts(changed)] == [17, 18, 19, 21]
        assert verdicts(ill, NOW)[november(20)] == "met"

    def test_days_ahead_change_no_verdict_yet_and_hold_the_streak_then(self, ill: Desk) -> None:
        assert add(ill, 23, 25).verdicts == ()
        assert verdicts(ill, NOW + timedelta(days=4))[november(24)] == "leave"

    def test_today_is_on_leave_at_once(self, ill: Desk) -> None:
        assert changed_verdicts(add(ill, 22, 23)) == [(22, "open", "leave")]

    def test_the_reason_is_kept_as_it_was_written(self, desk: Desk) -> None:
        assert add(desk, 1, 1, "  [b]burnout[/b]\n").leave.reason == "[b]burnout[/b]"
        assert add(desk, 2, 2, "").leave.reason == ""

    @pytest.mark.parametrize(("first", "last"), [(10, 12), (8, 10), (12, 20), (11, 11), (5, 25)])
    def test_an_overlap_is_refused_and_names_the_other(self, desk: Desk, first: int, last: int) -> None:
        add(desk, 10, 12, "Lisbon")
        with pytest.raises(
            CannotBeDone,
            match=r"leave 1 covers .* already: Tue 10 Nov 2026 to Thu 12 Nov 2026 \(Lisbon\)",
        ):
            add(desk, first, last)
        assert leave.listing(desk) == (Leave(november(10), november(12), "Lisbon", 1),)

    def test_leaves_may_follow_each_other(self, desk: Desk) -> None:
        for first, last in ((10, 12), (13, 13), (8, 9)):
            add(desk, first, last)
        assert [each.first.day for each in leave.listing(desk)] == [8, 10, 13]

    @pytest.mark.parametrize(
        ("first", "last", "message"),
        [
            (date(2026, 11, 2), date(2026, 11, 1), "Sun 1 Nov 2026, is before the first, Mon 2 Nov 2026"),
            (date(1969, 12, 31), date(2026, 1, 1), "cannot begin before 1970-01-01"),
            (date(2026, 1, 1), date(2036, 1, 2), "more than ten years"),
            (date.max - timedelta(days=3653), date.max, "more than ten years"),
        ],
    )
    def test_what_no_leave_can_be_is_refused(self, desk: Desk, first: date, last: date, message: str) -> None:
        with pytest.raises(CannotBeDone, match=message):
            leave.add(desk, NOW, first, last, "")
        assert leave.listing(desk) == ()

    def test_ten_years_and_the_last_day_of_the_calendar_are_taken(self, desk: Desk) -> None:
        leave.add(desk, NOW, date(2026, 1, 1), date(2035, 12, 31), "sabbatical")
        assert leave.add(desk, NOW, date.max, date.max, "").verdicts == ()

    def test_the_reason_has_a_limit(self, desk: Desk) -> None:
        with pytest.raises(CannotBeDone, match="at most 500"):
            add(desk, 1, 1, "x" * 501)


class TestDelete:
    def test_its_days_are_judged_by_their_minutes_again(self, ill: Desk) -> None:
        before = verdicts(ill, NOW)
        added = add(ill, 17, 19)
        changed = leave.delete(ill, NOW, added.leave.id)
        assert changed.leave == added.leave
        assert changed_verdicts(changed) == [(day, "leave", "missed") for day in (17, 18, 19)]
        assert verdicts(ill, NOW) == before

    def test_an_unknown_one_is_refused(self, desk: Desk) -> None:
        with pytest.raises(CannotBeDone, match="no leave 7"):
            leave.delete(desk, NOW, 7)


def test_undo_says_what_it_took_back(ill: Desk) -> None:
    add(ill, 17, 19, "flu")
    assert change.undo(ill, NOW).text == "added leave Tue 17 Nov 2026 to Thu 19 Nov 2026 (flu)"
    add(ill, 18, 18, "")
    leave.delete(ill, NOW, leave.listing(ill)[0].id)
    assert change.undo(ill, NOW).text == "deleted leave Wed 18 Nov 2026"
    assert [each.first for each in leave.listing(ill)] == [november(18)]
