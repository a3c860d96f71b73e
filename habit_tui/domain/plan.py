"""The plan of a day: the routine's slots, filled from the paths, with the work credited to them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from habit_tui.domain import match
from habit_tui.domain.clock import since_midnight
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import SESSION_KIND, Resource, ResourceKind, Status, last_change_day
from habit_tui.domain.routine import DAY_MINUTES, Slot

MIDNIGHT = time(0)
SLOT = "slot-"
"""What the id of an item begins with that a slot asks for."""

_OFFERED = (Status.PLANNED, Status.STARTED)


class PlanStatus(StrEnum):
    """How far an item of the plan is."""

    OPEN = "open"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One thing to do on a day, with the minutes meant for it and the minutes credited to it.

    `id` says where it comes from: "slot-3" is what slot 3 asks for, "item-7" what the learner added. A
    `ticked` one is done, whatever its minutes. `done_minutes` never exceed `minutes`.
    """

    id: str
    start: time
    minutes: int
    done_minutes: int
    what: str
    kind: Kind
    status: PlanStatus
    resource_id: int | None = None
    ticked: bool = False


class EditState(StrEnum):
    """What the learner made of an item."""

    OPEN = "open"
    TICKED = "ticked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class PlanEdit:
    """What the learner changed in the plan of one day: what a slot asks for, or an item of their own.

    `start` and `minutes` are None where the slot's stay; `what` and `resource_id` tell what a slot was ticked
    for. `carried_from` names the day and the item that an item was carried over from.
    """

    id: int
    study_day: date
    slot_id: int | None = None
    start: time | None = None
    minutes: int | None = None
    what: str = ""
    kind: Kind = Kind.STUDY
    resource_id: int | None = None
    state: EditState = EditState.OPEN
    carried_from: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resource as the plan sees it.

    `since` is the day of its latest change of status, `begins` that of its path when it lies ahead or behind.
    """

    id: int
    path_id: int
    title: str
    kind: ResourceKind
    status: Status
    since: date | None = None
    begins: date | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A session of the day as the plan sees it; a running one brings its minutes so far.

    `what` are the learner's words where they name no resource.
    """

    minutes: int
    kind: Kind
    resource_id: int | None = None
    running: bool = False
    what: str = ""


def candidate(resource: Resource, begins: date | None = None) -> Candidate:
    """Give what the plan needs to know of a resource whose path begins on a day."""
    return Candidate(
        resource.id,
        resource.path_id,
        resource.title,
        resource.kind,
        resource.status,
        last_change_day(resource),
        begins,
    )


def fill(
    slots: Sequence[Slot],
    day: date,
    resources: Sequence[Candidate],
    work: Sequence[Work],
    prompt: str | None = None,
    edits: Sequence[PlanEdit] = (),
    day_starts_at: time = MIDNIGHT,
) -> tuple[PlanItem, ...]:
    """Fill the day's slots from the resources, given in path order, and credit the work, given oldest first.

    The learner's edits of the day come in between. What lies before `day_starts_at` comes last: it is the
    night of the study day.

    A slot takes the resource of its kind that has been started longest, else the next planned one; a writing
    slot takes the question of the due prompt first; a review slot goes over what is being studied. Where
    several resources are started, slots of one kind share them out; otherwise they all take the same one. A
    slot for which there is nothing says so in plain words. What was closed on the day itself keeps the slots
    that the day's work on it filled, so that a finished book does not undo its own morning.
    """
    items: list[PlanItem] = []
    taken: Counter[tuple[Kind, int]] = Counter()
    worked = _worked_off(day, resources, work)
    todays = [slot for slot in slots if day.weekday() in slot.weekdays]
    for slot in sorted(todays, key=lambda slot: (slot.start < day_starts_at, slot.start, slot.id)):
        chosen = _filled(slot, resources, worked)
        if chosen is not None:
            worked[slot.kind, chosen.id] -= slot.minutes
        elif not (slot.kind is Kind.WRITING and prompt):
            chosen = _choose(slot, day, resources, taken)
        if chosen is not None:
            taken[slot.kind, chosen.id] += 1
        items.append(
            PlanItem(
                id=f"{SLOT}{slot.id}",
                start=slot.start,
                minutes=slot.minutes,
                done_minutes=0,
                what=_what(slot.kind, chosen, None if chosen else prompt),
                kind=slot.kind,
                status=PlanStatus.OPEN,
                resource_id=None if chosen is None else chosen.id,
            )
        )
    return credit(edited(items, edits, day_starts_at), work)


