"""Lending the terminal to another program while the full screen waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from habit_tui.domain.errors import CannotBeDone
from habit_tui.system import editor

if TYPE_CHECKING:
    from habit_tui.tui.app import HabitApp


def edit(app: HabitApp, file: str) -> str:
    """Run the learner's editor on a file until it is closed; what went wrong as a sentence, else nothing."""
    problem = ""
    try:
        with app.suspend():
            # Nothing may leave this block by raising, for the screen comes back only at its end.
            try:
                editor.edit(file, app.desk.env, app.desk.settings.editor)
            except CannotBeDone as error:
                problem = str(error)
    except SuspendNotSupported:
        problem = "this terminal cannot be lent to an editor"
    return problem
