"""The smallest script that records a session: click, sqlite3, zoneinfo and platformdirs, nothing else.

What a good programmer would write in ten minutes, and so what `habit-tui log` is measured against. It reads
no settings, matches no path, keeps no change log and answers with no streak.
"""

import os
import sqlite3
import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import click
import platformdirs

TABLE = """CREATE TABLE IF NOT EXISTS session (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, start_at TEXT NOT NULL, end_at TEXT NOT NULL,
    zone TEXT NOT NULL, study_day TEXT NOT NULL, minutes INTEGER NOT NULL, what TEXT NOT NULL
) STRICT"""
INSERT = (
    "INSERT INTO session (uid, start_at, end_at, zone, study_day, minutes, what) VALUES (?, ?, ?, ?, ?, ?, ?)"
)


def file() -> str:
    """Where the sessions lie."""
    return f"{platformdirs.user_data_dir('by-hand', ensure_exists=True)}/by-hand.db"


@click.command()
@click.argument("amount")
@click.argument("what", nargs=-1)
def log(amount: str, what: tuple[str, ...]) -> None:
    """Record a session of AMOUNT minutes that ends now."""
    minutes = int(amount.removesuffix("m"))
    zone = ZoneInfo(os.environ.get("TZ", "UTC"))
    end = datetime.now(UTC).replace(microsecond=0)
    start = end - timedelta(minutes=minutes)
    day = (start.astimezone(zone) - timedelta(hours=3)).date()
    connection = sqlite3.connect(file(), timeout=30)
    with connection:
        connection.execute(TABLE)
        values = (
            uuid.uuid4().hex,
            start.isoformat(),
            end.isoformat(),
            zone.key,
            day.isoformat(),
            minutes,
            " ".join(what),
        )
        connection.execute(INSERT, values)
    connection.close()
    click.echo(f"Logged {minutes} min of {' '.join(what)}")


if __name__ == "__main__":
    log()
