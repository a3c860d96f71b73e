from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from habit_tui.domain.dates import DateForm
from habit_tui.domain.draft import NOTES, DraftFacts, DraftResource, DraftSession, outline
from habit_tui.domain.fact import Scope
from habit_tui.domain.markdown import in_line
from habit_tui.domain.path import ResourceKind, Status
from habit_tui.domain.prompt import Prompt
from habit_tui.domain.reflection import Reflection, ReflectionKind, stories

DAY = date(2026, 11, 22)
FORM = DateForm.DAY_FIRST
PROMPT = Prompt(
    id="teach@completed-1",
    question="What changed?",
    reason="You finished it.",
    due=DAY,
    outline=("Before", "After"),
    tags=(),
    scope=Scope(DAY, DAY),
)


def test_an_outline_holds_the_question_its_headings_and_the_learners_facts() -> None:
    facts = DraftFacts(
        FORM,
        sessions=(
            DraftSession(date(2026, 11, 20), "Titanic", 90, "first try\n\nsecond try"),
            DraftSession(date(2026, 11, 20), "Titanic", 45),
            DraftSession(DAY, "Titanic", 30, "0.76 at last"),
        ),
        resources=(
            DraftResource(
                "Titanic",
                ResourceKind.COMPETITION,
                Status.COMPLETED,
                300,
                "https://www.kaggle.com/c/titanic",
                "3 submissions",
                date(2026, 11, 1),
                DAY,
            ),
            DraftResource("Handbook", ResourceKind.BOOK, Status.STARTED, 0),
        ),
    )
    assert outline(PROMPT, facts) == (
        "> **What changed?**\n"
        ">\n"
        "> You finished it.\n"
        "\n"
        "## Before\n"
        "\n"
        "## After\n"
        "\n"
        "## From my log\n"
        "\n"
        "| | |\n"
        "|---|---|\n"
        "| When | Fri 20 Nov 2026 to Sun 22 Nov 2026 |\n"
        "| Time | 2 h 45 |\n"
        "| Sessions | 3 |\n"
        "| Days | 2 |\n"
        "\n"
        "- [Titanic](<https://www.kaggle.com/c/titanic>), competition, started Sun 1 Nov 2026, "
        "completed Sun 22 Nov 2026, 5 h: 3 submissions\n"
        "- Handbook, book\n"
        "\n"
        "**Fri 20 Nov 2026**, Titanic (1 h 30):\n"
        "\n"
        "> first try\n"
        ">\n"
        "> second try\n"
        "\n"
        "**Sun 22 Nov 2026**, Titanic (30 min):\n"
        "\n"
        "> 0.76 at last\n"
    )


def test_without_a_prompt_and_without_facts_there_is_nothing_to_say() -> None:
    assert outline(None, DraftFacts(FORM)) == ""
    assert outline(PROMPT, DraftFacts(FORM)).endswith("## Before\n\n## After\n")


def test_of_very_many_notes_the_latest_are_told() -> None:
    sessions = tuple(DraftSession(DAY, "Titanic", 10, f"note {count}.") for count in range(NOTES + 2))
    markdown = outline(None, DraftFacts(FORM, sessions=sessions))
    assert f"The latest {NOTES} of {NOTES + 2} notes:" in markdown
    assert "> note 1." not in markdown
    assert markdown.count("> note ") == NOTES
    assert f"| Sessions | {NOTES + 2} |" in markdown


