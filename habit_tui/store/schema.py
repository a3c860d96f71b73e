"""Creating a file and bringing an older one up to date: alembic on a connection of its own."""

import os
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from habit_tui.domain.backup import Why
from habit_tui.domain.errors import StoreFault
from habit_tui.store import backup
from habit_tui.store.faults import explained
from habit_tui.store.store import APPLICATION_ID, SCHEMA_VERSION, Store
from habit_tui.store.triggers import PREFIXES, triggers

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(store: Store, *, keep_backup: bool = True) -> None:
    """Create the file or migrate it to the present version, in one transaction, after a backup of it.

    Foreign keys are off meanwhile: alembic rebuilds tables, and a rebuilt parent would delete its children
    through ON DELETE CASCADE. Safe when several programs start at once: the first one does the work.
    """
    with explained(store.file):
        if keep_backup:
            _refuse_to_begin_anew(store)
        create_empty(store.file)
        connection = store.connect()
        try:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("BEGIN IMMEDIATE")
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
            if version < SCHEMA_VERSION:
                if version and keep_backup:
                    backup.take(store, store.clock(), Why.UPGRADE)
                _migrate(connection)
                connection.execute("COMMIT")
        finally:
            connection.close()


def _refuse_to_begin_anew(store: Store) -> None:
    """A file that is gone or empty while there are backups of it was lost: an empty one would hide that."""
    if not store.has_content and backup.names(store):
        raise StoreFault(
            f"{store.file} is gone, though there are backups of it: `habit-tui restore` lists them "
            f"(to begin anew, move {store.backups} away)"
        )


def create_empty(file: str) -> None:
    """Make a file with nothing in it, its owner's alone, unless there is one."""
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise StoreFault(f"{file} cannot be created: {error.strerror}") from error


def _migrate(connection: sqlite3.Connection) -> None:
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as bound:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = bound
        command.upgrade(config, "head")
    renew_triggers(connection)
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise StoreFault(
            f"the upgrade would leave {len(broken)} rows without their parents; nothing was changed"
        )
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def renew_triggers(connection: sqlite3.Connection) -> None:
    """Drop our triggers and make them as the tables now are, within the caller's transaction."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        if name.startswith(PREFIXES):
            connection.execute(f'DROP TRIGGER "{name}"')
    for statement in triggers():
        connection.execute(statement)
