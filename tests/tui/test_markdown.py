"""Markdown laid out in lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.domain.words import cells
from habit_tui.tui.markdown import LINK, Line, around, first_gap, front_matter_lines, laid_out


def drawn(source: str, width: int = 30) -> list[str]:
    return [line.content.plain for line in laid_out(source, width)]


def links(lines: tuple[Line, ...]) -> list[object]:
    styles = (span.style for line in lines for span in line.content.spans)
    return [style.meta[LINK] for style in styles if not isinstance(style, str) and LINK in style.meta]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("# One\n\ntwo", ["One", "", "two"]),
        ("one\ntwo", ["one two"]),
        ("one  \ntwo", ["one", "two"]),
        ("one two three four five six seven", ["one two three four five six", "seven"]),
        ("> why\n>\n> so", ["▌ why", "▌ ", "▌ so"]),
        ("- one\n- two\n  - three", ["• one", "• two", "  ◦ three"]),
        ("- one\n\n- two", ["• one", "", "• two"]),
        ("9. one\n10. two", [" 9. one", "10. two"]),
        ("- one two three four five six seven", ["• one two three four five six", "  seven"]),
        ("```py\na = [1]\n\n# b\n```", ["│ a = [1]", "│ ", "│ # b"]),
        ("![the year](y.svg)", ["▧ the year"]),
        ("~~no~~ `code` **strong**", ["no code strong"]),
        ("<b>x</b> &lt; [/] [@click=quit]y[/]", ["<b>x</b> < [/]", "[@click=quit]y[/]"]),
        ("&#x202e;back \x1b[31m", ["\ufffdback \ufffd[31m"]),
        ("---", ["─" * 24]),
        ("", []),
    ],
)
def test_blocks_are_drawn_as_one_reads_them(source: str, lines: list[str]) -> None:
    assert drawn(source) == lines


def test_a_table_has_columns_and_an_empty_header_is_left_out() -> None:
    table = "|---|--:|\n| hours | 41 |\n| c | 5 |"
    assert drawn(f"| what | sum |\n{table}") == [
        "what   sum",
        "──────────",
        "hours   41",
        "c        5",
    ]
    assert drawn(f"| | |\n{table}") == ["hours  41", "c       5"]


def test_a_table_too_wide_breaks_inside_its_cells() -> None:
    table = "| a | b |\n|---|---|\n| one two three four | five six seven eight |"
    assert drawn(table, 20) == [
        "a          b",
        "────────────────────",
        "one two    five six",
        "three     seven".replace("     ", "      "),
        "four       eight",
    ]


def test_links_keep_where_they_lead_and_scripts_are_none() -> None:
    lines = laid_out("[a](https://e.org/?q=1) https://bare.org [b](javascript:x) [c](/etc/passwd)", 80)
    assert links(lines) == ["https://e.org/?q=1", "https://bare.org", "/etc/passwd"]


def test_bare_addresses_are_links_unless_a_paragraph_is_endless() -> None:
    assert links(laid_out("see https://a.example/b\n\nend", 40)) == ["https://a.example/b"]
    assert links(laid_out("http://a." * 5000, 40)) == []


def test_each_line_tells_where_in_the_text_it_comes_from() -> None:
    source = "# One\n\ntext that takes two lines of the page\n\n- a\n- b\n\n```\nx\ny\n```"
    sources = [(line.content.plain, line.source) for line in laid_out(source, 30)]
    assert ("One", 0) in sources
    assert [at for text, at in sources if text in ("• a", "• b", "│ x", "│ y")] == [4, 5, 8, 9]
    assert [at for _, at in sources] == sorted(at for _, at in sources)


@pytest.mark.parametrize(
    ("text", "lines"),
    [("---\na: 1\n---\nx", 3), ("---\na: 1\nx", 0), ("x\n---\n---", 0), ("", 0), ("---\n---", 2)],
)
def test_front_matter_is_found(text: str, lines: int) -> None:
    assert front_matter_lines(text.split("\n")) == lines


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("", None),
        ("Words.", None),
        ("---\n# habit-tui: x\n---\n\n> **Why?**\n\n## A\n\n## B\n\n## From my log\n\n> note\n", 7),
        ("## A\n\nWritten.\n\n## B\n\n## C\n", 5),
        ("## A\n\nWritten.\n\n## B\n", 5),
        ("## A\n\nWritten.\n\n## B", None),
        ("# Title\n\n## A\n\nWritten.\n", None),
        ("## A\n\n### Deeper\n\n## B\n\nWritten.", 3),
        ("## A\n## B\n\nWritten.", None),
        ("#hashtag\n\nWords\n", None),
        ("```\n# a comment\n\n# another\n```\n", None),
    ],
)
def test_the_first_section_with_nothing_in_it_is_found(text: str, gap: int | None) -> None:
    assert first_gap(text.split("\n")) == gap


def test_of_a_long_text_the_blocks_around_a_line_are_taken() -> None:
    lines = [text for n in range(100) for text in (f"paragraph {n}", "goes on", "")]
    shown = around(lines, 150, 200)
    assert 150 in shown
    assert lines[shown.start] == lines[shown.stop - 1] == ""
    assert 200 <= sum(len(lines[at]) + 1 for at in shown) <= 300
    assert around(lines, 150, 10_000) == range(300)
    assert around(lines, 0, 200).start == 0
    assert around(lines, 299, 200).stop == 300
    assert around(["x" * 500], 0, 200) == range(1)


@given(
    st.text(st.sampled_from("ab \n#>-*_`|[]()!~1.:\\<&;\x1b\u202e漢🎉\t"), max_size=300), st.integers(8, 60)
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_drawn_safely_and_nothing_but_a_table_is_wider_than_the_page(
    text: str, width: int
) -> None:
    for line in laid_out(text, width):
        assert all(c.isprintable() or c == "\u200d" for c in line.content.plain)
        if "|" not in text:
            assert cells(line.content.plain) <= max(width, 8) + 12
