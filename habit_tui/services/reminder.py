"""The reminder: whether there is something to say now, and what."""

from __future__ import annotations

from datetime import datetime

from habit_tui.domain.plan import PlanStatus
from habit_tui.domain.reminder import Moment, Reminder, decide
from habit_tui.domain.routine import in_force
from habit_tui.services import streak, today
from habit_tui.services.desk import Desk
from habit_tui.services.session import Running
from habit_tui.store import leave as leave_store
from habit_tui.store import routine as routine_store
from habit_tui.store import session as session_store


def check(desk: Desk, now: datetime) -> Reminder:
    """Decide for this moment; nothing is written and nothing delivered."""
    day = desk.study_day(now)
    with desk.store.reading() as unit:
        routine = in_force(routine_store.all_versions(unit), day)
        window = today.window_on(desk, routine, day)
        sessions = session_store.between(unit, day, day)
        running = session_store.running(unit)
        plan = today.plan_on(unit, desk, routine, day, sessions, Running(running), with_prompt=False)
        return decide(
            Moment(
                now=desk.local(now),
                opens=window.start,
                closes=window.end,
                target=routine.target_on(day),
                minimum=routine.minimum_on(day),
                done=sum(session.minutes for session in sessions),
                on_leave=any(leave.covers(day) for leave in leave_store.all_leaves(unit)),
                running=running is not None,
                plan=[item.what for item in plan if item.status is not PlanStatus.DONE],
                streak=streak.recent_fold(unit, desk, day, day).current,
            )
        )
