from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from habit_tui.domain.cause import TRIGGERS
from habit_tui.domain.dates import DateForm
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.fact import Facts, PathStart
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import SESSION_KIND, ResourceKind, Status
from habit_tui.domain.plan import Candidate, fill
from habit_tui.domain.prompt import due
from habit_tui.domain.routine import Slot, Window
from habit_tui.exchange.prompt import shared_prompts, starter_prompts
from habit_tui.exchange.starter import (
    Starter,
    StarterPath,
    StarterResource,
    StarterRoutine,
    StarterSlot,
    StarterStage,
    dump,
    load,
    names,
)

EVERY_DAY = frozenset(range(7))
Write = Callable[[str], str]

SMALL = """
title = "Small"
one_line = "One book."
[routine]
window = "06:00-09:00"
target = 60
minimum = 10
[[routine.slots]]
start = "06:00"
minutes = 60
kind = "study"
path = "Books"
[[paths]]
name = "Books"
[[paths.stages]]
name = "Month 1"
first = 0
last = 30
[[paths.resources]]
title = "A book"
kind = "book"
stage = "Month 1"
first = 0
last = 30
cost = 24.99
currency = "EUR"
[[prompts]]
id = "why"
trigger = "path_started"
question = "Why {path}?"
reason = "You began on {day}."
outline = ["Because"]
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a starter of one's own and give its path."""

    def written(text: str) -> str:
        file = tmp_path / "mine.toml"
        file.write_text(text, encoding="utf-8")
        return str(file)

    return written


@pytest.mark.parametrize("name", names())
class TestEveryShippedStarter:
    def test_has_a_routine_a_day_can_follow(self, name: str) -> None:
        routine = load(name).routine
        assert len(routine.targets) == 7
        assert any(routine.targets)
        assert 0 < routine.minimum <= max(routine.targets)
        assert routine.slots
        for weekday, target in enumerate(routine.targets):
            todays = sorted(
                (slot for slot in routine.slots if weekday in slot.weekdays), key=lambda slot: slot.start
            )
            assert bool(todays) == bool(target), "a day with a target has slots, a day of rest has none"
            assert sum(slot.minutes for slot in todays) >= target
            for one, following in pairwise(todays):
                assert minute(one.start) + one.minutes <= minute(following.start), "slots do not overlap"

    def test_has_paths_whose_plan_is_whole(self, name: str) -> None:
        starter = load(name)
        assert starter.paths
        for path in starter.paths:
            assert path.resources
            stages = [stage.name for stage in path.stages]
            assert {resource.stage for resource in path.resources} - {None} <= set(stages)
            order = [stages.index(resource.stage) for resource in path.resources if resource.stage]
            assert order == sorted(order), "resources come stage by stage"
            for stage, following in pairwise(path.stages):
                assert stage.last is not None
                assert following.first is not None
                assert stage.last < following.first, "stages follow one another"
            for resource in path.resources:
                assert resource.first is not None
                assert resource.last is not None
                assert resource.first <= resource.last

    def test_has_something_to_do_in_every_slot_on_the_first_day(self, name: str) -> None:
        for weekday in range(7):
            plan = first_day(load(name), weekday)
            assert not {"Free study", "Hands-on practice", "Write"} & set(plan)

    def test_has_prompts_of_its_own_that_are_no_copies_of_the_shared_ones(self, name: str) -> None:
        own, shared = load(name).prompts, shared_prompts()
        assert len(own) >= 5
        assert any(prompt.trigger == "path_started" for prompt in own)
        assert not {prompt.id for prompt in own} & {prompt.id for prompt in shared}
        assert not {prompt.question for prompt in own} & {prompt.question for prompt in shared}
        assert own == starter_prompts(name)


