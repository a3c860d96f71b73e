"""Lives that cross zones: a session at 05:00 on every local morning, and nobody loses a streak."""

from datetime import date, datetime, time, timedelta

from habit_tui.domain.clock import local, resolve, study_day, wall_on
from habit_tui.domain.streak import Fold, FreezeRules, History, Verdict, fold
from tests.domain.zones import offset, zone
from tests.oracle import Lived, gaps_of

ONE_DAY = timedelta(days=1)
DAY_STARTS_AT = time(3)

Stay = tuple[str, date, date]
"""A zone with the first and the last date of which the morning was spent there."""


def live(*stays: Stay) -> Fold:
    """Fold the journey as seen on its last morning, without freezes to hide behind."""
    sessions = []
    for name, first, last in stays:
        for number in range((last - first).days + 1):
            wall = wall_on(first + number * ONE_DAY, time(5), DAY_STARTS_AT)
            start = resolve(wall, zone(name)).instant
            lived_on = study_day(local(start, zone(name)), DAY_STARTS_AT)
            sessions.append(Lived(start, offset(start, name), lived_on, name))
    assert sessions == sorted(sessions, key=lambda session: session.instant), "nobody is in two places"
    minutes: dict[date, int] = {}
    for session in sessions:
        minutes[session.study_day] = minutes.get(session.study_day, 0) + 60
    lived = History(minutes, (), gaps=gaps_of(sessions, set()))
    return fold(lived, sessions[-1].study_day, FreezeRules(earn_every=0))


def void_days(result: Fold) -> list[date]:
    return [judged.study_day for judged in result.days if judged.verdict is Verdict.VOID]


def test_bogota_lisbon_casablanca_berlin() -> None:
    result = live(
        ("America/Bogota", date(2026, 2, 1), date(2026, 2, 20)),
        ("Europe/Lisbon", date(2026, 2, 21), date(2026, 3, 10)),
        ("Africa/Casablanca", date(2026, 3, 11), date(2026, 3, 25)),
        ("Europe/Berlin", date(2026, 3, 26), date(2026, 4, 10)),
    )
    assert [run.length for run in result.streaks] == [69]
    assert void_days(result) == []


def test_los_angeles_to_auckland_loses_a_date_and_no_streak() -> None:
    result = live(
        ("America/Los_Angeles", date(2026, 11, 1), date(2026, 11, 10)),
        ("Pacific/Auckland", date(2026, 11, 12), date(2026, 11, 20)),
    )
    assert void_days(result) == [date(2026, 11, 11)]
    assert [run.length for run in result.streaks] == [19]


def test_auckland_to_los_angeles_lives_a_date_twice() -> None:
    result = live(
        ("Pacific/Auckland", date(2026, 11, 1), date(2026, 11, 10)),
        ("America/Los_Angeles", date(2026, 11, 10), date(2026, 11, 20)),
    )
    twice = next(judged for judged in result.days if judged.study_day == date(2026, 11, 10))
    assert twice.minutes == 120
    assert [run.length for run in result.streaks] == [20]


def test_there_and_back_within_days() -> None:
    result = live(
        ("America/Los_Angeles", date(2026, 11, 1), date(2026, 11, 10)),
        ("Pacific/Auckland", date(2026, 11, 12), date(2026, 11, 13)),
        ("America/Los_Angeles", date(2026, 11, 13), date(2026, 11, 20)),
    )
    assert void_days(result) == [date(2026, 11, 11)]
    assert [run.length for run in result.streaks] == [19]


def test_flying_west_over_the_line_leaves_tomorrow_behind() -> None:
    """In Los Angeles it is the evening of the 9th when the morning of the 10th in Auckland is done."""
    morning = resolve(datetime.fromisoformat("2026-11-10 05:00"), zone("Pacific/Auckland")).instant
    today = study_day(local(morning + timedelta(hours=13), zone("America/Los_Angeles")), DAY_STARTS_AT)
    assert today == date(2026, 11, 9)
    done = {date(2026, 11, number): 60 for number in range(1, 11)}
    result = fold(History(done, ()), today)
    assert result.days[-1].study_day == date(2026, 11, 10)
    assert result.current == 10


def test_the_other_days_of_a_long_crossing_are_missed() -> None:
    result = live(
        ("America/Los_Angeles", date(2026, 11, 1), date(2026, 11, 10)),
        ("Pacific/Auckland", date(2026, 11, 13), date(2026, 11, 20)),
    )
    assert void_days(result) == [date(2026, 11, 11)]
    assert [run.length for run in result.streaks] == [10, 8]
