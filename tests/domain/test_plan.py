from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.domain.kind import Kind
from habit_tui.domain.path import SESSION_KIND, Resource, ResourceKind, Status, StatusChange
from habit_tui.domain.plan import (
    Candidate,
    EditState,
    PlanEdit,
    PlanItem,
    PlanStatus,
    Work,
    candidate,
    carried_over,
    credit,
    edited,
    fill,
    item_id,
    minute_of,
)
from habit_tui.domain.routine import Slot

MONDAY = date(2019, 9, 2)
EVERY_DAY = frozenset(range(7))
ML, FRENCH = 1, 2


def slot(
    number: int,
    kind: Kind = Kind.STUDY,
    minutes: int = 60,
    start: time = time(5),
    weekdays: frozenset[int] = EVERY_DAY,
    path_id: int | None = None,
) -> Slot:
    return Slot(number, weekdays, start, minutes, kind, path_id)


def thing(
    number: int,
    title: str,
    kind: ResourceKind = ResourceKind.BOOK,
    status: Status = Status.PLANNED,
    path_id: int = ML,
    since: int | None = None,
) -> Candidate:
    day = None if since is None else MONDAY - timedelta(days=since)
    return Candidate(number, path_id, title, kind, status, day)


def whats(items: tuple[PlanItem, ...]) -> list[str]:
    return [item.what for item in items]


MORNING = (
    slot(1, Kind.STUDY, 60, time(5)),
    slot(2, Kind.PRACTICE, 90, time(6)),
    slot(3, Kind.WRITING, 30, time(7, 30)),
)
HANDBOOK = thing(1, "Handbook")
TITANIC = thing(2, "Titanic", ResourceKind.COMPETITION)


def test_a_morning_takes_the_first_planned_resources_and_the_prompt_that_is_due() -> None:
    items = fill(MORNING, MONDAY, (HANDBOOK, thing(3, "Course"), TITANIC), (), "Why so early?")
    assert whats(items) == ["Handbook", "Titanic", "Write: Why so early?"]
    assert [item.id for item in items] == ["slot-1", "slot-2", "slot-3"]
    assert [item.resource_id for item in items] == [1, 2, None]


def test_slots_come_in_the_order_of_the_clock_and_only_on_their_weekdays() -> None:
    late, early = slot(1, start=time(7)), slot(2, start=time(5))
    friday_only = slot(3, start=time(6), weekdays=frozenset({4}))
    assert [item.id for item in fill((late, early, friday_only), MONDAY, (), ())] == ["slot-2", "slot-1"]
    friday = MONDAY + timedelta(days=4)
    assert [item.id for item in fill((late, early, friday_only), friday, (), ())] == [
        "slot-2",
        "slot-3",
        "slot-1",
    ]


def test_the_night_is_the_end_of_its_study_day() -> None:
    slots = (slot(1, start=time(0, 30)), slot(2, start=time(22)), slot(3, start=time(3)))
    edits = (PlanEdit(9, MONDAY, None, time(1), 15, "French"),)
    items = fill(slots, MONDAY, (), (), None, edits, day_starts_at=time(3))
    assert [item.id for item in items] == ["slot-3", "slot-2", "slot-1", "item-9"]


def test_what_was_finished_today_keeps_the_slots_its_work_filled() -> None:
    slots = (slot(1, start=time(5)), slot(2, start=time(6)), slot(3, start=time(7), path_id=FRENCH))
    finished = thing(1, "Handbook", status=Status.COMPLETED, since=0)
    books = (finished, thing(2, "Course"), thing(3, "Grammaire", path_id=FRENCH))
    items = fill(slots, MONDAY, books, [Work(60, Kind.STUDY, 1)])
    assert [(item.what, item.done_minutes) for item in items] == [
        ("Handbook", 60),
        ("Course", 0),
        ("Grammaire", 0),
    ]


def test_what_was_finished_yesterday_or_filled_no_slot_leaves_it_to_the_next() -> None:
    for since, minutes in ((1, 60), (0, 59), (0, 0)):
        books = (thing(1, "Handbook", status=Status.DROPPED, since=since), thing(2, "Course"))
        assert whats(fill((slot(1),), MONDAY, books, [Work(minutes, Kind.STUDY, 1)])) == ["Course"]


