"""The story as Markdown: what a reader sees is what the learner did and typed, and nothing else."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from habit_tui.domain.amendment import Deviation, Event
from habit_tui.domain.dates import DateForm
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Certificate, Path, Resource, ResourceKind, Status, StatusChange
from habit_tui.domain.post import Dialect, Post, PostStatus, PostUpdate
from habit_tui.domain.reflection import Reflection, ReflectionKind, stories
from habit_tui.domain.story import Record, StoryPost, StorySession
from habit_tui.exchange import story

FORM = DateForm.DAY_FIRST

DAY = date(2026, 3, 2)


def record(words: str, url: str = "https://x.org") -> Record:
    """A story with something in every place, its every text these words."""
    book = Resource(
        1,
        "",
        1,
        None,
        f"{words} t",
        ResourceKind.BOOK,
        1,
        cost=5990,
        currency="EUR",
        url=url,
        outcome=words,
        score=words,
        status=Status.COMPLETED,
        changes=(StatusChange(Status.STARTED, DAY), StatusChange(Status.COMPLETED, DAY, f"{words} r")),
        certificates=(Certificate(f"{words} c", words, DAY, url),),
    )
    kinds = (ReflectionKind.BLOCKER, ReflectionKind.WIN, ReflectionKind.TAKEAWAY, ReflectionKind.ASSESSMENT)
    noted = [
        Reflection(count, "", kind, f"{words}\nend", DAY, 1, 1) for count, kind in enumerate(kinds, start=1)
    ]
    noted += [
        Reflection(7, "", ReflectionKind.TAKEAWAY, f"{words} tried", DAY, 1, 1, 1),
        Reflection(8, "", ReflectionKind.TAKEAWAY, f"{words} solved", DAY, 1, 1, 1, solves=True),
    ]
    out = Post(1, "", f"{words} p", Dialect.PLAIN, "", PostStatus.PUBLISHED, DAY, DAY, url)
    return Record(
        DAY,
        DAY,
        name=f"{words} n",
        paths=(Path(1, "", f"{words} n", 1, DAY, resources=(book,)),),
        sessions=(StorySession(DAY, 90, Kind.STUDY, f"{words} w", f"{words}\nend", 1),),
        reflections=stories(noted),
        deviations=(
            Deviation(Event.MOVED, DAY, f"{words} t", f"{words} why", f"{words} was", f"{words} became"),
        ),
        posts=(StoryPost(out, (PostUpdate(DAY, f"{words} u"),)),),
        longest_streak=1,
        planned=1,
        planned_until=DAY,
    )


HOSTILE = st.text(alphabet="ab1. #>-+=*_`~|[](){}<>!&;\\/\n\t\r:'\"%\x07\x1béא🙂\u2028", max_size=30).filter(
    str.strip
) | (
    st.sampled_from(
        [
            "# heading",
            "setext\n===",
            "```\nfence",
            "1. one\n2) two",
            "- list\n\n    code",
            "<script>alert(1)</script>",
            "&lt;b&gt; &amp; &#60;",
            "[ref]: http://x\n[ref]",
            "| a | b |\n|---|---|",
            "{{ site.secret }} {% raw %}",
            "***\n___",
            "a\\",
        ]
    )
)
PLAIN = {"text", "strong_open", "strong_close", "softbreak", "text_special", "link_open", "link_close"}
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


def structure(markdown: str) -> list[str]:
    """Every block but paragraphs: a blank line in a note may part it in two."""
    tokens = MARKDOWN.parse(markdown)
    return [f"{token.type} {token.tag}" for token in tokens if token.tag != "p" and token.type != "inline"]


def innards(markdown: str) -> list[str]:
    return [child.type for token in MARKDOWN.parse(markdown) for child in token.children or ()]


@settings(max_examples=30, deadline=None)
@given(words=HOSTILE)
def test_nothing_a_user_typed_changes_the_structure_of_a_story(words: str) -> None:
    for shape in (story.whole, story.short, story.log):
        told, plain = shape(record(words), FORM), shape(record("w"), FORM)
        assert structure(told) == structure(plain)
        assert set(innards(told)) <= PLAIN
        assert innards(told).count("link_open") == innards(plain).count("link_open")
        assert "{{" not in told
        assert "{%" not in told
        assert not any(ord(c) < 32 and c != "\n" for c in told)


@settings(max_examples=50, deadline=None)
@given(words=st.text(alphabet="ab #*_`|[]<>&;\\{}", min_size=1, max_size=20).map(str.strip).filter(bool))
def test_a_reader_sees_the_words_that_were_typed(words: str) -> None:
    told = story.whole(record(" ".join(words.split())), FORM)
    seen = [
        "".join(child.content for child in token.children or ())
        for token in MARKDOWN.parse(told)
        if token.type == "inline"
    ]
    assert any(f"outcome: {' '.join(words.split())}" == line for line in seen)


@settings(max_examples=30, deadline=None)
@given(url=HOSTILE)
def test_any_address_stays_one_link(url: str) -> None:
    told, plain = story.whole(record("w", f"https://x.org/{url}"), FORM), story.whole(record("w"), FORM)
    assert structure(told) == structure(plain)
    assert innards(told).count("link_open") == innards(plain).count("link_open")


def test_the_whole_story() -> None:
    told = replace(record("x"), sessions=record("x").sessions * 2)
    assert story.whole(told, FORM) == (
        "# x n\n\nMon 2 Mar 2026\n\n"
        "|  |  |\n|---|---|\n"
        "| Time | 3 h |\n| Study | 3 h |\n| Sessions | 2 |\n| Days | 1 |\n| Longest streak | 1 day |\n"
        "| Completed | 1 |\n| Certificates | 1 |\n| Posts | 1 |\n| Cost | 59.90 EUR |\n\n"
        "## Timeline\n\n"
        "1. book: **[x t](<https://x.org>)**, Mon 2 Mar 2026, completed, 3 h\n"
        "   - outcome: x\n"
        "   - score: x\n"
        "   - certificate: [x c](<https://x.org>), x, Mon 2 Mar 2026\n"
        "   - cost: 59.90 EUR\n"
        "   - completed Mon 2 Mar 2026: x r\n"
        "   - blocker, Mon 2 Mar 2026: x end\n"
        "   - solved, Mon 2 Mar 2026: x solved\n"
        "   - win, Mon 2 Mar 2026: x end\n"
        "   - takeaway, Mon 2 Mar 2026: x end\n"
        "   - assessment, Mon 2 Mar 2026: x end\n\n"
        "## Months\n\n"
        "### Month 1: Mon 2 Mar 2026\n\n"
        "3 h in 2 sessions on 1 day\n\n"
        "- x t (started, completed), 3 h\n"
        "- blocker, Mon 2 Mar 2026: x end\n  - solved Mon 2 Mar 2026: x solved\n"
        "- win, Mon 2 Mar 2026: x end\n"
        "- certificate: [x c](<https://x.org>), x, Mon 2 Mar 2026\n"
        "- post: [x p](<https://x.org>), Mon 2 Mar 2026\n\n"
        "## Changes to the plan\n\n"
        "- Mon 2 Mar 2026: x t moved (x was → x became): x why\n\n"
        "## Setbacks and how they were solved\n\n"
        "**Blocker**, Mon 2 Mar 2026:\n\n> x\n> end\n\n"
        "Tried, Mon 2 Mar 2026:\n\n> x tried\n\n"
        "Solved, Mon 2 Mar 2026:\n\n> x solved\n\n"
        "## Wins\n\nMon 2 Mar 2026:\n\n> x\n> end\n\n"
        "## What was learnt\n\nMon 2 Mar 2026:\n\n> x\n> end\n\n"
        "## Assessments\n\nMon 2 Mar 2026:\n\n> x\n> end\n\n"
        "## Certificates\n\n- [x c](<https://x.org>), x, Mon 2 Mar 2026, for x t\n\n"
        "## Costs\n\n|  |  |\n|---|---|\n| x t | 59.90 EUR |\n| In all | 59.90 EUR |\n\n"
        "## Posts\n\n- [x p](<https://x.org>), Mon 2 Mar 2026\n  - updated Mon 2 Mar 2026: x u\n"
    )


def test_the_short_story_is_ten_lines_before_during_and_after() -> None:
    assert story.short(record("x"), FORM) == (
        "- **Before:** x n, from Mon 2 Mar 2026\n"
        "- **Before:** a plan of 1 resource until Mon 2 Mar 2026\n"
        "- **Before:** blocker, Mon 2 Mar 2026: x end\n"
        "- **During:** 1 h 30 in 1 session on 1 day, longest streak 1 day\n"
        "- **During:** study 1 h 30\n"
        "- **During:** finished 1 (x t)\n"
        "- **During:** left or paused nothing; 1 change to the plan\n"
        "- **During:** 1 setback or blocker, 1 solved; 1 win\n"
        "- **After:** 1 certificate (x c); x t: x\n"
        "- **After:** 1 post (x p); spent 59.90 EUR\n"
    )


def test_the_short_story_begins_with_the_path_and_not_with_what_came_before_it() -> None:
    told = replace(record("x"), first=date(2026, 2, 28))
    assert story.short(told, FORM).startswith("- **Before:** x n, from Mon 2 Mar 2026\n")
    later = replace(told.paths[0], started_on=date(2026, 4, 1))
    assert ", from Mon 2 Mar 2026\n" in story.short(replace(told, paths=(later, *told.paths)), FORM)


def test_the_short_story_of_nothing_yet_says_so_in_ten_lines() -> None:
    assert story.short(Record(DAY, DAY), FORM) == (
        "- **Before:** no path, from Mon 2 Mar 2026\n"
        "- **Before:** a plan of 0 resources\n"
        "- **Before:** no blocker noted in the first month\n"
        "- **During:** 0 min in 0 sessions on 0 days, longest streak 0 days\n"
        "- **During:** no hours logged\n"
        "- **During:** finished nothing\n"
        "- **During:** left or paused nothing; no change to the plan\n"
        "- **During:** no setback or blocker; no win\n"
        "- **After:** no certificate or outcome\n"
        "- **After:** no post\n"
    )


def test_the_short_story_tells_first_what_was_built_and_the_latest_posts() -> None:
    [path] = record("x").paths
    days = [date(2026, 3, number) for number in range(2, 9)]

    def made(number: int, kind: ResourceKind) -> Resource:
        changes = (StatusChange(Status.STARTED, DAY), StatusChange(Status.COMPLETED, days[number]))
        return replace(
            path.resources[0], id=number, title=f"{kind} {number}", kind=kind, outcome="x", changes=changes
        )

    kinds = [ResourceKind.PROJECT, ResourceKind.BOOK, ResourceKind.COMPETITION, ResourceKind.COURSE]
    posts = [replace(record("x").posts[0].post, title=f"p{number}") for number in range(6)]
    told = replace(
        record("x"),
        last=days[-1],
        paths=(replace(path, resources=tuple(made(number, kind) for number, kind in enumerate(kinds))),),
        posts=tuple(StoryPost(each) for each in posts),
    )
    *_, results, shown = story.short(told, FORM).splitlines()
    assert results.endswith("; competition 2: x; project 0: x; course 3: x")
    assert shown.startswith("- **After:** 6 posts (p5 · p4 · p3 · p2 · p1 and 1 more)")


def test_the_log_has_a_numbered_day_its_progress_thoughts_and_links() -> None:
    told = replace(record("x"), reflections=())
    assert story.log(told, FORM) == (
        "# x n\n\n"
        "### Day 1: Mon 2 Mar 2026\n\n"
        "**Today's Progress**: x w (1 h 30)\n\n"
        "**Thoughts**:\n\n> x\n> end\n\n"
        "**Link(s) to work**:\n\n1. [x t](<https://x.org>)\n2. [x c](<https://x.org>)\n3. [x p](<https://x.org>)\n"
    )
