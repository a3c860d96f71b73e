"""Prompts put off for some days, updates of posts, and where posts were shared.

Revision 0005, `user_version` 5. Of a post from before it is not known in which blog folder it was begun.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"


def upgrade() -> None:
    """Rebuild the two tables that get columns, create the new ones, then let the change log know.

    Rebuilt by hand, because alembic's batch mode would lose STRICT.
    """
    _rebuild_prompt()
    _rebuild_post()
    _create_post_update()
    _create_post_share()
    for table, column in (("prompt", "until"), ("post", "folder")):
        op.execute(
            f"UPDATE change_row SET before = json_set(before, '$.{column}', NULL), "  # noqa: S608  # from here
            f"after = json_set(after, '$.{column}', NULL) WHERE table_name = '{table}'"
        )


def _rebuild_prompt() -> None:
    op.create_table(
        "prompt_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("prompt_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.CheckConstraint(f"on_day {DAY}", name=op.f("ck_prompt_on_day_is_a_day")),
        sa.CheckConstraint(f"until {DAY}", name=op.f("ck_prompt_until_is_a_day")),
        sa.CheckConstraint("state IN ('used', 'skipped', 'snoozed')", name=op.f("ck_prompt_state_is_known")),
        sa.CheckConstraint(
            "(state = 'snoozed') = (until IS NOT NULL)", name=op.f("ck_prompt_snooze_has_an_end")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt")),
        sa.UniqueConstraint("prompt_id", name=op.f("uq_prompt_prompt_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_prompt_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute("INSERT INTO prompt_new SELECT *, NULL FROM prompt")
    _replace("prompt")


def _rebuild_post() -> None:
    op.create_table(
        "post_new",
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
        sa.Column("folder", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "dialect IN ('jekyll', 'hugo', 'gatsby', 'plain')", name=op.f("ck_post_dialect_is_known")
        ),
        sa.CheckConstraint(f"created_on {DAY}", name=op.f("ck_post_created_on_is_a_day")),
        sa.CheckConstraint(f"published_on {DAY}", name=op.f("ck_post_published_on_is_a_day")),
        sa.CheckConstraint("status IN ('draft', 'published')", name=op.f("ck_post_status_is_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("uid", name=op.f("uq_post_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute("INSERT INTO post_new SELECT *, NULL FROM post")
    _replace("post")


def _replace(table: str) -> None:
    """Put the new table in the old one's place.

    It also takes over the highest id ever given, because the change log names rows by their ids.
    """
    op.execute(f"DELETE FROM sqlite_sequence WHERE name = '{table}_new'")  # noqa: S608  # a name from here
    op.execute(f"UPDATE sqlite_sequence SET name = '{table}_new' WHERE name = '{table}'")  # noqa: S608
    op.drop_table(table)
    op.rename_table(f"{table}_new", table)


def _create_post_update() -> None:
    op.create_table(
        "post_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(f"on_day {DAY}", name=op.f("ck_post_update_on_day_is_a_day")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_update_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_update")),
        sa.UniqueConstraint("uid", name=op.f("uq_post_update_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_post_update_post_id", "post_update", ["post_id", "on_day"], unique=False)


def _create_post_share() -> None:
    op.create_table(
        "post_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("shared_on", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Text(), nullable=True),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.CheckConstraint(f"shared_on {DAY}", name=op.f("ck_post_share_shared_on_is_a_day")),
        sa.CheckConstraint(f"asked_on {DAY}", name=op.f("ck_post_share_asked_on_is_a_day")),
        sa.CheckConstraint(f"received_on {DAY}", name=op.f("ck_post_share_received_on_is_a_day")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_share_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_share")),
        sa.UniqueConstraint("uid", name=op.f("uq_post_share_uid")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_post_share_post_id", "post_share", ["post_id"], unique=False)
