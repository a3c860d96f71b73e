"""Which of two copies of a row holds, when both lived on apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

Key = tuple[str, str]
"""A table and the uid of a row."""

Value = str | int | float | None
Row = Mapping[str, Value]
"""A row by column, without its id; what it names is named by uid."""

State = tuple[tuple[str, Value], ...] | str
"""A row's values as something to be compared; for a deleted row the instant text of its deletion."""

WORDS = frozenset({"note", "text", "outcome", "feedback"})
"""The columns that hold the learner's own words, of which none may be lost."""

LONGEST_WORDS = 20_000
LONGEST_UNASKED = timedelta(hours=4)
SHORTEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Side:
    """What one copy knows of a row: what it is there, None when it was deleted, and since when.

    `since` is the instant text of the last change. `known` are the states the row ever had in this copy.
    """

    row: Row | None
    since: str
    known: frozenset[State] = field(default_factory=frozenset)

    @property
    def state(self) -> State:
        """The state this copy is in."""
        return self.since if self.row is None else state(self.row)


@dataclass(frozen=True, slots=True)
class Decision:
    """What holds: a row, or None for its deletion, since when, and which copy it came from.

    `unseen` tells that the other copy's change is given up although the winning one never saw it.
    """

    row: Row | None
    since: str
    is_mine: bool
    unseen: bool = False


def state(row: Row) -> State:
    """A row as something that can be compared and kept in sets."""
    return tuple(sorted(row.items()))


def decide(mine: Side, theirs: Side, loose: Iterable[str] = ()) -> Decision:
    """What becomes of a row that two copies tell differently; the same whichever is asked first.

    A copy that has seen the other's state was changed after it, whatever the clocks said. Otherwise a row
    holds against its deletion, and of two rows the later change, with what the learner wrote in the other one
    kept below it. `loose` are columns that a deletion elsewhere empties without a word of the learner: such
    an emptied link is filled again from the other copy.
    """
    if mine.row is not None and theirs.row is not None and _same_but(mine.row, theirs.row, loose):
        first, second = mine.row, theirs.row
        row = {name: value if value is not None else second[name] for name, value in first.items()}
        since = max(mine.since, theirs.since)
        return Decision({**row, "updated_at": since}, since, is_mine=True)
    mine_knows, theirs_knows = _knows(mine, theirs, loose), _knows(theirs, mine, loose)
    unseen = not (mine_knows or theirs_knows)
    if mine_knows != theirs_knows:
        is_mine = mine_knows
    elif None in (mine.row, theirs.row):
        # Who has a row and knows of its deletion brought it back, or kept it when the copies were joined.
        is_mine = mine.row is not None
    else:
        is_mine = _rank(mine) >= _rank(theirs)
    winner = mine if is_mine else theirs
    row_kept = None if winner.row is None else {**winner.row, "updated_at": winner.since}
    if row_kept is not None and unseen:
        row_kept |= _words_of_both(winner, theirs if is_mine else mine)
    return Decision(row_kept, winner.since, is_mine, unseen)


def joined(row: Row, other: Row) -> Row:
    """A row with what it leaves open taken from another one, whose words stand before its own."""
    kept = {name: other[name] if value is None else value for name, value in row.items()}
    for name in WORDS & row.keys():
        here, there = str(row[name]), str(other[name])
        both = "\n".join(filter(None, (there, here)))
        if there not in here and len(both) <= LONGEST_WORDS:
            kept[name] = both
    return kept


def ended(start: str, following: str) -> tuple[str, int]:
    """When a session that runs ends, because one that began later elsewhere runs on: its end, its minutes.

    It ends where the later one began, as long as a timer may be stopped unasked; a longer one gets a minute,
    for nobody knows how long it was. Instant texts.
    """
    began, begins = datetime.fromisoformat(start), datetime.fromisoformat(following)
    lasted = begins - began
    if not SHORTEST <= lasted <= LONGEST_UNASKED:
        lasted = SHORTEST
    end = (began + lasted).replace(tzinfo=None).isoformat() + "Z"
    return end, round(lasted / SHORTEST)


def just_after(instants: Iterable[str]) -> str:
    """A second after the latest of some instant texts."""
    latest = datetime.fromisoformat(max(instants)) + timedelta(seconds=1)
    return latest.replace(tzinfo=None).isoformat() + "Z"


def _knows(side: Side, other: Side, loose: Iterable[str]) -> bool:
    """Whether a copy has seen the state the other is in; a deletion also saw a row that says the same."""
    if other.state in side.known:
        return True
    if side.row is not None or other.row is None:
        return False
    rows = (dict(each) for each in side.known if not isinstance(each, str))
    return any(_same_but(row, other.row, loose) for row in rows)


def _same_but(mine: Row, theirs: Row, loose: Iterable[str]) -> bool:
    """Whether two rows differ only in when they were changed, or in emptied links."""
    emptied = {name for name in loose if None in (mine[name], theirs[name])}
    differing = {name for name in mine if mine[name] != theirs[name]}
    if not differing - {"updated_at"}:
        return True
    return mine["updated_at"] == theirs["updated_at"] and differing <= emptied


def _words_of_both(winner: Side, other: Side) -> dict[str, Value]:
    """The columns of the learner's own words in which the other copy says something the winner never had."""
    if winner.row is None or other.row is None:
        return {}
    kept: dict[str, Value] = {}
    for name in WORDS & winner.row.keys():
        here, there = str(winner.row[name]), str(other.row[name])
        if there in here or there in _past_words(winner, name):
            continue
        both = there if here in _past_words(other, name) else f"{here}\n{there}"
        if len(both) <= LONGEST_WORDS:
            kept[name] = both
    return kept


def _past_words(side: Side, name: str) -> set[str]:
    """What a column ever held in a copy."""
    return {
        str(value) for each in side.known if not isinstance(each, str) for at, value in each if at == name
    }


def _rank(side: Side) -> tuple[str, bool, str]:
    if side.row is None:
        return side.since, False, ""
    values = {name: value for name, value in side.row.items() if name != "updated_at"}
    return side.since, True, repr(state(values))
