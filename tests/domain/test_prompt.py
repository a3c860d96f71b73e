from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.domain.cause import TRIGGERS, causes
from habit_tui.domain.dates import DateForm
from habit_tui.domain.fact import Effort, Facts, Note, PathStart, ResourceChange, Run
from habit_tui.domain.path import ResourceKind, Status
from habit_tui.domain.prompt import (
    AT_MOST,
    Answer,
    AnswerState,
    Prompt,
    Template,
    awake,
    due,
    filled,
    returned,
    unsettled,
)

FORM = DateForm.DAY_FIRST
TODAY = date(2020, 6, 15)
"""A Monday."""


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def change(
    status: Status, days_ago: int = 0, resource_id: int = 12, kind: ResourceKind = ResourceKind.BOOK
) -> ResourceChange:
    return ResourceChange(resource_id, f"u{resource_id}", "Hands-On ML", kind, status, ago(days_ago))


def run(length: int, last_days_ago: int = 0) -> Run:
    last = ago(last_days_ago)
    counted = tuple(last - timedelta(days=back) for back in reversed(range(min(length, 4))))
    return Run(length, last - timedelta(days=length - 1), counted)


def effort(minutes: int, fortnight: int, last_days_ago: int = 0, resource_id: int | None = 12) -> Effort:
    uid = "" if resource_id is None else f"u{resource_id}"
    return Effort("fast.ai", resource_id, ago(42), ago(last_days_ago), minutes, 30, fortnight, uid)


def keys(facts: Facts) -> list[str]:
    return [cause.key for cause in causes(facts)]


def template(prompt_id: str, trigger: str, *kinds: ResourceKind) -> Template:
    return Template(prompt_id, trigger, f"{prompt_id}?", "because", kinds=kinds)


ONE_EACH = tuple(template(f"about-{trigger.replace('_', '-')}", trigger) for trigger in TRIGGERS)


def used(*prompt_ids: str) -> tuple[Answer, ...]:
    return tuple(Answer(prompt_id, AnswerState.USED, TODAY) for prompt_id in prompt_ids)


def ids(facts: Facts, settled: set[str] | None = None) -> list[str]:
    return [prompt.id for prompt in due(facts, ONE_EACH, used(*(settled or ())))]


EVERYTHING_AT_ONCE = Facts(
    today=TODAY,
    dates=FORM,
    paths=(PathStart(1, "u1", "To machine learning", ago(1)),),
    changes=(change(Status.STARTED, 1, 1), change(Status.COMPLETED, 0, 2), change(Status.DROPPED, 0, 3)),
    efforts=(effort(700, 400, resource_id=4),),
    first_session_day=ago(1),
    study_days=(ago(1), ago(0)),
    run=run(7),
    notes=(Note("u5", ago(0), "Titanic", 90, "word " * 60),),
)


def test_nothing_done_gives_no_reason_to_write() -> None:
    assert causes(Facts(TODAY, FORM)) == ()
    assert due(Facts(TODAY, FORM), ONE_EACH, ()) == ()


def test_the_first_morning_has_a_prompt_before_anything_is_logged() -> None:
    facts = Facts(TODAY, FORM, paths=(PathStart(1, "u1", "To ML", TODAY),))
    assert ids(facts) == ["about-path-started@path-u1"]


def test_a_finished_resource_is_told_with_its_hours_and_weeks() -> None:
    finished = template("finished", "resource_completed")
    finished = replace(
        finished, question="What did {title} change?", reason="Done on {day}: {effort}. {words}"
    )
    facts = Facts(
        TODAY,
        FORM,
        changes=(replace(change(Status.COMPLETED), title="fast.ai part 1", reason="worth it"),),
        efforts=(replace(effort(41 * 60, 0), first_day=ago(41)),),
    )
    [prompt] = due(facts, (finished,), ())
    assert prompt.id == "finished@completed-u12"
    assert prompt.question == "What did fast.ai part 1 change?"
    assert prompt.reason == 'Done on Mon 15 Jun: 41 h in 6 weeks. You noted: "worth it".'
    assert (prompt.due, prompt.scope.first_day, prompt.scope.resource_id) == (TODAY, ago(41), 12)


