"""The doctor from the shell; it opens no door, because a door may be what is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap

from habit_tui.cli.progress import bar
from habit_tui.domain.errors import CannotBeDone, HabitError
from habit_tui.domain.health import Check
from habit_tui.domain.words import one_line, pad, plural
from habit_tui.services import doctor as service
from habit_tui.services.doctor import Report
from habit_tui.system import paths
from habit_tui.system.clock import clock

LONG = 20_000_000
"""Bytes of a store from which an examination shows how far it has come."""

NAME_CELLS = 12
MOST_CELLS = 80


def doctor(env: Mapping[str, str], file: str | None, *, fix: bool = False, json: bool = False) -> None:
    """Tell what is wrong, why it matters and what mends it; with `fix` mend what is safe.

    Raises CannotBeDone, once everything is told, when something is wrong.
    """
    from habit_tui.cli import screen

    now = clock(env)()
    with bar(_place(env, file), "Examining", LONG) as progress:
        report = service.examine(env, file, now, screen.unusable, progress, fix=fix)
    if json:
        from json import dumps

        print(dumps(_as_json(report), indent=2))
    else:
        for line in _lines(report):
            print(line)
    if report.problems:
        raise CannotBeDone(f"{plural(len(report.problems), 'thing is', 'things are')} wrong")


def _place(env: Mapping[str, str], file: str | None) -> str:
    """Where the store is, "" where even that cannot be told."""
    try:
        return paths.store_file(env, file)
    except HabitError:
        return ""


def _lines(report: Report) -> Iterator[str]:
    for each in report.mended:
        yield from _wrapped("mended  ", each)
    for check in report.checks:
        sign = "wrong" if check.problems else "ok"
        yield from _wrapped(f"{sign:<8}{pad(check.name, NAME_CELLS)}", ", ".join(check.facts))
        for problem in check.problems:
            yield from _wrapped(" " * 10, problem.what)
            yield from _wrapped(f"{'':12}why   ", problem.why)
            # A command stays on one line, to be copied.
            yield f"{'':12}mend  {one_line(problem.mend)}"


def _wrapped(start: str, text: str) -> Iterator[str]:
    """A text behind a start, broken between words so that it stays in its column."""
    width = max(MOST_CELLS - len(start), len(start))
    lines = wrap(one_line(text), width, break_long_words=False, break_on_hyphens=False) or [""]
    for number, line in enumerate(lines):
        yield f"{start if number == 0 else ' ' * len(start)}{line}".rstrip()


def _as_json(report: Report) -> dict[str, object]:
    return {
        "ok": not report.problems,
        "mended": list(report.mended),
        "checks": [_check_as_json(check) for check in report.checks],
    }


def _check_as_json(check: Check) -> dict[str, object]:
    return {
        "name": check.name,
        "ok": not check.problems,
        "facts": list(check.facts),
        "problems": [
            {"what": each.what, "why": each.why, "mend": each.mend, "fixable": each.fix is not None}
            for each in check.problems
        ],
    }
