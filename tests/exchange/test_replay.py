"""Replays: a small language for a life at the shell."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from statistics import mean

import pytest

from habit_tui.domain.errors import NotUnderstood
from habit_tui.exchange import replay
from habit_tui.exchange.replay import Step
from habit_tui.exchange.starter import names as starters

HEAD = "title A life\nopens 2019-03-01 06:10 Europe/Berlin\nin Europe/Berlin\n"


def steps(body: str) -> tuple[Step, ...]:
    """The steps of a replay with this body."""
    return replay.read("life", HEAD + body).steps


def days(found: Iterable[Step]) -> list[date]:
    """The days of steps, each once, in order."""
    return sorted({each.at.date() for each in found})


def minutes(step: Step) -> int:
    """The length of a logged session."""
    return int(step.words[1].removesuffix("m"))


def test_the_head_says_what_it_is_and_where_a_demo_opens() -> None:
    life = replay.read("life", HEAD)
    assert (life.name, life.title, life.opens, life.zone, life.steps) == (
        "life",
        "A life",
        datetime(2019, 3, 1, 6, 10),  # noqa: DTZ001  # a wall clock's
        "Europe/Berlin",
        (),
    )


def test_a_moment_has_commands_in_the_words_of_a_shell() -> None:
    found = steps('# a comment\n2019-02-01 05:10\n    log 45m trees --note "at last"\n\n    undo\n')
    assert [(each.at.isoformat(), each.zone, each.words) for each in found] == [
        ("2019-02-01T05:10:00", "Europe/Berlin", ("log", "45m", "trees", "--note", "at last")),
        ("2019-02-01T05:10:00", "Europe/Berlin", ("undo",)),
    ]


def test_a_journey_changes_the_zone_of_what_follows() -> None:
    found = steps("2019-02-01 05:10\n    undo\nin Asia/Tokyo\n2019-02-02 05:10\n    undo\n")
    assert [each.zone for each in found] == ["Europe/Berlin", "Asia/Tokyo"]


def test_a_span_is_lived_on_its_weekdays() -> None:
    found = steps("2019-02-01..2019-02-28 mon-thu,sat 05:00\n    log 60m trees\n")
    assert len(found) == 20
    assert {each.at.weekday() for each in found} == {0, 1, 2, 3, 5}


def test_sessions_of_a_day_follow_one_another_and_are_logged_at_their_ends() -> None:
    found = steps("2019-02-01..2019-02-28 daily 05:00\n    log 60m trees\n    log 30m forests\n")
    for first, second in zip(found[::2], found[1::2], strict=True):
        begins = second.at - timedelta(minutes=minutes(second))
        assert first.at < begins <= first.at + timedelta(minutes=9)


def test_lengths_and_starts_vary_around_what_was_meant() -> None:
    found = steps("2019-01-01..2019-12-31 daily 05:00\n    log 60m trees\n")
    lengths = [minutes(each) for each in found]
    assert min(lengths) >= 49
    assert max(lengths) <= 74
    assert 59 < mean(lengths) < 63
    starts = [each.at - timedelta(minutes=minutes(each)) for each in found]
    assert min(starts).strftime("%H:%M") >= "05:00"
    assert len({start.time() for start in starts}) > 5


def test_some_days_are_missed_some_short_and_some_sessions_left_out() -> None:
    body = "    log 60m trees\n    50% log 60m forests\n"
    every = steps("2019-01-01..2019-12-31 daily 05:00\n" + body)
    assert len(days(every)) == 365
    assert 150 < sum("forests" in each.words for each in every) < 215
    assert 310 < len(days(steps("2019-01-01..2019-12-31 daily 05:00 miss 10%\n" + body))) < 345
    short = steps("2019-01-01..2019-12-31 daily 05:00 short 100%\n" + body)
    assert len(short) == 365
    assert {"trees" in each.words and 16 <= minutes(each) <= 24 for each in short} == {True}


def test_a_later_time_in_a_span_is_waited_for() -> None:
    found = steps("2019-02-01..2019-02-28 daily 09:00\n    log 60m trees\n    13:00 log 60m forests\n")
    afternoons = [each.at - timedelta(minutes=minutes(each)) for each in found if "forests" in each.words]
    assert {start.hour for start in afternoons} == {13}


def test_notes_are_shared_out_over_the_sessions_of_their_line() -> None:
    found = steps('2019-02-01..2019-02-09 daily 05:00\n    log 60m trees --note "a" --note "b" --note "c"\n')
    assert ["".join(each.words[4:]) for each in found] == ["", "a", "", "", "b", "", "", "c", ""]


def test_a_single_day_is_taken_out_of_every_span() -> None:
    body = "2019-02-01..2019-02-03 daily 05:00 except 2019-02-03\n    log 60m trees\n"
    found = steps(body + "on 2019-02-02 05:00\n    log 60m forests\n")
    assert [(each.at.day, each.words[2]) for each in found] == [(1, "trees"), (2, "forests")]


def test_the_same_text_gives_the_same_life() -> None:
    body = "2019-01-01..2019-12-31 daily 05:00 miss 10%\n    80% log 60m trees\n"
    assert steps(body) == steps(body)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("tomorrow\n    undo\n", 4),
        ("2019-02-01 05:00\n    undo\n2019-02-01..x daily 05:00\n    log 60m\n", 6),
        ("2019-02-01..2019-02-03 daily 05:00\n    undo\n", 4),
        ("2019-02-01..2019-02-03 daily 05:00\n    log 5:00-6:00\n", 4),
        ("2019-02-01..2019-02-03 daily noon\n    log 60m\n", 4),
        ("2019-02-01..2019-02-03 daily 05:00 skip 5%\n    log 60m\n", 4),
        ('2019-02-01..2019-02-01 daily 05:00\n    log 60m --note "a" --note "b"\n', 4),
    ],
)
def test_a_line_that_is_none_is_named(body: str, line: int) -> None:
    with pytest.raises(NotUnderstood, match=f"line {line}:"):
        steps(body)


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotUnderstood, match="five-to-eight"):
        replay.load("five-to-nine")


def test_every_starter_has_a_replay() -> None:
    assert replay.names() == starters()


@pytest.mark.parametrize("name", starters())
def test_a_demo_opens_within_the_life_it_shows(name: str) -> None:
    life = replay.load(name)
    walls = sorted(each.at for each in life.steps)
    assert walls[0] < life.opens < walls[-1]
    assert any(timedelta(0) <= life.opens - wall < timedelta(minutes=30) for wall in walls)
