"""What holds when two copies of the store lived on apart: each row decided, and rows with those they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from habit_tui.domain.merge import WORDS, Decision, Key, Row, Side, Value, decide, ended, joined, just_after
from habit_tui.domain.words import one_line, quoted
from habit_tui.store.merge import TABLES, Both, Copy, Link, links

PLACES = {
    "routine": ("effective_from",),
    "original": ("resource_id",),
    "plan_item": ("study_day", "slot_id"),
    "prompt": ("prompt_id",),
    "post_share": ("post_id", "place"),
}
"""The columns whose values only one row of a table may have."""

JOINED = frozenset({"post_share"})
"""Tables of which two rows in one place become one that holds what both say."""

FOLLOWING = frozenset({"slot", "plan_item", "original"})
"""Rows that go with what they belong to, however new they are: it was replaced, not taken away."""

NOUNS = {
    "plan_item": "change of a day's plan",
    "status_change": "status",
    "post_update": "update of a post",
    "post_share": "place of a post",
}
UNTOLD = frozenset({"uid", "updated_at", "source", "utc_offset"})
"""Columns that would tell the learner nothing."""

TOLD = 200
"""Characters told of a value that is given up."""

_TITLES = ("title", "name", "what", "text", "status", "reason", "place")
_DAYS = ("study_day", "effective_from", "on_day", "first_day", "created_on")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something the learner should look at: its kind, the row it is about, what became of it in words.

    The kinds are `changed`, `deleted`, `twins`, `running`, `overlap` and `refused`.
    """

    kind: str
    table: str
    uid: str
    text: str