def test_a_path_that_begins_later_waits_unless_it_is_worked_on() -> None:
    later = replace(thing(1, "Handbook"), begins=MONDAY + timedelta(days=1))
    assert whats(fill((slot(1),), MONDAY, (later, thing(2, "Course")), ())) == ["Course"]
    assert whats(fill((slot(1),), MONDAY + timedelta(days=1), (later,), ())) == ["Handbook"]
    begun = replace(later, status=Status.STARTED)
    assert whats(fill((slot(1),), MONDAY, (begun, thing(2, "Course")), ())) == ["Handbook"]


def test_a_ticked_slot_stays_what_it_was_ticked_for() -> None:
    ticked = PlanEdit(9, MONDAY, 1, what="Handbook", resource_id=1, state=EditState.TICKED)
    [item] = fill((slot(1),), MONDAY, (thing(2, "Course"),), (), None, (ticked,))
    assert (item.what, item.resource_id, item.status) == ("Handbook", 1, PlanStatus.DONE)
    [item] = fill(
        (slot(1),), MONDAY, (thing(2, "Course"),), (), None, (replace(ticked, state=EditState.OPEN),)
    )
    assert (item.what, item.resource_id) == ("Course", 2)


def test_started_comes_before_planned_and_the_longest_started_first() -> None:
    younger = thing(1, "Younger", status=Status.STARTED, since=3)
    older = thing(2, "Older", status=Status.STARTED, since=30)
    assert whats(fill((slot(1),), MONDAY, (HANDBOOK, younger, older), ())) == ["Older"]


def test_two_slots_of_a_kind_share_out_what_is_started_and_otherwise_stay_with_one_resource() -> None:
    two = (slot(1, start=time(5)), slot(2, start=time(7)))
    older = thing(2, "Older", status=Status.STARTED, since=30)
    younger = thing(3, "Younger", status=Status.STARTED, since=3)
    assert whats(fill(two, MONDAY, (HANDBOOK, older, younger), ())) == ["Older", "Younger"]
    assert whats(fill(two, MONDAY, (HANDBOOK, older), ())) == ["Older", "Older"]
    assert whats(fill(two, MONDAY, (HANDBOOK, thing(4, "Next")), ())) == ["Handbook", "Handbook"]


def test_machine_learning_from_monday_to_thursday_and_french_on_fridays() -> None:
    slots = (
        slot(1, weekdays=frozenset({0, 1, 2, 3}), path_id=ML),
        slot(2, weekdays=frozenset({4}), path_id=FRENCH),
    )
    books = (HANDBOOK, thing(5, "Grammaire", path_id=FRENCH))
    week = [whats(fill(slots, MONDAY + timedelta(days=day), books, ())) for day in range(7)]
    assert week == [["Handbook"]] * 4 + [["Grammaire"], [], []]


@pytest.mark.parametrize("status", [Status.PAUSED, Status.COMPLETED, Status.DROPPED])
def test_what_is_paused_or_over_leaves_the_slot_to_plain_words(status: Status) -> None:
    kinds = [slot(1), slot(2, Kind.PRACTICE), slot(3, Kind.WRITING), slot(4, Kind.REVIEW)]
    everything = [thing(n, "Gone", kind, status, since=1) for n, kind in enumerate(ResourceKind)]
    assert whats(fill(kinds, MONDAY, everything, ())) == [
        "Free study",
        "Hands-on practice",
        "Write",
        "Review",
    ]


def test_without_a_prompt_a_writing_slot_takes_a_post_of_the_path() -> None:
    post = thing(1, "Month 2 of 4", ResourceKind.POST)
    items = fill((slot(1, Kind.WRITING),), MONDAY, (post,), ())
    assert (whats(items), items[0].resource_id) == (["Write: Month 2 of 4"], 1)


def test_a_review_goes_over_what_is_being_studied_and_never_over_what_is_only_planned() -> None:
    review = (slot(1, Kind.REVIEW),)
    assert whats(fill(review, MONDAY, (HANDBOOK,), ())) == ["Review"]
    course = thing(2, "fast.ai", ResourceKind.COURSE, Status.STARTED, since=1)
    assert whats(fill(review, MONDAY, (HANDBOOK, course), ())) == ["Review: fast.ai"]


