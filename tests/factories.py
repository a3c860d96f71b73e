"""Small makers for tests: a desk over a real file, instants from wall clocks, sessions logged."""

import tempfile
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from habit_tui.domain.clock import resolve
from habit_tui.domain.entry import Entry
from habit_tui.domain.kind import Kind
from habit_tui.domain.session import Session
from habit_tui.services import session
from habit_tui.services.desk import Desk
from habit_tui.store.store import Store
from habit_tui.system import tzdata
from habit_tui.system.settings import Settings


def desk_at(folder: Path, zone: str = "Africa/Casablanca", door: str = "cli", **settings: Any) -> Desk:
    """A desk whose store, settings and blog lie in the folder; called again it sits at the same store.

    `settings` are fields of Settings; nothing is read from or written to settings.toml.
    """
    _newest_tz_data()
    env = {
        "HOME": str(folder),
        "HABIT_TUI_DATA": str(folder / "data"),
        "HABIT_TUI_CONFIG": str(folder / "config"),
    }
    file = folder / "data" / "habit.db"
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_bytes(_empty_file())
        file.chmod(0o600)
    return Desk(Store(str(file)), tzdata.zone(zone), Settings(**settings), door, env)


def at(wall: str, zone: str) -> datetime:
    """The UTC instant of a wall time such as "2026-11-22 05:10" in a zone, the first in a fold."""
    _newest_tz_data()
    return resolve(datetime.fromisoformat(wall), tzdata.zone(zone)).instant


def logged(
    desk: Desk,
    day: str,
    start: str,
    minutes: int,
    what: str = "",
    *,
    kind: Kind | None = None,
    note: str = "",
    overlap: bool = False,
    now: datetime | None = None,
) -> Session:
    """A session logged through the service at the desk's zone, at its own end unless `now` says otherwise."""
    began = at(f"{day} {start}", desk.zone_name)
    entry = Entry(
        amount=minutes,
        what=what,
        on=desk.study_day(began),
        at=time.fromisoformat(start),
        kind=kind,
        note=note,
        overlap=overlap,
    )
    done = session.log(desk, entry, now or began + timedelta(minutes=minutes))
    assert done.session is not None
    return done.session


@cache
def _newest_tz_data() -> None:
    tzdata.use_newest()


@cache
def _empty_file() -> bytes:
    """A new store's file as the migrations make it; made once, because they take most of a second."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "habit.db")
        with Store(str(file)).reading():
            pass
        return file.read_bytes()
