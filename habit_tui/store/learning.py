"""What a merge learns of the other copy's past, so that it need not judge the same row a second time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from itertools import islice

from sqlalchemy import insert

from habit_tui.domain.merge import Key, State, Value
from habit_tui.store.merge import TABLES, Both, Copy
from habit_tui.store.tables import change_row
from habit_tui.store.tables.change import ELSEWHERE

_LOT = 5000


def learn(both: Both, judged: Mapping[Key, str | None], refused: Set[Key]) -> None:
    """Note in the log of this copy what the other one knew of its rows: their states and deletions there.

    What this copy changes or deletes from now on has then seen them, here and in every copy that it is merged
    into. `judged` are the rows a merge has judged, with the instant text of their deletion for those that go;
    of those it `refused` nothing is learned.
    """
    both.forget_names()
    for table in TABLES:
        name = table.name
        ours = {uid: since for (one, uid), since in judged.items() if one == name}
        uids = (ours.keys() | both.lived_apart(name)) - {uid for one, uid in refused if one == name}
        waiting = iter(sorted(uids))
        while lot := list(islice(waiting, _LOT)):
            mine, theirs = both.pasts(Copy.MINE, name, lot), both.pasts(Copy.THEIRS, name, lot)
            learned: list[dict[str, Value]] = []
            for uid in lot:
                states = set(theirs[uid].known) if uid in theirs else set()
                since = ours.get(uid)
                if uid in mine:
                    states -= mine[uid].known
                elif since is not None:
                    states.add(since)
                learned += _entries(both.unit.change_id, name, uid, states)
            if learned:
                both.unit.sql.execute(insert(change_row), learned)


def _entries(change_id: int, name: str, uid: str, states: Set[State]) -> Iterator[dict[str, Value]]:
    for each in states:
        if isinstance(each, str):
            before, after = json.dumps({"uid": uid, "updated_at": each}), None
        else:
            before = after = json.dumps(dict(each), ensure_ascii=False)
        yield {
            "change_id": change_id,
            "table_name": name,
            "row_id": ELSEWHERE,
            "before": before,
            "after": after,
        }
