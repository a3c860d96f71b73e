"""A picture of the screen, to share."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from habit_tui.domain.errors import CannotBeDone
from habit_tui.exchange import svg

if TYPE_CHECKING:
    from habit_tui.tui.app import HabitApp


def take(app: HabitApp) -> None:
    """Save what is shown as a picture in the folder the app was started in, and say where it is."""
    drawn, day = app.export_screenshot(), app.today.study_day
    app.write(
        app,
        lambda _desk, _now: keep(drawn, here(), day),
        lambda path: f"The picture is {path}",
        undoable=False,
    )


def keep(picture: str, folder: Path, day: date) -> Path:
    """Write an SVG document into a folder as "habit-tui-2026-11-22.svg", over nothing; its path.

    A second one of the day is called "-2". Raises CannotBeDone when it cannot be written.
    """
    paths = (folder / f"habit-tui-{day}{'' if number == 1 else f'-{number}'}.svg" for number in count(1))
    path = next(path for path in paths if not (path.is_symlink() or path.exists()))
    svg.write(str(path), picture)
    return path


def here() -> Path:
    """The folder the program was started in; CannotBeDone when it is gone."""
    try:
        return Path.cwd()
    except OSError as error:
        raise CannotBeDone(f"the folder this was started in is gone: {error.strerror}") from error
