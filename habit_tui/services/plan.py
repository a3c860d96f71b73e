"""The plan of a day: looking at it, and changing it for that day alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.grammar import Span
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import in_order, status_after
from habit_tui.domain.plan import (
    SLOT,
    Candidate,
    EditState,
    PlanEdit,
    PlanItem,
    PlanStatus,
    candidate,
    carried_over,
    is_same_work,
    is_slots,
    item_id,
    minute_of,
    time_at,
)
from habit_tui.domain.routine import DAY_MINUTES, in_force
from habit_tui.domain.session import ticking
from habit_tui.domain.streak import Verdict, judge
from habit_tui.domain.words import clean, clock, duration, quoted
from habit_tui.services.desk import Desk
from habit_tui.services.match import WHAT_LIMIT, meant
from habit_tui.services.today import free, leave_on, plan_on
from habit_tui.store import path as path_store
from habit_tui.store import plan as store
from habit_tui.store import routine as routine_store
from habit_tui.store import session as session_store
from habit_tui.store.store import Unit

YESTERDAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """A study day's plan, in the order of the day; `free` says why its routine asks for nothing, if so."""

    study_day: date
    items: tuple[PlanItem, ...]
    free: str = ""


def show(desk: Desk, now: datetime, day: date | None = None) -> Plan:
    """The plan of a study day with the work done so far; without a day today's."""
    with desk.store.reading() as unit:
        return _plan(unit, desk, now, day or desk.study_day(now))


def add(
    desk: Desk,
    now: datetime,
    amount: int | Span,
    what: str,
    *,
    at: time | None = None,
    kind: Kind | None = None,
    day: date | None = None,
) -> Plan:
    """Put something of one's own on the plan, by default after everything else.

    WHAT is matched to a resource as a session's is. Raises CannotBeDone for a day that is over and for more
    than the day holds.
    """
    with desk.store.writing(now, desk.door, "plan") as unit:
        plan = _editable(unit, desk, now, day)
        said = clean(what, WHAT_LIMIT, "WHAT")
        found = meant(said, path_store.candidates(unit), kind)
        start = amount.start if isinstance(amount, Span) else at or _after(unit, desk, plan)
        minutes = length(amount)
        named = said or found.kind.value
        _save(unit, PlanEdit(0, plan.study_day, None, start, minutes, named, found.kind, found.match.id))
        unit.describe(f"planned {duration(minutes)} of {quoted(named)}")
        return _plan(unit, desk, now, plan.study_day)


def edit(
    desk: Desk,
    now: datetime,
    item: str,
    *,
    at: time | None = None,
    minutes: int | None = None,
    day: date | None = None,
) -> Plan:
    """Let an item start at another time, or give it other minutes, or both.

    Raises CannotBeDone for an unknown item and a day that is over.
    """
    with desk.store.writing(now, desk.door, "plan") as unit:
        plan = _editable(unit, desk, now, day)
        found = named(plan, item, desk.dates)
        start, length = at or found.start, found.minutes if minutes is None else minutes
        if (start, length) == (found.start, found.minutes):
            raise CannotBeDone(f"{quoted(found.what)} is at {clock(start)} for {duration(length)} already")
        present = _edit(unit, plan, found)
        kept = present.minutes if minutes is None else minutes
        _save(unit, replace(present, start=at or present.start, minutes=kept))
        unit.describe(f"planned {quoted(found.what)} at {clock(start)} for {duration(length)}")
        return _plan(unit, desk, now, plan.study_day)


def tick(desk: Desk, now: datetime, item: str, day: date | None = None, *, done: bool = True) -> Plan:
    """Call an item done, whatever its minutes, or open again; raises CannotBeDone like `edit`."""
    with desk.store.writing(now, desk.door, "plan") as unit:
        plan = _editable(unit, desk, now, day)
        found = named(plan, item, desk.dates)
        state = EditState.TICKED if done else EditState.OPEN
        if found.ticked is done:
            raise CannotBeDone(f"{quoted(found.what)} is {'ticked' if done else 'open'} already")
        present = _edit(unit, plan, found)
        _save(unit, replace(present, state=state, what=found.what, resource_id=found.resource_id))
        unit.describe(f"{'ticked' if done else 'opened'} {quoted(found.what)}")
        return _plan(unit, desk, now, plan.study_day)


