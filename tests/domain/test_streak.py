"""Verdicts, streaks, freezes and strength by example."""

import time as stopwatch
from datetime import date, timedelta

import pytest

from habit_tui.domain.dates import DateForm
from habit_tui.domain.leave import Leave
from habit_tui.domain.routine import DEFAULT_ROUTINE
from habit_tui.domain.streak import (
    Day,
    Fold,
    FreezeRules,
    Gap,
    History,
    State,
    Streak,
    Verdict,
    fold,
    in_words,
    judge,
    settle,
)
from tests.domain.histories import NO_FREEZES, START, day, history, routine


def verdicts(result: Fold) -> str:
    """The verdicts as one letter each: Met Kept missed(-) Rest Bonus Leave Void Frozen Open before(.)."""
    letters = {Verdict.MISSED: "-", Verdict.BEFORE: "."}
    return "".join(letters.get(item.verdict, item.verdict.value[0].upper()) for item in result.days)


def texts(result: Fold, event: str) -> list[str]:
    return [in_words(why, DateForm.DAY_FIRST) for why in result.why if why.event == event]


class TestVerdicts:
    @pytest.mark.parametrize(
        ("target", "minimum", "minutes", "verdict"),
        [
            (60, 10, 60, Verdict.MET),
            (60, 10, 61, Verdict.MET),
            (60, 10, 59, Verdict.KEPT),
            (60, 10, 10, Verdict.KEPT),
            (60, 10, 9, Verdict.MISSED),
            (60, 10, 0, Verdict.MISSED),
            (60, 60, 59, Verdict.MISSED),
            (60, 0, 1, Verdict.KEPT),
            (60, 0, 0, Verdict.MISSED),
            (1, 1, 1, Verdict.MET),
            (0, 0, 0, Verdict.REST),
            (0, 0, 1, Verdict.BONUS),
        ],
    )
    def test_minutes_against_target_and_minimum(
        self, target: int, minimum: int, minutes: int, verdict: Verdict
    ) -> None:
        assert judge(target, minimum, minutes) is verdict

    @pytest.mark.parametrize(
        ("target", "minutes", "verdict"),
        [
            (60, 0, Verdict.LEAVE),
            (60, 9, Verdict.LEAVE),
            (60, 10, Verdict.KEPT),
            (60, 60, Verdict.MET),
            (0, 0, Verdict.LEAVE),
            (0, 5, Verdict.BONUS),
        ],
    )
    def test_leave_stands_in_for_missed_and_rest_only(
        self, target: int, minutes: int, verdict: Verdict
    ) -> None:
        lived = history(
            {0: minutes}, routines=(routine(target=target),), leaves=(Leave(START, START, "flu"),)
        )
        assert fold(lived, day(1)).days[0].verdict is verdict

    def test_today_is_open_until_the_minimum_is_done_and_counts_from_then_on(self) -> None:
        assert verdicts(fold(history("x"), day(1))) == "MO"
        assert verdicts(fold(history({0: 60, 1: 9}), day(1))) == "MO"
        assert verdicts(fold(history({0: 60, 1: 10}), day(1))) == "MK"
        assert fold(history({0: 60, 1: 10}), day(1)).current == 2

    def test_today_never_takes_a_freeze(self) -> None:
        result = fold(history("xxxxxxx"), day(7))
        assert verdicts(result) == "MMMMMMMO"
        assert result.freezes == 1

    def test_the_minimum_is_never_more_than_the_target(self) -> None:
        lived = history({0: 20}, routines=(routine(target=20, minimum=30),))
        assert verdicts(fold(lived, START)) == "M"
        assert fold(lived, START).days[0].minimum == 20

    def test_a_day_tells_its_minutes_target_minimum_and_strength(self) -> None:
        (judged,) = fold(history("k"), START).days
        assert judged == Day(START, 10, 60, 10, Verdict.KEPT, judged.strength)
        assert judged.strength == pytest.approx(0.051922 / 6, abs=1e-6)

    def test_days_after_today_with_sessions_are_judged_too(self) -> None:
        result = fold(history("xx x"), day(1))
        assert verdicts(result) == "MMOM"
        assert result.current == 3

    def test_each_day_is_judged_by_the_version_in_force(self) -> None:
        lived = history("kkkk", routines=(routine(0, target=60), routine(2, target=10)))
        assert verdicts(fold(lived, day(3))) == "KKMM"

    def test_before_the_first_version_the_first_version_applies(self) -> None:
        lived = history("kk", routines=(routine(5, target=10),))
        assert verdicts(fold(lived, day(1))) == "MM"

    def test_a_version_before_the_first_session_already_asks_for_study(self) -> None:
        lived = history({2: 60}, routines=(routine(0),))
        assert verdicts(fold(lived, day(2))) == "--M"

    def test_today_earlier_than_the_first_version_is_before(self) -> None:
        assert verdicts(fold(history({}, routines=(routine(3),)), START)) == "."

    def test_an_empty_store_has_today_open_under_the_default_routine(self) -> None:
        result = fold(History({}, ()), START)
        assert verdicts(result) == "O"
        assert (result.days[0].target, result.days[0].minimum) == (60, 10)
        assert (result.current, result.best, result.freezes, result.strength) == (0, 0, 0, 0.0)

    def test_a_routine_that_was_always_there_begins_nothing(self) -> None:
        assert verdicts(fold(History({}, (DEFAULT_ROUTINE,)), START)) == "O"


