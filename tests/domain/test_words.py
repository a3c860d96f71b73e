from datetime import UTC, datetime, time
from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from habit_tui.domain import words
from habit_tui.domain.errors import CannotBeDone

any_text = st.text() | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "So", "Mn", "Lo"]))


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 min"),
        (45, "45 min"),
        (60, "1 h"),
        (65, "1 h 05"),
        (90, "1 h 30"),
        (500, "8 h 20"),
        (6000, "100 h"),
    ],
)
def test_minutes_read_as_hours_and_minutes(minutes: int, said: str) -> None:
    assert words.duration(minutes) == said


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        words.duration(-1)


def test_the_clock_has_24_hours_and_no_seconds() -> None:
    assert words.clock(time(5, 10, 59)) == "05:10"
    assert words.clock(datetime(2026, 11, 22, 23, 5, tzinfo=UTC)) == "23:05"


def test_one_of_a_thing_is_singular() -> None:
    assert [words.days(n) for n in (0, 1, 23)] == ["0 days", "1 day", "23 days"]
    assert words.plural(1, "entry", "entries") == "1 entry"
    assert words.plural(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("fraction", "said"),
    [(0, "0 %"), (0.0001, "1 %"), (0.798, "80 %"), (0.9999, "99 %"), (1, "100 %"), (1.25, "125 %")],
)
def test_a_percentage_is_full_only_at_the_top_and_empty_only_at_nothing(fraction: float, said: str) -> None:
    assert words.percent(fraction) == said


@pytest.mark.parametrize("fraction", [-0.1, float("nan")])
def test_a_share_below_nothing_is_refused(fraction: float) -> None:
    with pytest.raises(ValueError, match="negative"):
        words.percent(fraction)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "+00"),
        (3600, "+01"),
        (20700, "+05:45"),
        (-12600, "-03:30"),
        (50400, "+14"),
        (-1521, "-00:25:21"),
        (3605, "+01:00:05"),
    ],
)
def test_an_offset_is_said_as_short_as_it_can_be(seconds: int, said: str) -> None:
    assert words.offset(seconds) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fast.ai, lesson 3",
        "tab\tand\nnewline",
        "[/] [@click=app.quit]",
        "עברית",
        "نص عربي",
        "👩\u200d💻 ❤\ufe0f",
        "می\u200cخواهم",
    ],
)
def test_ordinary_text_in_any_script_is_shown_as_it_is(text: str) -> None:
    assert words.printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\ufffd[31mred"),
        ("\x1b]52;c;aGk=\x07", "\ufffd]52;c;aGk=\ufffd"),
        ("\x9b2J", "\ufffd2J"),
        ("evil\u202etxt", "evil\ufffdtxt"),
        ("zero\u200bwidth\ufeff", "zero\ufffdwidth\ufffd"),
        ("a\u2028b\u2029c", "a\ufffdb\ufffdc"),
        ("a\r\nb\rc", "a\nb\ufffdc"),
        ("caf\udce9", "caf\ufffd"),
        ("nul\0del\x7f", "nul\ufffddel\ufffd"),
    ],
)
def test_what_could_drive_a_terminal_is_replaced(text: str, shown: str) -> None:
    assert words.printable(text) == shown


@given(any_text)
def test_nothing_printable_returns_can_drive_a_terminal(text: str) -> None:
    shown = words.printable(text)
    assert all(c in "\n\t\u200c\u200d" or category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in shown)
    assert len(shown) == len(text.replace("\r\n", "\n"))
    assert words.printable(shown) == shown


@given(any_text)
def test_one_line_has_no_line_breaks_or_tabs(text: str) -> None:
    assert not set(words.one_line(text)) & set("\n\t\r\u2028\x85")


def test_one_line_puts_a_space_where_a_line_ended() -> None:
    assert words.one_line("first\r\nsecond\tthird") == "first second third"


def test_a_quoted_word_is_safe_and_short() -> None:
    assert words.quoted("4x5") == '"4x5"'
    assert words.quoted("a\x1b[2J\nb") == '"a\ufffd[2J b"'
    assert words.cells(words.quoted("x" * 500)) == 62
    assert words.quoted("x" * 60) == f'"{"x" * 60}"'
    assert words.quoted("x" * 61).endswith('x…"')


def test_text_is_stored_as_typed_but_for_its_edges_and_line_ends() -> None:
    typed = "  first\r\nsecond\rthird \x1b[0m [b]\u202e 👩\u200d💻\n\n"
    assert words.clean(typed, 200, "note") == "first\nsecond\nthird \x1b[0m [b]\u202e 👩\u200d💻"
    assert words.clean(" \n", 200, "note") == ""


@pytest.mark.parametrize("text", ["caf\udce9", "nul\0inside"])
def test_text_that_cannot_be_stored_whole_is_refused_by_the_name_of_its_field(text: str) -> None:
    with pytest.raises(CannotBeDone, match="the note contains"):
        words.clean(text, 200, "note")


def test_text_is_never_cut_to_fit_the_store() -> None:
    assert words.clean("  abc  ", 3, "title") == "abc"
    with pytest.raises(CannotBeDone, match="the title has 4 characters; at most 3"):
        words.clean("abcd", 3, "title")


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "café",
        "cafe\u0301",
        "日本語",
        "각",
        "क्षि",
        "…",
        "❤",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "🇫🇷",
        "👍🏽",
        "👍\U0001f3fb",
        "1\u0301",
        "\u1112\u1161\u11ab",
        "\u1160",
        "\u0301",
        "\u200d",
        "👩\u200d💻",
        "👨\u200d👩\u200d👧",
        "🏳\ufe0f\u200d🌈",
        "🧑\u200d⚕\ufe0f",
        "▶",
        "▶\ufe0f",
        "می\u200cخواهم",
        "█▆·✓",
    ],
)
def test_cells_agree_with_the_full_screen(text: str) -> None:
    assert words.cells(text) == cell_len(text)


def test_a_joiner_hides_no_letter() -> None:
    assert words.cells("a\u200db") == 2


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Titanic", 10, "Titanic   "),
        ("Titanic", 7, "Titanic"),
        ("Titanic", 4, "Tit…"),
        ("Titanic", 1, "…"),
        ("Titanic", 0, ""),
        ("日本語", 4, "日… "),
        ("日本語", 5, "日本…"),
        ("👩\u200d💻👩\u200d💻", 3, "👩\u200d💻…"),
        ("two\nlines", 10, "two lines "),
    ],
)
def test_a_column_is_filled_or_cut_between_characters(text: str, width: int, shown: str) -> None:
    assert words.pad(text, width) == shown


@given(any_text, st.integers(0, 40))
@example("\u0301" * 9, 3)
@example("a\u200d" * 9, 5)
@example("👩\u200d" * 9, 5)
def test_a_column_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert words.cells(words.pad(text, width)) == width
