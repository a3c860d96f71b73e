"""The completion scripts, by click: `docs/completions/`; the wheel installs them where shells look."""

from collections.abc import Callable, Iterator, Mapping

from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from habit_tui.cli import commands

VARIABLE = "_HABIT_TUI_COMPLETE"


def _script(shell: type[ShellComplete]) -> Callable[[], Iterator[str]]:
    def lines() -> Iterator[str]:
        # Bash's own `source` would run bash first, to refuse versions before 4.4.
        yield from (
            ShellComplete.source(shell(commands.root(), {}, "habit-tui", VARIABLE)).rstrip().splitlines()
        )

    return lines


SCRIPTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "habit-tui": _script(BashComplete),
    "_habit-tui": _script(ZshComplete),
    "habit-tui.fish": _script(FishComplete),
}
"""Each by the name its shell looks for."""
