"""Streaks from the shell."""

from __future__ import annotations

from habit_tui.cli import session as session_door
from habit_tui.cli import views
from habit_tui.cli.door import Door
from habit_tui.domain import glyph
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.streak import in_words
from habit_tui.domain.words import days
from habit_tui.services import streak as service

SHOWN = 10
"""How many past streaks and reasons the text shows; JSON has them all."""


def streak(door: Door, *, plain: bool = False, json: bool = False) -> None:
    """Show streaks with the why."""
    view, form = service.show(door.desk, door.now), door.desk.dates
    if json:
        door.json(
            {
                **views.standing(view.standing),
                "streaks": [views.streak(each) for each in view.streaks],
                "why": [views.why(event, form) for event in view.why],
            }
        )
        return
    if plain:
        from habit_tui.cli import plain as spoken

        door.tell(*spoken.streak(view, SHOWN, form))
        return
    door.tell(f"{session_door.standing_words(view.standing)} · best {days(view.standing.best)}")
    if view.streaks:
        door.tell("", "Streaks")
    for each in reversed(view.streaks[-SHOWN:]):
        first, last = day_name_with_year(each.first, form), day_name_with_year(each.last, form)
        door.tell(f"  {days(each.length):>9}  {first} to {last}")
    if view.why:
        door.tell("", "Why")
    for event in view.why[-SHOWN:]:
        door.tell(f"  {event.study_day.year}  {glyph.why(event.event)} {in_words(event, form)}")