@pytest.mark.parametrize(
    ("first_days_ago", "said"),
    [(0, "1 day"), (12, "13 days"), (13, "2 weeks"), (41, "6 weeks"), (364, "12 months")],
)
def test_the_span_of_an_effort_reads_as_days_weeks_or_months(first_days_ago: int, said: str) -> None:
    spent = replace(effort(90, 0), first_day=ago(first_days_ago))
    [cause] = causes(Facts(TODAY, FORM, changes=(change(Status.COMPLETED),), efforts=(spent,)))
    assert cause.facts["effort"] == f"1 h 30 in {said}"


def test_a_resource_finished_without_a_session_says_so() -> None:
    [cause] = causes(Facts(TODAY, FORM, changes=(change(Status.DROPPED),)))
    assert cause.facts["effort"] == "no hours logged"
    assert cause.facts["words"] == ""


def test_only_the_latest_change_of_a_resource_counts() -> None:
    changes = (change(Status.COMPLETED, 0), change(Status.STARTED, 3), change(Status.STARTED, 2, 13))
    assert keys(Facts(TODAY, FORM, changes=changes)) == ["completed-u12", "started-u13"]
    assert keys(Facts(TODAY, FORM, changes=(change(Status.STARTED, 3), change(Status.PAUSED, 1)))) == []


@pytest.mark.parametrize(
    ("length", "last_days_ago", "expected"),
    [
        (1, 0, ["streak_started"]),
        (2, 0, ["streak_started"]),
        (6, 0, []),
        (7, 0, ["streak_reached"]),
        (8, 0, ["streak_reached"]),
        (9, 0, ["streak_reached"]),
        (10, 0, []),
        (7, 3, []),
        (30, 0, ["streak_reached", "streak_reached"]),
        (100, 0, ["streak_reached", "streak_reached"]),
    ],
)
def test_a_streak_is_news_on_its_first_and_every_7th_30th_and_100th_day_and_shortly_after(
    length: int, last_days_ago: int, expected: list[str]
) -> None:
    found = causes(Facts(TODAY, FORM, run=run(length, last_days_ago)))
    assert [cause.trigger for cause in found] == expected


def test_a_milestone_keeps_its_name_while_the_streak_grows() -> None:
    reached = {keys(Facts(TODAY + timedelta(days=n), FORM, run=run(7 + n, -n)))[0] for n in range(3)}
    assert reached == {f"streak-{ago(6)}-7"}


def test_the_first_session_ever_is_told_once_and_not_again_as_the_first_day_of_a_streak() -> None:
    facts = Facts(TODAY, FORM, first_session_day=TODAY, study_days=(TODAY,), run=run(1))
    assert keys(facts) == ["first-session"]


def test_a_return_needs_a_week_without_a_session() -> None:
    assert keys(Facts(TODAY, FORM, study_days=(ago(9), ago(8), ago(1)))) == []
    [cause] = causes(Facts(TODAY, FORM, study_days=(ago(10), ago(9), ago(1)), run=run(1, 1)))
    assert (cause.key, cause.facts["days"]) == (f"return-{ago(1)}", "7 days")


def test_a_topic_is_worth_a_post_after_five_hours_in_a_fortnight_and_at_each_doubling() -> None:
    def topic(minutes: int, fortnight: int) -> list[str]:
        return keys(Facts(TODAY, FORM, efforts=(effort(minutes, fortnight),)))

    assert topic(300, 300) == []
    assert topic(301, 301) == ["hours-u12-5"]
    assert topic(599, 310) == ["hours-u12-5"]
    assert topic(600, 310) == ["hours-u12-10"]
    assert topic(5000, 310) == ["hours-u12-80"]
    assert topic(5000, 299) == []


def test_a_topic_in_free_words_is_told_apart_by_its_words() -> None:
    def named(what: str) -> list[str]:
        return keys(Facts(TODAY, FORM, efforts=(replace(effort(400, 400, resource_id=None), what=what),)))

    assert named("Latin @ verbs!") == named("latin verbs") == ["hours-latin-verbs-5"]
    assert named("  ") == []


