"""README's Run command, as written, on a clean clone: `python -m tests.wheel.newcomer`."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.terminal import shown
from tests.wheel.install import ROOT


def main() -> None:
    """Clone the last commit, copy the command, and wait for the full screen."""
    run = re.search(
        r"^## Run\n+```\w*\n(.+)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    if run is None:
        sys.exit("the first block under README's heading Run is not one line")
    with tempfile.TemporaryDirectory(prefix="habit-tui-newcomer-") as folder:
        home = Path(folder)
        subprocess.run(["git", "clone", "--quiet", f"file://{ROOT}", str(home / "habit_tui")], check=True)
        env = {
            name: value for name, value in os.environ.items() if not name.startswith(("HABIT_TUI_", "XDG_"))
        }
        env |= {"HOME": folder, "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        command = ["bash", "-c", f"cd '{home}/habit_tui' && {run[1]}"]
        print(f"+ {run[1]}", flush=True)
        try:
            screen = shown(command, env, ["Today"], b"\x11", limit=300)
        except TimeoutError as error:
            sys.exit(str(error))
        if screen.code != 0:
            sys.exit(f"it ended with {screen.code}:\n{screen.text}")
        print(f"the full screen was there after {screen.seconds:.0f} seconds")


if __name__ == "__main__":
    main()
