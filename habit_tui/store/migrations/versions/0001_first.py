"""The first schema.

Revision 0001, `user_version` 1.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table and index; `schema.upgrade` adds the triggers."""
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("reversed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'",
            name=op.f("ck_change_at_is_an_instant"),
        ),
        sa.ForeignKeyConstraint(["reversed_by"], ["change.id"], name=op.f("fk_change_reversed_by")),
        sa.ForeignKeyConstraint(["undoes"], ["change.id"], name=op.f("fk_change_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "checkpoint",
        sa.Column("study_day", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("first", sa.Text(), nullable=True),
        sa.Column("last", sa.Text(), nullable=True),
        sa.Column("best_length", sa.Integer(), nullable=False),
        sa.Column("best_first", sa.Text(), nullable=True),
        sa.Column("best_last", sa.Text(), nullable=True),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("strength", sa.REAL(), nullable=False),
        sa.CheckConstraint(
            "study_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_checkpoint_study_day_is_a_day"),
        ),
        sa.PrimaryKeyConstraint("study_day", name=op.f("pk_checkpoint")),
        sqlite_strict=True,
    )
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_leave_first_day_is_a_day"),
        ),
        sa.CheckConstraint(
            "last_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_leave_last_day_is_a_day"),
        ),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_leave_ends_after_it_starts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
        sa.UniqueConstraint("uid", name=op.f("uq_leave_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "path",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starter", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "started_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_path_started_on_is_a_day"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_path")),
        sa.UniqueConstraint("uid", name=op.f("uq_path_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("dialect", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_on", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("prompt_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "created_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_post_created_on_is_a_day"),
        ),
        sa.CheckConstraint(
            "dialect IN ('jekyll', 'hugo', 'gatsby', 'plain')", name=op.f("ck_post_dialect_is_known")
        ),
        sa.CheckConstraint(
            "published_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_post_published_on_is_a_day"),
        ),
        sa.CheckConstraint("status IN ('draft', 'published')", name=op.f("ck_post_status_is_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("uid", name=op.f("uq_post_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "prompt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("prompt_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "on_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name=op.f("ck_prompt_on_day_is_a_day")
        ),
        sa.CheckConstraint("state IN ('used', 'skipped')", name=op.f("ck_prompt_state_is_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt")),
        sa.UniqueConstraint("prompt_id", name=op.f("uq_prompt_prompt_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_prompt_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "routine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Text(), nullable=False),
        sa.Column("window_start", sa.Text(), nullable=False),
        sa.Column("window_end", sa.Text(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("target_mon", sa.Integer(), nullable=False),
        sa.Column("target_tue", sa.Integer(), nullable=False),
        sa.Column("target_wed", sa.Integer(), nullable=False),
        sa.Column("target_thu", sa.Integer(), nullable=False),
        sa.Column("target_fri", sa.Integer(), nullable=False),
        sa.Column("target_sat", sa.Integer(), nullable=False),
        sa.Column("target_sun", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "effective_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_routine_effective_from_is_a_day"),
        ),
        sa.CheckConstraint(
            "window_end GLOB '[0-2][0-9]:[0-5][0-9]'", name=op.f("ck_routine_window_end_is_a_clock_time")
        ),
        sa.CheckConstraint(
            "window_start GLOB '[0-2][0-9]:[0-5][0-9]'", name=op.f("ck_routine_window_start_is_a_clock_time")
        ),
        sa.CheckConstraint("minimum BETWEEN 0 AND 1440", name=op.f("ck_routine_minimum_fits_a_day")),
        sa.CheckConstraint("target_fri BETWEEN 0 AND 1440", name=op.f("ck_routine_target_fri_fits_a_day")),
        sa.CheckConstraint("target_mon BETWEEN 0 AND 1440", name=op.f("ck_routine_target_mon_fits_a_day")),
        sa.CheckConstraint("target_sat BETWEEN 0 AND 1440", name=op.f("ck_routine_target_sat_fits_a_day")),
        sa.CheckConstraint("target_sun BETWEEN 0 AND 1440", name=op.f("ck_routine_target_sun_fits_a_day")),
        sa.CheckConstraint("target_thu BETWEEN 0 AND 1440", name=op.f("ck_routine_target_thu_fits_a_day")),
        sa.CheckConstraint("target_tue BETWEEN 0 AND 1440", name=op.f("ck_routine_target_tue_fits_a_day")),
        sa.CheckConstraint("target_wed BETWEEN 0 AND 1440", name=op.f("ck_routine_target_wed_fits_a_day")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routine")),
        sa.UniqueConstraint("effective_from", name=op.f("uq_routine_effective_from")),
        sa.UniqueConstraint("uid", name=op.f("uq_routine_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "change_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_id"], ["change.id"], name=op.f("fk_change_row_change_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_row")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_change_row_change_id"), "change_row", ["change_id"], unique=False)
    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("routine_id", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("path_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('study', 'practice', 'writing', 'review')", name=op.f("ck_slot_kind_is_known")
        ),
        sa.CheckConstraint("start GLOB '[0-2][0-9]:[0-5][0-9]'", name=op.f("ck_slot_start_is_a_clock_time")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_slot_fits_a_day")),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name=op.f("ck_slot_weekdays_is_a_set")),
        sa.ForeignKeyConstraint(["path_id"], ["path.id"], name=op.f("fk_slot_path_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["routine_id"], ["routine.id"], name=op.f("fk_slot_routine_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("uid", name=op.f("uq_slot_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_slot_routine_id", "slot", ["routine_id"], unique=False)
    op.create_table(
        "stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("path_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("planned_first", sa.Text(), nullable=True),
        sa.Column("planned_last", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "planned_first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_stage_planned_first_is_a_day"),
        ),
        sa.CheckConstraint(
            "planned_last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_stage_planned_last_is_a_day"),
        ),
        sa.ForeignKeyConstraint(["path_id"], ["path.id"], name=op.f("fk_stage_path_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
        sa.UniqueConstraint("uid", name=op.f("uq_stage_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_stage_path_id", "stage", ["path_id"], unique=False)
    op.create_table(
        "resource",
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
        sa.CheckConstraint(
            "kind IN ('book', 'course', 'competition', 'project', 'talk', 'article', 'certificate', 'post')",
            name=op.f("ck_resource_kind_is_known"),
        ),
        sa.CheckConstraint(
            "planned_first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_resource_planned_first_is_a_day"),
        ),
        sa.CheckConstraint(
            "planned_last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
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
    op.create_index("ix_resource_path_id", "resource", ["path_id", "position"], unique=False)
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("start_at", sa.Text(), nullable=False),
        sa.Column("end_at", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("utc_offset", sa.Integer(), nullable=False),
        sa.Column("study_day", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "end_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'",
            name=op.f("ck_session_end_at_is_an_instant"),
        ),
        sa.CheckConstraint(
            "kind IN ('study', 'practice', 'writing', 'review')", name=op.f("ck_session_kind_is_known")
        ),
        sa.CheckConstraint(
            "start_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'",
            name=op.f("ck_session_start_at_is_an_instant"),
        ),
        sa.CheckConstraint(
            "study_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_session_study_day_is_a_day"),
        ),
        sa.CheckConstraint(
            "updated_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'",
            name=op.f("ck_session_updated_at_is_an_instant"),
        ),
        sa.CheckConstraint("end_at > start_at", name=op.f("ck_session_ends_after_it_starts")),
        sa.CheckConstraint(
            "end_at IS NOT NULL OR minutes = 0", name=op.f("ck_session_running_has_no_minutes")
        ),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name=op.f("ck_session_fits_a_day")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_session_resource_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("uid", name=op.f("uq_session_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "ix_session_resource_id", "session", ["resource_id", "study_day", "minutes"], unique=False
    )
    op.create_index("ix_session_start_at", "session", ["start_at", "utc_offset", "study_day"], unique=False)
    op.create_index("ix_session_study_day", "session", ["study_day", "minutes"], unique=False)
    op.create_table(
        "status_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "on_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_status_change_on_day_is_a_day"),
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'started', 'paused', 'completed', 'dropped')",
            name=op.f("ck_status_change_status_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_status_change_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
        sa.UniqueConstraint("uid", name=op.f("uq_status_change_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_status_change_resource_id", "status_change", ["resource_id", "on_day"], unique=False)
    op.create_index(
        "ix_session_running",
        "session",
        [sa.text("(end_at IS NULL)")],
        unique=True,
        sqlite_where=sa.text("end_at IS NULL"),
    )