class TestStreaks:
    def test_a_streak_counts_met_kept_and_bonus_and_holds_over_the_rest(self) -> None:
        weekdays_only = routine(targets=(60, 60, 60, 60, 60, 0, 0))
        lived = history("xkxxx x  x", routines=(weekdays_only,), leaves=(Leave(day(7), day(8), ""),))
        result = fold(lived, day(10), NO_FREEZES)
        assert verdicts(result) == "MKMMMRBLLMO"
        assert result.streaks == (Streak(day(0), day(9), 7),)

    def test_every_streak_has_its_first_and_last_counted_day(self) -> None:
        result = fold(history("xx xxx  x"), day(9))
        assert result.streaks == (
            Streak(day(0), day(1), 2),
            Streak(day(3), day(5), 3),
            Streak(day(8), day(8), 1),
        )
        assert (result.current, result.best) == (1, 3)

    def test_of_two_equally_long_streaks_the_earlier_is_the_best(self) -> None:
        assert fold(history("xx xx x"), day(7)).state.best == Streak(day(0), day(1), 2)
        assert fold(history("xx xx"), day(4)).state.best == Streak(day(0), day(1), 2)

    def test_the_running_streak_can_be_the_best(self) -> None:
        result = fold(history("x xx"), day(4))
        assert result.state.best == Streak(day(2), day(3), 2)

    def test_without_a_counted_day_there_is_no_streak(self) -> None:
        result = fold(history("   "), day(3))
        assert result.streaks == ()
        assert (result.current, result.best, result.state.first) == (0, 0, None)

    def test_minutes_below_the_minimum_end_a_streak(self) -> None:
        assert fold(history({0: 60, 1: 9, 2: 60}), day(2)).current == 1