@pytest.mark.parametrize("source", ["shared", *names()])
def test_every_prompt_gives_an_outline_and_words_worth_reading(source: str) -> None:
    prompts = shared_prompts() if source == "shared" else load(source).prompts
    for prompt in prompts:
        assert len(prompt.outline) >= 3
        assert prompt.tags
        assert prompt.question.endswith(("?", "."))
        assert prompt.reason.rstrip().endswith((".", '"', "?", "}"))
        assert not prompt.kinds or prompt.trigger.startswith("resource_")


def test_shared_prompts_cover_every_trigger_for_every_kind_of_resource() -> None:
    for trigger in TRIGGERS:
        assert any(prompt.trigger == trigger and not prompt.kinds for prompt in shared_prompts())


def test_no_prompt_id_is_used_twice_in_all_that_ships() -> None:
    everything = [*shared_prompts(), *(prompt for name in names() for prompt in load(name).prompts)]
    assert len({prompt.id for prompt in everything}) == len(everything)


def test_the_five_to_eight_journey_is_a_timeline_of_eight_mixed_steps() -> None:
    starter = load("five-to-eight")
    assert starter.routine.window == Window(time(5), time(8))
    assert (starter.routine.targets, starter.routine.minimum) == ((120,) * 7, 10)
    assert [(slot.start, slot.minutes, slot.kind, slot.weekdays) for slot in starter.routine.slots] == [
        (time(5), 60, Kind.STUDY, EVERY_DAY),
        (time(6), 90, Kind.PRACTICE, EVERY_DAY),
        (time(7, 30), 30, Kind.WRITING, EVERY_DAY),
    ]
    [path] = starter.paths
    assert [resource.kind.value for resource in path.resources] == [
        "book",
        "course",
        "book",
        "competition",
        "project",
        "competition",
        "course",
        "project",
    ]
    assert max(resource.last or 0 for resource in path.resources) == 364


def test_at_five_on_the_first_day_a_learner_knows_what_to_do() -> None:
    assert first_day(load("five-to-eight"), 0) == [
        "Beginner's handbook of machine learning",
        "Titanic competition on Kaggle",
        "Write: Why are you getting up for this?",
    ]


def test_a_starter_of_ones_own_is_read_from_its_file(write: Write) -> None:
    starter = load(write(SMALL))
    assert (starter.name, starter.title) == ("mine", "Small")
    [resource] = starter.paths[0].resources
    assert (resource.cost, resource.currency, resource.stage) == (2499, "EUR", "Month 1")
    assert starter.routine.slots[0].path == "Books"
    assert starter.prompts[0].question == "Why {path}?"