def test_the_plan_knows_a_resource_by_its_latest_change() -> None:
    changes = (StatusChange(Status.STARTED, MONDAY), StatusChange(Status.PAUSED, MONDAY + timedelta(days=2)))
    course = Resource(
        7, "u", ML, None, "fast.ai", ResourceKind.COURSE, 3, status=Status.PAUSED, changes=changes
    )
    assert candidate(course) == Candidate(
        7, ML, "fast.ai", ResourceKind.COURSE, Status.PAUSED, MONDAY + timedelta(days=2)
    )


def done(work: list[Work], slots: tuple[Slot, ...] = MORNING) -> list[tuple[int, str]]:
    items = fill(slots, MONDAY, (HANDBOOK, TITANIC), work)
    return [(item.done_minutes, item.status.value) for item in items]


def test_a_session_on_a_resource_is_credited_to_its_slot() -> None:
    assert done([Work(45, Kind.PRACTICE, 2)]) == [(0, "open"), (45, "open"), (0, "open")]


def test_a_session_without_words_is_credited_by_its_kind() -> None:
    assert done([Work(60, Kind.STUDY), Work(30, Kind.WRITING)]) == [(60, "done"), (0, "open"), (30, "done")]


def test_words_that_name_nothing_of_the_plan_fill_no_slot_that_asks_for_something() -> None:
    assert done([Work(60, Kind.STUDY, what="rust")])[0] == (0, "open")
    assert done([Work(60, Kind.STUDY, what="rust", running=True)])[0] == (0, "open")
    assert done([Work(30, Kind.WRITING, what="a letter")])[2] == (30, "done")
    free = fill((slot(1),), MONDAY, (), [Work(60, Kind.STUDY, what="rust")])
    assert [(item.what, item.done_minutes) for item in free] == [("Free study", 60)]


def test_words_fill_the_item_that_they_name() -> None:
    own = PlanEdit(7, MONDAY, None, time(7), 30, "Rust by example")
    items = fill(MORNING, MONDAY, (HANDBOOK, TITANIC), [Work(40, Kind.PRACTICE, what="rust")], edits=[own])
    assert {item.id: item.done_minutes for item in items if item.done_minutes} == {"item-7": 30}
    named = fill(MORNING, MONDAY, (HANDBOOK, TITANIC), [Work(40, Kind.PRACTICE, what=TITANIC.title)])
    assert [item.done_minutes for item in named] == [0, 40, 0]


def test_a_session_on_another_resource_of_the_kind_fills_the_slot_too() -> None:
    assert done([Work(60, Kind.STUDY, 99)])[0] == (60, "done")


def test_what_is_over_fills_the_next_slot_of_the_same_resource_and_no_other() -> None:
    two = (slot(1, minutes=60, start=time(5)), slot(2, minutes=30, start=time(6)))
    assert done([Work(80, Kind.STUDY, 1)], two) == [(60, "done"), (20, "open")]
    assert done([Work(500, Kind.STUDY, 1)], (*two, slot(3, Kind.WRITING, 30, time(7)))) == [
        (60, "done"),
        (30, "done"),
        (0, "open"),
    ]


def test_work_that_names_the_resource_is_credited_before_work_that_only_has_the_kind() -> None:
    assert done([Work(60, Kind.STUDY), Work(60, Kind.STUDY, 1)])[0] == (60, "done")
    assert done([Work(40, Kind.STUDY), Work(20, Kind.STUDY, 1)])[0] == (60, "done")


def test_a_session_on_another_slots_resource_fills_that_slot_before_free_words_fill_the_rest() -> None:
    two = (slot(1, start=time(5)), slot(2, start=time(6)))
    books = (
        thing(1, "Older", status=Status.STARTED, since=30),
        thing(2, "Younger", status=Status.STARTED, since=3),
    )
    items = fill(two, MONDAY, books, [Work(60, Kind.STUDY), Work(60, Kind.STUDY, 1)])
    assert [item.done_minutes for item in items] == [60, 60]


def test_a_session_on_a_resource_counts_for_its_slot_whatever_kind_it_was_given() -> None:
    assert done([Work(30, Kind.STUDY, 2)]) == [(0, "open"), (30, "open"), (0, "open")]


