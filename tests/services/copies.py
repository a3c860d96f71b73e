"""Makers for tests of merging: a desk's store copied to a second one, and what both hold by uid."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from hypothesis import strategies as st

from habit_tui.domain.entry import Entry
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.merge import Row
from habit_tui.domain.path import Path as StudyPath
from habit_tui.domain.path import PathStatus, Resource, ResourceKind, Status
from habit_tui.domain.reflection import ReflectionKind
from habit_tui.services import (
    change,
    expense,
    leave,
    path,
    plan,
    post,
    prompt,
    reflection,
    resource,
    routine,
    session,
    share,
)
from habit_tui.services.desk import Desk
from habit_tui.store import transfer
from habit_tui.store.merge import links
from tests.factories import desk_at


def copy_of(desk: Desk, folder: Path, zone: str = "") -> Desk:
    """A desk elsewhere, at a copy of this desk's store."""
    other = desk_at(folder, zone or desk.zone_name)
    shutil.copy(desk.store.file, other.store.file)
    return other


def contents(desk: Desk) -> Mapping[str, Mapping[str, Row]]:
    """Every row of every table by its uid, without ids; the rows it names by their uids."""
    with desk.store.reading() as unit:
        tables = {name: list(rows) for name, rows in transfer.tables(unit)}
    uids = {name: {row["id"]: row["uid"] for row in rows} for name, rows in tables.items()}
    found: dict[str, dict[str, Row]] = {}
    for name, rows in tables.items():
        parents = {link.column: link.parent for link in links(name)}
        found[name] = {
            str(row["uid"]): {
                column: uids[parents[column]].get(value) if column in parents else value
                for column, value in row.items()
                if column != "id"
            }
            for row in rows
        }
    return found


@dataclass(frozen=True)
class Step:
    """Something a learner does at one of the copies; `which` and `number` say to what and how."""

    act: Callable[[Desk, datetime, int, int], object]
    which: int
    number: int

    def do(self, desk: Desk, now: datetime) -> None:
        """Do it, or be refused."""
        with suppress(CannotBeDone):
            self.act(desk, now, self.which, self.number)


def _log(desk: Desk, now: datetime, which: int, number: int) -> None:
    day = desk.study_day(now) - timedelta(days=which)
    entry = Entry(30 + number, what=("titanic", "French", "")[number % 3], on=day, at=time(5), overlap=True)
    session.log(desk, entry, now)


def _session(desk: Desk, which: int) -> int:
    found = session.between(desk, date.min, date.max)
    return found[which % len(found)].id if found else 0


def _correct(desk: Desk, now: datetime, which: int, number: int) -> None:
    session.edit(desk, _session(desk, which), session.Correction(note=f"note {number}", overlap=True), now)


def _delete(desk: Desk, now: datetime, which: int, number: int) -> None:
    session.delete(desk, _session(desk, which), now)


def _start(desk: Desk, now: datetime, which: int, number: int) -> None:
    session.start(desk, f"running {number}", now - timedelta(minutes=number))


def _stop(desk: Desk, now: datetime, which: int, number: int) -> None:
    session.stop(desk, now)


def _set_routine(desk: Desk, now: datetime, which: int, number: int) -> None:
    routine.set(desk, now, start=date(2026, 11, 20) + timedelta(which), targets={0: 10 * number})


def _add_leave(desk: Desk, now: datetime, which: int, number: int) -> None:
    first = date(2026, 11, 1) + timedelta(which)
    leave.add(desk, now, first, first + timedelta(number), "flu")


def _delete_leave(desk: Desk, now: datetime, which: int, number: int) -> None:
    found = leave.listing(desk)
    leave.delete(desk, now, found[which % len(found)].id if found else 0)


def _add_path(desk: Desk, now: datetime, which: int, number: int) -> None:
    path.add(desk, now, f"path {which} {number}")


def _path(desk: Desk, now: datetime, which: int) -> StudyPath:
    found = path.listing(desk, now)
    if not found:
        raise CannotBeDone("there is no path")
    return found[which % len(found)].path


def _rename_path(desk: Desk, now: datetime, which: int, number: int) -> None:
    path.edit(desk, now, replace(_path(desk, now, which), name=f"renamed {number}"), "so")


def _close_path(desk: Desk, now: datetime, which: int, number: int) -> None:
    path.close(desk, now, _path(desk, now, which).id, PathStatus.DROPPED, reason=f"because {number}")


