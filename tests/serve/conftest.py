"""A server of the full screen, at a store of its own."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.shell import ROOT, process


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers at `port` of this machine."""

    port: int
    env: Mapping[str, str]

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def sessions(self) -> list[dict[str, object]]:
        """The sessions in its store."""
        found: list[dict[str, object]] = json.loads(process(self.env, "sessions", "--json").out)
        return found


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """`habit-tui serve`, once it says where it is."""
    env = {
        "HABIT_TUI_CONFIG": str(tmp_path / "config"),
        "HABIT_TUI_DATA": str(tmp_path / "data"),
        "HABIT_TUI_NOW": "2026-11-22T05:42:00Z+",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        "PYTHONPATH": str(ROOT),
        "TZ": "UTC",
    }
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "habit_tui", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            assert server.stderr.readline() == f"habit-tui: on http://127.0.0.1:{port}, until Ctrl+C\n"
            _await(port, server)
            yield Served(port, env)
        finally:
            server.terminate()
            server.communicate(timeout=300)


def _await(port: int, server: subprocess.Popen[str]) -> None:
    """Return once the server listens: it says where just before."""
    while server.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
