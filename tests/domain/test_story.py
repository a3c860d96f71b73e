"""The story's arithmetic: a timeline of what was begun, months with their states, numbered days."""

from dataclasses import replace
from datetime import date

from habit_tui.domain import story
from habit_tui.domain.amendment import Deviation, Event
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Certificate, Path, Resource, ResourceKind, Status, StatusChange
from habit_tui.domain.post import Dialect, Post, PostStatus
from habit_tui.domain.reflection import Reflection, ReflectionKind, stories
from habit_tui.domain.story import Record, StoryPost, StorySession

FIRST, LAST = date(2017, 5, 15), date(2017, 9, 14)


def day(month: int, number: int) -> date:
    return date(2017, month, number)


def resource(number: int, title: str, *changes: tuple[Status, date], **given: object) -> Resource:
    dated = tuple(StatusChange(status, on_day) for status, on_day in changes)
    status = dated[-1].status if dated else Status.PLANNED
    made = Resource(number, "", 1, None, title, ResourceKind.COURSE, number, changes=dated, status=status)
    return replace(made, **given)  # type: ignore[arg-type]  # a factory's keywords


DEEP_2 = resource(
    1,
    "Deep Learning 2",
    (Status.STARTED, day(7, 20)),
    (Status.PAUSED, day(8, 1)),
    (Status.STARTED, day(8, 20)),
)
DATACAMP = resource(
    2,
    "DataCamp",
    (Status.STARTED, day(6, 20)),
    (Status.COMPLETED, day(7, 20)),
    cost=2500,
    currency="EUR",
    url="https://datacamp.example",
    certificates=(Certificate("Data Scientist", "DataCamp", day(7, 21), "https://c.example"),),
)
NEVER = resource(3, "Never begun")
RECORD = Record(
    FIRST,
    LAST,
    paths=(Path(1, "", "ML", 1, resources=(DEEP_2, DATACAMP, NEVER)),),
    sessions=(
        StorySession(day(6, 21), 60, Kind.STUDY, "DataCamp", "first", 2),
        StorySession(day(6, 21), 30, Kind.WRITING, "post"),
        StorySession(day(7, 20), 90, Kind.PRACTICE, "DataCamp", "", 2),
    ),
)


def test_the_timeline_holds_what_was_begun_in_the_order_it_was() -> None:
    entries = story.timeline(RECORD)
    assert [(each.resource.title, each.began_on, each.status, each.ended_on) for each in entries] == [
        ("DataCamp", day(6, 20), Status.COMPLETED, day(7, 20)),
        ("Deep Learning 2", day(7, 20), Status.STARTED, None),
    ]
    assert entries[0].effort == story.Effort(150, 2, 2)


def test_a_story_that_ends_earlier_knows_nothing_of_what_came_later() -> None:
    early = replace(RECORD, last=day(7, 19), sessions=RECORD.sessions[:2])
    [entry] = story.timeline(early)
    assert (entry.resource.title, entry.status, entry.ended_on) == ("DataCamp", Status.STARTED, None)
    assert story.certificates(early) == ()


def test_months_run_from_the_first_day_with_the_states_of_each() -> None:
    months = story.months(RECORD)
    assert [(each.number, each.first, each.last) for each in months] == [
        (1, day(5, 15), day(6, 14)),
        (2, day(6, 15), day(7, 14)),
        (3, day(7, 15), day(8, 14)),
        (4, day(8, 15), day(9, 14)),
    ]
    states = [
        [(each.resource.title, *each.statuses, each.minutes) for each in month.states] for month in months
    ]
    assert states == [
        [],
        [("DataCamp", Status.STARTED, 60)],
        [("Deep Learning 2", Status.STARTED, Status.PAUSED, 0), ("DataCamp", Status.COMPLETED, 90)],
        [("Deep Learning 2", Status.STARTED, 0)],
    ]
    assert [month.effort.minutes for month in months] == [0, 90, 90, 0]


def test_what_was_taken_up_again_in_its_month_is_not_told_as_paused() -> None:
    changes = ((Status.STARTED, day(7, 1)), (Status.PAUSED, day(7, 5)), (Status.STARTED, day(7, 9)))
    path = Path(1, "", "ML", 1, resources=(resource(1, "Deep Learning 2", *changes),))
    [month] = story.months(Record(day(7, 1), day(7, 20), paths=(path,)))
    assert month.states[0].statuses == (Status.STARTED, Status.PAUSED, Status.STARTED)


def test_the_last_month_ends_with_the_story() -> None:
    assert story.months(replace(RECORD, last=day(6, 20)))[-1].last == day(6, 20)
    assert len(story.months(replace(RECORD, last=FIRST))) == 1


def test_days_with_sessions_are_numbered_and_linked() -> None:
    out = Post(
        1, "", "Month 2", Dialect.PLAIN, "", PostStatus.PUBLISHED, day(7, 20), day(7, 20), "https://b.x"
    )
    days = story.days(replace(RECORD, posts=(StoryPost(out),)))
    assert [(each.number, each.study_day, len(each.sessions)) for each in days] == [
        (1, day(6, 21), 2),
        (2, day(7, 20), 1),
    ]
    assert days[1].links == (("DataCamp", "https://datacamp.example"), ("Month 2", "https://b.x"))


def test_kinds_and_costs_are_added_up() -> None:
    assert story.by_kind(RECORD) == ((Kind.STUDY, 60), (Kind.PRACTICE, 90), (Kind.WRITING, 30))
    assert story.cost_totals(RECORD) == ((2500, "EUR"),)
    assert [(each.title, resource.title) for each, resource in story.certificates(RECORD)] == [
        ("Data Scientist", "DataCamp")
    ]


def test_a_note_that_is_told_elsewhere_is_not_told_twice() -> None:
    noted = [
        Reflection(1, "", ReflectionKind.BLOCKER, "maths", day(6, 1)),
        Reflection(2, "", ReflectionKind.TAKEAWAY, "drew it", day(6, 9), about_id=1, solves=True),
        Reflection(3, "", ReflectionKind.TAKEAWAY, "Python first", day(6, 20)),
        Reflection(4, "", ReflectionKind.TAKEAWAY, "small steps", day(6, 20)),
    ]
    changed = Deviation(Event.ADDED, day(6, 20), "DataCamp", "Python first")
    record = replace(RECORD, reflections=stories(noted), deviations=(changed,))
    assert [each.opened.id for each in story.of_kind(record, ReflectionKind.TAKEAWAY)] == [4]
    assert [(each.opened.id, each.solved and each.solved.id) for each in story.obstacles(record)] == [(1, 2)]