class Reconciled:
    """The rows that cannot simply stay or come: what both changed, deleted or hold a place for."""

    def __init__(self, both: Both) -> None:
        self.both = both
        self.decided: dict[Key, Decision] = {}
        self.conflicts: list[Conflict] = []
        self._sides: dict[Key, tuple[Side, Side]] = {}
        for table in TABLES:
            self._decide(table.name)
        self._restore()
        self._cascade()
        for name in PLACES:
            self._settle_twins(name)
        self._settle_same_sessions()
        self._cascade()
        self._settle_running()
        self._unlink()

    def result(self, copy: Copy, name: str) -> Iterator[Row]:
        """The rows of a copy as they will be; those that go are left out."""
        for row in self.both.every(copy, name):
            decision = self.decided.get((name, str(row["uid"])))
            kept = row if decision is None else decision.row
            if kept is not None:
                yield kept

    def _decide(self, name: str) -> None:
        """Judge the rows both have that differ, and those one of them deleted."""
        rows: dict[str, list[Row | None]] = {
            str(mine["uid"]): [mine, theirs] for mine, theirs in self.both.differing(name)
        }
        gone = [self.both.deletions(copy, name) for copy in Copy]
        for number, copy in enumerate(Copy):
            for present in self.both.by_uid(copy, name, gone[1 - number]):
                rows[str(present["uid"])] = [present, None] if copy is Copy.MINE else [None, present]
        pasts = [self.both.pasts(copy, name, rows) for copy in Copy]
        loose = [link.column for link in links(name) if not link.holds]
        for uid, found in rows.items():
            sides = []
            for number, row in enumerate(found):
                past = pasts[number].get(uid)
                since = gone[number][uid] if row is None else str(row["updated_at"])
                if past is not None and row is not None:
                    since = max(since, past.undone_at)
                sides.append(Side(row, since, frozenset() if past is None else past.known))
            mine, theirs = sides
            decision = decide(mine, theirs, loose)
            self._sides[name, uid] = mine, theirs
            self.decided[name, uid] = decision
            if decision.unseen:
                self._tell_decision(name, uid, decision)

    def _tell_decision(self, name: str, uid: str, decision: Decision) -> None:
        mine, theirs = self._sides[name, uid]
        said = label(name, mine.row or theirs.row or {})
        if mine.row is None or theirs.row is None:
            text = f"{said} was deleted in one copy and changed in the other; it is kept"
            self.conflicts.append(Conflict("deleted", name, uid, text))
        else:
            where = "here" if decision.is_mine else "there"
            text = f"{said} was changed in both copies; the later change, {where}, holds"
            given_up = _given_up(theirs.row if decision.is_mine else mine.row, decision.row or {})
            self.conflicts.append(Conflict("changed", name, uid, text + given_up))

    def _restore(self) -> None:
        """Keep what was deleted in one copy when the other wrote of it what the deletion never saw."""
        for table in reversed(TABLES):
            for link in links(table.name) if table.name not in FOLLOWING else ():
                for key, row in list(self._named_by_dead(table.name, link)):
                    if link.holds or key not in self.decided or self.decided[key].unseen:
                        self._bring_back((link.parent, str(row[link.column])))
        self._restore_beside()

    def _restore_beside(self) -> None:
        """Bring back what went in the same deletion as something that is kept."""
        deaths = {key: self._died(key) for key, each in self.decided.items() if each.row is not None}
        for table in TABLES:
            gone = [key for key, each in self.decided.items() if key[0] == table.name and each.row is None]
            for link in _holding(table.name):
                for key in gone:
                    died = self._died(key)
                    if deaths.get((link.parent, str(self._row_of(key)[link.column]))) == died:
                        deaths[key] = died
                        self._bring_back(key)

    def _bring_back(self, key: Key) -> None:
        if self.decided[key].row is not None:
            return
        mine, theirs = self._sides[key]
        side, is_mine = (mine, True) if mine.row is not None else (theirs, False)
        row = {**self._row_of(key), "updated_at": side.since}
        self.decided[key] = Decision(row, side.since, is_mine)
        text = f"{label(key[0], row)} was deleted in one copy and lived on in the other; it is kept"
        if key[0] not in FOLLOWING:
            self.conflicts.append(Conflict("deleted", *key, text))

    def _died(self, key: Key) -> str | None:
        """When a row was deleted in one of the copies, None for one that both have."""
        return next((side.since for side in self._sides[key] if side.row is None), None)

    def _row_of(self, key: Key) -> Row:
        mine, theirs = self._sides[key]
        return mine.row or theirs.row or {}

    def _named_by_dead(self, name: str, link: Link) -> Iterator[tuple[Key, Row]]:
        """The rows that would stay and name a row that goes."""
        dead = {uid for (table, uid), each in self.decided.items() if table == link.parent and not each.row}
        if not dead:
            return
        for (table, uid), decision in self.decided.items():
            if table == name and decision.row is not None and decision.row[link.column] in dead:
                yield (table, uid), decision.row
        for copy in Copy:
            for row in self.both.children(copy, name, link, dead):
                if (name, str(row["uid"])) not in self.decided:
                    yield (name, str(row["uid"])), row

    def _cascade(self) -> None:
        """Let go with a row that goes what belongs to it."""
        for table in TABLES:
            for link in _holding(table.name):
                for key, row in list(self._named_by_dead(table.name, link)):
                    if self._goes(key):
                        continue
                    since = self.decided[link.parent, str(row[link.column])].since
                    self.decided[key] = Decision(None, since, is_mine=True)
                    self._unsay_kept(key)
                    if table.name not in ("slot", "original"):
                        text = f"{label(table.name, row)} goes with the {noun(link.parent)} it belongs to"
                        self.conflicts.append(Conflict("deleted", *key, text))

    def _goes(self, key: Key) -> bool:
        return key in self.decided and self.decided[key].row is None

    def _unlink(self) -> None:
        """Let rows that stay forget those that go."""
        for (name, uid), decision in list(self.decided.items()):
            row = decision.row
            for link in links(name) if row is not None else ():
                if row is not None and self._goes((link.parent, str(row[link.column]))):
                    row = {**row, link.column: None}
            self.decided[name, uid] = replace(decision, row=row)

    def _settle_twins(self, name: str) -> None:
        """Of rows that ask for the same place keep the one written last."""
        twins: dict[tuple[object, ...], dict[str, Row]] = defaultdict(dict)
        for copy in Copy:
            for row in self.result(copy, name):
                place = tuple(_place(column, row[column]) for column in PLACES[name])
                if None not in place:
                    twins[place][str(row["uid"])] = row
        for rows in twins.values():
            if len(rows) > 1:
                *others, winner = sorted(rows.values(), key=lambda row: (row["updated_at"], row["uid"]))
                if name in JOINED:
                    winner = self._join_twins(name, others, winner)
                for row in others:
                    self._drop_twin(name, row, winner)

    def _join_twins(self, name: str, others: list[Row], winner: Row) -> Row:
        """Let the row that is kept say what the others say and it does not."""
        for row in reversed(others):
            winner = joined(winner, row)
        uid, since = str(winner["uid"]), str(winner["updated_at"])
        self.decided[name, uid] = Decision(winner, since, self.both.has(Copy.MINE, name, uid))
        return winner

    def _drop_twin(self, name: str, row: Row, winner: Row) -> None:
        key = name, str(row["uid"])
        self.decided[key] = Decision(None, str(winner["updated_at"]), is_mine=True)
        self._unsay_kept(key)
        own = {"uid", "updated_at"}
        if name in JOINED:
            text = f"{label(name, row)} was written in both copies; it is one now{_given_up(row, winner)}"
            self.conflicts.append(Conflict("twins", *key, text))
        elif name == "routine" or {*row.items()} - {*winner.items()} != {(each, row[each]) for each in own}:
            text = f"{label(name, row)} was written in both copies; the one written last is kept"
            self.conflicts.append(Conflict("twins", *key, text))

    def _unsay_kept(self, key: Key) -> None:
        """Take back that a row is kept, for it goes after all."""
        self.conflicts = [
            each for each in self.conflicts if each.kind != "deleted" or (each.table, each.uid) != key
        ]

    def _settle_same_sessions(self) -> None:
        """Keep one of two sessions that were written in both copies and tell the very same."""
        paired: set[str] = set()
        for mine, theirs in self.both.same_sessions():
            uids = {str(mine["uid"]), str(theirs["uid"])}
            if not paired & uids and not any(("session", uid) in self.decided for uid in uids):
                paired |= uids
                since = max(str(mine["updated_at"]), str(theirs["updated_at"]))
                self.decided["session", max(uids)] = Decision(None, since, is_mine=True)

    def _settle_running(self) -> None:
        """Let the session that began last run on; the others end, for only one can run."""
        found: dict[str, tuple[Row, Decision | None]] = {}
        for copy in Copy:
            for row in self.both.running(copy):
                decision = self.decided.get(("session", str(row["uid"])))
                kept = row if decision is None else decision.row
                if kept is not None and kept["end_at"] is None:
                    found[str(row["uid"])] = kept, decision
        rows = sorted((row for row, _ in found.values()), key=lambda row: (row["start_at"], row["uid"]))
        since = just_after(str(row["updated_at"]) for row in rows) if rows else ""
        for row, following in pairwise(rows):
            uid = str(row["uid"])
            end, minutes = ended(str(row["start_at"]), str(following["start_at"]))
            now_ended = {**row, "end_at": end, "minutes": minutes, "updated_at": since}
            known = found[uid][1]
            is_mine = self.both.has(Copy.MINE, "session", uid) if known is None else known.is_mine
            self.decided["session", uid] = Decision(now_ended, since, is_mine)
            text = f"{label('session', row)} was running, and a later one is; it ends after {minutes} min"
            self.conflicts.append(Conflict("running", "session", uid, text))