def test_weekdays_left_out_of_a_target_are_days_of_rest(write: Write) -> None:
    working_week = SMALL.replace("target = 60", "target = { mon = 60, fri = 90 }")
    assert load(write(working_week)).routine.targets == (60, 0, 0, 0, 90, 0, 0)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('title = "Small"', "", '"mine.toml": title is missing'),
        ('title = "Small"', "title = 5", '"mine.toml": title must be one line of text'),
        ('title = "A book"', 'titel = "A book"', '"mine.toml": paths 1: resources 1: title is missing'),
        ('title = "A book"', 'title = " "', "resources 1: title must be more than nothing"),
        ('title = "A book"', 'title = "a\\nb"', "title must be one line"),
        ('currency = "EUR"', 'currency = "EUR"\ncolour = 1', 'resources 1: "colour" is no key known here'),
        ('currency = "EUR"', 'currency = "euro"', "currency must be three letters"),
        ("cost = 24.99", "cost = 24.999", "cost must be a price"),
        ("cost = 24.99", "cost = nan", "cost must be a price"),
        ("cost = 24.99", "cost = true", "cost must be a price"),
        ("cost = 24.99", "cost = -1", "cost must be a price"),
        ('kind = "book"', 'kind = "novel"', "resources 1: kind must be one of book, course"),
        ('stage = "Month 1"', 'stage = "Month 9"', "stage must be the name of a stage of this path"),
        ("last = 30\ncost", "last = -1\ncost", "last must be a whole number from 0"),
        ("first = 0\nlast = 30\ncost", "first = 9\nlast = 3\ncost", "last must be no earlier than first"),
        ('kind = "study"', 'kind = "reading"', "routine: slots 1: kind must be one of study, practice"),
        ('path = "Books"', 'path = "Films"', "slots 1: path must be the name of a path of this starter"),
        ('path = "Books"', 'weekdays = ["someday"]', "slots 1: weekdays must be a list of mon, tue"),
        ('start = "06:00"', 'start = "6"', 'slots 1: start must be a time such as "05:00"'),
        ('start = "06:00"', 'start = "24:00"', 'slots 1: start must be a time such as "05:00"'),
        ("minutes = 60", "minutes = 0", "slots 1: minutes must be a whole number from 1 to 1440"),
        ('"06:00-09:00"', '"06:00"', "routine: window must be two times"),
        ("target = 60", "target = { someday = 60 }", "routine: target must be minutes from 0 to 1440"),
        ("target = 60", "target = 2000", "routine: target must be minutes from 0 to 1440"),
        ("minimum = 10", "minimum = true", "routine: minimum must be a whole number"),
        ("{path}", "{title}", r"prompts 1: question must be free of braces other than \{day\}, \{path\}"),
        ("{day}", "{day", "prompts 1: reason must be free of braces"),
        ('"path_started"', '"full_moon"', "prompts 1: trigger must be one of resource_completed"),
        ('id = "why"', 'id = "Why?"', "prompts 1: id must be lower-case letters"),
        ('["Because"]', '"Because"', "prompts 1: outline must be a list of texts"),
        ('["Because"]', '["a", 1]', "prompts 1: outline must be a list of texts"),
        ('["Because"]', '["Because"]\nkinds = ["novel"]', "prompts 1: kinds must be a list of book"),
        ("[[paths]]", "[paths]", r"paths must be a list of tables: \[\[paths\]\]"),
        ('title = "Small"', "title = ", "is not TOML"),
    ],
)
def test_a_mistake_is_named_by_file_table_and_key(
    write: Write, before: str, after: str, message: str
) -> None:
    assert SMALL.count(before) >= 1
    with pytest.raises(NotUnderstood, match=message) as refused:
        load(write(SMALL.replace(before, after)))
    assert "\n" not in str(refused.value)


def test_names_that_stand_twice_are_refused(write: Write) -> None:
    book = SMALL[SMALL.index("[[paths.resources]]") : SMALL.index("[[prompts]]")]
    with pytest.raises(NotUnderstood, match='resources has "A book" twice'):
        load(write(SMALL.replace("[[prompts]]", f"{book}[[prompts]]")))


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(NotUnderstood, match=r'there is no starter "nine-to-five"; choose .*five-to-eight'):
        load("nine-to-five")


def test_a_file_that_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(NotUnderstood, match=r'"gone\.toml" cannot be read: No such file'):
        load(str(tmp_path / "gone.toml"))
    (tmp_path / "latin.toml").write_bytes(b'title = "caf\xe9"')
    with pytest.raises(NotUnderstood, match=r'"latin\.toml" is not UTF-8 text'):
        load(str(tmp_path / "latin.toml"))
    (tmp_path / "deep.toml").write_text("a = " + "[" * 5000)
    with pytest.raises(NotUnderstood, match=r'"deep\.toml"'):
        load(str(tmp_path / "deep.toml"))
    (tmp_path / "huge.toml").write_text("a = " + "9" * 5000)
    with pytest.raises(NotUnderstood, match=r'"huge\.toml"'):
        load(str(tmp_path / "huge.toml"))


def test_a_path_whose_starter_does_not_ship_has_no_prompts_of_its_own() -> None:
    assert starter_prompts("mine") == ()