class TestFreezes:
    def test_every_seventh_counted_day_earns_one_and_two_are_held_at_most(self) -> None:
        held = {length: fold(history("x" * length), day(length)).freezes for length in (6, 7, 13, 14, 21)}
        assert held == {6: 0, 7: 1, 13: 1, 14: 2, 21: 2}

    def test_a_freeze_pays_for_a_missed_day_by_itself(self) -> None:
        result = fold(history("xxxxxxx x"), day(9))
        assert verdicts(result) == "MMMMMMMFMO"
        assert (result.current, result.freezes) == (8, 0)

    def test_with_none_left_the_streak_ends_and_the_count_starts_again(self) -> None:
        result = fold(history("xxxxxxx  xxxxxx"), day(15))
        assert verdicts(result) == "MMMMMMMF-MMMMMMO"
        assert (result.current, result.freezes) == (6, 0)
        assert fold(history("xxxxxxx  xxxxxxx"), day(16)).freezes == 1

    @pytest.mark.parametrize("length", [14, 17, 20, 21, 30])
    def test_while_two_are_held_no_day_counts_toward_the_next(self, length: int) -> None:
        assert fold(history("x" * length + " "), day(length + 1)).freezes == 1
        assert fold(history("x" * length + " xxxxxx"), day(length + 7)).freezes == 1
        assert fold(history("x" * length + " xxxxxxx"), day(length + 8)).freezes == 2

    def test_using_a_freeze_leaves_the_count_toward_the_next_as_it_is(self) -> None:
        assert fold(history("x" * 10 + " xxx"), day(14)).freezes == 0
        assert fold(history("x" * 10 + " xxxx"), day(15)).freezes == 1

    def test_a_streaks_end_sets_the_count_toward_the_next_to_zero(self) -> None:
        assert fold(history("x" * 10 + "  xxxx"), day(16)).freezes == 0
        assert fold(history("x" * 10 + "  xxxxxxx"), day(19)).freezes == 1

    def test_a_frozen_day_counts_nothing_toward_the_streak(self) -> None:
        assert fold(history("xxxxxxx xxxxxx"), day(14)).freezes == 0
        assert fold(history("xxxxxxx xxxxxxx"), day(15)).freezes == 1

    def test_earning_every_zero_days_turns_them_off(self) -> None:
        result = fold(history("xxxxxxx x"), day(8), NO_FREEZES)
        assert verdicts(result) == "MMMMMMM-M"
        assert result.current == 1

    def test_holding_none_means_earning_none(self) -> None:
        assert verdicts(fold(history("xxxxxxx x"), day(8), FreezeRules(hold=0))) == "MMMMMMM-M"

    def test_correcting_the_past_gives_the_freeze_back(self) -> None:
        assert verdicts(fold(history("xxxxxxx x x"), day(10))) == "MMMMMMMFM-M"
        assert verdicts(fold(history("xxxxxxxkx x"), day(10))) == "MMMMMMMKMFM"


class TestLeaveAndVoid:
    def test_leave_spares_the_freezes(self) -> None:
        lived = history("xxxxxxx   x", leaves=(Leave(day(7), day(9), "flu"),))
        result = fold(lived, day(10))
        assert verdicts(result) == "MMMMMMMLLLM"
        assert result.freezes == 1

    def test_the_date_lost_in_a_zone_is_void(self) -> None:
        lived = history("xx x", gaps=(Gap(day(1), day(3), lost=day(2)),))
        assert verdicts(fold(lived, day(3))) == "MMVM"
        assert fold(lived, day(3)).current == 3

    def test_a_lost_date_takes_no_other_date_with_it(self) -> None:
        lived = history("xx  x", gaps=(Gap(day(1), day(4), lost=day(3)),))
        assert verdicts(fold(lived, day(4))) == "MM-VM"

    def test_crossing_the_date_line_voids_the_earliest_missed_date_between(self) -> None:
        assert verdicts(fold(history("x  x", gaps=(Gap(day(0), day(3)),)), day(3))) == "MV-M"

    def test_a_day_below_its_minimum_between_is_missed_and_can_be_void(self) -> None:
        assert verdicts(fold(history({0: 60, 1: 9, 2: 60}, gaps=(Gap(day(0), day(2)),)), day(2))) == "MVM"

    def test_leave_wins_over_void_which_then_goes_to_the_next_missed_date(self) -> None:
        lived = history("x   x", gaps=(Gap(day(0), day(4)),), leaves=(Leave(day(1), day(1), "wedding"),))
        assert verdicts(fold(lived, day(4))) == "MLV-M"

    def test_leave_wins_over_a_lost_date(self) -> None:
        lived = history("x x", gaps=(Gap(day(0), day(2), lost=day(1)),), leaves=(Leave(day(1), day(1), ""),))
        assert verdicts(fold(lived, day(2))) == "MLM"

    def test_void_wins_over_a_freeze(self) -> None:
        result = fold(history("xxxxxxx x", gaps=(Gap(day(6), day(8)),)), day(8))
        assert verdicts(result) == "MMMMMMMVM"
        assert result.freezes == 1

    def test_a_studied_or_rest_day_between_is_never_void(self) -> None:
        weekdays_only = routine(targets=(60, 60, 60, 60, 60, 0, 0))
        lived = history("xxxxx  x", routines=(weekdays_only,), gaps=(Gap(day(4), day(7)),))
        assert verdicts(fold(lived, day(7))) == "MMMMMRRM"

    def test_today_is_lived_and_therefore_open_never_void(self) -> None:
        assert verdicts(fold(history("x x", gaps=(Gap(day(0), day(2)),)), day(1))) == "MOM"


