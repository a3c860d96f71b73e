from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from habit_tui.domain.post import SLUG_LIMIT, Dialect, relative_file, slug, word_count

DAY = date(2026, 11, 22)
WINDOWS_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Month 2 of 4: the PC", "month-2-of-4-the-pc"),
        ("A beginner's don't, we’ve all been there", "a-beginners-dont-weve-all-been-there"),
        ("  Éléments d'algèbre & co. ", "elements-d-algebre-co"),
        ("Straße, Øre, Łódź", "strasse-ore-lodz"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "post"),
        ("机器学习", "post"),
        ("🙂", "post"),
        ("", "post"),
        ("CON", "con-post"),
        ("Lpt1", "lpt1-post"),
        ("a\0b\nc", "a-b-c"),
        ("x" * 300, "x" * SLUG_LIMIT),
        ("a" * 30 + " " + "b" * 30, "a" * 30),
        ("a" * 30 + " " + "b" * 29, "a" * 30 + "-" + "b" * 29),
        ("word " * 30, "-".join(["word"] * 12)),
    ],
)
def test_a_title_becomes_a_plain_file_name(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text() | st.sampled_from(sorted(WINDOWS_DEVICES)))
@example("com\u00b9")
@example("İ")
def test_a_slug_never_leaves_the_folder_and_is_never_empty(title: str) -> None:
    name = slug(title)
    assert name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not name.startswith("-")
    assert not name.endswith("-")
    assert len(name) <= SLUG_LIMIT
    assert name not in WINDOWS_DEVICES
    assert slug(name) == name


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        (Dialect.JEKYLL, "_posts/2026-11-22-month-2.md"),
        (Dialect.HUGO, "month-2.md"),
        (Dialect.GATSBY, "month-2/index.md"),
        (Dialect.PLAIN, "2026-11-22-month-2.md"),
    ],
)
def test_each_dialect_names_files_its_own_way(dialect: Dialect, expected: str) -> None:
    assert relative_file(dialect, "Month 2", DAY) == expected


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("## Two words\n\n- | --- 3", 3), ("don't  stop\n> été 机器", 4)]
)
def test_words_are_counted_without_the_marks_between_them(text: str, count: int) -> None:
    assert word_count(text) == count
