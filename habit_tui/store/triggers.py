"""The triggers behind undo and behind the fold's checkpoints, generated from the tables.

They are derived, not migrated: every upgrade drops and makes them anew.
"""

from collections.abc import Iterator

from sqlalchemy import Table

from habit_tui.store.tables import LOGGED, leave, routine, session

PREFIXES = ("log_", "fold_")


def _row(table: Table, side: str) -> str:
    pairs = ", ".join(f"'{column.name}', {side}.{column.name}" for column in table.columns)
    return f"json_object({pairs})"


def _log(table: Table) -> Iterator[str]:
    """Three triggers that write a row's before and after into the change log's newest entry."""
    for event, row_id, before, after in (
        ("INSERT", "new", "NULL", _row(table, "new")),
        ("UPDATE", "new", _row(table, "old"), _row(table, "new")),
        ("DELETE", "old", _row(table, "old"), "NULL"),
    ):
        yield (
            f"CREATE TRIGGER log_{table.name}_{event.lower()} AFTER {event} ON {table.name} BEGIN\n"
            f"INSERT INTO change_row (change_id, table_name, row_id, before, after) VALUES (\n"
            f"(SELECT max(id) FROM change), '{table.name}', {row_id}.id, {before}, {after});\nEND"
        )


def _forget(table: Table) -> Iterator[str]:
    """Triggers that delete the checkpoints a change makes stale.

    A session can only change verdicts from two days before its own study day on: instants of later study days
    in other zones can lie at most that far before it.
    """
    for event, sides in (("INSERT", ("new",)), ("UPDATE", ("old", "new")), ("DELETE", ("old",))):
        stale = (
            " OR ".join(f"study_day >= date({side}.study_day, '-2 days')" for side in sides)
            if table is session
            else "true"
        )
        yield (
            f"CREATE TRIGGER fold_{table.name}_{event.lower()} AFTER {event} ON {table.name} BEGIN\n"
            f"DELETE FROM checkpoint WHERE {stale};\nEND"
        )


def triggers() -> list[str]:
    """The statements that create every trigger."""
    logging = [statement for table in LOGGED for statement in _log(table)]
    return logging + [statement for table in (session, routine, leave) for statement in _forget(table)]
