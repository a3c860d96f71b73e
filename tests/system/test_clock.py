"""The clock, and the knob that sets it."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.errors import NotUnderstood
from habit_tui.system.clock import clock

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=OFFSETS)  # noqa: DTZ001


@pytest.mark.parametrize("env", [{}, {"HABIT_TUI_NOW": ""}])
def test_the_clock_tells_the_present_in_utc(env: dict[str, str]) -> None:
    before = datetime.now(UTC)
    told = clock(env)()
    assert before <= told <= datetime.now(UTC)
    assert told.tzinfo is UTC


@given(INSTANTS)
def test_a_set_clock_stands_still_at_that_instant(instant: datetime) -> None:
    now = clock({"HABIT_TUI_NOW": instant.isoformat()})
    assert now() == now() == instant
    assert now().tzinfo is UTC


def test_a_set_clock_with_a_plus_runs_from_that_instant() -> None:
    start = datetime(2026, 11, 22, 5, 12, tzinfo=UTC)
    now = clock({"HABIT_TUI_NOW": "2026-11-22T05:12:00Z+"})
    told = [now() for _ in range(10_000)]
    assert told == sorted(told)
    assert start <= told[0] < told[-1] < start + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-11-22T05:12:00", "offset is missing"),
        ("2026-11-22", "offset is missing"),
        ("5am", "ISO 8601"),
        ("+", "ISO 8601"),
        ("2026-11-22T05:12:00Z++", "ISO 8601"),
        ("2026-02-30T05:12:00Z", "ISO 8601"),
        ("0001-01-01T00:00:00+14:00", "year"),
        ("9999-12-31T23:59:59-14:00", "year"),
    ],
)
def test_what_is_no_instant_is_refused(text: str, reason: str) -> None:
    with pytest.raises(NotUnderstood, match=reason) as refusal:
        clock({"HABIT_TUI_NOW": text})
    assert text in str(refusal.value)


@given(st.text(min_size=1) | st.text("0123456789-:TZ+. W", min_size=1))
def test_no_text_whatever_breaks_the_clock(text: str) -> None:
    with suppress(NotUnderstood):
        assert clock({"HABIT_TUI_NOW": text})().tzinfo is UTC