def label(name: str, row: Row) -> str:
    """A row in a few words, such as `the session of 2026-11-20 “titanic”`."""
    day = next((f" of {row[each]}" for each in _DAYS if row.get(each)), "")
    title = next((f" {quoted(one_line(str(row[each])[:60]))}" for each in _TITLES if row.get(each)), "")
    return f"the {noun(name)}{day}{title}"


def _given_up(row: Row, kept: Row) -> str:
    """What becomes of the other copy's values: the learner's words are kept too, the rest is named."""
    changed = [each for each in row if each not in UNTOLD and row[each] != kept.get(each)]
    both = [each for each in changed if each in WORDS & kept.keys() and str(row[each]) in str(kept[each])]
    lost = [
        f"{each.replace('_', ' ')} {quoted(one_line(str(row[each])[:TOLD]))}"
        for each in changed
        if each not in both
    ]
    pieces = [f"its {each} holds both" for each in both] + ([f"given up: {', '.join(lost)}"] if lost else [])
    return "".join(f"; {each}" for each in pieces)


def _place(column: str, value: Value) -> Value:
    """What is compared of a value: the place a post was shared at is the same in capitals."""
    return value.casefold() if column == "place" and isinstance(value, str) else value


def noun(name: str) -> str:
    """The word for a table's rows."""
    return NOUNS.get(name, name)


def _holding(name: str) -> list[Link]:
    return [link for link in links(name) if link.holds]
