"""Assessments: the questions at the end of a period, and their answers as one text."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Question(StrEnum):
    """What a review asks."""

    KEEP = "keep"
    CHANGE = "change"
    LEARNT = "learnt"
    OBSTACLE = "obstacle"


QUESTIONS: Mapping[Question, str] = {
    Question.KEEP: "Keep the path?",
    Question.CHANGE: "Change it?",
    Question.LEARNT: "What was learnt?",
    Question.OBSTACLE: "What stood in the way?",
}

Answers = Mapping[Question, str]


def text_of(answers: Answers) -> str:
    """The answers as one text, each after its question; "" when nothing was answered."""
    said = ((question, answers.get(question, "").strip()) for question in Question)
    return "\n".join(f"{QUESTIONS[question]} {answer}" for question, answer in said if answer)


def answers_in(text: str) -> dict[Question, str]:
    """The answers that such a text holds; none for an assessment in other words."""
    found: dict[Question, list[str]] = {}
    lines: list[str] | None = None
    for line in text.splitlines():
        asked = next((each for each in Question if line.startswith(QUESTIONS[each])), None)
        if asked is not None and asked not in found:
            lines = found.setdefault(asked, [])
            lines.append(line.removeprefix(QUESTIONS[asked]).strip())
        elif lines is not None:
            lines.append(line)
        elif line.strip():
            return {}
    return {question: "\n".join(said).strip() for question, said in found.items()}