def first_day(starter: Starter, weekday: int) -> list[str]:
    """What the plan says at the window's opening on the day a starter is applied."""
    day = date(2026, 11, 23 + weekday)
    path_ids = {path.name: number for number, path in enumerate(starter.paths, 1)}
    slots = [
        Slot(number, slot.weekdays, slot.start, slot.minutes, slot.kind, path_ids.get(slot.path or ""))
        for number, slot in enumerate(starter.routine.slots, 1)
    ]
    resources = [
        Candidate(
            path_ids[path.name] * 100 + number, path_ids[path.name], entry.title, entry.kind, Status.PLANNED
        )
        for path in starter.paths
        for number, entry in enumerate(path.resources)
    ]
    facts = Facts(
        day,
        DateForm.DAY_FIRST,
        paths=tuple(PathStart(number, f"uid-{number}", name, day) for name, number in path_ids.items()),
    )
    prompts = due(facts, [*starter.prompts, *shared_prompts()], ())
    return [item.what for item in fill(slots, day, resources, (), prompts[0].question)]


def minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def test_every_kind_of_resource_belongs_to_a_kind_of_slot() -> None:
    assert set(SESSION_KIND) == set(ResourceKind)


LINES = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=30).filter(
    lambda text: text.strip() == text != ""
)
OFFSETS = st.none() | st.integers(0, 36500)
MINUTES = st.integers(0, 1440)
CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def spans(draw: st.DrawFn) -> tuple[int | None, int | None]:
    first, last = draw(OFFSETS), draw(OFFSETS)
    return (first, last) if first is None or last is None else (min(first, last), max(first, last))


@st.composite
def study_paths(draw: st.DrawFn, name: str) -> StarterPath:
    several = st.lists(LINES, unique=True, max_size=3)
    stages = tuple(StarterStage(each, *draw(spans())) for each in draw(several))
    in_stage = st.sampled_from([None, *(stage.name for stage in stages)])
    resources = tuple(
        draw(
            st.builds(
                StarterResource,
                title=st.just(title),
                kind=st.sampled_from(ResourceKind),
                stage=in_stage,
                first=OFFSETS,
                last=st.none(),
                minutes=st.none() | st.integers(1, 1_000_000),
                cost=st.integers(0, 10**9),
                currency=st.sampled_from(["EUR", "USD"]),
                url=st.sampled_from(["", "https://example.org/?a=b#c"]),
                note=st.just("") | LINES,
            )
        )
        for title in draw(several)
    )
    free = tuple(replace(each, cost=None, currency="") for each in resources[::2])
    return StarterPath(name, stages, (*free, *resources[1::2]))


@st.composite
def starters(draw: st.DrawFn) -> Starter:
    paths = tuple(draw(study_paths(name)) for name in draw(st.lists(LINES, unique=True, max_size=2)))
    slots = tuple(
        StarterSlot(
            draw(st.frozensets(st.integers(0, 6), min_size=1)),
            draw(CLOCKS),
            draw(st.integers(1, 1440)),
            draw(st.sampled_from(Kind)),
            draw(st.sampled_from([None, *(path.name for path in paths)])),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    window = Window(draw(CLOCKS), draw(CLOCKS))
    targets = tuple(draw(st.lists(st.sampled_from([0, 60, 90]), min_size=7, max_size=7)))
    assume(window.start != window.end)
    routine = StarterRoutine(window, targets, draw(MINUTES), slots)
    return Starter(
        "mine", draw(LINES), draw(LINES), routine, paths, draw(st.sampled_from([(), shared_prompts()]))
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(starter=starters())
def test_what_is_written_is_read_again(write: Write, starter: Starter) -> None:
    assert load(write(dump(starter))) == starter


@pytest.mark.parametrize("name", names())
def test_every_shipped_starter_survives_being_written(write: Write, name: str) -> None:
    shipped = load(name)
    assert replace(load(write(dump(shipped))), name=name) == shipped