def test_a_note_is_half_a_post_from_a_paragraph_on_and_until_tomorrow() -> None:
    def noted(text: str, days_ago: int) -> list[str]:
        return keys(Facts(TODAY, FORM, notes=(Note("u5", ago(days_ago), "Titanic", 90, text),)))

    assert noted("x" * 139, 0) == []
    assert noted("x" * 140, 0) == noted("x" * 140, 1) == ["note-u5"]
    assert noted("x" * 140, 2) == []


@pytest.mark.parametrize(
    ("posted", "first", "expected"),
    [
        (13, 60, []),
        (14, 60, [f"no-post-{ago(0)}"]),
        (20, 60, [f"no-post-{ago(6)}"]),
        (28, 60, [f"no-post-{ago(0)}"]),
        (None, 14, [f"no-post-{ago(0)}"]),
        (None, None, []),
    ],
)
def test_two_weeks_without_a_post_are_noticed_and_two_more_again(
    posted: int | None, first: int | None, expected: list[str]
) -> None:
    facts = Facts(
        TODAY,
        FORM,
        last_post_day=None if posted is None else ago(posted),
        first_session_day=None if first is None else ago(first),
        study_days=(ago(2),),
    )
    assert keys(facts) == expected


def test_who_does_not_study_is_not_asked_for_posts() -> None:
    assert (
        keys(Facts(TODAY, FORM, last_post_day=ago(40), first_session_day=ago(99), study_days=(ago(14),)))
        == []
    )


def test_of_one_day_what_was_recorded_first_is_asked_first_whatever_its_uid() -> None:
    books = change(Status.COMPLETED, 0, 9), change(Status.COMPLETED, 0, 3), change(Status.COMPLETED, 1, 1)
    assert keys(Facts(TODAY, FORM, changes=books)) == ["completed-u9", "completed-u3", "completed-u1"]
    assert ids(Facts(TODAY, FORM, changes=books)) == ["about-resource-completed@completed-u9"]


def test_what_a_trigger_found_lapses_and_what_lies_ahead_waits() -> None:
    def finished(days_ago: int) -> list[str]:
        return keys(Facts(TODAY, FORM, changes=(change(Status.COMPLETED, days_ago),)))

    lasts = TRIGGERS["resource_completed"].lasts_days
    assert finished(lasts) == ["completed-u12"]
    assert finished(lasts + 1) == finished(-1) == []


def test_a_busy_day_shows_the_three_weightiest_of_different_triggers_and_resources() -> None:
    facts = replace(EVERYTHING_AT_ONCE, changes=(*EVERYTHING_AT_ONCE.changes, change(Status.COMPLETED, 0, 9)))
    assert ids(facts) == [
        "about-resource-completed@completed-u2",
        "about-resource-dropped@dropped-u3",
        "about-first-session@first-session",
    ]
    same_resource = Facts(TODAY, FORM, changes=(change(Status.COMPLETED),), efforts=(effort(700, 400),))
    assert keys(same_resource) == ["completed-u12", "hours-u12-10"]
    assert ids(same_resource) == ["about-resource-completed@completed-u12"]


def test_two_prompts_shown_together_never_have_the_same_name() -> None:
    changes = (change(Status.COMPLETED, 0, 1), change(Status.COMPLETED, 0, 2, ResourceKind.COMPETITION))
    [shown] = due(Facts(TODAY, FORM, changes=changes), (template("any", "resource_completed"),))
    assert (shown.id, shown.name) == ("any@completed-u1", "any")


def test_a_cause_asks_once_whatever_the_template() -> None:
    facts = Facts(TODAY, FORM, changes=(change(Status.COMPLETED), change(Status.COMPLETED, 1, 13)))
    assert ids(facts, {"some-older-template@completed-u12"}) == ["about-resource-completed@completed-u13"]
    assert [cause.key for cause in unsettled(facts, used("x@completed-u12", "x@completed-u13"))] == []


