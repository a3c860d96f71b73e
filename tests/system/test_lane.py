"""The express lane: what these modules import when the simple commands use them."""

import subprocess
import sys
from pathlib import Path

USED_BY_A_QUICK_LOG = """
import sys
before = set(sys.modules)
from habit_tui.system import clock, editor, paths, settings, tzdata, zone
tzdata.use_newest()
paths.store_file({"HOME": "/home/ada"}, None)
chosen = settings.load("/nowhere")
tzdata.zone(zone.local_zone(chosen.zone, {}).name)
clock.clock({})()
print(*sorted(set(sys.modules) - before))
"""
TOO_DEAR = {
    "alembic",
    "click",
    "importlib.resources",
    "json",
    "pathlib",
    "pendulum",
    "platformdirs",
    "rich",
    "shlex",
    "sqlalchemy",
    "subprocess",
    "tempfile",
    "textual",
    "tomlkit",
    "tomllib",
    "typing",
    "uuid",
}


def test_a_quick_log_imports_nothing_dear_from_here() -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(root())!r})\n{USED_BY_A_QUICK_LOG}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(run.stdout.split())
    assert "habit_tui.system.zone" in loaded
    assert loaded & TOO_DEAR == set()


def root() -> Path:
    return Path(__file__).parents[2]
