"""Today: the plan, the window, the sessions, the running one, the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from habit_tui.domain.kind import Kind
from habit_tui.domain.leave import Leave
from habit_tui.domain.plan import Candidate, PlanItem, PlanStatus, Work, fill
from habit_tui.domain.routine import Routine, in_force
from habit_tui.domain.session import Running, Session, ticking
from habit_tui.domain.streak import Day
from habit_tui.domain.words import one_line
from habit_tui.services import calendar, streak
from habit_tui.services.calendar import CalendarDay
from habit_tui.services.desk import Desk
from habit_tui.services.streak import Standing
from habit_tui.store import leave as leave_store
from habit_tui.store import path as path_store
from habit_tui.store import plan as plan_store
from habit_tui.store import routine as routine_store
from habit_tui.store import session as session_store
from habit_tui.store.store import Unit


class WindowState(StrEnum):
    """Where now lies against the morning window."""

    BEFORE = "before"
    INSIDE = "inside"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class WindowView:
    """The study day's window as aware local times."""

    start: datetime
    end: datetime

    def state(self, now: datetime) -> WindowState:
        """Where an aware instant lies."""
        if now < self.start:
            return WindowState.BEFORE
        return WindowState.INSIDE if now < self.end else WindowState.AFTER

    def minutes_left(self, now: datetime) -> int:
        """Elapsed minutes until the window's end, 0 when it is over; a begun minute counts."""
        return max(0, -((now - self.end) // timedelta(minutes=1)))


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything the Today screen and `habit-tui today` show; `now` is aware, local to `zone`.

    `assessments_due` are the names of the paths whose month is over and which were not assessed since.
    `week_target` is in minutes, of the days from the start on. `free` says in words why the routine asks for
    nothing today, "" where it asks for something.
    """

    now: datetime
    study_day: date
    zone: str
    window: WindowView
    day: Day
    standing: Standing
    plan: tuple[PlanItem, ...]
    sessions: tuple[Session, ...]
    running: Running
    week: tuple[CalendarDay, ...]
    week_target: int
    is_new: bool
    assessments_due: tuple[str, ...] = ()
    free: str = ""

    @property
    def minutes(self) -> int:
        """The minutes of the day, those of the running session among them."""
        return self.day.minutes + self.running.minutes_on(self.study_day)

    @property
    def week_so_far(self) -> tuple[CalendarDay, ...]:
        """The week, the minutes of the running session among those of its day."""
        running = self.running
        return tuple(
            replace(day, minutes=day.minutes + running.minutes_on(day.study_day)) for day in self.week
        )

    @property
    def next_item(self) -> PlanItem | None:
        """What of the plan comes next: the first item that is not done."""
        return next((item for item in self.plan if item.status is not PlanStatus.DONE), None)


@dataclass(frozen=True, slots=True)
class Glance:
    """What a status bar has room for."""

    running: Running
    day: Day
    standing: Standing

    @property
    def minutes(self) -> int:
        """The minutes of the day, those of the running session among them."""
        return self.day.minutes + self.running.minutes_on(self.day.study_day)


def glance(desk: Desk, now: datetime) -> Glance:
    """The running session, the day and the standing, without the plan."""
    today = desk.study_day(now)
    with desk.store.reading() as unit:
        folded = streak.recent_fold(unit, desk, today, today)
        return Glance(
            ticking(session_store.running(unit), now), streak.day_of(folded, today), streak.standing(folded)
        )


def show(desk: Desk, now: datetime, *, with_prompt: bool = True) -> TodayView:
    """Today as it stands; `is_new` says that the store holds no routine, session or path.

    Without a prompt a writing slot just says so, which spares reading the templates before a first frame.
    """
    today = desk.study_day(now)
    with desk.store.reading() as unit:
        routines = routine_store.all_versions(unit)
        routine = in_force(routines, today)
        folded = streak.recent_fold(unit, desk, today, today - timedelta(days=7))
        running = ticking(session_store.running(unit), now)
        sessions = session_store.between(unit, today, today)
        leaves = leave_store.all_leaves(unit)
        leave = next((each for each in leaves if each.covers(today)), None)
        week = calendar.week_of(unit, folded, today)
        is_quiet = not routines and not sessions and running.session is None and len(folded.days) == 1
        return TodayView(
            now=desk.local(now),
            study_day=today,
            zone=desk.zone_name,
            window=WindowView(*desk.window(routine.window, today)),
            day=streak.day_of(folded, today),
            standing=streak.standing(folded),
            plan=plan_on(unit, desk, routine, today, sessions, running, leave, with_prompt=with_prompt),
            sessions=sessions,
            running=running,
            week=week,
            week_target=calendar.asked(week, leaves),
            is_new=is_quiet and not path_store.has_any(unit),
            assessments_due=tuple(path.name for path in path_store.assessments_due(unit, today)),
            free=free(leave, routine, today),
        )


def plan_on(
    unit: Unit,
    desk: Desk,
    routine: Routine,
    day: date,
    sessions: Sequence[Session],
    running: Running,
    leave: Leave | None,
    *,
    with_prompt: bool = True,
    resources: Sequence[Candidate] | None = None,
) -> tuple[PlanItem, ...]:
    """The plan of a study day with the work done; without a prompt a writing slot just says so.

    It draws from the resources as they stand now, or from those that are given. On a day of leave the
    routine asks for nothing.
    """
    slots = [slot for slot in routine.slots if day.weekday() in slot.weekdays]
    if leave is not None:
        slots = []
    work = [
        Work(
            running.minutes if session.end is None else session.minutes,
            session.kind,
            session.resource_id,
            session.end is None,
            "" if session.resource_id is not None else session.what,
        )
        for session in sessions
    ]
    question = None
    if with_prompt and any(slot.kind is Kind.WRITING for slot in slots):
        from habit_tui.services import prompt

        due = prompt.due(unit, desk, day)
        question = due[0].question if due else None
    return fill(
        slots,
        day,
        path_store.candidates(unit) if resources is None else resources,
        work,
        question,
        plan_store.edits_on(unit, day),
        desk.settings.day_starts_at,
    )


def free(leave: Leave | None, routine: Routine, day: date) -> str:
    """Why the routine asks for nothing on a study day: "leave: flu", "a day of rest"; "" where it asks."""
    if leave is not None:
        return f"leave: {one_line(leave.reason)}" if leave.reason else "leave"
    return "" if routine.target_on(day) else "a day of rest"


def leave_on(unit: Unit, day: date) -> Leave | None:
    """The leave that covers a study day."""
    return next((leave for leave in leave_store.all_leaves(unit) if leave.covers(day)), None)
