"""`review [week|month]`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options
from habit_tui.domain.assessment import QUESTIONS, Question
from habit_tui.domain.period import PeriodKind

PERIODS = (PeriodKind.WEEK.value, PeriodKind.MONTH.value)


def _answers(command: click.Command) -> click.Command:
    """An option for the answer to each question."""
    for question, text in QUESTIONS.items():
        command.params.append(click.Option([f"--{question}"], metavar="TEXT", help=f"Answer: {text}"))
    return command


@click.command()
@click.argument("period", metavar="[week|month]", type=click.Choice(PERIODS), required=False)
@click.option("--on", metavar="DAY", help="The week or month that holds this day, by default today.")
@click.option("--from", "first", metavar="DAY", help="Review the days from this one on instead.")
@click.option("--to", "last", metavar="DAY", help="The last day, with --from; by default today.")
@click.option("--answer", is_flag=True, help="Ask the questions and keep the answers as an assessment.")
@click.option(
    "--path", metavar="PATH", help="The path the answers are about; by default the only active one, or all."
)
@options.as_json
@click.pass_obj
def review(
    start: Start,
    /,
    period: str | None,
    on: str | None,
    first: str | None,
    last: str | None,
    answer: bool,
    path: str | None,
    json: bool,
    **answers: str | None,
) -> None:
    """Review a week or a month: the numbers, then the questions.

    By default it is this month, or this week where the routine has a review once a week. Each answer can be
    given as an option instead, by a script too; together they are kept as an assessment of today and shown
    next time.
    """
    from habit_tui.cli import review as action

    action.review(
        start.door(),
        period=period,
        on=on,
        first=first,
        last=last,
        path=path,
        answer=answer,
        answers={Question(name): text for name, text in answers.items()},
        json=json,
    )


COMMANDS: tuple[click.Command, ...] = (_answers(review),)
