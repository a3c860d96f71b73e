"""What reminders did, and the silence asked for; none of it is a change of the learner's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from habit_tui.store import compiled
from habit_tui.store.store import Unit
from habit_tui.store.values import instant, instant_text, optional_instant

KEPT_DAYS = 366
"""Runs of older study days are forgotten."""

SENDING_FOR = timedelta(minutes=5)
"""A run that is still being sent after this long ended without saying so."""

SILENT, SENDING, DELIVERED, FAILED = "silent", "sending", "delivered", "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run decided, and what became of it on one channel; a silent one has none.

    `occasion` is the firing it belongs to; `result` is "silent", "sending", "delivered" or "failed".
    """

    at: datetime
    study_day: date
    occasion: str
    due: bool
    reason: str
    text: str = ""
    channel: str = ""
    result: str = SILENT
    error: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """Silence until an instant, or for the whole study day when there is none."""

    study_day: date
    until: datetime | None


def reached(unit: Unit, day: date, occasion: str, now: datetime) -> frozenset[str]:
    """The channels an occasion was said through, or is being said through this very moment."""
    recent = instant_text(now - SENDING_FOR)
    rows = unit.rows(
        compiled.REMINDER_CHANNELS_REACHED, day=day.isoformat(), for_occasion=occasion, recent=recent
    )
    return frozenset(channel for (channel,) in rows)


def record(unit: Unit, run: Run) -> int:
    """Write a run and forget those of more than a year ago; its id."""
    oldest = run.study_day - timedelta(days=KEPT_DAYS)
    unit.run(compiled.REMINDER_RUNS_FORGET, day=oldest.isoformat())
    return unit.run(
        compiled.REMINDER_RUN_INSERT,
        at=instant_text(run.at),
        study_day=run.study_day.isoformat(),
        occasion=run.occasion,
        due=int(run.due),
        reason=run.reason,
        text=run.text,
        channel=run.channel,
        result=run.result,
        error=run.error,
    )


def settle(unit: Unit, run_id: int, result: str, error: str) -> None:
    """Say what became of a run that was being sent."""
    unit.run(compiled.REMINDER_RUN_SETTLE, row_id=run_id, new_result=result, new_error=error)


def latest(unit: Unit, count: int) -> tuple[Run, ...]:
    """The newest runs, newest first."""
    return tuple(_run(row) for row in unit.rows(compiled.REMINDER_RUNS, count=count))


def latest_delivered(unit: Unit) -> Run | None:
    """The newest run that reached the learner."""
    row = unit.row(compiled.REMINDER_DELIVERED)
    return None if row is None else _run(row)


def silences(unit: Unit, since: date) -> tuple[Silence, ...]:
    """The silence asked for on study days from `since` on, in the order it was asked for."""
    return tuple(
        Silence(date.fromisoformat(day), optional_instant(until))
        for day, until in unit.rows(compiled.REMINDER_SILENCES, day=since.isoformat())
    )


def ask_for_silence(unit: Unit, silence: Silence, reason: str) -> None:
    """Keep a wish for silence."""
    unit.run(
        compiled.REMINDER_SILENCE_INSERT,
        at=unit.now,
        study_day=silence.study_day.isoformat(),
        until_at=None if silence.until is None else instant_text(silence.until),
        reason=reason,
    )


def end_silence(unit: Unit, since: date) -> None:
    """Forget the silence asked for on study days from `since` on."""
    unit.run(compiled.REMINDER_SILENCE_END, day=since.isoformat())


def _run(row: Sequence[object]) -> Run:
    at, day, occasion, due, reason, text, channel, result, error = (str(value) for value in row)
    return Run(
        at=instant(at),
        study_day=date.fromisoformat(day),
        occasion=occasion,
        due=due == "1",
        reason=reason,
        text=text,
        channel=channel,
        result=result,
        error=error,
    )