class TestStrength:
    @pytest.mark.parametrize(
        ("days", "strength", "within"),
        [
            (1, 0.051922, 1e-6),
            (20, 0.655747, 1e-6),
            (30, 0.7980, 5e-5),
            (60, 0.9592, 5e-5),
            (90, 0.9918, 5e-5),
        ],
    )
    def test_perfect_days_from_zero_give_loops_published_numbers(
        self, days: int, strength: float, within: float
    ) -> None:
        assert fold(history("x" * days), day(days)).strength == pytest.approx(strength, abs=within)

    def test_a_perfect_day_from_one_half(self) -> None:
        assert round(self.after("x", strength=0.5), 6) == 0.525961

    def test_a_miss_from_full_strength(self) -> None:
        assert round(1 - self.after(" ", strength=1.0), 4) == 0.0519

    def test_a_part_of_the_target_counts_as_that_part_and_more_than_all_as_all(self) -> None:
        full = self.after("x", strength=0.0)
        assert self.after({0: 30}, strength=0.0) == pytest.approx(full / 2)
        assert self.after({0: 600}, strength=0.0) == full

    def test_a_frozen_day_costs_its_strength(self) -> None:
        result = fold(history("xxxxxxx "), day(8))
        assert result.days[7].verdict is Verdict.FROZEN
        assert result.days[7].strength < result.days[6].strength

    def test_rest_bonus_leave_void_and_open_leave_it_unchanged(self) -> None:
        lived = history(
            {0: 60, 2: 60, 4: 9, 6: 60},
            routines=(routine(targets=(60, 0, 0, 60, 60, 60, 60)),),
            leaves=(Leave(day(3), day(4), "flu"),),
            gaps=(Gap(day(4), day(6)),),
        )
        result = fold(lived, day(7))
        assert verdicts(result) == "MRBLLVMO"
        assert len({item.strength for item in result.days[:6]}) == 1
        assert result.days[7].strength == result.days[6].strength > result.days[5].strength

    @staticmethod
    def after(sketch: dict[int, int] | str, *, strength: float) -> float:
        resume = State(day(-1), 0, None, None, None, 0, 0, strength)
        return fold(history(sketch), day(1), NO_FREEZES, resume).days[0].strength


