"""Stages: the months of a path, their names, days and order."""

from datetime import date
from typing import Any

import pytest

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.services import resource as resources
from habit_tui.services import stage as stages
from habit_tui.services.amendment import changes
from habit_tui.services.desk import Desk
from tests.services.journeys import begun, draft, fresh, on, titles


def test_stages_are_added_renamed_and_dated(desk: Desk) -> None:
    path = begun(desk, "fast.ai", stage="Month 1")
    stages.edit(desk, on("2026-03-02"), path.id, "Month 2", first=date(2026, 4, 1))
    changed = stages.edit(desk, on("2026-03-02"), path.id, "month 1", rename="March", last=date(2026, 3, 31))
    assert [(each.name, each.position, each.planned_first, each.planned_last) for each in changed.stages] == [
        ("March", 1, None, date(2026, 3, 31)),
        ("Month 2", 2, date(2026, 4, 1), None),
    ]
    refused: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("March", {"rename": "month 2"}, 'has a stage "Month 2" already'),
        (" ", {}, "the stage is empty"),
    )
    for name, given, message in refused:
        with pytest.raises((CannotBeDone, NotUnderstood), match=message):
            stages.edit(desk, on("2026-03-02"), path.id, name, **given)
    with pytest.raises(CannotBeDone, match="before the first"):
        stages.edit(desk, on("2026-03-02"), path.id, "Month 2", last=date(2026, 3, 1))


def test_the_resources_go_with_their_stage_and_on_the_first_day_the_original_plan_too(desk: Desk) -> None:
    path = begun(desk, "A", stage="Month 2")
    resources.add(desk, on("2026-03-02"), draft(path, "B"), stage="Month 1")
    assert titles(desk, path) == ["A", "B"]
    stages.edit(desk, on("2026-03-02"), path.id, "Month 1", number=1)
    assert titles(desk, path) == ["B", "A"]
    assert [each.position for each in fresh(desk, path).resources] == [1, 2]
    assert [each.title for each, _ in changes(desk, fresh(desk, path)).original] == ["B", "A"]
    stages.edit(desk, on("2026-03-20"), path.id, "Month 1", number=99)
    assert titles(desk, path) == ["A", "B"]
    assert [each.title for each, _ in changes(desk, fresh(desk, path)).original] == ["B", "A"]
