"""Small factories and hypothesis strategies for histories."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from hypothesis import strategies as st

from habit_tui.domain.leave import Leave
from habit_tui.domain.routine import Routine, Window
from habit_tui.domain.streak import FreezeRules, Gap, History

START = date(2026, 1, 5)
"""A Monday."""

NO_FREEZES = FreezeRules(earn_every=0)


def day(number: int) -> date:
    """The day so many days after START."""
    return START + timedelta(days=number)


def routine(
    number: int = 0, target: int = 60, minimum: int = 10, targets: tuple[int, ...] | None = None
) -> Routine:
    """A version from `day(number)` on, the same target every day unless all seven are given."""
    return Routine(day(number), Window(time(5), time(8)), targets or (target,) * 7, minimum)


def history(
    minutes: Mapping[int, int] | str,
    *,
    routines: tuple[Routine, ...] | None = None,
    leaves: tuple[Leave, ...] = (),
    gaps: tuple[Gap, ...] = (),
) -> History:
    """A history from minutes by day number, or a sketch: x is 60 minutes, k is 10, a blank none."""
    if isinstance(minutes, str):
        minutes = {number: {"x": 60, "k": 10}.get(mark, 0) for number, mark in enumerate(minutes)}
    done = {day(number): amount for number, amount in minutes.items() if amount}
    return History(
        done, (routine(),) if routines is None else routines, leaves, gaps, min(done, default=None)
    )


SPAN = 45

_minutes = st.sampled_from([0, 0, 5, 10, 29, 30, 60, 60, 60, 60, 90])
_targets = st.one_of(
    st.just((60,) * 7),
    st.just((60, 60, 60, 60, 60, 0, 0)),
    st.tuples(*[st.sampled_from([0, 1, 30, 60])] * 7),
)
_numbers = st.integers(0, SPAN)

rules = st.just(FreezeRules()) | st.builds(
    FreezeRules, earn_every=st.sampled_from([0, 1, 2, 3, 7]), hold=st.integers(0, 3)
)


@st.composite
def versions(draw: st.DrawFn, at_least: int = 0, at_most: int = 4) -> tuple[Routine, ...]:
    """Some versions, sorted; now and then all begin after the last session."""
    starts = draw(st.lists(_numbers, min_size=at_least, max_size=at_most, unique=True))
    return tuple(
        Routine(
            day(start),
            Window(time(5), time(8)),
            draw(_targets),
            draw(st.sampled_from([0, 1, 10, 30, 100])),
        )
        for start in sorted(starts)
    )


@st.composite
def leaves(draw: st.DrawFn) -> tuple[Leave, ...]:
    """Up to three leaves, overlapping now and then."""
    spans = draw(st.lists(st.tuples(_numbers, st.integers(0, 9)), max_size=3))
    return tuple(
        Leave(day(first), day(first + length), f"reason {number}")
        for number, (first, length) in enumerate(spans)
    )


@st.composite
def gaps(draw: st.DrawFn) -> tuple[Gap, ...]:
    """Up to two gaps, some around a date that did not exist."""
    found = []
    for after, width in draw(st.lists(st.tuples(_numbers, st.integers(2, 6)), max_size=2)):
        lost = draw(st.none() | st.integers(after + 1, after + width - 1))
        found.append(Gap(day(after), day(after + width), None if lost is None else day(lost)))
    return tuple(found)


@st.composite
def histories(draw: st.DrawFn, at_least_versions: int = 0) -> History:
    """A random life of at most SPAN days, in stretches of alike days so that streaks get long."""
    stretches = draw(st.lists(st.tuples(_minutes, st.integers(1, 9)), min_size=draw(st.sampled_from([0, 9]))))
    amounts = [amount for amount, length in stretches for _ in range(length)][:SPAN]
    done = {day(number): amount for number, amount in enumerate(amounts) if amount}
    crossed = draw(gaps())
    if draw(st.booleans()):
        done = {
            at: amount for at, amount in done.items() if not any(g.after < at < g.before for g in crossed)
        }
    return History(
        done,
        draw(versions(at_least_versions)),
        draw(leaves()),
        crossed,
        min(done, default=None),
    )


def mornings() -> st.SearchStrategy[History]:
    """A life of full days with a missed one now and then, under a routine and nothing else."""
    marks = st.lists(st.sampled_from("xxx "), min_size=12, max_size=SPAN)
    return marks.map(lambda drawn: history("".join(drawn)))


todays = st.one_of(st.just(SPAN), st.integers(-3, SPAN + 5)).map(day)