def test_settling_one_after_the_other_shows_every_cause_exactly_once() -> None:
    settled: set[str] = set()
    shown: list[str] = []
    while prompts := due(EVERYTHING_AT_ONCE, ONE_EACH, used(*settled)):
        shown.append(prompts[0].id)
        settled.add(prompts[0].id)
    assert [prompt_id.partition("@")[2] for prompt_id in shown] == keys(EVERYTHING_AT_ONCE)


def test_a_template_for_the_kind_of_resource_is_preferred_and_others_kinds_are_left_out() -> None:
    templates = (
        template("any", "resource_completed"),
        template("for-projects", "resource_completed", ResourceKind.PROJECT),
        template("for-books", "resource_completed", ResourceKind.BOOK),
    )

    def chosen(kind: ResourceKind) -> list[str]:
        facts = Facts(TODAY, FORM, changes=(change(Status.COMPLETED, 0, 12, kind),))
        return [prompt.id for prompt in due(facts, templates, ())]

    assert chosen(ResourceKind.BOOK) == ["for-books@completed-u12"]
    assert chosen(ResourceKind.TALK) == ["any@completed-u12"]


def test_templates_take_turns_beginning_with_the_first() -> None:
    two = (template("own", "resource_completed"), template("shared", "resource_completed"))
    settled: set[str] = set()
    for number in (12, 13, 14):
        [prompt] = due(
            Facts(TODAY, FORM, changes=(change(Status.COMPLETED, 0, number),)), two, used(*settled)
        )
        settled.add(prompt.id)
    assert settled == {"own@completed-u12", "shared@completed-u13", "own@completed-u14"}


def test_the_facts_in_a_prompt_are_one_line_of_bounded_length() -> None:
    finished = replace(template("t", "resource_completed"), question="{title}")
    long_title = replace(change(Status.COMPLETED), title="line\nbreak \x1b[31m " + "very long " * 50)
    [prompt] = due(Facts(TODAY, FORM, changes=(long_title,)), (finished,), ())
    assert prompt.question.startswith("line break \ufffd[31m very long")
    assert len(prompt.question) <= 120


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("Read {title}!", {"title": "SICP"}, "Read SICP!"),
        ("{title} {title}", {"title": "{title}"}, "{title} {title}"),
        ("{title}", {"title": "{day}", "day": "Mon"}, "{day}"),
        ("{unknown} {", {"title": "x"}, "{unknown} {"),
        ("{title.__class__} {0} {{title}}", {"title": "x"}, "{title.__class__} {0} {x}"),
    ],
)
def test_only_known_names_in_braces_are_filled_and_nothing_is_read_twice(
    text: str, facts: Mapping[str, str], expected: str
) -> None:
    assert filled(text, facts) == expected


@given(st.text(alphabet="{}ab "), st.dictionaries(st.sampled_from("ab"), st.text(alphabet="{}ab ")))
def test_filling_never_fails_and_leaves_text_without_names_alone(text: str, facts: dict[str, str]) -> None:
    said = filled(text, facts)
    assert filled(text, {}) == text
    assert facts or said == text


days_back = st.integers(-3, 40).map(ago)
uids = st.sampled_from(["u1", "u2", "u3", "u4", "u5"])
facts_of_any_kind = st.builds(
    Facts,
    today=st.just(TODAY),
    paths=st.lists(st.builds(PathStart, st.integers(1, 3), uids, st.text(), days_back), max_size=2).map(
        tuple
    ),
    changes=st.lists(
        st.builds(
            ResourceChange,
            st.integers(1, 5),
            uids,
            st.text(),
            st.sampled_from(ResourceKind),
            st.sampled_from(Status),
            days_back,
            st.text(),
        ),
        max_size=6,
    ).map(tuple),
    efforts=st.lists(
        st.builds(
            Effort,
            st.text(),
            st.none() | st.integers(1, 5),
            st.just(ago(50)),
            days_back,
            st.integers(0, 9000),
            st.integers(1, 50),
            st.integers(0, 900),
            st.just("") | uids,
        ),
        max_size=4,
    ).map(tuple),
    first_session_day=st.none() | days_back,
    study_days=st.lists(days_back, max_size=12, unique=True).map(lambda days: tuple(sorted(days))),
    run=st.none() | st.builds(run, st.integers(1, 400), st.integers(0, 5)),
    notes=st.lists(
        st.builds(Note, uids, days_back, st.text(), st.integers(0, 300), st.text(min_size=100)),
        max_size=2,
    ).map(tuple),
    last_post_day=st.none() | days_back,
)