def test_setbacks_are_told_with_what_was_tried_and_what_solved_them() -> None:
    noted = [
        Reflection(1, "", ReflectionKind.SETBACK, "not adopted\n# no heading", date(2026, 11, 3)),
        Reflection(2, "", ReflectionKind.TAKEAWAY, "asked why", date(2026, 11, 4), about_id=1),
        Reflection(3, "", ReflectionKind.WIN, "kept as proof", DAY, about_id=1, solves=True),
    ]
    assert outline(None, DraftFacts(FORM, reflections=stories(noted)[:1], picture="![x](y.svg)")) == (
        "## From my log\n\n"
        "![x](y.svg)\n\n"
        "**Setback**, Tue 3 Nov 2026:\n\n> not adopted\n> \\# no heading\n\n"
        "Tried, Wed 4 Nov 2026:\n\n> asked why\n\n"
        "Solved, Sun 22 Nov 2026:\n\n> kept as proof\n"
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("snake_case stays", "snake_case stays"),
        ("_not_ emphasis", r"\_not\_ emphasis"),
        ("a | b", r"a \| b"),
        ("<script>", r"\<script>"),
        ("[x](y)", r"\[x\](y)"),
        ("{{ site.secret }} {% raw %} {x}", r"{\{ site.secret }} {\% raw %} {x}"),
        ("{{{", r"{\{\{"),
        ("&lt; R&D & &#60;", r"\&lt; R\&D & \&#60;"),
        ("two\nlines", "two lines"),
        ("bell\x07", "bell\ufffd"),
        ("👨‍👩‍👧 é ابجد", "👨‍👩‍👧 é ابجد"),
    ],
)
def test_the_users_words_in_a_line_are_only_words(typed: str, written: str) -> None:
    assert in_line(typed) == written


HOSTILE = st.text(alphabet="ab1. #>-+=*_`~|[](){}<>!&\\/\n\t\r:'\"%\x07\x1béא🙂\u2028") | st.sampled_from(
    [
        "# heading",
        "setext\n===",
        "setext\n---",
        "```\nfence",
        "~~~",
        "1. one\n2) two",
        "- list\n\n    code",
        "<script>alert(1)</script>",
        "<!-- comment",
        "[ref]: http://x\n[ref]",
        "![img](http://x)",
        "| a | b |\n|---|---|",
        "> quote\n\nlazy",
        "{{< shortcode >}}",
        "https://example.org and <http://x>",
        "***\n___",
        "a\\",
    ]
)


def structure(markdown: str) -> list[str]:
    return [
        token.type
        for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
        if token.type not in {"paragraph_open", "paragraph_close", "inline"}
    ]


def innards(markdown: str) -> list[str]:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    return [child.type for token in tokens for child in token.children or ()]


@settings(max_examples=200)
@given(what=HOSTILE, note=HOSTILE, title=HOSTILE, outcome=HOSTILE, question=HOSTILE)
@example(what="#", note="setext\n===\n1. one\n```", title="- x", outcome="|", question="# q")
@example(what="_a_", note="setext\n---\n# x", title="1) x", outcome="{{", question="> q")
def test_nothing_a_user_typed_changes_the_structure_of_the_draft(
    what: str, note: str, title: str, outcome: str, question: str
) -> None:
    def draft(what: str, note: str, title: str, outcome: str, question: str) -> str:
        facts = DraftFacts(
            FORM,
            sessions=(DraftSession(DAY, what, 30, f"{note}\nend"),),
            resources=(DraftResource(f"{title} t", ResourceKind.BOOK, Status.STARTED, 5, "", outcome),),
        )
        asked = Prompt(
            "id", f"q {question}", f"{question} r", DAY, (f"Heading {question}",), (), Scope(DAY, DAY)
        )
        return outline(asked, facts)

    markdown = draft(what, note, title, outcome, question)
    assert structure(markdown) == structure(draft("w", "n", "t", "o", "q"))
    assert set(innards(markdown)) <= {"text", "strong_open", "strong_close", "softbreak", "text_special"}
    assert "{{" not in markdown
    assert "{%" not in markdown
    assert not any(ord(c) < 32 and c != "\n" for c in markdown)


@given(HOSTILE)
def test_a_link_stays_one_link_whatever_its_title_and_address(text: str) -> None:
    resource = DraftResource(f"t{text}", ResourceKind.BOOK, Status.STARTED, 0, f"https://x.org/{text}")
    markdown = outline(None, DraftFacts(FORM, resources=(resource,)))
    assert innards(markdown).count("link_open") == 1
    assert structure(markdown).count("list_item_open") == 1
