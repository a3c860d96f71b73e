"""Answered prompts, and the posts begun from prompts, name the rows behind them by uid.

Revision 0006, `user_version` 6. Until then the key of a cause named a row by its id, as `completed-5`, which is
another row in another copy of the store.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NAMED = {
    "started": ("resource", 0),
    "completed": ("resource", 0),
    "dropped": ("resource", 0),
    "hours": ("resource", 1),
    "note": ("session", 0),
    "path": ("path", 0),
    "month": ("path", 1),
    "plan": ("path", 3),
    "certificate": ("certificate", 0),
    "setback": ("reflection", 0),
    "blocker": ("reflection", 0),
    "win": ("reflection", 0),
    "solved": ("reflection", 0),
    "year": ("post", 1),
}
"""The table each kind of cause names a row of, and how many numbers follow the row's id."""


def upgrade() -> None:
    """Translate the prompts that were answered, in the tables and in the change log."""
    for table in ("prompt", "post"):
        # They would log the translation as a change of the learner's; the upgrade makes them anew.
        op.execute(f"DROP TRIGGER IF EXISTS log_{table}_update")
        _translate(table)


def _translate(table: str) -> None:
    connection = op.get_bind()
    for row_id, old in connection.execute(sa.text(f"SELECT id, prompt_id FROM {table}")).all():  # noqa: S608  # from here
        names = {"id": row_id, "new": _named_by_uid(connection, old)}
        connection.execute(sa.text(f"UPDATE {table} SET prompt_id = :new WHERE id = :id"), names)  # noqa: S608  # from here
    logged = connection.execute(
        sa.text(
            "SELECT id, json_extract(before, '$.prompt_id'), json_extract(after, '$.prompt_id') "
            "FROM change_row WHERE table_name = :name"
        ),
        {"name": table},
    ).all()
    for row_id, *sides in logged:
        before, after = (_named_by_uid(connection, each) for each in sides)
        connection.execute(
            sa.text(
                "UPDATE change_row SET before = json_set(before, '$.prompt_id', :before), "
                "after = json_set(after, '$.prompt_id', :after) WHERE id = :id"
            ),
            {"id": row_id, "before": before, "after": after},
        )


def _named_by_uid(connection: sa.Connection, prompt_id: str | None) -> str | None:
    """The prompt's id with a uid in the place of a row's id; as it is where none stood, or without a trace."""
    parts = re.fullmatch("(.*@([a-z]+)-)([0-9]{1,18})((?:-[0-9]+)*)", prompt_id or "")
    table, numbers = NAMED.get(parts[2], ("", 0)) if parts else ("", 0)
    if parts is None or not table or parts[4].count("-") != numbers:
        return prompt_id
    uid = connection.execute(
        sa.text(
            f"SELECT uid FROM {table} WHERE id = :id UNION ALL "  # noqa: S608  # a name from above
            "SELECT json_extract(coalesce(after, before), '$.uid') FROM change_row "
            "WHERE table_name = :name AND row_id = :id LIMIT 1"
        ),
        {"id": int(parts[3]), "name": table},
    ).scalar()
    return prompt_id if uid is None else f"{parts[1]}{uid}{parts[4]}"
