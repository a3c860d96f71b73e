"""Expenses: money that is not the price of a resource."""

import io
from datetime import date
from pathlib import Path

import pytest

from habit_tui.domain import story as rules
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.period import PeriodKind, period_of
from habit_tui.services import expense, export, path, review, story, transfer
from habit_tui.services.change import undo
from habit_tui.services.desk import Desk
from habit_tui.services.review import Cost
from habit_tui.services.transfer import Import
from tests.factories import desk_at, logged
from tests.services.journeys import begun, on

APRIL = on("2026-04-20")
RENT = (60_000, "USD")


def test_rent_is_dated_named_and_told_with_its_path(desk: Desk) -> None:
    ml, french = begun(desk, "fast.ai"), begun(desk, name="French")
    rent = expense.add(desk, on("2026-03-03"), RENT, " Rent ", path_id=ml.id)
    assert (rent.on_day, rent.what, rent.path_id) == (date(2026, 3, 3), "Rent", ml.id)
    expense.add(desk, on("2026-03-04"), (1250, "EUR"), "a train", on=date(2026, 3, 1))
    assert [each.what for each in expense.listing(desk)] == ["a train", "Rent"]
    assert expense.listing(desk, ml.id) == (rent,)
    assert path.show(desk, APRIL, ml.id).costs == (RENT,)
    assert path.show(desk, APRIL, french.id).costs == ()


def test_it_fills_no_slot_and_is_no_resource(desk: Desk) -> None:
    ml = begun(desk, "fast.ai")
    before = path.show(desk, APRIL, ml.id).resources
    expense.add(desk, APRIL, RENT, "Rent", path_id=ml.id)
    assert path.show(desk, APRIL, ml.id).resources == before


def test_a_review_counts_it_on_its_day_and_per_hour(desk: Desk) -> None:
    begun(desk, "fast.ai")
    for month in (3, 4):
        logged(desk, f"2026-0{month}-10", "05:00", 600, "fast.ai")
        expense.add(desk, APRIL, RENT, "Rent", on=date(2026, month, 1))
    march = review.show(desk, APRIL, period_of(PeriodKind.MONTH, date(2026, 3, 1)))
    april = review.show(desk, APRIL)
    assert march.costs == march.costs_so_far == april.costs == (Cost(60_000, "USD", 6000),)
    assert april.costs_so_far == (Cost(120_000, "USD", 6000),)


def test_a_story_sums_what_has_one_name(desk: Desk) -> None:
    ml = begun(desk, "fast.ai")
    for day in ("2026-03-03", "2026-04-03"):
        expense.add(desk, on(day), RENT, "Rent", path_id=ml.id)
    expense.add(desk, APRIL, (1250, "EUR"), "a train")
    assert rules.costs(story.tell(desk, APRIL)) == (("Rent", 120_000, "USD"), ("a train", 1250, "EUR"))
    assert rules.costs(story.tell(desk, APRIL, path="ML")) == (("Rent", 120_000, "USD"),)


def test_it_is_deleted_undone_and_travels_with_everything_else(desk: Desk, tmp_path: Path) -> None:
    rent = expense.add(desk, APRIL, RENT, "Rent")
    assert expense.delete(desk, APRIL, rent.id) == rent
    undo(desk, APRIL)
    out = io.StringIO()
    export.export_json(desk, out)
    (tmp_path / "all.json").write_text(out.getvalue(), encoding="utf-8", newline="")
    other = desk_at(tmp_path / "other")
    assert transfer.import_file(other, Import("json", str(tmp_path / "all.json")), APRIL).problems == ()
    assert [each.what for each in expense.listing(other)] == ["Rent"]


def test_what_cannot_have_been_spent_is_refused(desk: Desk) -> None:
    with pytest.raises(NotUnderstood, match="the expense is empty"):
        expense.add(desk, APRIL, RENT, " ")
    with pytest.raises(CannotBeDone, match="lies in the future"):
        expense.add(desk, APRIL, RENT, "Rent", on=date(2026, 5, 1))
    with pytest.raises(CannotBeDone, match="there is no path 99"):
        expense.add(desk, APRIL, RENT, "Rent", path_id=99)
    with pytest.raises(CannotBeDone, match="there is no expense 99"):
        expense.delete(desk, APRIL, 99)
    assert expense.listing(desk) == ()
