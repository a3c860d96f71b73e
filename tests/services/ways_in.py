"""The sample files of every format that can be imported, and how a test reads them."""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from habit_tui.exchange.wall import DateOrder
from habit_tui.services import transfer
from habit_tui.services.arrival import Imported
from habit_tui.services.desk import Desk
from habit_tui.services.transfer import Import
from tests.factories import at

DATA = Path(__file__).parents[1] / "data" / "import"
NOW = at("2026-11-22 12:00", "Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample file, the format it is in, and what has to be said about it."""

    form: str
    name: str
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        """Where it lies."""
        return DATA / self.name

    def bring(self, desk: Desk, file: Path | None = None, **said: Any) -> Imported:
        """Import it, or another file in its place."""
        wanted = Import(self.form, str(file or self.file), **{**self.said, **said})
        return transfer.import_sessions(desk, wanted, NOW)


WATSON = Sample("watson", "watson-frames")
WATSON_LOG = Sample("watson", "watson-log.json")
TIMEWARRIOR = Sample("timewarrior", "timewarrior-export.json")
TIMEWARRIOR_DATA = Sample("timewarrior", "timewarrior")
TOGGL = Sample("toggl", "toggl.csv")
CLOCKIFY = Sample("clockify", "clockify.csv", {"dates": DateOrder.DMY})
HARSH = Sample("harsh", "harsh-log", {"minutes": 25})
LOOP = Sample("loop", "loop", {"minutes": 20})
LOOP_BACKUP = Sample("loop", "loop.db", {"minutes": 20})

SAMPLES = (
    WATSON,
    WATSON_LOG,
    TIMEWARRIOR,
    TIMEWARRIOR_DATA,
    TOGGL,
    CLOCKIFY,
    HARSH,
    LOOP,
    LOOP_BACKUP,
)


def zipped(folder: Path, target: Path) -> Path:
    """The folder as an archive, Loop's files at its top."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*.csv")):
            archive.write(file, file.relative_to(folder).as_posix())
    return target
