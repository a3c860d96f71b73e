"""The reminder: whether there is something to say now, saying it, and being silent when asked to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from habit_tui.domain import schedule
from habit_tui.domain.clock import resolve, wall_on
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.reminder import Moment, Reason, Reminder, Stakes, decide, words
from habit_tui.domain.routine import Routine, in_force
from habit_tui.domain.words import clean
from habit_tui.services.desk import Desk
from habit_tui.store import leave as leave_store
from habit_tui.store import reminder as store
from habit_tui.store import routine as routine_store
from habit_tui.store import session as session_store
from habit_tui.store.reminder import Run, Silence
from habit_tui.store.store import Unit

DAY = timedelta(days=1)
REASON_LIMIT = 500
STDOUT = "stdout"
STOPPED_AFTER = 3
"""So many firings in a row without a run mean that reminders have stopped, not that a machine slept."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a reminder on one channel; `error` is empty when it was delivered."""

    channel: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A decision, the firing it belongs to, and its way to the learner."""

    reminder: Reminder
    occasion: str
    deliveries: tuple[Delivery, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether there was something to say and no channel took it."""
        return bool(self.deliveries) and all(each.error for each in self.deliveries)


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Silence until an instant; `fires` says whether something will ask again then."""

    until: datetime
    fires: bool


def check(desk: Desk, now: datetime) -> Reminder:
    """Decide for somebody who asks at this moment; nothing is written and nothing delivered."""
    with desk.store.reading() as unit:
        return _decided(unit, desk, now, scheduled=False)


def run(desk: Desk, now: datetime, say: Callable[[str], None]) -> Told:
    """Decide for a timer, deliver through every channel that has not had this occasion yet, record it all.

    `say` prints the text; what it raises as OSError is a delivery that failed, like any other.
    """
    channels = desk.settings.remind_channels or (STDOUT,)
    with desk.store.recording(now) as unit:
        day = desk.study_day(now)
        reminder = _decided(unit, desk, now, scheduled=True)
        occasion = _occasion(unit, desk, now, day) or reminder.reason.value
        had = store.reached(unit, day, occasion, now) if reminder.due else frozenset()
        if had.issuperset(channels):
            reminder = Reminder(Reason.SAID)
        record = Run(now, day, occasion, reminder.due, reminder.reason.value, reminder.text)
        if not reminder.due:
            store.record(unit, record)
            return Told(reminder, occasion)
        sending = {
            channel: store.record(unit, _to(record, channel)) for channel in channels if channel not in had
        }
    # No lock is held while the world outside takes its time.
    deliveries = tuple(deliver(desk, channel, reminder.text, say) for channel in sending)
    with desk.store.recording(now) as unit:
        for each in deliveries:
            result = store.FAILED if each.error else store.DELIVERED
            store.settle(unit, sending[each.channel], result, each.error)
    return Told(reminder, occasion, deliveries)


def deliver(desk: Desk, channel: str, text: str, say: Callable[[str], None]) -> Delivery:
    """Take a text to one channel; `say` prints it for stdout."""
    if channel == STDOUT:
        try:
            say(text)
        except OSError as error:
            return Delivery(channel, f"it could not be printed: {error.strerror or error}")
        return Delivery(channel)
    from habit_tui.system import notify

    try:
        notify.deliver(channel, text, desk.settings, desk.env)
    except notify.Undelivered as error:
        return Delivery(channel, str(error))
    return Delivery(channel)


def snooze(desk: Desk, minutes: int, now: datetime) -> Snoozed:
    """Be silent for so many minutes, then ask again: the installed timer gets one firing more.

    Raises CannotBeDone, with nothing changed, when the timer cannot be told.
    """
    from habit_tui.services import schedule as schedule_service

    until = schedule.after_snooze(now, minutes)
    fires = schedule_service.fire_once(desk, until)
    with desk.store.recording(now) as unit:
        store.ask_for_silence(unit, Silence(desk.study_day(until), until), "")
    return Snoozed(desk.local(until), fires)


def skip(desk: Desk, reason: str, now: datetime) -> bool:
    """Be silent for the rest of this study day; whether the day before was skipped too."""
    reason = clean(reason, REASON_LIMIT, "reason")
    day = desk.study_day(now)
    with desk.store.recording(now) as unit:
        before = any(
            each.until is None and each.study_day == day - DAY for each in store.silences(unit, day - DAY)
        )
        store.ask_for_silence(unit, Silence(day, None), reason)
    return before


def resume(desk: Desk, now: datetime) -> None:
    """Speak again: what was snoozed or skipped today is forgotten."""
    with desk.store.recording(now) as unit:
        store.end_silence(unit, desk.study_day(now) - DAY)


def health(desk: Desk, now: datetime) -> str:
    """One sentence when reminders have failed, stopped or no longer fit; empty when all is well.

    It costs nothing unless reminders are installed; then it asks `crontab` or systemd, so not on the way to a
    first frame.
    """
    if desk.settings.remind_backend is None:
        return ""
    from habit_tui.services import delivery

    try:
        problems = delivery.problems(desk, now, STOPPED_AFTER)
    except CannotBeDone as error:
        problems = [str(error)]
    return f"Reminders: {problems[0]}" if problems else ""


def times_of(desk: Desk, routine: Routine) -> tuple[time, ...]:
    """When reminders come on a day with a target: as the settings say, else as suits the window."""
    return desk.settings.remind_at or schedule.default_times(routine.window, desk.settings.day_starts_at)


def _decided(unit: Unit, desk: Desk, now: datetime, *, scheduled: bool) -> Reminder:
    moment = _moment(unit, desk, now, scheduled=scheduled)
    reason = decide(moment)
    # Plan and streak take longer to read than everything else, so silence does without them.
    reminder = Reminder(reason, until=moment.snoozed)
    return (
        Reminder(reason, words(moment, reason, _stakes(unit, desk, now, reason)))
        if reminder.due
        else reminder
    )


def _moment(unit: Unit, desk: Desk, now: datetime, *, scheduled: bool) -> Moment:
    day = desk.study_day(now)
    routines = routine_store.all_versions(unit)
    leaves = leave_store.all_leaves(unit)
    routine = in_force(routines, day)
    opens, closes = desk.window(routine.window, day)
    sessions = session_store.between(unit, day, day)
    silences = store.silences(unit, day - DAY)
    snoozes = [each.until for each in silences if each.until is not None]
    evening = desk.settings.remind_evening
    return Moment(
        now=desk.local(now),
        opens=opens,
        closes=closes,
        target=routine.target_on(day),
        minimum=routine.minimum_on(day),
        done=sum(session.minutes for session in sessions),
        on_leave=any(leave.covers(day) for leave in leaves),
        running=session_store.running(unit) is not None,
        skipped=any(each.until is None and each.study_day == day for each in silences),
        snoozed=desk.local(snoozes[-1]) if snoozes and now < snoozes[-1] else None,
        evening=None if evening is None else _at(desk, day, evening),
        tomorrow=in_force(routines, day + DAY).target_on(day + DAY),
        tomorrow_on_leave=any(leave.covers(day + DAY) for leave in leaves),
        scheduled=scheduled,
    )


def _stakes(unit: Unit, desk: Desk, now: datetime, reason: Reason) -> Stakes:
    # Imported by what has something to say; silence costs less than these modules.
    from habit_tui.domain.plan import PlanStatus
    from habit_tui.domain.session import Running
    from habit_tui.services import streak, today

    day = desk.study_day(now)
    about = day + DAY if reason is Reason.EVENING else day
    routine = in_force(routine_store.all_versions(unit), about)
    running = session_store.running(unit)
    sessions = session_store.between(unit, about, about)
    leave = today.leave_on(unit, about)
    plan = today.plan_on(unit, desk, routine, about, sessions, Running(running), leave, with_prompt=False)
    folded = streak.recent_fold(unit, desk, day, day)
    return Stakes(
        plan=[item.what for item in plan if item.status is not PlanStatus.DONE],
        streak=folded.current,
        freezes=folded.freezes,
        tomorrow=desk.window(routine.window, about)[0],
    )


def _occasion(unit: Unit, desk: Desk, now: datetime, day: date) -> str:
    routine = in_force(routine_store.all_versions(unit), day)
    evening = desk.settings.remind_evening
    times = [*times_of(desk, routine), *([] if evening is None else [evening])]
    ends = [each.until for each in store.silences(unit, day) if each.until and each.study_day == day]
    snoozed_until = ends[-1] if ends else None
    return schedule.occasion(now, day, times, snoozed_until, desk.zone, desk.settings.day_starts_at)


def _at(desk: Desk, day: date, at: time) -> datetime:
    return desk.local(resolve(wall_on(day, at, desk.settings.day_starts_at), desk.zone).instant)


def _to(record: Run, channel: str) -> Run:
    return replace(record, channel=channel, result=store.SENDING)
