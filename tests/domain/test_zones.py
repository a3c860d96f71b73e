"""Study days, gaps and folds in every zone of the tz database, at every change of offset 1990-2037."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from habit_tui.domain.clock import exists, local, resolve, study_day, to_minutes, wall_on
from habit_tui.domain.streak import FreezeRules, History, Verdict, fold
from tests.domain.zones import NAMES, Transition, offset, transitions, zone
from tests.oracle import Lived, gaps_of

ONE_SECOND = timedelta(seconds=1)
ONE_DAY = timedelta(days=1)
DAY_STARTS = (time(0), time(3), time(11, 59))

NAMED_YEARS = {
    "Africa/Casablanca": (2018, 2019, 2025, 2026),
    "Africa/El_Aaiun": (2026,),
    "America/Nuuk": (2023, 2024),
    "Antarctica/Troll": (2005, 2025),
    "Asia/Kathmandu": (1990, 2026),
    "Asia/Pyongyang": (2015, 2018),
    "Australia/Lord_Howe": (2025, 2026),
    "Europe/Dublin": (2025, 2026),
    "Europe/Lisbon": (1992, 1996),
    "Pacific/Apia": (2010, 2011, 2012),
    "Pacific/Kiritimati": (1994, 1995),
    "Pacific/Kwajalein": (1993,),
}


def wall_at(instant: datetime, name: str) -> datetime:
    """What the clocks of the zone show, by adding its offset."""
    return instant.replace(tzinfo=None) + offset(instant, name)


@pytest.mark.parametrize("name", NAMES)
def test_study_days_around_every_transition_are_wall_clock_arithmetic(name: str) -> None:
    for change in transitions(name):
        for instant in (change.instant - ONE_SECOND, change.instant, change.instant + ONE_SECOND):
            wall = wall_at(instant, name)
            shown = local(instant, zone(name))
            assert shown.replace(tzinfo=None, fold=0) == wall
            for starts in DAY_STARTS:
                since_midnight = timedelta(hours=starts.hour, minutes=starts.minute)
                assert study_day(shown, starts) == (wall - since_midnight).date(), (instant, starts)
            assert study_day(shown, wall.time()) == wall.date()


@pytest.mark.parametrize("name", NAMES)
def test_wall_times_around_every_transition_find_their_instant(name: str) -> None:
    for change in transitions(name):
        if change.jump > timedelta(0):
            check_gap(change, name)
        else:
            check_fold(change, name)


def check_gap(change: Transition, name: str) -> None:
    begins, ends = (change.instant.replace(tzinfo=None) + side for side in (change.before, change.after))
    for skipped in (begins, begins + change.jump / 2, ends - ONE_SECOND):
        found = resolve(skipped, zone(name))
        taken = skipped + change.jump
        assert (found.wall, found.instant.replace(tzinfo=None)) == (taken, taken - change.after)
        on = f" on {taken.date().isoformat()}" if taken.date() != skipped.date() else ""
        assert found.note == (
            f"{skipped:%H:%M} does not exist on {skipped.date().isoformat()} in {name};"
            f" taken as {taken:%H:%M}{on}"
        )
    check_plain(begins - ONE_SECOND, change.before, name)
    check_plain(ends, change.after, name)


def check_fold(change: Transition, name: str) -> None:
    begins, ends = (change.instant.replace(tzinfo=None) + side for side in (change.after, change.before))
    for repeated in (begins, begins - change.jump / 2, ends - ONE_SECOND):
        found = resolve(repeated, zone(name))
        assert (found.wall, found.instant.replace(tzinfo=None)) == (repeated, repeated - change.before)
        assert found.note == (
            f"{repeated:%H:%M} comes twice on {repeated.date().isoformat()} in {name}; the first is taken"
        )
    check_plain(begins - ONE_SECOND, change.before, name)
    check_plain(ends, change.after, name)


def check_plain(wall: datetime, expected: timedelta, name: str) -> None:
    """A wall time that comes once: there and back again without a word."""
    found = resolve(wall, zone(name))
    assert (found.wall, found.note) == (wall, "")
    assert found.instant == (wall - expected).replace(tzinfo=UTC)
    assert local(found.instant, zone(name)).replace(tzinfo=None) == wall


@pytest.mark.parametrize("name", NAMES)
def test_the_dates_a_transition_jumps_over_do_not_exist_and_all_others_do(name: str) -> None:
    for change in transitions(name):
        last, first = wall_at(change.instant - ONE_SECOND, name).date(), wall_at(change.instant, name).date()
        assert exists(last, zone(name))
        assert exists(first, zone(name))
        for number in range(1, (first - last).days):
            assert not exists(last + number * ONE_DAY, zone(name))


def test_the_dates_samoa_kiribati_and_the_marshall_islands_never_had() -> None:
    assert not exists(date(2011, 12, 30), zone("Pacific/Apia"))
    assert not exists(date(1994, 12, 31), zone("Pacific/Kiritimati"))
    assert not exists(date(1993, 8, 21), zone("Pacific/Kwajalein"))


def eventful_years(name: str) -> list[int]:
    """The years named above, this one, and the one with the widest jump of the clocks."""
    years = {2026, *NAMED_YEARS.get(name, ())}
    widest = max(transitions(name), key=lambda change: abs(change.jump), default=None)
    if widest is not None:
        years.add(wall_at(widest.instant - ONE_SECOND, name).year)
    return sorted(years)


@pytest.mark.parametrize("name", NAMES)
def test_a_year_of_mornings_is_one_streak(name: str) -> None:
    for year in eventful_years(name):
        days = [date(year, 1, 1) + number * ONE_DAY for number in range(366)]
        never = {day for day in days if not exists(day, zone(name))}
        sessions, minutes = [], {}
        for day in days:
            if day in never:
                continue
            start = resolve(wall_on(day, time(5, 30), time(3)), zone(name)).instant
            shown = local(start, zone(name))
            lived_on = study_day(shown, time(3))
            minutes[lived_on] = to_minutes(start, start + timedelta(minutes=45))
            sessions.append(Lived(start, offset(start, name), lived_on, name))
        gaps = gaps_of(sessions, {(name, day) for day in never})
        result = fold(History(minutes, (), gaps=gaps), days[-1], FreezeRules(earn_every=0))
        assert {judged.study_day for judged in result.days if judged.verdict is Verdict.VOID} == never
        assert [run.length for run in result.streaks] == [len(days) - len(never)], year
