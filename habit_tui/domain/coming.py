"""What comes to a learner who goes on."""

from dataclasses import dataclass

from habit_tui.domain.streak import SMOOTHING, Fold, FreezeRules

STEPS = (0.25, 0.5, 0.75, 0.9)
"""The strengths one can look forward to."""

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Coming:
    """The counted days until a freeze is earned, and the days on target until a strength of `step`, 0 to 1.

    Without `freeze_in` no freeze comes, because enough are held or there are none; without `step` there is no
    further one.
    """

    freeze_in: int | None
    is_first_freeze: bool
    step: float | None
    step_in: int


def coming(folded: Fold, rules: FreezeRules) -> Coming:
    """What comes after the days of a whole fold, if none is missed."""
    state = folded.state
    earns = rules.earn_every and state.held < rules.hold
    step = next((each for each in STEPS if each > state.strength), None)
    return Coming(
        rules.earn_every - state.progress if earns else None,
        all(event.event != "earned" for event in folded.why),
        step,
        0 if step is None else days_on_target(state.strength, step),
    )


def days_on_target(strength: float, wanted: float) -> int:
    """How many days with their target met bring a strength to one below 1."""
    count = 0
    # Thirteen days halve what is missing, but for the last digit of a float.
    while wanted - strength > TOLERANCE:
        strength = strength * SMOOTHING + 1 - SMOOTHING
        count += 1
    return count