def _add_resource(desk: Desk, now: datetime, which: int, number: int) -> None:
    chosen = _path(desk, now, which)
    new = Resource(0, "", chosen.id, None, f"book {which} {number}", ResourceKind.BOOK, 0)
    resource.add(desk, now, new, stage=f"stage {number}" if number % 2 else None, reason="new")


def _resource(desk: Desk, now: datetime, which: int) -> Resource:
    return _path(desk, now, which).resources[which]


def _set_status(desk: Desk, now: datetime, which: int, number: int) -> None:
    with suppress(IndexError):
        status = list(Status)[number % len(Status)]
        resource.set_status(desk, now, _resource(desk, now, which).id, status, reason="so")


def _edit_resource(desk: Desk, now: datetime, which: int, number: int) -> None:
    with suppress(IndexError):
        wanted = replace(_resource(desk, now, which), cost=100 * number, currency="EUR")
        resource.edit(desk, now, wanted, reason="so")


def _reflect(desk: Desk, now: datetime, which: int, number: int) -> None:
    known = [each.reflection.id for each in reflection.listing(desk)]
    about = known[which % len(known)] if known and number % 2 else None
    reflection.add(desk, now, ReflectionKind.TAKEAWAY, f"thought {number}", about=about)


def _rewrite(desk: Desk, now: datetime, which: int, number: int) -> None:
    known = [each.reflection.id for each in reflection.listing(desk)]
    reflection.edit(desk, now, known[which % len(known)] if known else 0, f"rewritten {number}")


def _forget(desk: Desk, now: datetime, which: int, number: int) -> None:
    known = [each.reflection.id for each in reflection.listing(desk)]
    reflection.delete(desk, now, known[which % len(known)] if known else 0)


def _plan(desk: Desk, now: datetime, which: int, number: int) -> None:
    plan.add(desk, now, 10 + number, "own item", at=time(5 + which % 3))


def _tick(desk: Desk, now: datetime, which: int, number: int) -> None:
    items = plan.show(desk, now).items
    if items:
        plan.tick(desk, now, items[which % len(items)].id, done=bool(number % 2))


def _post(desk: Desk, now: datetime, which: int, number: int) -> None:
    post.new(desk, now, title=f"Post {which} {number}")


def _publish(desk: Desk, now: datetime, which: int, number: int) -> None:
    post.mark_published(desk, _known_post(desk, which), now, f"https://example.org/{number}")


def _known_post(desk: Desk, which: int) -> int:
    known = post.listing(desk)
    return known[which % len(known)].id if known else 0


def _update_post(desk: Desk, now: datetime, which: int, number: int) -> None:
    post.update(desk, _known_post(desk, which), f"update {number}", now)


def _share(desk: Desk, now: datetime, which: int, number: int) -> None:
    share.put(desk, _known_post(desk, which), f"place {number % 3}", now)


def _skip_prompt(desk: Desk, now: datetime, which: int, number: int) -> None:
    due = prompt.show(desk, now)
    if due:
        prompt.skip(desk, due[which % len(due)].id, now)


def _spend(desk: Desk, now: datetime, which: int, number: int) -> None:
    expense.add(desk, now, (100 * (number + 1), "USD"), "Rent", path_id=_path(desk, now, which).id)


def _get_back(desk: Desk, now: datetime, which: int, number: int) -> None:
    spent = expense.listing(desk)
    expense.delete(desk, now, spent[which % len(spent)].id if spent else 0)


def undo(desk: Desk, now: datetime, which: int, number: int) -> None:
    """Take one to three changes back."""
    for _ in range(which % 3 + 1):
        change.undo(desk, now)


def redo(desk: Desk, now: datetime, which: int, number: int) -> None:
    """Bring the last of them back."""
    change.redo(desk, now)


ACTS = (
    *(_log, _correct, _delete, _start, _stop, _set_routine, _add_leave, _delete_leave, _add_path),
    *(_rename_path, _close_path, _add_resource, _set_status, _edit_resource, _reflect, _rewrite, _forget),
    *(_plan, _tick, _post, _publish, _update_post, _share, _skip_prompt, undo, redo),
    *(_spend, _get_back),
)
"""Everything a learner may do, one thing at a time."""

steps = st.builds(Step, st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 9))

steps_but_undo = steps.filter(lambda step: step.act not in (undo, redo))
