"""Showing a folder on the desktop, where there is one."""

import os
from pathlib import Path

import pytest

from habit_tui.domain.errors import CannotBeDone
from habit_tui.system import folder


def test_a_bare_terminal_and_a_shell_from_afar_show_nothing(tmp_path: Path) -> None:
    assert not folder.show(str(tmp_path), {"PATH": ""})
    assert not folder.show(str(tmp_path), {"DISPLAY": ":0", "SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22"})


def test_a_desktop_without_a_program_for_it_shows_nothing(tmp_path: Path) -> None:
    assert not folder.show(str(tmp_path), {"DISPLAY": ":0", "PATH": str(tmp_path)})


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotBeDone, match="does not exist yet"):
        folder.show(str(tmp_path / "none"), {"DISPLAY": ":0"})


def test_the_desktops_program_gets_the_folder_as_one_word(tmp_path: Path) -> None:
    there, told = tmp_path / "a folder; touch x", tmp_path / "told"
    there.mkdir()
    os.mkfifo(told)
    program = tmp_path / "bin" / "xdg-open"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > "{told}"\n')
    program.chmod(0o755)
    assert folder.show(
        str(there), {"WAYLAND_DISPLAY": "wayland-0", "PATH": f"{program.parent}:/usr/bin:/bin"}
    )
    assert told.read_text() == str(there)
