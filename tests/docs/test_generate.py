"""The generated parts of the documents are not stale, and leave nothing out."""

import click

from habit_tui.cli import commands
from habit_tui.tui import keys
from tests.docs import generate
from tests.docs.tree import walk


def test_no_document_is_stale() -> None:
    for path in (*generate.DOCUMENTS, *generate.WHOLE):
        stale = f"{path.name}: run `python -m tests.docs.generate`"
        assert generate.before(path) == generate.after(path), stale


def test_every_command_and_every_option_is_documented() -> None:
    text = (generate.ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for name, command in commands.root().commands.items():
        assert f"### `habit-tui {name}" in text
        context = click.Context(command)
        for param in command.params:
            wanted = param.opts if isinstance(param, click.Option) else [param.make_metavar(context)]
            assert all(each in text for each in wanted), (name, param.name)


def test_every_command_that_answers_in_json_has_its_keys_documented() -> None:
    _, section = (generate.ROOT / "docs" / "cli.md").read_text(encoding="utf-8").split("## JSON")
    root = commands.root()
    for context, command in walk(root, click.Context(root)):
        words = context.command_path.split()
        if any(param.name == "json" for param in command.params):
            assert f"`{' '.join(words)}`" in section or f"`{words[0]} ...`" in section, words


def test_every_action_is_documented_with_the_name_a_keymap_knows_it_by() -> None:
    text = (generate.ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    for title, group in keys.GROUPS:
        assert f"## {title}" in text
        assert all(f"`{key.id}`" in text for key in group)


def test_a_stale_part_is_noticed() -> None:
    document = "before\n<!-- generated: settings -->\nstale\n<!-- end -->\nafter\n"
    assert "stale" not in generate.generated(document)
    assert generate.generated(generate.generated(document)) == generate.generated(document)
    assert generate.generated(document).startswith("before\n")
    assert generate.generated(document).endswith("<!-- end -->\nafter\n")
