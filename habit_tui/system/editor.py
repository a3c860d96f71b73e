"""The learner's own editor, run without a shell."""

from collections.abc import Mapping

from habit_tui.domain.errors import CannotBeDone
from habit_tui.system.settings import BUILT_IN


def editor_command(env: Mapping[str, str], chosen: str | None = None) -> list[str] | None:
    """The words of the setting `editor`, else of $VISUAL, else of $EDITOR, split as a shell would.

    None for our own editor: chosen, or because none of them is set. Raises CannotBeDone when a quote is left
    open.
    """
    import shlex

    if chosen == BUILT_IN:
        return None
    places = {"editor": chosen or "", **{name: env.get(name, "") for name in ("VISUAL", "EDITOR")}}
    for place, text in places.items():
        try:
            words = shlex.split(text)
        except ValueError as error:
            raise CannotBeDone(f"{place}='{text}' cannot be read: a quote is left open") from error
        if words:
            return words
    return None


def edit(path: str, env: Mapping[str, str], chosen: str | None = None) -> None:
    """Open the file, given by its absolute path, in the editor and wait until it is closed.

    `chosen` is the setting `editor`; our own editor, which is the full screen's, gives way to the one of the
    environment. Keys that interrupt belong to the editor meanwhile, so the caller runs in the main thread.
    Raises CannotBeDone when there is no editor, it cannot be started, or it fails.
    """
    import signal
    import subprocess

    command = editor_command(env, None if chosen == BUILT_IN else chosen)
    if command is None:
        raise CannotBeDone("no editor is set: set EDITOR, for example EDITOR=nano")
    # A handler of our own, unlike SIG_IGN, is not handed down to the editor.
    before = {each: signal.signal(each, _leave_it) for each in (signal.SIGINT, signal.SIGQUIT)}
    try:
        # The user's own choice of program, started with its words as they are.
        status = subprocess.run([*command, path], env=env, check=False).returncode  # noqa: S603
    except OSError as error:
        raise CannotBeDone(f"the editor {command[0]} cannot be started: {error.strerror}") from error
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    if status < 0:
        raise CannotBeDone(f"the editor {command[0]} was ended by signal {-status}")
    if status > 0:
        raise CannotBeDone(f"the editor {command[0]} failed with status {status}")


def _leave_it(_signal: int, _frame: object) -> None:
    """Let the editor alone answer."""