class TestWhy:
    def test_a_missed_day_that_ended_a_streak(self) -> None:
        assert texts(fold(history("xx  x"), day(5)), "missed") == [
            "Wed 7 Jan: missed (0 of 10 min); the streak of 2 days ended"
        ]
        assert texts(fold(history({0: 60, 1: 9}), day(2)), "missed") == [
            "Tue 6 Jan: missed (9 of 10 min); the streak of 1 day ended"
        ]

    def test_a_missed_day_without_a_streak_changed_nothing(self) -> None:
        assert fold(history("   "), day(3)).why == ()

    def test_a_minimum_of_zero_still_asks_for_a_minute(self) -> None:
        lived = history("x ", routines=(routine(minimum=0),))
        assert texts(fold(lived, day(2)), "missed") == [
            "Tue 6 Jan: missed (0 of 1 min); the streak of 1 day ended"
        ]

    def test_a_freeze_earned_and_spent(self) -> None:
        result = fold(history("xxxxxxx xxxxxxx"), day(15))
        assert [(why.study_day, why.event, in_words(why, DateForm.DAY_FIRST)) for why in result.why] == [
            (day(6), "earned", "Sun 11 Jan: day 7 of the streak; a freeze earned, 1 held"),
            (day(7), "frozen", "Mon 12 Jan: missed (0 of 10 min); a freeze covered it, 0 left"),
            (day(14), "earned", "Mon 19 Jan: day 14 of the streak; a freeze earned, 1 held"),
        ]

    def test_leave_is_told_once_a_run_in_the_users_words(self) -> None:
        lived = history("x   x ", leaves=(Leave(day(1), day(5), "[b]flu[/b]"),))
        assert texts(fold(lived, day(6)), "leave") == [
            "Tue 6 Jan: leave until Sat 10 Jan ([b]flu[/b])",
            "Sat 10 Jan: leave ([b]flu[/b])",
        ]

    def test_a_leave_into_another_year_names_it(self) -> None:
        lived = history("x  ", leaves=(Leave(day(1), date(2036, 11, 21), ""),))
        assert texts(fold(lived, day(3)), "leave") == ["Tue 6 Jan: leave until Fri 21 Nov 2036"]

    def test_a_second_leave_right_after_the_first_is_told_too(self) -> None:
        lived = history("x  ", leaves=(Leave(day(1), day(1), "flu"), Leave(day(2), day(2), "")))
        assert texts(fold(lived, day(3)), "leave") == ["Tue 6 Jan: leave (flu)", "Wed 7 Jan: leave"]

    def test_a_void_date_says_how_it_was_lost(self) -> None:
        crossing = history("x x", gaps=(Gap(day(0), day(2)),))
        assert texts(fold(crossing, day(2)), "void") == ["Tue 6 Jan: void, lost crossing the date line"]
        skipped = history("x x", gaps=(Gap(day(0), day(2), lost=day(1)),))
        assert texts(fold(skipped, day(2)), "void") == ["Tue 6 Jan: void, the zone skipped this date"]


class TestResume:
    def test_a_settled_state_takes_the_day_as_over(self) -> None:
        state = settle(history("xx "), day(2))
        assert state == State(
            day(2), 0, None, None, Streak(day(0), day(1), 2), 0, 0, fold(history("xx "), day(3)).strength
        )

    def test_a_state_keeps_the_count_toward_the_next_freeze(self) -> None:
        state = settle(history("x" * 10), day(9))
        assert (state.held, state.progress) == (1, 3)
        assert fold(history(dict.fromkeys(range(10, 14), 60)), day(13), resume=state).freezes == 2

    def test_a_state_later_than_today_is_kept_as_it_is(self) -> None:
        lived = history("xx")
        state = settle(lived, day(3), FreezeRules(1, 3))
        result = fold(lived, day(1), FreezeRules(1, 3), resume=state)
        assert (result.days, result.state) == ((), state)
        assert result.streaks == (Streak(day(0), day(1), 2),)

    def test_freezes_held_from_before_they_were_turned_off_are_not_spent(self) -> None:
        resume = State(day(-1), 7, day(-7), day(-1), None, 1, 0, 0.5)
        assert verdicts(fold(history({}), day(1), NO_FREEZES, resume)) == "-O"


def test_forty_years_of_days_fold_in_far_less_than_a_second() -> None:
    days = 40 * 365
    lived = History({day(n): 60 for n in range(days) if n % 9}, (), first_session=day(1))
    begin = stopwatch.process_time()
    result = fold(lived, START + timedelta(days=days))
    assert stopwatch.process_time() - begin < 0.5
    assert len(result.days) == days


def test_dates_reach_back_to_the_first_day_of_the_calendar() -> None:
    assert fold(History({date.min: 60}, ()), date.min).current == 1