@settings(max_examples=100)
@given(facts_of_any_kind, st.sets(st.integers(0, 5)))
def test_prompts_are_few_distinct_fresh_and_the_same_for_the_same_facts(
    facts: Facts, skipped: set[int]
) -> None:
    everything = [f"x@{key}" for key in keys(facts)]
    settled = {prompt_id for index, prompt_id in enumerate(everything) if index in skipped}
    prompts: tuple[Prompt, ...] = due(facts, ONE_EACH, used(*settled))
    answered = {prompt_id.partition("@")[2] for prompt_id in settled}
    assert len(prompts) <= AT_MOST
    assert len({prompt.id for prompt in prompts}) == len(prompts)
    assert prompts == due(facts, ONE_EACH, used(*settled))
    for prompt in prompts:
        assert prompt.id.partition("@")[2] not in answered
        assert prompt.due <= TODAY


def snoozed(prompt_id: str, days_ago: int, ends_in: int) -> Answer:
    return Answer(prompt_id, AnswerState.SNOOZED, ago(days_ago), TODAY + timedelta(days=ends_in))


FINISHED = Facts(TODAY, FORM, changes=(change(Status.COMPLETED),))


def test_a_snoozed_prompt_is_silent() -> None:
    answers = (snoozed("about-resource-completed@completed-u12", 0, 3),)
    assert due(FINISHED, ONE_EACH, answers) == ()
    assert awake(answers, TODAY) == ()


def test_when_its_snooze_ends_the_same_question_comes_back() -> None:
    first, second = template("first", "resource_completed"), template("second", "resource_completed")
    answer = snoozed("second@completed-u12", 40, 0)
    facts_then = replace(FINISHED, today=ago(40), changes=(change(Status.COMPLETED, 41),))
    cause = returned(answer, facts_then, TODAY)
    assert cause is not None
    assert awake((answer,), TODAY) == (answer,)
    [prompt] = due(Facts(TODAY, FORM), (first, second), (answer,), ((answer, cause),))
    assert (prompt.id, prompt.due) == ("second@completed-u12", TODAY)


def test_a_snooze_that_ended_long_ago_stays_silent() -> None:
    lasts = TRIGGERS["resource_completed"].lasts_days
    assert returned(snoozed("x@completed-u12", 0, -lasts), FINISHED, TODAY) is not None
    assert returned(snoozed("x@completed-u12", 0, -lasts - 1), FINISHED, TODAY) is None


def test_a_snooze_whose_facts_were_corrected_stays_silent() -> None:
    assert returned(snoozed("x@completed-u13", 1, 0), FINISHED, TODAY) is None


def test_what_another_prompt_settled_since_does_not_come_back() -> None:
    answers = (snoozed("x@completed-u12", 3, 0), *used("y@completed-u12"))
    assert awake(answers, TODAY) == ()


def test_a_snooze_does_not_use_a_template_up() -> None:
    own, shared = template("own", "resource_completed"), template("shared", "resource_completed")
    answers = (snoozed("own@completed-u99", 0, 3),)
    assert [prompt.id for prompt in due(FINISHED, (own, shared), answers)] == ["own@completed-u12"]


def test_a_competition_is_asked_what_is_made_for_it_before_what_suits_any_resource() -> None:
    entered = Facts(TODAY, FORM, changes=(change(Status.STARTED, kind=ResourceKind.COMPETITION),))
    wide = template("wide", "resource_started")
    narrow = template("narrow", "resource_started", ResourceKind.COMPETITION)
    own = template("own", "competition_entered")
    assert [prompt.id for prompt in due(entered, (wide,))] == ["wide@started-u12"]
    assert [prompt.id for prompt in due(entered, (wide, narrow, own))] == ["narrow@started-u12"]
    assert [prompt.id for prompt in due(entered, (wide, own, narrow))] == ["own@started-u12"]
