"""Merging from the shell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from habit_tui.cli.door import Door
from habit_tui.cli.progress import bar
from habit_tui.domain.words import plural
from habit_tui.services import merge as service
from habit_tui.services.arrival import PROBLEMS_TOLD
from habit_tui.services.merge import Merged
from habit_tui.services.reconcile import noun

LONG = 1_000_000
"""Bytes from which a merge shows how far it has come."""


def merge(door: Door, *, file: str, dry_run: bool = False, json: bool = False) -> None:
    """Join another copy of the store into this one."""
    with bar(file, "Merging", LONG) as progress:
        done = service.merge(door.desk, file, door.now, dry_run=dry_run, progress=progress)
    if json:
        door.json(
            {
                "dry_run": dry_run,
                "rows": done.rows,
                "tables": [asdict(each) for each in done.tallies],
                "conflicts": [asdict(each) for each in done.conflicts],
            }
        )
        return
    door.tell(*_table(done))
    for conflict in done.conflicts:
        door.tell(conflict.text[0].upper() + conflict.text[1:])
    if len(done.conflicts) == PROBLEMS_TOLD:
        door.remark(f"more than {PROBLEMS_TOLD} conflicts; the rest is not told")
    if not done.rows:
        rest = "what else the other copy holds" if done.conflicts else "all that the other copy holds"
        door.tell(f"Nothing to merge: {rest} is here")
        return
    would = "would be " if dry_run else ""
    door.tell(f"{plural(done.rows, 'row', 'rows')} {would}merged, {_conflicts(len(done.conflicts))}")


def _conflicts(count: int) -> str:
    return plural(count, "conflict", "conflicts") if count else "no conflicts"


def _table(done: Merged) -> Iterator[str]:
    """What came, changed and went, a line for each kind of row."""
    if not done.tallies:
        return
    yield f"{'':22}  {'added':>7}  {'changed':>7}  {'deleted':>7}"
    for each in done.tallies:
        yield f"{noun(each.table):22}  {each.added:>7}  {each.changed:>7}  {each.deleted:>7}"
