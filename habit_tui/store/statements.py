"""The express lane's statements, written once as SQLAlchemy Core.

`compile.py` turns each into SQL text in `compiled.py`, which the express lane runs on a plain sqlite3
connection without importing SQLAlchemy. Names here are the names there, in capitals.
"""

from sqlalchemy import (
    ClauseElement,
    Label,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    null,
    or_,
    select,
    update,
)

from habit_tui.domain.path import PathStatus
from habit_tui.domain.reflection import ReflectionKind
from habit_tui.store import prompt_statements
from habit_tui.store.tables import (
    change,
    change_row,
    checkpoint,
    leave,
    plan_item,
    reflection,
    reminder_run,
    reminder_silence,
    resource,
    routine,
    session,
    slot,
    status_change,
)
from habit_tui.store.tables import path as path_table

TWELVE_HOURS = 43_200
PLAN_COLUMNS = (
    *("id", "study_day", "slot_id", "start", "minutes"),
    *("what", "kind", "resource_id", "state", "carried_from"),
)


def _session_rows() -> Select[*tuple[object, ...]]:
    """Sessions with their resource's title, in the column order `session.from_row` expects."""
    c = session.c
    return select(
        c.id,
        c.uid,
        c.start_at,
        c.end_at,
        c.minutes,
        c.zone,
        c.utc_offset,
        c.study_day,
        c.what,
        c.kind,
        c.note,
        c.source,
        c.resource_id,
        resource.c.title,
    ).select_from(session.outerjoin(resource, resource.c.id == c.resource_id))


