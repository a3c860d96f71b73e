"""Entries find their place in time, or are refused in a sentence."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.clock import FIRST_DAY
from habit_tui.domain.dates import DateForm
from habit_tui.domain.entry import Entry, place, placed_between
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.grammar import Span
from tests.domain.zones import zone

FORM = DateForm.DAY_FIRST

NOW = datetime(2026, 11, 22, 5, 12, tzinfo=UTC)
STARTS_AT = time(3)
EDGES = [date.min, date(1, 1, 2), date(9999, 1, 1), date(9999, 12, 30), date.max]

days = st.dates() | st.sampled_from(EDGES) | st.dates(date(1969, 12, 28), date(1970, 1, 4))
zones = st.sampled_from(
    ["Etc/GMT+12", "America/Los_Angeles", "Europe/Berlin", "Pacific/Apia", "Pacific/Kiritimati"]
)
amounts = st.integers(1, 1440) | st.builds(Span, st.times(), st.times())


@given(amount=amounts, on=days, at=st.times(), name=zones, starts=st.times(max_value=time(11, 59)))
def test_whatever_day_is_typed_it_is_placed_or_refused(
    amount: int | Span, on: date, at: time, name: str, starts: time
) -> None:
    entry = Entry(amount, on=on, at=None if isinstance(amount, Span) else at)
    try:
        placed = place(entry, NOW, zone(name), starts, time(5), FORM)
    except CannotBeDone:
        return
    assert placed.study_day >= FIRST_DAY
    assert placed.start < placed.end <= NOW


@pytest.mark.parametrize("on", [date(1969, 12, 31), date(1000, 1, 1)])
def test_days_before_1970_are_refused(on: date) -> None:
    with pytest.raises(CannotBeDone, match=f"{on} is before 1970-01-01"):
        place(Entry(30, on=on), NOW, zone("Europe/Berlin"), STARTS_AT, time(5), FORM)


@pytest.mark.parametrize("on", EDGES)
def test_the_ends_of_the_calendar_are_refused(on: date) -> None:
    with pytest.raises(CannotBeDone, match="end of the calendar"):
        place(Entry(30, on=on), NOW, zone("Europe/Berlin"), STARTS_AT, time(5), FORM)


def test_1970_begins_where_the_learner_is() -> None:
    """In Auckland it begins eleven hours before the instants are counted from."""
    auckland = zone("Pacific/Auckland")
    placed = place(Entry(30, on=FIRST_DAY), NOW, auckland, STARTS_AT, time(5), FORM)
    assert placed.start < datetime(1970, 1, 1, tzinfo=UTC)
    assert placed.study_day == FIRST_DAY
    with pytest.raises(CannotBeDone, match="1969-12-31 is before"):
        placed_between(
            placed.start - timedelta(hours=3), placed.end - timedelta(hours=3), auckland, STARTS_AT
        )


BEFORE = "is before 03:00, when a study day starts:"


@pytest.mark.parametrize(
    ("entry", "remarks"),
    [
        (
            Entry(30, on=date(2026, 3, 28), at=time(2, 30)),
            [
                "02:30 does not exist on 2026-03-29 in Europe/Berlin; taken as 03:30",
                "03:30 is not before 03:00, when a study day starts: it counts for Sun 29 Mar",
            ],
        ),
        (Entry(30, on=date(2026, 3, 20), at=time(1)), [f"01:00 {BEFORE} it is that of Sat 21 Mar"]),
        (Entry(30), [f"02:40 {BEFORE} it counts for Wed 1 Apr"]),
        (Entry(30, on=date(2026, 3, 28), at=time(5)), []),
    ],
)
def test_a_start_off_the_day_it_was_meant_for_is_told(entry: Entry, remarks: list[str]) -> None:
    now = datetime(2026, 4, 2, 1, 10, tzinfo=UTC)
    assert list(place(entry, now, zone("Europe/Berlin"), STARTS_AT, time(5), FORM).remarks) == remarks
