"""The pictures of README and docs: `python -m tests.docs.pictures` takes them anew from a lived-in year."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random

from habit_tui.domain.path import Status
from habit_tui.services import leave, post, resource, session, starter
from habit_tui.services.desk import Desk
from tests.factories import at, desk_at, logged
from tests.tui.stage import WIDE, on_stage

IMAGES = Path(__file__).parents[2] / "docs" / "images"
ZONE = "Africa/Casablanca"
FIRST, TODAY = date(2026, 1, 5), date(2026, 11, 22)
NOW = "2026-11-22 06:12"

STUDIES = (
    (date(2026, 2, 1), "beginner's handbook"),
    (date(2026, 4, 15), "data scientist with python"),
    (date(2026, 12, 31), "hands-on machine learning"),
)


def live(desk: Desk) -> None:
    """Ten months of mornings: two hours most days, less on some, a few lost, a week away."""
    chance = Random(5)
    starter.apply(desk, "five-to-eight", at(f"{FIRST} 04:50", ZONE))
    away = (date(2026, 8, 3), date(2026, 8, 9))
    leave.add(desk, at("2026-08-01 05:00", ZONE), *away, "by the sea")
    day = FIRST
    while day < TODAY:
        if not (away[0] <= day <= away[1] or chance.random() < 0.045):
            study = next(what for until, what in STUDIES if day <= until)
            logged(desk, day.isoformat(), "05:00", chance.choice((30, 60, 60, 75, 90)), study)
            if chance.random() < 0.75:
                logged(desk, day.isoformat(), "06:30", chance.choice((30, 45, 60, 75)), "titanic")
        day += timedelta(days=1)
    _close(desk, "handbook", Status.COMPLETED, date(2026, 2, 1))
    _close(desk, "data scientist", Status.DROPPED, date(2026, 4, 15))
    logged(desk, TODAY.isoformat(), "05:00", 60, "hands-on machine learning", note="Chapter 4, exercises 1-8")
    post.new(desk, at("2026-11-20 07:40", ZONE), title="What ten months before sunrise have taught me")
    session.start(desk, "titanic", at("2026-11-22 06:00", ZONE))


def _close(desk: Desk, title: str, status: Status, on: date) -> None:
    found = resource.find(desk, title)
    resource.set_status(desk, at(f"{on} 08:00", ZONE), found.id, status)


async def take() -> None:
    """Write each room's picture."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        desk = desk_at(Path(folder), ZONE)
        live(desk)
        for room, keys in (("today", ()), ("calendar", ("2",)), ("blog", ("3",))):
            async with on_stage(desk, at(NOW, ZONE), WIDE) as stage:
                await stage.press(*keys)
                (IMAGES / f"{room}.svg").write_text(stage.svg, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(take())
