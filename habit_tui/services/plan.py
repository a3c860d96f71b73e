"""The plan of a day: looking at it, and changing it for that day alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.grammar import Span
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import in_order, status_after
from habit_tui.domain.plan import (
    Candidate,
    EditState,
    PlanEdit,
    PlanItem,
    PlanStatus,
    candidate,
    item_id,
)
from habit_tui.domain.routine import DAY_MINUTES, in_force
from habit_tui.domain.session import ticking
from habit_tui.domain.words import clean, clock, duration, quoted
from habit_tui.services.desk import Desk
from habit_tui.services.match import WHAT_LIMIT, meant
from habit_tui.services.today import free, leave_on, plan_on
from habit_tui.store import path as path_store
from habit_tui.store import plan as store
from habit_tui.store import routine as routine_store
from habit_tui.store import session as session_store
from habit_tui.store.store import Unit

SLOT = "slot-"
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
    """What yesterday left unfinished and today has not taken over yet."""
    with desk.store.reading() as unit:
        return _left_over(unit, desk, now, _plan(unit, desk, now, desk.study_day(now) - YESTERDAY))


def carry(desk: Desk, now: datetime, item: str | None = None) -> Plan:
    """Carry what yesterday left unfinished, or one item of it, over to today, after everything else.

    What is left of its minutes comes along, once. Raises CannotBeDone when there is nothing to carry.
    """
    with desk.store.writing(now, desk.door, "plan") as unit:
        today = desk.study_day(now)
        before = _plan(unit, desk, now, today - YESTERDAY)
        left = _left_over(unit, desk, now, before)
        if item is not None:
            wanted = named(before, item, desk.dates)
            left = tuple(each for each in left if each == wanted)
        if not left:
            what = "nothing of yesterday" if item is None else quoted(wanted.what)
            raise CannotBeDone(f"{what} is left to carry over")
        for each in left:
            _save(
                unit,
                PlanEdit(
                    id=0,
                    study_day=today,
                    start=_after(unit, desk, _plan(unit, desk, now, today)),
                    minutes=max(1, each.minutes - each.done_minutes),
                    what=each.what,
                    kind=each.kind,
                    resource_id=each.resource_id,
                    carried_from=_origin(before, each),
                ),
            )
        unit.describe(f"carried over {', '.join(quoted(each.what) for each in left)}")
        return _plan(unit, desk, now, today)


def length(amount: int | Span) -> int:
    """The minutes of an amount; a span may run over midnight."""
    if isinstance(amount, Span):
        return (_minute(amount.end) - _minute(amount.start)) % DAY_MINUTES
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


def _left_over(unit: Unit, desk: Desk, now: datetime, yesterday: Plan) -> tuple[PlanItem, ...]:
    carried = {edit.carried_from for edit in store.edits_on(unit, desk.study_day(now))}
    began = any(each.effective_from <= yesterday.study_day for each in routine_store.all_versions(unit))
    return tuple(
        each
        for each in yesterday.items
        # The slots of a routine that began today asked for nothing yesterday.
        if each.status is not PlanStatus.DONE
        and _origin(yesterday, each) not in carried
        and (began or not each.id.startswith(SLOT))
    )


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
    begins = _minute(desk.settings.day_starts_at)
    ends = max((_minute(item.start) - begins) % DAY_MINUTES + item.minutes for item in plan.items)
    hour, minute = divmod((min(ends, DAY_MINUTES - 1) + begins) % DAY_MINUTES, 60)
    return time(hour, minute)


def _origin(plan: Plan, item: PlanItem) -> str:
    return f"{plan.study_day} {item.id}"


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
