"""The display boundary: literal, safe, cut between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.words import cells
from habit_tui.tui.text import fit, keyed, said, wrapped

WORDS = st.text(st.sampled_from("ab 東é‍👩\x1b[]/\n"), max_size=60)


@pytest.mark.parametrize("text", ["a [/] b", "[@click=app.quit]x[/]", "[bold red]no[/]", r"\[x]"])
def test_markup_is_only_text(text: str) -> None:
    for content in (said(text), said(text, "bold")):
        assert content.plain == text


def test_control_characters_are_replaced() -> None:
    assert said("a\x1b]0;x\x07b\nc").plain == "a\ufffd]0;x\ufffdb c"


def test_the_keys_a_sentence_names_are_bold_and_its_articles_are_not() -> None:
    lines = keyed(["Press a for a draft;", "b adds a book."], "a", "b")
    bold = [
        (line.plain, span.start, span.end) for line in lines for span in line.spans if "bold" in str(span)
    ]
    assert bold == [("Press a for a draft;", 6, 7), ("b adds a book.", 0, 1)]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Titanic", 10, "Titanic   "),
        ("Titanic competition", 12, "Titanic…    "),
        ("Titanic competition", 19, "Titanic competition"),
        ("Antidisestablishmentarianism", 10, "Antidises…"),
        ("東京の朝 学習", 10, "東京の朝… "),
        ("", 3, "   "),
        ("x", 0, ""),
    ],
)
def test_a_line_ends_after_a_whole_word(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


@given(WORDS, st.integers(0, 40))
def test_a_fitted_line_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cells(fit(text, width)) == width


@given(WORDS, st.integers(1, 40), st.integers(0, 5))
def test_wrapped_lines_keep_within_their_room(text: str, width: int, lines: int) -> None:
    found = wrapped(text, width, lines)
    assert len(found) <= lines
    assert all(cells(line) <= width for line in found)


@given(st.lists(st.text("abc", min_size=1, max_size=8), max_size=12))
def test_with_room_enough_no_word_is_lost(words: list[str]) -> None:
    assert " ".join(wrapped(" ".join(words), 8, 12)).split() == words
