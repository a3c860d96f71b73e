"""Prompts: questions to write about, read from TOML."""

from collections.abc import Iterable
from pathlib import Path

from habit_tui.domain.cause import TRIGGERS
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.path import ResourceKind
from habit_tui.domain.prompt import Template
from habit_tui.exchange.toml import Table, read, shipped

PROMPTS = "prompts.toml"


def shared_prompts() -> tuple[Template, ...]:
    """Read the prompts that serve every path."""
    table = read(shipped() / PROMPTS)
    prompts = read_prompts(table)
    table.close()
    return prompts


def starter_prompts(name: str, kept: str = "") -> tuple[Template, ...]:
    """Read the prompts of a starter that ships, or of one's own whose file is in the folder `kept`.

    Of any other name there are none. Raises NotUnderstood for a file that breaks the schema.
    """
    for folder in (shipped(), *([Path(kept)] if kept else ())):
        file = folder / f"{name}.toml"
        if file.parent == folder and file.is_file():
            return read_prompts(read(file))
    return ()


def own(folder: str) -> tuple[tuple[Template, ...], tuple[str, ...]]:
    """Read the TOML files of a folder by name; a file that breaks the schema gives its reason instead."""
    templates: list[Template] = []
    problems: list[str] = []
    for file in sorted(Path(folder).glob("*.toml")):
        try:
            table = read(file)
            prompts = read_prompts(table)
            table.close()
            templates += prompts
        except NotUnderstood as error:
            problems.append(str(error))
    return tuple(templates), tuple(problems)


def read_prompts(table: Table) -> tuple[Template, ...]:
    """Take the prompts out of a file's table; NotUnderstood names the table and key that are wrong."""
    prompts = tuple(_prompt(entry) for entry in table.tables("prompts"))
    table.once("prompts", [prompt.id for prompt in prompts])
    return prompts


def _prompt(table: Table) -> Template:
    prompt_id = table.text("id", limit=60)
    if not prompt_id.isascii() or not prompt_id.replace("-", "").isalnum() or not prompt_id.islower():
        raise table.wrong("id", "lower-case letters, digits and hyphens")
    trigger = table.text("trigger")
    if trigger not in TRIGGERS:
        raise table.wrong("trigger", f"one of {', '.join(TRIGGERS)}")
    kinds = table.strings("kinds")
    if not set(kinds) <= {kind.value for kind in ResourceKind}:
        raise table.wrong("kinds", f"a list of {', '.join(ResourceKind)}")
    template = Template(
        id=prompt_id,
        trigger=trigger,
        question=table.text("question"),
        reason=table.text("reason"),
        outline=table.strings("outline"),
        tags=table.strings("tags"),
        kinds=tuple(ResourceKind(kind) for kind in kinds),
    )
    for key, texts in (
        ("question", [template.question]),
        ("reason", [template.reason]),
        ("outline", template.outline),
    ):
        _only_known_names(table, key, texts, TRIGGERS[trigger].names)
    table.close()
    return template


def _only_known_names(table: Table, key: str, texts: Iterable[str], known: frozenset[str]) -> None:
    for text in texts:
        for part in text.split("{")[1:]:
            name, brace, _ = part.partition("}")
            if not brace or name not in known:
                raise table.wrong(
                    key, f"free of braces other than {', '.join(f'{{{name}}}' for name in sorted(known))}"
                )
