"""Paths one stays on: status and commitment, scores and certificates, the original plan, reflections.

Revision 0003, `user_version` 3. A path from before has no commitment; the plan it has now is kept as its
original one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"


def upgrade() -> None:
    """Rebuild the two tables that get columns, create the new ones, then fill them for what is there.

    Rebuilt by hand, because alembic's batch mode would lose STRICT.
    """
    _rebuild_path()
    _rebuild_resource()
    _create_certificate()
    _create_original()
    _create_amendment()
    _create_reflection()
    _teach_the_change_log()
    op.execute(
        "INSERT INTO original (uid, updated_at, resource_id, position, stage, planned_first, planned_last) "
        "SELECT lower(hex(randomblob(16))), resource.updated_at, resource.id, resource.position, "
        "coalesce(stage.name, ''), resource.planned_first, resource.planned_last "
        "FROM resource LEFT JOIN stage ON stage.id = resource.stage_id ORDER BY resource.id"
    )


def _rebuild_path() -> None:
    op.create_table(
        "path_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starter", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Text(), nullable=True),
        sa.Column("committed_until", sa.Text(), nullable=True),
        sa.CheckConstraint(
            f"started_on {DAY}",
            name=op.f("ck_path_started_on_is_a_day"),
        ),
        sa.CheckConstraint(
            "status IN ('active', 'finished', 'dropped')", name=op.f("ck_path_status_is_known")
        ),
        sa.CheckConstraint(f"ended_on {DAY}", name=op.f("ck_path_ended_on_is_a_day")),
        sa.CheckConstraint(f"committed_until {DAY}", name=op.f("ck_path_committed_until_is_a_day")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_path")),
        sa.UniqueConstraint("uid", name=op.f("uq_path_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute("INSERT INTO path_new SELECT *, 'active', NULL, NULL FROM path")
    _replace("path")


def _rebuild_resource() -> None:
    op.create_table(
        "resource_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("path_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("planned_first", sa.Text(), nullable=True),
        sa.Column("planned_last", sa.Text(), nullable=True),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("score", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('book', 'course', 'competition', 'project', 'talk', 'article', 'certificate', 'post')",
            name=op.f("ck_resource_kind_is_known"),
        ),
        sa.CheckConstraint(
            f"planned_first {DAY}",
            name=op.f("ck_resource_planned_first_is_a_day"),
        ),
        sa.CheckConstraint(
            f"planned_last {DAY}",
            name=op.f("ck_resource_planned_last_is_a_day"),
        ),
        sa.ForeignKeyConstraint(
            ["path_id"], ["path.id"], name=op.f("fk_resource_path_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["stage.id"], name=op.f("fk_resource_stage_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sa.UniqueConstraint("uid", name=op.f("uq_resource_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute("INSERT INTO resource_new SELECT *, '' FROM resource")
    _replace("resource")
    op.create_index("ix_resource_path_id", "resource", ["path_id", "position"], unique=False)


def _replace(table: str) -> None:
    """Put the new table in the old one's place.

    It also takes over the highest id ever given, because the change log names rows by their ids.
    """
    op.execute(f"DELETE FROM sqlite_sequence WHERE name = '{table}_new'")  # noqa: S608  # a name from here
    op.execute(f"UPDATE sqlite_sequence SET name = '{table}_new' WHERE name = '{table}'")  # noqa: S608
    op.drop_table(table)
    op.rename_table(f"{table}_new", table)


def _create_certificate() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.CheckConstraint(f"on_day {DAY}", name=op.f("ck_certificate_on_day_is_a_day")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_certificate_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("uid", name=op.f("uq_certificate_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_certificate_resource_id", "certificate", ["resource_id"], unique=False)


def _create_original() -> None:
    op.create_table(
        "original",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("planned_first", sa.Text(), nullable=True),
        sa.Column("planned_last", sa.Text(), nullable=True),
        sa.CheckConstraint(f"planned_first {DAY}", name=op.f("ck_original_planned_first_is_a_day")),
        sa.CheckConstraint(f"planned_last {DAY}", name=op.f("ck_original_planned_last_is_a_day")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_original_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_original")),
        sa.UniqueConstraint("resource_id", name=op.f("uq_original_resource_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_original_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _create_amendment() -> None:
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("path_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=True),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "event IN ('added', 'dropped', 'paused', 'resumed', 'moved', 're-dated', 'finished')",
            name=op.f("ck_amendment_event_is_known"),
        ),
        sa.CheckConstraint(f"on_day {DAY}", name=op.f("ck_amendment_on_day_is_a_day")),
        sa.ForeignKeyConstraint(
            ["path_id"], ["path.id"], name=op.f("fk_amendment_path_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_amendment_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sa.UniqueConstraint("uid", name=op.f("uq_amendment_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_amendment_path_id", "amendment", ["path_id", "on_day"], unique=False)


def _create_reflection() -> None:
    op.create_table(
        "reflection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("path_id", sa.Integer(), nullable=True),
        sa.Column("resource_id", sa.Integer(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("solves", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('setback', 'blocker', 'win', 'takeaway', 'assessment')",
            name=op.f("ck_reflection_kind_is_known"),
        ),
        sa.CheckConstraint(f"on_day {DAY}", name=op.f("ck_reflection_on_day_is_a_day")),
        sa.CheckConstraint("solves IN (0, 1)", name=op.f("ck_reflection_solves_is_a_flag")),
        sa.CheckConstraint(
            "solves = 0 OR kind NOT IN ('setback', 'blocker')",
            name=op.f("ck_reflection_solves_by_something_else"),
        ),
        sa.ForeignKeyConstraint(
            ["path_id"], ["path.id"], name=op.f("fk_reflection_path_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_reflection_resource_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["about_id"], ["reflection.id"], name=op.f("fk_reflection_about_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection")),
        sa.UniqueConstraint("uid", name=op.f("uq_reflection_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_reflection_about_id", "reflection", ["about_id"], unique=False)


def _teach_the_change_log() -> None:
    """Give the rows the log remembers the new columns, so that undo still reaches across the upgrade."""
    op.execute(
        "UPDATE change_row SET "
        "before = json_set(before, '$.status', 'active', '$.ended_on', NULL, '$.committed_until', NULL), "
        "after = json_set(after, '$.status', 'active', '$.ended_on', NULL, '$.committed_until', NULL) "
        "WHERE table_name = 'path'"
    )
    op.execute(
        "UPDATE change_row SET before = json_set(before, '$.score', ''), "
        "after = json_set(after, '$.score', '') WHERE table_name = 'resource'"
    )