def drop(desk: Desk, now: datetime, item: str, day: date | None = None) -> Plan:
    """Take an item off the day's plan; raises CannotBeDone like `edit`."""
    with desk.store.writing(now, desk.door, "plan") as unit:
        plan = _editable(unit, desk, now, day)
        found = named(plan, item, desk.dates)
        _save(unit, replace(_edit(unit, plan, found), state=EditState.DROPPED))
        unit.describe(f"dropped {quoted(found.what)} from the plan")
        return _plan(unit, desk, now, plan.study_day)


def left_over(desk: Desk, now: datetime) -> tuple[PlanItem, ...]:
    """What yesterday left unfinished, as it would be carried over: today does not have it and has room."""
    with desk.store.reading() as unit:
        before, after = _yesterday_and_today(unit, desk, now)
        return _placed(unit, desk, now, _left_over(unit, before, after), after)


def carry(desk: Desk, now: datetime, item: str | None = None) -> Plan:
    """Carry what yesterday left unfinished, or one item of it, over to today, where the window has room.

    What is left of its minutes comes along, once. Raises CannotBeDone when there is nothing to carry that
    today does not have anyway, and when there is no room.
    """
    with desk.store.writing(now, desk.door, "plan") as unit:
        before, after = _yesterday_and_today(unit, desk, now)
        left = _left_over(unit, before, after)
        if item is not None:
            wanted = named(before, item, desk.dates)
            left = tuple(each for each in left if each == wanted)
        if not left:
            what = "yesterday" if item is None else quoted(wanted.what)
            raise CannotBeDone(f"nothing of {what} is left to carry over that today's plan does not have")
        carried = _placed(unit, desk, now, left, after)
        if not carried:
            raise CannotBeDone(
                f"today's window has no room for {', '.join(quoted(each.what) for each in left)}; "
                "`habit-tui plan drop` and `plan resize` make some"
            )
        for each in carried:
            _save(
                unit,
                PlanEdit(
                    id=0,
                    study_day=after.study_day,
                    start=each.start,
                    minutes=each.minutes,
                    what=each.what,
                    kind=each.kind,
                    resource_id=each.resource_id,
                    carried_from=_origin(before, each),
                ),
            )
        unit.describe(f"carried over {', '.join(quoted(each.what) for each in carried)}")
        return _plan(unit, desk, now, after.study_day)


def length(amount: int | Span) -> int:
    """The minutes of an amount; a span may run over midnight."""
    if isinstance(amount, Span):
        return minute_of(amount.end, amount.start)
    return amount


def named(plan: Plan, words: str, form: DateForm) -> PlanItem:
    """The item of this id, or at this place of the plan, from 1 on; raises CannotBeDone for neither."""
    said = words.strip()
    for place, item in enumerate(plan.items, 1):
        if said in (item.id, str(place)):
            return item
    raise CannotBeDone(
        f"the plan of {day_name_with_year(plan.study_day, form)} has no item {quoted(words)}; "
        "`habit-tui plan show` lists them"
    )


def _plan(unit: Unit, desk: Desk, now: datetime, day: date) -> Plan:
    today = desk.study_day(now)
    routine = in_force(routine_store.all_versions(unit), day)
    sessions = session_store.between(unit, day, day)
    running = next((each for each in sessions if each.end is None), None)
    # A prompt is due today; what will be due on another day nobody knows yet.
    leave = leave_on(unit, day)
    items = plan_on(
        unit,
        desk,
        routine,
        day,
        sessions,
        ticking(running, now),
        leave,
        with_prompt=day == today,
        resources=_as_of(unit, day) if day < today else None,
    )
    return Plan(day, items, free(leave, routine, day))