def edited(
    items: Sequence[PlanItem], edits: Sequence[PlanEdit], day_starts_at: time = MIDNIGHT
) -> tuple[PlanItem, ...]:
    """Give the items as the learner left them, with those they added, in the order of the study day."""
    by_item = {item_id(edit): edit for edit in edits}
    kept = [_as_edited(item, by_item[item.id]) if item.id in by_item else item for item in items]
    own = [_own_item(edit) for edit in edits if edit.slot_id is None]
    dropped = {key for key, edit in by_item.items() if edit.state is EditState.DROPPED}
    left = [item for item in (*kept, *own) if item.id not in dropped]
    return tuple(sorted(left, key=lambda item: (item.start < day_starts_at, item.start)))


def item_id(edit: PlanEdit) -> str:
    """Give the id of the item an edit is about."""
    return f"item-{edit.id}" if edit.slot_id is None else f"{SLOT}{edit.slot_id}"


def credit(items: Sequence[PlanItem], work: Sequence[Work]) -> tuple[PlanItem, ...]:
    """Credit each piece of work, given oldest first, to the items of the plan it belongs to.

    It belongs to the items of its resource or its words, of its own kind if there are any, and otherwise to
    the items of its kind; words belong to none that asks for something else. It fills them one after the
    other, and what is left over is credited to none. Work that names its item comes before work that only
    has a kind.
    """
    done = [0] * len(items)
    running: set[int] = set()
    by_name = [(piece, _named(piece, items)) for piece in work]
    named = [(piece, targets) for piece, targets in by_name if targets]
    others = [(piece, _same_kind(piece, items)) for piece, targets in by_name if not targets]
    for piece, targets in named + others:
        left = piece.minutes
        at = None
        for index in targets:
            room = items[index].minutes - done[index]
            if room > 0 and (left > 0 or at is None):
                at = index
                done[index] += min(room, left)
                left -= min(room, left)
        if piece.running and targets:
            running.add(targets[-1] if at is None else at)
    return tuple(
        replace(item, done_minutes=done[index], status=_status(item, done[index], index in running))
        for index, item in enumerate(items)
    )


def carried_over(
    left: Sequence[PlanItem],
    items: Sequence[PlanItem],
    begins: time,
    ends: time,
    day_starts_at: time = MIDNIGHT,
) -> tuple[PlanItem, ...]:
    """Give what yesterday left, with the minutes left of it, in the time that today's items leave free.

    That time lies from `begins` to `ends`, or to the end of the study day where `ends` is over. What finds no
    room in it stays behind.
    """
    placed: list[PlanItem] = []
    for item in left:
        minutes = max(1, item.minutes - item.done_minutes)
        start = _room(minutes, (*items, *placed), begins, ends, day_starts_at)
        if start is not None:
            placed.append(replace(item, start=start, minutes=minutes, done_minutes=0))
    return tuple(placed)


def minute_of(at: time, day_starts_at: time) -> int:
    """The minutes from the start of a study day to a time of it."""
    return (since_midnight(at) - since_midnight(day_starts_at)) % DAY_MINUTES


def time_at(minute: int, day_starts_at: time) -> time:
    """The time so many minutes after the start of a study day; its last minute beyond its end."""
    hour, rest = divmod((min(minute, DAY_MINUTES - 1) + since_midnight(day_starts_at)) % DAY_MINUTES, 60)
    return time(hour, rest)


def is_slots(item: PlanItem) -> bool:
    """Whether a slot of the routine asks for it, and not the learner."""
    return item.id.startswith(SLOT)


def is_same_work(one: PlanItem, other: PlanItem) -> bool:
    """Of one kind on one resource; without one, what two slots ask for, or what is called the same."""
    if one.kind is not other.kind or one.resource_id != other.resource_id:
        return False
    return one.resource_id is not None or one.what == other.what or (is_slots(one) and is_slots(other))


def _room(
    minutes: int, items: Sequence[PlanItem], begins: time, ends: time, day_starts_at: time
) -> time | None:
    """The first start with so many minutes before the next item that is not done, and before the end."""
    start, limit = minute_of(begins, day_starts_at), minute_of(ends, day_starts_at)
    if limit <= start:
        limit = DAY_MINUTES
    spans = sorted(
        (minute_of(item.start, day_starts_at), item.minutes)
        for item in items
        if item.status is not PlanStatus.DONE
    )
    for begin, length in spans:
        if begin >= start + minutes:
            break
        start = max(start, begin + length)
    return time_at(start, day_starts_at) if start + minutes <= limit else None


