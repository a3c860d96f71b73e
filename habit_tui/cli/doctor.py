"""The doctor from the shell; it opens no door, because a door may be what is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.health import Check
from habit_tui.domain.words import one_line, pad, plural
from habit_tui.services import doctor as service
from habit_tui.services.doctor import Report
from habit_tui.system.clock import clock

NAME_CELLS = 12


def doctor(env: Mapping[str, str], file: str | None, *, fix: bool = False, json: bool = False) -> None:
    """Tell what is wrong, why it matters and what mends it; with `fix` mend what is safe.

    Raises CannotBeDone, once everything is told, when something is wrong.
    """
    now = clock(env)()
    report = service.mend(env, file, now) if fix else service.examine(env, file, now)
    if json:
        from json import dumps

        print(dumps(_as_json(report), indent=2))
    else:
        for line in _lines(report):
            print(line)
    if report.problems:
        raise CannotBeDone(f"{plural(len(report.problems), 'thing is', 'things are')} wrong")


def _lines(report: Report) -> Iterator[str]:
    for each in report.mended:
        yield f"mended  {one_line(each)}"
    for check in report.checks:
        sign = "wrong" if check.problems else "ok"
        yield f"{sign:<6}  {pad(check.name, NAME_CELLS)}{one_line(', '.join(check.facts))}".rstrip()
        for problem in check.problems:
            yield f"          {one_line(problem.what)}"
            yield f"            why   {one_line(problem.why)}"
            yield f"            mend  {one_line(problem.mend)}"


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
