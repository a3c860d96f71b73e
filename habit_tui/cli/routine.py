"""The routine from the shell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from habit_tui.cli import verdict, views
from habit_tui.cli.door import Door
from habit_tui.domain import dates, grammar
from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.routine import Routine, Slot, targets_in_words, weekdays_in_words
from habit_tui.domain.words import clock, duration, one_line, pad, quoted
from habit_tui.services import path as path_service
from habit_tui.services import routine as service

NONE = "none"
SLOT = '"mon-thu 9:00 2h study"'
_NOT_SAID = -1


def show(door: Door, *, json: bool = False) -> None:
    """Show the version in force today and the next one.

    JSON: `routine` {`effective_from` (null for the default), `window` {`start`, `end`}, `targets` {`mon` to
    `sun`}, `minimum`, `slots` [`weekdays`, `start`, `minutes`, `kind`, `path`]} and `next`, alike or null.
    """
    view = service.show(door.desk, door.now)
    following = view.following
    if json:
        door.json(
            {
                "routine": views.routine(view.present, view.paths),
                "next": None if following is None else views.routine(following, view.paths),
            }
        )
        return
    door.tell(*_lines(view.present, view.paths, door.desk.dates))
    if not view.versions:
        door.remark("this is the default routine; `habit-tui routine set` makes it yours")
    if following is not None:
        door.tell("", *_lines(following, view.paths, door.desk.dates))


def history(door: Door, *, json: bool = False) -> None:
    """List every version, oldest first. JSON: a list of routines as `show` has them."""
    view = service.show(door.desk, door.now)
    if json:
        door.json([views.routine(version, view.paths) for version in view.versions])
        return
    if not view.versions:
        door.tell("No routine was ever set; the default one applies")
    wide = dates.width(day_name_with_year, door.desk.dates)
    for version in view.versions:
        mark = " · in force" if version is view.present else ""
        first = day_name_with_year(version.effective_from, door.desk.dates)
        door.tell(f"{first:<{wide}}  {service.in_words(version)}{mark}")


def set(  # noqa: A001 - the word of the command, always read as routine.set
    door: Door,
    *,
    start: str | None = None,
    window: str | None = None,
    target: Sequence[str] = (),
    minimum: str | None = None,
    slot: Sequence[str] = (),
    json: bool = False,
) -> None:
    """Change the routine from a day on; the slots named, or "none", take the place of those there are.

    JSON: `routine` as in `show`, `verdicts` [`study_day`, `before`, `after`] and `streak`.
    """
    if window is None and minimum is None and not target and not slot:
        raise NotUnderstood("nothing to change: give --window, --target, --minimum or --slot")
    changed = service.set(
        door.desk,
        door.now,
        start=None if start is None else grammar.coming_day(start, door.desk.study_day(door.now)),
        window=None if window is None else grammar.window(window),
        targets=_targets(target),
        minimum=None if minimum is None else grammar.minutes_of(minimum, zero=True),
        slots=_slots(door, slot) if slot else None,
    )
    paths = service.show(door.desk, door.now).paths
    for remark in changed.remarks:
        door.remark(remark)
    if json:
        door.json(
            {
                "routine": views.routine(changed.version, paths),
                "verdicts": [views.verdict_change(each) for each in changed.verdicts],
                "streak": views.standing(changed.standing),
            }
        )
        return
    first = day_name_with_year(changed.version.effective_from, door.desk.dates)
    door.tell(f"Routine from {first} on: {service.in_words(changed.version)}")
    if slot:
        door.tell(*_slot_lines(changed.version, paths))
    door.tell(*verdict.lines(changed.verdicts, changed.standing, door.desk.dates))


def _targets(words: Sequence[str]) -> Mapping[int, int]:
    """The minutes of the weekdays that were named."""
    minutes = grammar.targets(words, (_NOT_SAID,) * 7)
    return {weekday: each for weekday, each in enumerate(minutes) if each != _NOT_SAID}


def _slots(door: Door, words: Sequence[str]) -> tuple[Slot, ...]:
    """The slots that were named, or none of them."""
    return (
        ()
        if [word.strip().lower() for word in words] == [NONE]
        else tuple(_slot(door, word) for word in words)
    )


def _slot(door: Door, word: str) -> Slot:
    """A slot as it is typed, "mon-thu 9:00 2h study Machine learning": a clear part names the path."""
    days, start, minutes, kind, path = [*word.split(maxsplit=4), *[""] * 5][:5]
    if not kind:
        raise NotUnderstood(f"{quoted(word)} is no slot; write WEEKDAYS TIME MIN KIND [PATH], as {SLOT}")
    return Slot(
        id=0,
        weekdays=grammar.weekdays(days),
        start=grammar.clock_time(start),
        minutes=grammar.minutes_of(minutes),
        kind=grammar.kind(kind),
        path_id=path_service.find(door.desk, path).id if path else None,
    )


def _lines(routine: Routine, paths: Mapping[int, str], form: DateForm) -> Iterator[str]:
    yield (f"Routine from {day_name_with_year(routine.effective_from, form)} on" if routine.id else "Routine")
    yield f"  window   {routine.window}"
    yield f"  target   {targets_in_words(routine.targets)}"
    yield f"  minimum  {duration(routine.minimum)}"
    yield from _slot_lines(routine, paths)


def _slot_lines(routine: Routine, paths: Mapping[int, str]) -> Iterator[str]:
    for slot in routine.slots:
        path = "" if slot.path_id is None else one_line(paths.get(slot.path_id, ""))
        row = f"  {clock(slot.start)}    {duration(slot.minutes):<9}{pad(slot.kind.value, 10)}"
        yield f"{row}{weekdays_in_words(slot.weekdays):<15}{path}".rstrip()