def _worked_off(day: date, resources: Sequence[Candidate], work: Sequence[Work]) -> Counter[tuple[Kind, int]]:
    """The day's minutes on each resource that was paused, completed or dropped on it, by kind and id."""
    closed = {each.id for each in resources if each.since == day and each.status not in _OFFERED}
    minutes: Counter[tuple[Kind, int]] = Counter()
    for piece in work:
        if piece.resource_id in closed:
            minutes[piece.kind, piece.resource_id] += piece.minutes
    return minutes


def _filled(
    slot: Slot, resources: Sequence[Candidate], worked: Counter[tuple[Kind, int]]
) -> Candidate | None:
    """The resource closed today whose work fills this slot."""
    pool = _pool(slot, resources)
    return next((each for each in pool if worked[slot.kind, each.id] >= slot.minutes), None)


def _pool(slot: Slot, resources: Sequence[Candidate]) -> list[Candidate]:
    wanted = Kind.STUDY if slot.kind is Kind.REVIEW else slot.kind
    return [
        resource
        for resource in resources
        if slot.path_id in (None, resource.path_id) and SESSION_KIND[resource.kind] is wanted
    ]


def _choose(
    slot: Slot, day: date, resources: Sequence[Candidate], taken: Counter[tuple[Kind, int]]
) -> Candidate | None:
    pool = _pool(slot, resources)
    started = [resource for resource in pool if resource.status is Status.STARTED]
    if started:
        return min(started, key=lambda resource: (taken[slot.kind, resource.id], resource.since or date.min))
    if slot.kind is Kind.REVIEW:
        return None
    planned = (resource for resource in pool if resource.status is Status.PLANNED)
    return next((each for each in planned if each.begins is None or each.begins <= day), None)


def _what(kind: Kind, chosen: Candidate | None, prompt: str | None) -> str:
    match kind:
        case Kind.STUDY:
            return chosen.title if chosen else "Free study"
        case Kind.PRACTICE:
            return chosen.title if chosen else "Hands-on practice"
        case Kind.WRITING:
            subject = prompt or (chosen.title if chosen else "")
            return f"Write: {subject}" if subject else "Write"
        case Kind.REVIEW:
            return f"Review: {chosen.title}" if chosen else "Review"


def _named(piece: Work, items: Sequence[PlanItem]) -> list[int]:
    """The items that a piece of work names by resource or words, those of its kind if there are any."""
    if piece.resource_id is not None:
        same = [index for index, item in enumerate(items) if item.resource_id == piece.resource_id]
    elif piece.what:
        titles = dict.fromkeys(item.what for item in items)
        found = match.match(piece.what, [match.Candidate(0, title, closed=False) for title in titles])
        same = [index for index, item in enumerate(items) if item.what == found.title]
    else:
        same = []
    return [index for index in same if items[index].kind is piece.kind] or same


def _same_kind(piece: Work, items: Sequence[PlanItem]) -> list[int]:
    return [
        index
        for index, item in enumerate(items)
        if item.kind is piece.kind and (not piece.what or _asks_for_nothing(item))
    ]


def _asks_for_nothing(item: PlanItem) -> bool:
    """Whether it is a slot that names no resource, and so is content with anything of its kind."""
    return item.resource_id is None and is_slots(item)


def _status(item: PlanItem, done_minutes: int, running: bool) -> PlanStatus:
    if running:
        return PlanStatus.RUNNING
    return PlanStatus.DONE if item.ticked or done_minutes >= item.minutes else PlanStatus.OPEN


def _as_edited(item: PlanItem, edit: PlanEdit) -> PlanItem:
    edited_item = replace(
        item,
        start=item.start if edit.start is None else edit.start,
        minutes=item.minutes if edit.minutes is None else edit.minutes,
    )
    if edit.state is not EditState.TICKED:
        return edited_item
    # What was ticked stays what it was, also when its resource is finished since.
    return replace(edited_item, ticked=True, what=edit.what or item.what, resource_id=edit.resource_id)


def _own_item(edit: PlanEdit) -> PlanItem:
    return PlanItem(
        id=item_id(edit),
        start=edit.start or time(0),
        minutes=edit.minutes or 0,
        done_minutes=0,
        what=edit.what,
        kind=edit.kind,
        status=PlanStatus.OPEN,
        resource_id=edit.resource_id,
        ticked=edit.state is EditState.TICKED,
    )
