"""One sign for each verdict, kind and status, the same on every screen, in the shell and in pictures.

Each is one terminal cell wide and tells its meaning without colour.
"""

from collections.abc import Mapping

from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Status
from habit_tui.domain.plan import PlanStatus
from habit_tui.domain.streak import Verdict

VERDICTS: Mapping[Verdict, str] = {
    Verdict.MET: "●",
    Verdict.KEPT: "◐",
    Verdict.BONUS: "◆",
    Verdict.MISSED: "✕",
    Verdict.FROZEN: "✻",
    Verdict.REST: "·",
    Verdict.LEAVE: "~",
    Verdict.VOID: "∅",
    Verdict.OPEN: "○",
    Verdict.BEFORE: " ",
}

MEANINGS: Mapping[Verdict, str] = {
    Verdict.MET: "target met",
    Verdict.KEPT: "minimum kept",
    Verdict.BONUS: "bonus on a free day",
    Verdict.MISSED: "missed",
    Verdict.FROZEN: "covered by a freeze",
    Verdict.REST: "rest",
    Verdict.LEAVE: "leave",
    Verdict.VOID: "never happened",
    Verdict.OPEN: "still open",
    Verdict.BEFORE: "before the start",
}

EARNED = "+"
"""What is said of a freeze earned, which is no verdict."""

KINDS: Mapping[Kind, str] = {
    Kind.STUDY: "◇",
    Kind.PRACTICE: "△",
    Kind.WRITING: "✎",
    Kind.REVIEW: "↺",
}

PLAN: Mapping[PlanStatus, str] = {
    PlanStatus.OPEN: "·",
    PlanStatus.RUNNING: "▶",
    PlanStatus.DONE: "✓",
}

STATUSES: Mapping[Status, str] = {
    Status.PLANNED: "·",
    Status.STARTED: "▶",
    Status.PAUSED: "‖",
    Status.COMPLETED: "✓",
    Status.DROPPED: "✗",
}


def why(event: str) -> str:
    """The sign before a reason, by the event it tells of."""
    return EARNED if event == "earned" else VERDICTS[Verdict(event)]