def _as_of(unit: Unit, day: date) -> tuple[Candidate, ...]:
    """What a day that is over could draw from: the resources as they stood at its end."""
    return tuple(
        candidate(replace(each, status=status_after(changes), changes=changes), path.started_on)
        for path in path_store.all_paths(unit)
        if path.ended_on is None or path.ended_on > day
        for each in in_order(path)
        for changes in [tuple(change for change in each.changes if change.on_day <= day)]
    )


def _editable(unit: Unit, desk: Desk, now: datetime, day: date | None) -> Plan:
    today = desk.study_day(now)
    if day is not None and day < today:
        raise CannotBeDone(f"{day_name_with_year(day, desk.dates)} is over; its plan stays as it was")
    return _plan(unit, desk, now, day or today)


def _yesterday_and_today(unit: Unit, desk: Desk, now: datetime) -> tuple[Plan, Plan]:
    today = desk.study_day(now)
    return _plan(unit, desk, now, today - YESTERDAY), _plan(unit, desk, now, today)


def _left_over(unit: Unit, yesterday: Plan, today: Plan) -> tuple[PlanItem, ...]:
    carried = {edit.carried_from for edit in store.edits_on(unit, today.study_day)}
    asks = _still_asks(unit, yesterday.study_day)
    return tuple(
        each
        for each in yesterday.items
        if each.status is not PlanStatus.DONE
        and _origin(yesterday, each) not in carried
        and (asks or not is_slots(each))
        and not any(is_same_work(each, other) for other in today.items)
    )


def _still_asks(unit: Unit, day: date) -> bool:
    """Whether the routine was there on a day that is over and its target was not met."""
    routines = routine_store.all_versions(unit)
    if not any(each.effective_from <= day for each in routines):
        return False
    routine = in_force(routines, day)
    done = sum(each.minutes for each in session_store.between(unit, day, day))
    return judge(routine.target_on(day), routine.minimum_on(day), done) is not Verdict.MET


def _placed(
    unit: Unit, desk: Desk, now: datetime, left: Sequence[PlanItem], today: Plan
) -> tuple[PlanItem, ...]:
    """What of it goes onto today's plan, from now or the window's opening on."""
    starts_at = desk.settings.day_starts_at
    window = in_force(routine_store.all_versions(unit), today.study_day).window
    wall = desk.local(now).time().replace(second=0, microsecond=0)
    begins = max(window.start, wall, key=lambda at: minute_of(at, starts_at))
    return carried_over(left, today.items, begins, window.end, starts_at)


def _edit(unit: Unit, plan: Plan, item: PlanItem) -> PlanEdit:
    """The edit an item of the plan has, or a new one for what its slot asks for."""
    for edit in store.edits_on(unit, plan.study_day):
        if item_id(edit) == item.id:
            return edit
    return PlanEdit(0, plan.study_day, int(item.id.removeprefix(SLOT)), what=item.what, kind=item.kind)


def _save(unit: Unit, edit: PlanEdit) -> None:
    if edit.minutes is not None and not 1 <= edit.minutes <= DAY_MINUTES:
        raise CannotBeDone(f"an item takes 1 to {DAY_MINUTES} minutes, not {edit.minutes}")
    store.save(unit, edit)


def _after(unit: Unit, desk: Desk, plan: Plan) -> time:
    """When everything on the plan is over, within its study day; without anything, when the window opens."""
    if not plan.items:
        return in_force(routine_store.all_versions(unit), plan.study_day).window.start
    starts_at = desk.settings.day_starts_at
    return time_at(max(minute_of(item.start, starts_at) + item.minutes for item in plan.items), starts_at)


def _origin(plan: Plan, item: PlanItem) -> str:
    return f"{plan.study_day} {item.id}"
