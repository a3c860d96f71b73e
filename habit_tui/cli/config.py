"""The settings from the shell; only those that installed reminders follow need a store."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.words import one_line, pad, printable, quoted
from habit_tui.system import paths, settings, settings_file

NAME_CELLS = 18
_SECRET = frozenset(key.name for key in settings.KEYS if key.secret)


def config(
    env: Mapping[str, str],
    file: str | None = None,
    *,
    name: str | None = None,
    value: str | None = None,
    unset: bool = False,
    json: bool = False,
) -> None:
    """Show every setting or one, or set it; `unset` brings its default back."""
    folder = paths.config_dir(env)
    if unset or value is not None:
        if name is None:
            raise NotUnderstood("name the setting: `habit-tui config NAME VALUE`")
        _refuse_what_no_screen_could_use(folder, name, None if unset else value)
        present = _changed(env, file, name, None if unset else value)
    else:
        present = settings.load(folder)
    shown = [key for key in settings.KEYS if name is None or key.name == name.partition(".")[0]]
    if not shown and not unset:
        raise NotUnderstood(f"there is no setting {quoted(name or '')}; `habit-tui config` lists them")
    values = {key.name: _shown(key.name, present) for key in shown}
    if json:
        from json import dumps

        print(dumps(values, indent=2))
        return
    for key in shown:
        print(printable(f"{pad(key.name, NAME_CELLS)}  {values[key.name] or '-'}"))
        if name is not None:
            print(f"  {key.help}", f"  It is {key.allowed}.", sep="\n")
    if not shown:
        print(f"{quoted(name or '')} is taken out; it was no setting")
    if name is None:
        print(printable(f"\n{folder}/{settings.FILE_NAME}"))


def _changed(env: Mapping[str, str], file: str | None, name: str, value: str | None) -> settings.Settings:
    """The settings after a change; what became of installed reminders, and what is still wrong, is said.

    A setting that no reminder follows needs no store, and one that mends a file can be had before it.
    """
    from habit_tui.cli.door import open_door
    from habit_tui.services import setting

    folder = paths.config_dir(env)
    _, was_wrong = settings.sound(folder)
    if was_wrong or name not in setting.FOLLOWED:
        saved = settings_file.save(folder, name, value)
        _, wrong = settings.sound(folder)
        for sentence in wrong.values():
            print(f"habit-tui: {one_line(sentence)}", file=sys.stderr)
        if wrong or name not in setting.FOLLOWED:
            return saved
    door = open_door(env, file)
    changed = setting.change(door.desk, door.now, name, value)
    if changed.remark:
        door.remark(changed.remark)
    return changed.desk.settings


def _shown(name: str, present: settings.Settings) -> str:
    """A setting's value; what may hold passwords is not shown."""
    text = settings.text_of(getattr(present, name))
    return "set, not shown" if text and name in _SECRET else text


def _refuse_what_no_screen_could_use(folder: str, name: str, value: str | None) -> None:
    """A theme and keys are the full screen's to judge; it is asked for them alone, for it loads slowly."""
    if name in ("theme", "keymap_preset") or name.startswith("keymap."):
        from habit_tui.cli import screen

        present, _ = settings.sound(folder)
        screen.check(present, settings.changed(present, name, value))
