"""Joining another copy of the store, from a second laptop or a synced folder, into this one."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from habit_tui.domain.backup import Why
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.merge import Row
from habit_tui.domain.progress import Progress
from habit_tui.domain.words import plural, quoted
from habit_tui.services import backup
from habit_tui.services.arrival import PROBLEMS_TOLD, OnlyTried
from habit_tui.services.desk import Desk
from habit_tui.services.reconcile import Conflict, Reconciled, label
from habit_tui.services.rows import check
from habit_tui.store.change import pass_over
from habit_tui.store.joining import Writing
from habit_tui.store.learning import learn
from habit_tui.store.merge import TABLES, Both, Copy, opened
from habit_tui.store.store import Unit
from habit_tui.store.transfer import newest_id, overlapping
from habit_tui.store.values import instant


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a table came, were changed and went."""

    table: str
    added: int
    changed: int
    deleted: int


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did here: the tables in which something changed, and what the learner should look at."""

    tallies: tuple[Tally, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def rows(self) -> int:
        """How many rows were written or deleted."""
        return sum(each.added + each.changed + each.deleted for each in self.tallies)


def merge(
    desk: Desk, file: str, now: datetime, *, dry_run: bool = False, progress: Progress | None = None
) -> Merged:
    """Join another copy of the store into this one, in one transaction and one change; it is only read.

    Rows are known by their uid. What one copy changed or deleted after it had seen the other's row holds;
    where both went on apart, a row against its deletion, and else the later change. Sessions that overlap are
    both kept. What is decided does not depend on which copy is merged into which, and merging again changes
    nothing. With `dry_run` nothing
    stays. Raises CannotBeDone for the store itself, StoreFault, with nothing changed, for a file that is
    none of ours, is damaged or comes from a newer program.
    """
    with opened(file, desk.store.file) as copied:
        if not dry_run:
            backup.before(desk, now, Why.MERGE)
        try:
            with desk.store.writing(now, desk.door, "merge") as unit:
                done = _join(unit, copied, progress)
                unit.describe(
                    f"merged {plural(done.rows, 'row', 'rows')} from {quoted(os.path.basename(file))}"
                )
                if not done.rows:
                    pass_over(unit)
                if dry_run:
                    raise OnlyTried
        except OnlyTried:
            pass
    return done


def _join(unit: Unit, file: str, progress: Progress | None) -> Merged:
    both = Both(unit, file)
    reconciled = Reconciled(both)
    joining = _Joining(unit, reconciled, progress)
    joining.run()
    refused = {(each.table, each.uid) for each in joining.conflicts if each.kind == "refused"}
    learn(both, {key: None if each.row else each.since for key, each in reconciled.decided.items()}, refused)
    conflicts = [*reconciled.conflicts, *joining.conflicts]
    tallies = (
        Tally(table.name, *(joining.counts[kind, table.name] for kind in ("added", "changed", "deleted")))
        for table in TABLES
    )
    return Merged(
        tuple(each for each in tallies if each.added or each.changed or each.deleted),
        tuple(conflicts[:PROBLEMS_TOLD]),
    )


class _Joining:
    """The writing of what was decided, in an order that no constraint forbids."""

    def __init__(self, unit: Unit, reconciled: Reconciled, progress: Progress | None) -> None:
        self._unit = unit
        self._both = reconciled.both
        self._decided = reconciled.decided
        self._writing = Writing(unit)
        self._progress = progress
        self._done = 0
        self._all = 0
        if progress is not None:
            self._all = sum(self._both.count_only(Copy.THEIRS, table.name) for table in TABLES)
        self._before_id = newest_id(unit) + 1
        self.counts: Counter[tuple[str, str]] = Counter()
        self.conflicts: list[Conflict] = []

    def run(self) -> None:
        """Delete what holds places, change and add parents first, then delete what others let go of."""
        for table in reversed(TABLES):
            if table.name in ("plan_item", "slot", "routine", "original", "prompt", "session"):
                self._delete(table.name)
        for table in TABLES:
            self._change(table.name)
            self._add(table.name)
        self._writing.finish()
        self._writing.order_statuses()
        for table in reversed(TABLES):
            self._delete(table.name)

    def _delete(self, name: str) -> None:
        for uid, since in self._going(name):
            if self._writing.id_of(name, uid) is not None:
                self._writing.delete(name, uid, since)
                self.counts["deleted", name] += 1

    def _going(self, name: str) -> list[tuple[str, str]]:
        return [
            (uid, decision.since)
            for (table, uid), decision in self._decided.items()
            if table == name and decision.row is None
        ]

    def _change(self, name: str) -> None:
        """Change the rows here that differ from what holds, a session that ends before one that runs."""
        rows = [
            decision.row
            for (table, _), decision in self._decided.items()
            if table == name and decision.row is not None
        ]
        here = {str(row["uid"]): row for row in self._both.by_uid(Copy.MINE, name, map(_uid, rows))}
        changed = [row for row in rows if _uid(row) in here and here[_uid(row)] != row]
        for row in sorted(changed, key=lambda row: "end_at" in row and row["end_at"] is None):
            if self._is_kept(name, row, self._writing.update):
                self.counts["changed", name] += 1

    def _add(self, name: str) -> None:
        for row in self._both.only(Copy.THEIRS, name):
            self._tick()
            decision = self._decided.get((name, _uid(row)))
            kept = row if decision is None else decision.row
            if kept is not None and self._is_kept(name, kept, self._writing.insert):
                self.counts["added", name] += 1
                if name == "path":
                    self._tell_namesake(kept)

    def _tell_namesake(self, row: Row) -> None:
        """Tell of a path that came and is called as one that is here, such as one begun on each machine."""
        wanted = str(row["name"]).casefold()
        here = self._both.every(Copy.MINE, "path")
        if any(str(each["name"]).casefold() == wanted and each["uid"] != row["uid"] for each in here):
            text = f"two paths are called {quoted(str(row['name']))} now, one of each copy; both are kept"
            self.conflicts.append(Conflict("twins", "path", _uid(row), text))

    def _is_kept(self, name: str, row: Row, write: Callable[[str, Row], None]) -> bool:
        try:
            check(name, row)
            write(name, row)
        except CannotBeDone as error:
            text = f"{label(name, row)} was not taken over: {error}"
            self.conflicts.append(Conflict("refused", name, _uid(row), text))
            return False
        if name == "session" and row["end_at"] is not None:
            self._tell_overlap(row)
        return True

    def _tell_overlap(self, row: Row) -> None:
        """Tell of a session that came and shares minutes with one that the other copy did not know."""
        start, end = instant(str(row["start_at"])), instant(str(row["end_at"]))
        other = overlapping(self._unit, start, end, self._before_id)
        if other is None or other.uid == row["uid"] or self._both.has(Copy.THEIRS, "session", other.uid):
            return
        found = f"the session of {other.study_day} {quoted(other.what)}" if other.what else "another session"
        text = f"{label('session', row)} overlaps {found}; both are kept"
        self.conflicts.append(Conflict("overlap", "session", _uid(row), text))

    def _tick(self) -> None:
        self._done += 1
        if self._progress is not None and (self._done % 500 == 0 or self._done == self._all):
            self._progress(self._done, self._all)


def _uid(row: Row) -> str:
    return str(row["uid"])
