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
    _ready_streams()
    code = run(sys.argv[1:], os.environ)
    if code == 0:
        _back_up(sys.argv[1:], os.environ)
    # Every file is closed by now; skipping the interpreter's own teardown saves a tenth of a quick log.
    os._exit(code)


def run(argv: Sequence[str], env: Mapping[str, str]) -> int:
    """Answer a command line with an exit code: 0 done, 1 cannot be done, 2 wrong usage, 130 cancelled."""
    try:
        from habit_tui.cli import express

        code = express.run(argv, env)
        if code is None:
            from habit_tui.cli import commands

            code = commands.run(argv, env)
        sys.stdout.flush()
    except HabitError as error:
        _complain(str(error))
        return error.exit_code
    except BrokenPipeError:
        # The reader has gone: what was asked for is done, and nothing is left to be told.
        return 0
    except OSError as error:
        _complain(f"{error.filename or 'the answer cannot be written'}: {error.strerror or error}")
        return 1
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:
        if not _is_interrupted(error):
            _tell_of_a_fault(error, argv, env)
            return 1
        code = INTERRUPTED
    if code == INTERRUPTED:
        if sys.stderr.isatty():
            # The terminal has drawn a ^C where the line is to begin.
            sys.stderr.write("\r")
        _complain("cancelled; nothing was left half done")
    return code


def _back_up(argv: Sequence[str], env: Mapping[str, str]) -> None:
    """Take the day's backup when there is none yet: the answer is given, so nobody waits for it.

    The full screen, which has no command, takes its own, and a demo leaves the learner's record alone.
    """
    from habit_tui.cli.express import file_option

    file, words = file_option(argv)
    if not words or words[0].startswith("-") or words[0] == "demo":
        return
    from habit_tui.store.store import Store
    from habit_tui.system import clock, paths

    store, now = Store(paths.store_file(env, file)), clock.clock(env)()
    if store.is_backed_up(now):
        return
    from habit_tui.cli import backup

    try:
        backup.daily(store, now)
    except (OSError, KeyboardInterrupt) as error:
        # The answer stands, whatever becomes of the backup: the next command tries again.
        _complain(f"no backup was made: {str(error) or 'interrupted'}")


def _is_interrupted(error: BaseException | None) -> bool:
    """Whether a Ctrl+C lies behind an error: one in the making of a class, as at an import, is another."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _tell_of_a_fault(error: Exception, argv: Sequence[str], env: Mapping[str, str]) -> None:
    """Say that the program itself is at fault; its traceback goes into the log beside the store."""
    from datetime import UTC, datetime

    from habit_tui.cli.express import file_option
    from habit_tui.system import log, paths

    try:
        file, _ = file_option(argv)
        path = log.write(paths.store_file(env, file), datetime.now(UTC), error)
    except (HabitError, OSError):
        raise error from None
    said = f"{type(error).__name__}: {error}"
    _complain(
        f"a fault in habit-tui itself: {said}; please report it with {path}, and see `habit-tui doctor`"
    )


def _ready_streams() -> None:
    """Let any text be printed, and nowhere if a stream was closed before the start."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # to the end
        elif (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="replace")


def _complain(text: str) -> None:
    from habit_tui.domain.words import one_line

    try:
        print(f"habit-tui: {one_line(text)}", file=sys.stderr)
    except OSError:
        # The terminal has gone, and whoever would have read it; the exit code still tells.
        return