def test_a_review_of_a_resource_is_credited_to_its_review_and_not_to_its_study_slot() -> None:
    slots = (slot(1), slot(2, Kind.REVIEW, 15, time(6)))
    book = thing(1, "Handbook", status=Status.STARTED, since=2)
    items = fill(slots, MONDAY, (book,), [Work(15, Kind.REVIEW, 1)])
    assert [item.done_minutes for item in items] == [0, 15]


def test_a_running_session_marks_its_item_even_before_its_first_minute_and_past_the_last() -> None:
    assert done([Work(0, Kind.PRACTICE, 2, running=True)])[1] == (0, "running")
    assert done([Work(95, Kind.PRACTICE, 2, running=True)])[1] == (90, "running")


def test_a_running_session_moves_on_with_the_slots_it_fills() -> None:
    two = (slot(1, minutes=30), slot(2, minutes=30, start=time(6)))
    assert done([Work(40, Kind.STUDY, 1, running=True)], two) == [(30, "done"), (10, "running")]
    after_another = [Work(30, Kind.STUDY, 1), Work(0, Kind.STUDY, 1, running=True)]
    assert done(after_another, two) == [(30, "done"), (0, "running")]


def test_a_running_session_of_a_kind_the_plan_does_not_have_runs_beside_it() -> None:
    assert done([Work(10, Kind.REVIEW, None, running=True)]) == [(0, "open")] * 3


kinds = st.sampled_from(Kind)
slot_lists = st.lists(
    st.builds(
        Slot,
        id=st.integers(1, 99),
        weekdays=st.frozensets(st.integers(0, 6), min_size=1),
        start=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
        minutes=st.integers(1, 240),
        kind=kinds,
        path_id=st.sampled_from([None, ML, FRENCH]),
    ),
    max_size=6,
    unique_by=lambda slot: slot.id,
)
candidate_lists = st.lists(
    st.builds(
        Candidate,
        id=st.integers(1, 20),
        path_id=st.sampled_from([ML, FRENCH]),
        title=st.text(min_size=1, max_size=5),
        kind=st.sampled_from(ResourceKind),
        status=st.sampled_from(Status),
        since=st.none() | st.dates(date(2019, 1, 1), MONDAY) | st.just(MONDAY),
    ),
    max_size=8,
    unique_by=lambda candidate: candidate.id,
)
work_lists = st.lists(
    st.builds(
        Work,
        minutes=st.integers(0, 300),
        kind=kinds,
        resource_id=st.none() | st.integers(1, 20),
        running=st.booleans(),
    ),
    max_size=5,
)


@settings(max_examples=150)
@given(
    slots=slot_lists,
    resources=candidate_lists,
    work=work_lists,
    day=st.dates(MONDAY, MONDAY + timedelta(days=6)),
    prompt=st.none() | st.just("Why?"),
)
def test_any_plan_keeps_its_promises(
    slots: list[Slot], resources: list[Candidate], work: list[Work], day: date, prompt: str | None
) -> None:
    items = fill(slots, day, resources, work, prompt)
    by_id = {resource.id: resource for resource in resources}
    by_slot = {f"slot-{slot.id}": slot for slot in slots}
    todays = [slot for slot in slots if day.weekday() in slot.weekdays]

    assert sum(item.minutes for item in items) == sum(slot.minutes for slot in todays)
    assert sum(item.done_minutes for item in items) <= sum(piece.minutes for piece in work)
    assert sum(item.status is PlanStatus.RUNNING for item in items) <= sum(piece.running for piece in work)
    for item in items:
        assert 0 <= item.done_minutes <= item.minutes
        assert item.what
        if item.resource_id is not None:
            chosen = by_id[item.resource_id]
            waits = chosen.status in {Status.PLANNED, Status.STARTED}
            assert waits or (chosen.since == day and item.done_minutes == item.minutes)
            assert by_slot[item.id].path_id in {None, chosen.path_id}
            assert SESSION_KIND[chosen.kind] is (Kind.STUDY if item.kind is Kind.REVIEW else item.kind)
    assert fill(list(reversed(slots)), day, resources, work, prompt) == items


