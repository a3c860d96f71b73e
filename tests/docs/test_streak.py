"""The figures of docs/streak.md are those of the rules."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from habit_tui.domain.glyph import VERDICTS
from habit_tui.domain.routine import DEFAULT_ROUTINE
from habit_tui.domain.streak import COUNTED, FreezeRules, History, Verdict, fold, judge
from tests.docs.generate import ROOT

TEXT = (ROOT / "docs" / "streak.md").read_text(encoding="utf-8")
FIRST = date(2026, 1, 1)


def rows(*heading: str) -> list[list[str]]:
    """The cells below the table that has this heading."""
    lines = iter(TEXT.splitlines())
    wanted = f"| {' | '.join(heading)} |"
    assert wanted in lines
    next(lines)
    return list(_cells(lines))


def _cells(lines: Iterator[str]) -> Iterator[list[str]]:
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip(" `") or " " for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def strength(minutes: Sequence[int]) -> str:
    """The strength after these days, as the page writes it, with the default routine's 60 minutes."""
    days = {FIRST + timedelta(days=number): done for number, done in enumerate(minutes)}
    history = History(days, (DEFAULT_ROUTINE,), first_session=FIRST)
    after = fold(history, FIRST + timedelta(days=len(minutes)), FreezeRules(earn_every=0))
    return f"{after.strength * 100:.1f} %"


def test_every_verdict_stands_there_with_its_sign_and_what_it_does_to_a_streak() -> None:
    told = {
        Verdict(name): (sign, effect)
        for sign, name, _, effect in rows("sign", "verdict", "when", "in a streak")
    }
    assert set(told) == set(Verdict) - {Verdict.BEFORE}
    for verdict, (sign, effect) in told.items():
        assert sign == VERDICTS[verdict]
        assert (effect == "counts") == (verdict in COUNTED)
        assert (effect == "ends it") == (verdict is Verdict.MISSED)


def test_minutes_alone_give_the_verdicts_shown() -> None:
    shown = rows("target", "minimum", "done", "verdict")
    assert {judge(int(target), int(minimum), int(done)) for target, minimum, done, _ in shown} == {
        Verdict(verdict) for *_, verdict in shown
    }
    for target, minimum, done, verdict in shown:
        assert judge(int(target), int(minimum), int(done)) == verdict


def test_strength_grows_as_shown() -> None:
    for days, *shown in rows("days", "all of the target", "half of it", "10 of 60 minutes"):
        assert shown == [strength([minutes] * int(days)) for minutes in (60, 30, 10)]


def test_strength_fades_as_shown() -> None:
    full = [60] * 1000
    for missed, left in rows("missed", "left"):
        assert left == strength(full + [0] * int(missed))


def test_the_routine_of_a_store_without_one_is_the_one_told() -> None:
    routine = DEFAULT_ROUTINE
    assert set(routine.targets) == {60}
    assert routine.minimum == 10
