"""The reminder from the shell and from cron."""

from __future__ import annotations

import sys

from habit_tui.cli.door import Door
from habit_tui.domain import grammar
from habit_tui.domain.dates import day_name
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.reminder import Reminder, silence
from habit_tui.domain.words import clock
from habit_tui.services import reminder as service


def remind(
    door: Door,
    *,
    json: bool = False,
    cron: bool = False,
    resume: bool = False,
    snooze: str | None = None,
    skip_today: str | None = None,
) -> None:
    """Say one line when there is something to say, at a terminal why not; or be asked for silence."""
    if cron + resume + (snooze is not None) + (skip_today is not None) > 1:
        raise NotUnderstood("--cron, --snooze, --skip-today and --resume exclude each other")
    if cron:
        _deliver(door, json=json)
    elif snooze is not None:
        _snooze(door, snooze, json=json)
    elif skip_today is not None:
        _skip(door, skip_today, json=json)
    elif resume:
        service.resume(door.desk, door.now)
        _answer(door, service.check(door.desk, door.now), json=json)
    else:
        _answer(door, service.check(door.desk, door.now), json=json)


def _answer(door: Door, reminder: Reminder, *, json: bool) -> None:
    if json:
        door.json(_as_json(reminder))
    elif reminder.due:
        door.tell(reminder.text)
    elif sys.stderr.isatty():
        # A crontab or a script that runs it bare hears nothing: cron would mail it.
        door.remark(silence(reminder))


def _deliver(door: Door, *, json: bool) -> None:
    """What a timer runs: deliver through the channels of the settings, once an occasion, and record it.

    Raises CannotBeDone when no channel took the text, so that cron mails.
    """
    told = service.run(door.desk, door.now, lambda text: None if json else _print(door, text))
    if json:
        deliveries = [{"channel": each.channel, "error": each.error} for each in told.deliveries]
        door.json({**_as_json(told.reminder), "occasion": told.occasion, "channels": deliveries})
    if told.failed:
        why = "; ".join(f"{each.channel}: {each.error}" for each in told.deliveries)
        raise CannotBeDone(f"“{told.reminder.text}” could not be delivered: {why}")


def _snooze(door: Door, amount: str, *, json: bool) -> None:
    snoozed = service.snooze(door.desk, grammar.minutes_of(amount), door.now)
    if json:
        door.json({"until": snoozed.until.isoformat(timespec="seconds"), "fires": snoozed.fires})
        return
    door.tell(f"Silent until {clock(snoozed.until)}")
    if not snoozed.fires:
        door.remark(
            "no reminders are installed, so none comes then: `habit-tui remind install` has them come"
        )


def _skip(door: Door, reason: str, *, json: bool) -> None:
    again = service.skip(door.desk, reason, door.now)
    today = door.desk.study_day(door.now)
    if json:
        door.json({"study_day": today.isoformat(), "skipped": True})
    else:
        door.tell(f"No more reminders on {day_name(today, door.desk.dates)}; the day counts as it would")
    if again:
        door.remark("the second day in a row: `habit-tui leave add FIRST LAST --reason TEXT` is for days off")


def _print(door: Door, text: str) -> None:
    door.tell(text)
    # Only what has left this process can count as delivered.
    sys.stdout.flush()


def _as_json(reminder: Reminder) -> dict[str, object]:
    return {"due": reminder.due, "reason": reminder.reason.value, "text": reminder.text}
