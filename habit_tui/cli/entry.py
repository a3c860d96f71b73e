"""The way in from the shell: the express lane first, click for everything else, one boundary for errors."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence

from habit_tui.domain.errors import HabitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line of this process and end it."""
    # A command is over before garbage is worth collecting; the full screen turns it on again.
    gc.disable()
    # Everything we create is the user's alone.
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # both are text files here
    code = run(sys.argv[1:], os.environ)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        # The reader of a pipe has gone; nothing is left to be told.
        code = code or 1
    # Every file is closed by now; skipping the interpreter's own teardown saves a tenth of a quick log.
    os._exit(code)


def run(argv: Sequence[str], env: Mapping[str, str]) -> int:
    """Answer a command line with an exit code: 0 done, 1 cannot be done, 2 wrong usage."""
    try:
        from habit_tui.cli import express

        code = express.run(argv, env)
        if code is None:
            from habit_tui.cli import commands

            code = commands.run(argv, env)
    except HabitError as error:
        _complain(str(error))
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        _complain(f"{error.filename or 'the system'}: {error.strerror or error}")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _complain(text: str) -> None:
    from habit_tui.domain.words import one_line

    print(f"habit-tui: {one_line(text)}", file=sys.stderr)
