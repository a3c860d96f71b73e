"""Assessments: four answers in one text."""

from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.assessment import QUESTIONS, Question, answers_in, text_of

ANSWER = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(st.dictionaries(st.sampled_from(Question), ANSWER))
def test_what_was_answered_is_read_back_from_the_text(answers: dict[Question, str]) -> None:
    assert answers_in(text_of(answers)) == answers


def test_an_answer_may_have_several_lines_and_one_may_be_missing() -> None:
    text = text_of({Question.OBSTACLE: "evenings", Question.KEEP: "yes,\nfor a month", Question.CHANGE: " "})
    assert text == "Keep the path? yes,\nfor a month\nWhat stood in the way? evenings"
    assert answers_in(text) == {Question.KEEP: "yes,\nfor a month", Question.OBSTACLE: "evenings"}


def test_an_assessment_in_other_words_holds_no_answers() -> None:
    assert answers_in("keep it, it works") == {}
    assert answers_in(f"keep it\n{QUESTIONS[Question.CHANGE]} no") == {}
    assert text_of({}) == ""
