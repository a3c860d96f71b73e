"""What reminders did and when they shall be silent.

Revision 0002, `user_version` 2.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the two tables; nothing that was there changes."""
    op.create_table(
        "reminder_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("study_day", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'",
            name=op.f("ck_reminder_run_at_is_an_instant"),
        ),
        sa.CheckConstraint("due IN (0, 1)", name=op.f("ck_reminder_run_due_is_yes_or_no")),
        sa.CheckConstraint(
            "result IN ('silent', 'sending', 'delivered', 'failed')",
            name=op.f("ck_reminder_run_result_is_known"),
        ),
        sa.CheckConstraint(
            "study_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_reminder_run_study_day_is_a_day"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_run")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_reminder_run_study_day", "reminder_run", ["study_day", "occasion"], unique=False)
    op.create_table(
        "reminder_silence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("study_day", sa.Text(), nullable=False),
        sa.Column("until_at", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'",
            name=op.f("ck_reminder_silence_at_is_an_instant"),
        ),
        sa.CheckConstraint(
            "study_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_reminder_silence_study_day_is_a_day"),
        ),
        sa.CheckConstraint(
            "until_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'",
            name=op.f("ck_reminder_silence_until_at_is_an_instant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_silence")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_reminder_silence_study_day", "reminder_silence", ["study_day"], unique=False)
