"""Resources: their place, their days, their status and what came of them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.path import Certificate, Place, Status
from habit_tui.services import path as paths
from habit_tui.services import resource as resources
from habit_tui.services import stage as stages
from habit_tui.services.amendment import changes
from habit_tui.services.desk import Desk
from tests.services.journeys import become, begun, draft, fresh, on, planned, titles


def staged(desk: Desk) -> list[tuple[str, str]]:
    """Every title with its stage, in order."""
    (view,) = paths.listing(desk, on("2026-03-02"))
    return [(each.title, view.stage_of(each)) for each in view.resources]


def test_a_resource_goes_last_in_its_stage_which_is_added_when_it_is_new(desk: Desk) -> None:
    path = begun(desk, "fast.ai 1", "Titanic", stage="Month 1")
    begun_in = [("fast.ai 2", "Month 2"), ("Kaggle post", "month 1"), ("Reading", None)]
    for title, stage in begun_in:
        resources.add(desk, on("2026-03-02"), draft(path, title), stage=stage)
    assert staged(desk) == [
        ("fast.ai 1", "Month 1"),
        ("Titanic", "Month 1"),
        ("Kaggle post", "Month 1"),
        ("fast.ai 2", "Month 2"),
        ("Reading", ""),
    ]
    assert [each.position for each in fresh(desk, path).resources] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("how", "order", "stage"),
    [
        ({"place": Place(before=1)}, "DABC", "Month 1"),
        ({"place": Place(after=1)}, "ADBC", "Month 1"),
        ({"place": Place(number=2)}, "ADBC", "Month 1"),
        ({"place": Place(number=3)}, "ABDC", "Month 2"),
        ({"place": Place(number=99)}, None, ""),
        ({"stage": "Month 1"}, "ABDC", "Month 1"),
        ({"stage": "Month 3"}, "ABCD", "Month 3"),
    ],
)
def test_a_resource_moves_and_joins_the_stage_of_its_neighbours(
    desk: Desk, how: dict[str, Any], order: str | None, stage: str
) -> None:
    path = begun(desk, "A", "B", stage="Month 1")
    resources.add(desk, on("2026-03-02"), draft(path, "C"), stage="Month 2")
    moved = resources.add(desk, on("2026-03-02"), draft(path, "D"), stage="Month 2")
    if order is None:
        with pytest.raises(CannotBeDone, match='"D" is there already'):
            resources.move(desk, on("2026-03-02"), moved.id, **how)
        return
    resources.move(desk, on("2026-03-02"), moved.id, **how)
    assert "".join(titles(desk, path)) == order
    assert dict(staged(desk))["D"] == stage


@pytest.mark.parametrize(("beside", "message"), [(1, "beside itself"), (77, "has no resource 77")])
def test_a_resource_moves_only_beside_another_of_its_path(desk: Desk, beside: int, message: str) -> None:
    begun(desk, "A", "B")
    with pytest.raises(CannotBeDone, match=message):
        resources.move(desk, on("2026-03-02"), 1, place=Place(before=beside))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"title": " "}, "the title is empty"),
        ({"title": "titanic"}, '"ML" has "Titanic" already'),
        ({"title": "x" * 201}, "at most 200"),
        ({"planned_first": date(2026, 3, 5), "planned_last": date(2026, 3, 4)}, "is before the first"),
        ({"planned_first": date(1969, 1, 1)}, "before 1970"),
        ({"planned_minutes": 0}, "1 to 1000000 minutes"),
        ({"url": "javascript:alert(1)"}, "no web address"),
        ({"note": "a\0b"}, "NUL"),
        ({"cost": -1, "currency": "EUR"}, "is no price"),
        ({"cost": 100}, "is no price"),
    ],
)
def test_a_resource_that_cannot_be_is_refused(desk: Desk, given: dict[str, Any], message: str) -> None:
    path = begun(desk, "Titanic", "fast.ai")
    with pytest.raises((CannotBeDone, NotUnderstood), match=message):
        resources.add(desk, on("2026-03-02"), replace(draft(path, "New"), **given))
    with pytest.raises((CannotBeDone, NotUnderstood), match=message):
        resources.edit(desk, on("2026-03-02"), replace(resources.find(desk, "fast.ai"), **given))
    assert titles(desk, path) == ["Titanic", "fast.ai"]


def test_an_edit_keeps_place_and_history_and_puts_a_title_on_one_line(desk: Desk) -> None:
    begun(desk, "fast.ai", stage="Month 1")
    before = become(desk, "fast.ai", Status.STARTED, "2026-03-03")
    wanted = replace(
        before, title="fast.ai\npart 1", cost=0, currency="USD", url=" https://course.fast.ai ", stage_id=None
    )
    edited = resources.edit(desk, on("2026-03-03"), wanted)
    assert (edited.title, edited.url, edited.cost) == ("fast.ai part 1", "https://course.fast.ai", 0)
    assert (edited.stage_id, edited.changes) == (before.stage_id, before.changes)
    with pytest.raises(CannotBeDone, match="nothing about"):
        resources.edit(desk, on("2026-03-03"), edited)


def test_a_completed_resource_carries_outcome_score_and_certificate(desk: Desk) -> None:
    begun(desk, "Deep Learning")
    done = resources.set_status(
        desk,
        on("2026-03-20"),
        1,
        Status.COMPLETED,
        on=date(2026, 3, 18),
        outcome="scholarship won",
        score="97 %",
        certificate=Certificate("Neural Networks", "Coursera", date(2026, 3, 18), "https://coursera.org/x"),
    )
    assert (done.status, done.outcome, done.score) == (Status.COMPLETED, "scholarship won", "97 %")
    assert [(change.status, change.on_day) for change in done.changes] == [
        (Status.COMPLETED, date(2026, 3, 18))
    ]
    (certificate,) = done.certificates
    assert (certificate.title, certificate.issuer) == ("Neural Networks", "Coursera")


def test_a_status_is_dated_neither_in_the_future_nor_before_the_last_one(desk: Desk) -> None:
    begun(desk, "fast.ai")
    become(desk, "fast.ai", Status.STARTED, "2026-05-10")
    for day, message in ((date(2026, 5, 12), "lies in the future"), (date(2026, 5, 9), "no change can come")):
        with pytest.raises(CannotBeDone, match=message):
            resources.set_status(desk, on("2026-05-11"), 1, Status.COMPLETED, on=day)
    with pytest.raises(CannotBeDone, match=r'"fast\.ai" is started already'):
        become(desk, "fast.ai", Status.STARTED, "2026-05-11")


class TestPlanVersusActual:
    def test_the_plan_of_the_first_day_is_the_original_one(self, desk: Desk) -> None:
        path = begun(desk, "fast.ai 1", "Titanic", stage="Month 1")
        resources.move(desk, on("2026-03-02"), 2, place=Place(number=1))
        planned(desk, "fast.ai 1", "2026-03-02", "2026-04-30")
        told = changes(desk, fresh(desk, path))
        assert told.deviations == ()
        assert [(each.title, kept.stage, kept.position) for each, kept in told.original] == [
            ("Titanic", "Month 1", 1),
            ("fast.ai 1", "Month 1", 2),
        ]
        assert told.original[1][1].planned_last == date(2026, 4, 30)

    def test_four_months_with_three_major_changes(self, desk: Desk) -> None:
        path = begun(desk, "Part 1", stage="Month 1")
        for stage in ("Month 2", "Month 3"):
            stages.edit(desk, on("2026-03-02"), path.id, stage)
        resources.add(desk, on("2026-03-02"), draft(path, "Part 2"), stage="Month 3")
        path = fresh(desk, path)
        become(desk, "Part 1", Status.STARTED, "2026-03-02")
        resources.add(desk, on("2026-04-10"), draft(path, "DataCamp"), stage="Month 2", reason="basics")
        resources.add(desk, on("2026-05-04"), draft(path, "Andrew Ng"), stage="Month 3", reason="theory")
        become(desk, "Part 1", Status.COMPLETED, "2026-05-05")
        become(desk, "Part 2", Status.STARTED, "2026-05-06")
        become(desk, "Part 2", Status.PAUSED, "2026-05-20", "burnout")
        become(desk, "Part 2", Status.STARTED, "2026-06-02")
        resources.add(desk, on("2026-06-03"), draft(path, "Capstone"), stage="Month 4", reason="end to end")
        resources.move(desk, on("2026-06-04"), 2, stage="Month 4", reason="too much for one month")
        planned(desk, "Capstone", "2026-06-03", "2026-06-30", now="2026-06-05")
        become(desk, "DataCamp", Status.DROPPED, "2026-06-06", "on my own now")
        told = changes(desk, fresh(desk, path))
        assert [each.title for each, _ in told.original] == ["Part 1", "Part 2"]
        assert [(each.event.value, each.title, each.reason) for each in told.deviations] == [
            ("added", "DataCamp", "basics"),
            ("added", "Andrew Ng", "theory"),
            ("paused", "Part 2", "burnout"),
            ("resumed", "Part 2", ""),
            ("added", "Capstone", "end to end"),
            ("moved", "Part 2", "too much for one month"),
            ("re-dated", "Capstone", ""),
            ("dropped", "DataCamp", "on my own now"),
        ]
        moved, dated = told.deviations[5:7]
        assert (moved.was, moved.became) == ("Month 3, place 3", "Month 4, place 5")
        assert (dated.was, dated.became) == ("no days", "2026-06-03 to 2026-06-30")
        assert [each.on_day for each in told.deviations] == sorted(each.on_day for each in told.deviations)
