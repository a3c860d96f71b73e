"""Answers command lines, each in a process forked from this one: `python -m tests.docs.forks`.

The program is loaded once for all of them. A line of JSON asks (`cwd`, `env`, `words`), another one answers
(`code`, `said`: stdout and stderr).
"""

import json
import os
import sys
import time
from tempfile import TemporaryFile
from typing import IO, Any

from habit_tui.cli import commands, entry, express
from habit_tui.store import merge, schema

LOADED = (express, schema, merge, commands.root())


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """What the program says to a command line, and its exit code."""
    with TemporaryFile() as said:
        child = os.fork()
        if not child:
            try:
                become(asked, said)
            finally:
                os._exit(70)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        return {"code": code, "said": said.read().decode()}


def become(asked: dict[str, Any], said: IO[bytes]) -> None:
    """Be the program, as if it had been started anew."""
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(said.fileno(), 1)
    os.dup2(said.fileno(), 2)
    sys.argv = ["habit-tui", *asked["words"]]
    entry.main()


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
