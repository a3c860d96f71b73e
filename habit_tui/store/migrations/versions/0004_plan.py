"""What a learner changed in the plan of a day.

Revision 0004, `user_version` 4.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; nothing that was there changes."""
    op.create_table(
        "plan_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("study_day", sa.Text(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("carried_from", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "study_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_plan_item_study_day_is_a_day"),
        ),
        sa.CheckConstraint(
            "start GLOB '[0-2][0-9]:[0-5][0-9]'", name=op.f("ck_plan_item_start_is_a_clock_time")
        ),
        sa.CheckConstraint(
            "kind IN ('study', 'practice', 'writing', 'review')", name=op.f("ck_plan_item_kind_is_known")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'ticked', 'dropped')", name=op.f("ck_plan_item_state_is_known")
        ),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_plan_item_fits_a_day")),
        sa.CheckConstraint(
            "slot_id IS NOT NULL OR start IS NOT NULL AND minutes IS NOT NULL",
            name=op.f("ck_plan_item_own_item_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_plan_item_slot_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_plan_item_resource_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_item")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_item_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_plan_item_study_day", "plan_item", ["study_day", "slot_id"], unique=True)