def _in_order(rows: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    return rows.order_by(session.c.start_at, session.c.utc_offset, session.c.study_day)


def _latest(column: str) -> Label[str]:
    """The value of the newest status change of a resource."""
    changes = status_change.alias("latest")
    return (
        select(changes.c[column])
        .where(changes.c.resource_id == resource.c.id)
        .order_by(changes.c.on_day.desc(), changes.c.id.desc())
        .limit(1)
        .scalar_subquery()
        .label(f"latest_{column}")
    )


def _sessions() -> dict[str, ClauseElement]:
    c = session.c
    # Overlap is judged in whole minutes: a timer stopped at 05:45:37 leaves 05:45 free.
    start_minute, end_minute = func.substr(c.start_at, 1, 16), func.substr(c.end_at, 1, 16)
    overlapping = _in_order(
        _session_rows()
        .where(c.start_at < bindparam("end_at"), c.start_at > bindparam("day_before"))
        .where(start_minute < func.substr(bindparam("end_at"), 1, 16))
        .where(or_(c.end_at.is_(None), end_minute > func.substr(bindparam("start_at"), 1, 16)))
    ).limit(1)
    columns = [name for name in session.c.keys() if name != "id"]  # noqa: SIM118 - a ColumnCollection
    return {
        "session_insert": insert(session).values({name: bindparam(name) for name in columns}),
        "session_update": update(session)
        .where(c.id == bindparam("row_id"))
        .values({name: bindparam(f"new_{name}") for name in columns if name not in {"uid", "source"}}),
        "session_delete": delete(session).where(c.id == bindparam("row_id")),
        "session_by_id": _session_rows().where(c.id == bindparam("row_id")),
        "session_running": _session_rows().where(c.end_at.is_(None)),
        "sessions_between": _in_order(
            _session_rows().where(c.study_day.between(bindparam("first"), bindparam("last")))
        ),
        "session_overlapping": overlapping.where(c.id != bindparam("except_id")),
        # The next four are for imports, which ask them for every row.
        "older_overlapping": overlapping.where(c.id < bindparam("before_id")),
        "session_by_uid": _session_rows().where(c.uid == bindparam("wanted_uid")),
        "older_same": select(c.id)
        .where(c.start_at == bindparam("start_at"), c.end_at == bindparam("end_at"))
        .where(c.what == bindparam("what"), c.id < bindparam("before_id"))
        .limit(1),
        "newest_session": select(func.max(c.id)),
        "first_session": select(func.min(c.study_day)),
        "minutes_by_day": select(c.study_day, func.sum(c.minutes))
        .where(c.study_day > bindparam("after"))
        .group_by(c.study_day)
        .order_by(c.study_day),
        "gaps": _gaps(),
    }


def _gaps() -> Select[*tuple[object, ...]]:
    """Consecutive sessions whose UTC offset grew by twelve hours or more with a date strictly between.

    Only sessions after the study day `after` and their predecessor are read.
    """
    c, earlier, later = session.c, session.alias("earlier"), session.alias("later")
    # The added "" keeps SQLite from walking the whole index of starts to find the least one.
    first_after = select(func.min(later.c.start_at.concat(literal_column("''")))).where(
        later.c.study_day > bindparam("after"), bindparam("after") > literal_column("''")
    )
    since = select(func.max(earlier.c.start_at)).where(earlier.c.start_at < first_after.scalar_subquery())
    begin = func.coalesce(since.scalar_subquery(), literal_column("''"))
    # Few people ever cross so many zones, and pairing the sessions of ten years takes most of a second.
    any_session = session.alias("any_session")
    spread = select(func.max(any_session.c.utc_offset) - func.min(any_session.c.utc_offset)).where(
        any_session.c.start_at >= begin
    )
    order = (c.start_at, c.utc_offset, c.study_day)
    ordered = (
        select(
            c.id,
            c.study_day,
            c.utc_offset,
            func.lag(c.id).over(order_by=order).label("previous_id"),
            func.lag(c.study_day).over(order_by=order).label("previous_day"),
            func.lag(c.utc_offset).over(order_by=order).label("previous_offset"),
        )
        .where(c.start_at >= begin, spread.scalar_subquery() >= literal_column(str(TWELVE_HOURS)))
        .subquery("ordered")
    )
    before, after = session.alias("before"), session.alias("after")
    o = ordered.c
    return (
        select(o.previous_day, o.study_day, before.c.zone, after.c.zone)
        .select_from(ordered.join(before, before.c.id == o.previous_id).join(after, after.c.id == o.id))
        .where(o.utc_offset - o.previous_offset >= literal_column(str(TWELVE_HOURS)))
        .where(o.study_day > func.date(o.previous_day, literal_column("'+1 day'")))
        .order_by(o.study_day)
    )


def _days() -> dict[str, ClauseElement]:
    c, names = checkpoint.c, list(checkpoint.c.keys())
    return {
        "routines": select(
            routine.c.id,
            routine.c.effective_from,
            routine.c.window_start,
            routine.c.window_end,
            routine.c.minimum,
            routine.c.target_mon,
            routine.c.target_tue,
            routine.c.target_wed,
            routine.c.target_thu,
            routine.c.target_fri,
            routine.c.target_sat,
            routine.c.target_sun,
        ).order_by(routine.c.effective_from),
        "slots": select(
            slot.c.id,
            slot.c.routine_id,
            slot.c.weekdays,
            slot.c.start,
            slot.c.minutes,
            slot.c.kind,
            slot.c.path_id,
        ).order_by(slot.c.start, slot.c.id),
        "leaves": select(leave.c.id, leave.c.first_day, leave.c.last_day, leave.c.reason).order_by(
            leave.c.first_day, leave.c.id
        ),
        "checkpoint_before": select(checkpoint)
        .where(c.study_day < bindparam("day"), c.rules == bindparam("for_rules"))
        .order_by(c.study_day.desc())
        .limit(1),
        "checkpoint_insert": insert(checkpoint)
        .prefix_with("OR REPLACE")
        .values({name: bindparam(name) for name in names}),
        "checkpoint_trim": delete(checkpoint).where(c.study_day < bindparam("day")),
    }


def _assessed_on() -> Label[str]:
    """The latest day a path was assessed on; an assessment of no path is one of all."""
    c = reflection.c
    return (
        select(func.max(c.on_day))
        .where(c.kind == literal_column(f"'{ReflectionKind.ASSESSMENT}'"))
        .where(or_(c.path_id.is_(None), c.path_id == path_table.c.id))
        .scalar_subquery()
        .label("assessed_on")
    )


def _paths() -> dict[str, ClauseElement]:
    r = resource.c
    return {
        "resources": select(
            r.id,
            r.path_id,
            r.title,
            r.kind,
            path_table.c.started_on,
            _latest("status"),
            _latest("on_day"),
        )
        .select_from(resource.join(path_table, path_table.c.id == r.path_id))
        .where(path_table.c.status == literal_column(f"'{PathStatus.ACTIVE}'"))
        .order_by(path_table.c.position, path_table.c.id, r.position, r.id),
        # The month of a path is judged by `domain.commitment`; this finds the few that can be due.
        "commitments_over": select(
            path_table.c.id, path_table.c.name, path_table.c.committed_until, _assessed_on()
        )
        .where(path_table.c.status == literal_column(f"'{PathStatus.ACTIVE}'"))
        .where(path_table.c.committed_until <= bindparam("day"))
        .order_by(path_table.c.position, path_table.c.id),
        "any_path": select(path_table.c.id).limit(1),
        "plan_items": select(*(plan_item.c[name] for name in PLAN_COLUMNS))
        .where(plan_item.c.study_day == bindparam("day"))
        .order_by(plan_item.c.id),
        "status_insert": insert(status_change).values(
            {name: bindparam(name) for name in status_change.c.keys() if name != "id"}  # noqa: SIM118
        ),
    }


def _reminders() -> dict[str, ClauseElement]:
    run, silence = reminder_run.c, reminder_silence.c
    columns = [name for name in run.keys() if name != "id"]  # noqa: SIM118 - a ColumnCollection
    reached = or_(
        run.result == literal_column("'delivered'"),
        # What was being sent when its process ended counts for a while, then it may be tried again.
        (run.result == literal_column("'sending'")) & (run.at > bindparam("recent")),
    )
    newest = select(*(run[name] for name in columns)).order_by(run.id.desc())
    return {
        "reminder_channels_reached": select(run.channel)
        .distinct()
        .where(run.study_day == bindparam("day"), run.occasion == bindparam("for_occasion"), reached),
        "reminder_run_insert": insert(reminder_run).values({name: bindparam(name) for name in columns}),
        "reminder_run_settle": update(reminder_run)
        .where(run.id == bindparam("row_id"))
        .values(result=bindparam("new_result"), error=bindparam("new_error")),
        "reminder_runs_forget": delete(reminder_run).where(run.study_day < bindparam("day")),
        "reminder_runs": newest.limit(bindparam("count")),
        "reminder_delivered": newest.where(run.result == literal_column("'delivered'")).limit(1),
        "reminder_silences": select(silence.study_day, silence.until_at)
        .where(silence.study_day >= bindparam("day"))
        .order_by(silence.id),
        "reminder_silence_insert": insert(reminder_silence).values(
            {name: bindparam(name) for name in silence.keys() if name != "id"}  # noqa: SIM118
        ),
        "reminder_silence_end": delete(reminder_silence).where(silence.study_day >= bindparam("day")),
    }


def _changes() -> dict[str, ClauseElement]:
    rows = select(null()).where(change_row.c.change_id == bindparam("row_id"))
    return {
        "change_insert": insert(change).values(
            {name: bindparam(name) for name in ("at", "door", "action", "text")}
        ),
        "change_before": select(change.c.at)
        .where(change.c.id < bindparam("row_id"))
        .order_by(change.c.id.desc())
        .limit(1),
        "change_describe": update(change)
        .where(change.c.id == bindparam("row_id"))
        .values(text=bindparam("new_text")),
        # An undo stays even when what it undid came to nothing.
        "change_drop_if_empty": delete(change)
        .where(change.c.id == bindparam("row_id"), change.c.undoes.is_(None))
        .where(~exists(rows)),
    }


def statements() -> dict[str, ClauseElement]:
    """Every statement of the express lane by name."""
    return {
        **_sessions(),
        **_days(),
        **_paths(),
        **prompt_statements.statements(),
        **_reminders(),
        **_changes(),
    }