@settings(max_examples=150)
@given(slots=slot_lists, resources=candidate_lists, work=work_lists)
def test_no_minute_is_credited_twice_nor_lost_while_there_is_room(
    slots: list[Slot], resources: list[Candidate], work: list[Work]
) -> None:
    items = fill(slots, MONDAY, resources, ())
    for piece in work:
        alone = credit(items, [piece])
        targets = [item for item in alone if item.resource_id == piece.resource_id is not None]
        targets = [item for item in targets if item.kind is piece.kind] or targets
        targets = targets or [item for item in alone if item.kind is piece.kind]
        room = sum(item.minutes for item in targets)
        assert sum(item.done_minutes for item in alone) == min(piece.minutes, room)


@st.composite
def edit_lists(draw: st.DrawFn) -> tuple[PlanEdit, ...]:
    """Edits of a day: at most one for a slot of the morning, and items of the learner's own."""
    about = draw(st.lists(st.sampled_from([1, 2, 3]), unique=True)) + [None] * draw(st.integers(0, 2))
    return tuple(
        PlanEdit(
            number,
            MONDAY,
            slot_id,
            draw(st.times() if slot_id is None else st.none() | st.times()),
            draw(st.integers(1, 300) if slot_id is None else st.none() | st.integers(1, 300)),
            "French",
            state=draw(st.sampled_from(EditState)),
        )
        for number, slot_id in enumerate(about, 1)
    )


@settings(max_examples=150)
@given(edits=edit_lists(), work=work_lists)
def test_an_edited_plan_holds_what_the_learner_left_in_it(
    edits: tuple[PlanEdit, ...], work: tuple[Work, ...]
) -> None:
    items = fill(MORNING, MONDAY, (HANDBOOK, TITANIC), work, None, edits)
    dropped = {item_id(edit) for edit in edits if edit.state is EditState.DROPPED}
    own = {item_id(edit) for edit in edits if edit.slot_id is None}
    assert {item.id for item in items} == ({"slot-1", "slot-2", "slot-3"} | own) - dropped
    assert [item.start for item in items] == sorted(item.start for item in items)
    for edit in edits:
        for item in items:
            if item.id == item_id(edit):
                assert edit.start in (None, item.start)
                assert edit.minutes in (None, item.minutes)
                assert edit.state is not EditState.TICKED or item.status is not PlanStatus.OPEN
    assert all(0 <= item.done_minutes <= item.minutes for item in items)


def test_without_edits_a_plan_is_as_it_was() -> None:
    items = fill(MORNING, MONDAY, (HANDBOOK, TITANIC), ())
    assert edited(items, ()) == items


def item(number: int, start: time, minutes: int, status: PlanStatus = PlanStatus.OPEN) -> PlanItem:
    return PlanItem(f"item-{number}", start, minutes, 0, f"item {number}", Kind.STUDY, status)


MINUTES = st.integers(1, 240)
SPANS = st.lists(
    st.tuples(st.times(), MINUTES, st.sampled_from([PlanStatus.OPEN, PlanStatus.DONE])), max_size=5
)
NIGHT = time(3)


@settings(max_examples=60)
@given(st.lists(MINUTES, max_size=4), SPANS, st.times(), st.times())
def test_what_is_carried_over_lies_in_the_time_that_is_free(
    left: list[int],
    there: list[tuple[time, int, PlanStatus]],
    begins: time,
    ends: time,
) -> None:
    begins, ends = begins.replace(second=0, microsecond=0), ends.replace(second=0, microsecond=0)
    today = [item(number, *span) for number, span in enumerate(there)]
    carried = carried_over([item(9, time(5), minutes) for minutes in left], today, begins, ends, NIGHT)
    first, last = minute_of(begins, NIGHT), minute_of(ends, NIGHT)
    taken = [each for each in today if each.status is not PlanStatus.DONE]
    for each in carried:
        start = minute_of(each.start, NIGHT)
        assert first <= start
        assert start + each.minutes <= (last if last > first else 1440)
        for other in taken:
            begin = minute_of(other.start, NIGHT)
            assert start + each.minutes <= begin or begin + other.minutes <= start
        taken.append(each)


def test_a_free_hour_in_the_middle_is_taken_before_the_end() -> None:
    today = [item(1, time(5), 60), item(2, time(7), 30)]
    carried = carried_over([item(3, time(5), 60), item(4, time(6), 40)], today, time(5), time(8))
    assert [(each.id, each.start) for each in carried] == [("item-3", time(6))]
