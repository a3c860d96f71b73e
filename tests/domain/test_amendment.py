"""Plan versus actual: every change, told in order."""

from datetime import date

from habit_tui.domain.amendment import Amendment, Event, deviations, originals
from habit_tui.domain.path import Path, Resource, ResourceKind, Stage, Status, StatusChange


def resource(number: int, *changes: tuple[Status, int], stage_id: int | None = None) -> Resource:
    dated = tuple(StatusChange(status, date(2017, 3, day), f"day {day}") for status, day in changes)
    kind = ResourceKind.COURSE
    return Resource(number, "", 1, stage_id, f"Part {number}", kind, number, changes=dated)


def told(path: Path, *amendments: Amendment) -> list[tuple[str, str, int, str]]:
    return [
        (each.event.value, each.title, each.on_day.day, each.reason) for each in deviations(path, amendments)
    ]


def test_what_only_went_as_planned_is_no_deviation() -> None:
    done = resource(1, (Status.STARTED, 1), (Status.COMPLETED, 20), (Status.STARTED, 25))
    assert told(Path(1, "", "ML", 1, resources=(done, resource(2)))) == []


def test_pauses_returns_and_drops_are_told_with_day_and_reason() -> None:
    lived = resource(
        1,
        (Status.STARTED, 1),
        (Status.PAUSED, 4),
        (Status.STARTED, 9),
        (Status.DROPPED, 12),
        (Status.PLANNED, 13),
        (Status.DROPPED, 14),
    )
    assert told(Path(1, "", "ML", 1, resources=(lived,))) == [
        ("paused", "Part 1", 4, "day 4"),
        ("resumed", "Part 1", 9, "day 9"),
        ("dropped", "Part 1", 12, "day 12"),
        ("resumed", "Part 1", 13, "day 13"),
        ("dropped", "Part 1", 14, "day 14"),
    ]


def test_a_pause_that_ends_in_completion_is_not_resumed() -> None:
    lived = resource(1, (Status.STARTED, 1), (Status.PAUSED, 4), (Status.COMPLETED, 9))
    assert [event for event, *_ in told(Path(1, "", "ML", 1, resources=(lived,)))] == ["paused"]


def test_amendments_and_changes_of_status_come_together_by_day() -> None:
    path = Path(1, "", "ML", 1, resources=(resource(1, (Status.DROPPED, 5)), resource(2)))
    assert told(
        path,
        Amendment(Event.ADDED, date(2017, 3, 2), 2, "basics"),
        Amendment(Event.FINISHED, date(2017, 3, 9)),
    ) == [("added", "Part 2", 2, "basics"), ("dropped", "Part 1", 5, "day 5"), ("finished", "", 9, "")]


def test_the_original_plan_names_stages_so_that_it_outlives_them() -> None:
    path = Path(
        1, "", "ML", 1, stages=(Stage(7, "Month 1", 1),), resources=(resource(1, stage_id=7), resource(2))
    )
    assert [(each.resource_id, each.position, each.stage) for each in originals(path)] == [
        (1, 1, "Month 1"),
        (2, 2, ""),
    ]
