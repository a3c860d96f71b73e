"""Write the generated parts of the documents: `python -m tests.docs.generate [--check]`.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`; the text around it is written by hand.
With `--check` nothing is written, and a part that is not as it would be generated ends with exit code 1.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import cleandoc
from pathlib import Path

import click

from habit_tui.cli import commands
from habit_tui.system.settings import KEYMAPS, KEYS, text_of
from habit_tui.tui import keymap, keys
from habit_tui.tui.keys import Key
from tests.docs import completion, manual
from tests.docs.tree import options, walk

ROOT = Path(__file__).parents[2]
DOCUMENTS = tuple(ROOT / "docs" / name for name in ("cli.md", "keys.md", "settings.md"))

_PART = re.compile(r"(?<=<!-- generated: )(?P<name>\w+) -->\n.*?(?=<!-- end -->)", re.DOTALL)


WHOLE: Mapping[Path, Callable[[], Iterator[str]]] = {
    ROOT / "docs" / "habit-tui.1": manual.page,
    **{ROOT / "docs" / "completions" / name: lines for name, lines in completion.SCRIPTS.items()},
}
"""Documents that are generated from end to end."""


def main(arguments: Sequence[str]) -> int:
    """Write every document, or tell which are stale."""
    stale = [path for path in (*DOCUMENTS, *WHOLE) if before(path) != after(path)]
    for path in stale:
        if "--check" in arguments:
            print(f"{path.relative_to(ROOT)} is stale: run `python -m tests.docs.generate`")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(after(path), encoding="utf-8")
            print(f"{path.relative_to(ROOT)} written")
    return 1 if stale and "--check" in arguments else 0


def before(path: Path) -> str:
    """A document as it is."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def after(path: Path) -> str:
    """A document as it is to be."""
    return generated(before(path)) if path in DOCUMENTS else "\n".join([*WHOLE[path](), ""])


def generated(document: str) -> str:
    """A document with every generated part as it is to be."""

    def part(found: re.Match[str]) -> str:
        lines = "\n".join(PARTS[found["name"]]())
        return f"{found['name']} -->\n{lines}\n"

    return _PART.sub(part, document)


def every_command() -> Iterator[str]:
    """A section a command, with its help and its options."""
    root = commands.root()
    yield from _options(root, click.Context(root, info_name="habit-tui"))
    for context, command in walk(root, click.Context(root, info_name="habit-tui")):
        words = command.collect_usage_pieces(context)
        usage = " ".join([context.command_path, *(word for word in words if word != "[OPTIONS]")])
        yield f"### `{usage}`"
        yield ""
        for paragraph in cleandoc(command.help or "").split("\n\n"):
            yield from (paragraph.replace("\n", " "), "")
        yield from _options(command, context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    records = options(command, context)
    if records:
        yield "| option | |"
        yield "|---|---|"
        for option, meaning in records:
            yield f"| `{_cell(option)}` | {_cell(meaning)} |"
        yield ""


def every_key() -> Iterator[str]:
    """A table a group of keys."""
    for title, group in keys.GROUPS:
        yield f"## {title}"
        yield ""
        yield from _table(group)


def preset_keys() -> Iterator[str]:
    """The actions whose keys are others in a preset."""
    presets = [keymap.preset_keys(name) for name in KEYMAPS]
    yield f"| action | {' | '.join(KEYMAPS)} |"
    yield f"|---|{'---|' * len(KEYMAPS)}"
    for action, key in keymap.known().items():
        if any(action in preset for preset in presets):
            pressed = (_pressed(preset.get(action, key.keys)) for preset in presets)
            yield f"| `{action}` | {' | '.join(pressed)} |"
    yield ""


def every_setting() -> Iterator[str]:
    """The settings with what they may be and what they are without a line."""
    yield "| setting | it is | by default | what it does |"
    yield "|---|---|---|---|"
    for key in KEYS:
        default = text_of(key.default)
        shown = f"`{default}`" if default else key.none
        yield f"| `{key.name}` | {_cell(key.allowed)} | {shown} | {_cell(key.help)} |"
    yield ""


def _pressed(names: str) -> str:
    return ", ".join(f"`{_cell(keys.display(each))}`" for each in names.split(","))


def _table(group: Sequence[Key]) -> Iterator[str]:
    yield "| key | does | action |"
    yield "|---|---|---|"
    for key in group:
        yield f"| {_pressed(key.keys)} | {_cell(key.tip)} | `{key.id}` |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


PARTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "commands": every_command,
    "keys": every_key,
    "preset_keys": preset_keys,
    "settings": every_setting,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
