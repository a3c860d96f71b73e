"""Import and export from the shell."""

from __future__ import annotations

import os
import sys

from habit_tui.cli.door import Door
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.words import plural
from habit_tui.services import transfer as service


def import_csv(
    door: Door, *, file: str, dry_run: bool = False, overlap: bool = False, json: bool = False
) -> None:
    """Read sessions from a CSV file."""
    done = service.import_csv(door.desk, file, door.now, overlap=overlap, dry_run=dry_run)
    if json:
        door.json(
            {
                "kept": done.kept,
                "skipped": done.skipped,
                "problems": [{"line": line, "reason": reason} for line, reason in done.problems],
            }
        )
        return
    for line, reason in done.problems:
        door.remark(f"line {line}: {reason}")
    would = "would be " if dry_run else ""
    door.tell(f"{plural(done.kept, 'session', 'sessions')} {would}kept, {done.skipped} skipped")


def export(door: Door, *, form: str, output: str | None = None) -> None:
    """Write everything to a new file, or to stdout."""
    write = {"csv": service.export_csv, "json": service.export_json}[form]
    if output is None:
        write(door.desk, sys.stdout)
        return
    try:
        with open(
            os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline=""
        ) as out:
            write(door.desk, out)
    except FileExistsError:
        raise CannotBeDone(f"{output} exists already; it was left as it is") from None
