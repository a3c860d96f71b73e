"""The Blog: reasons to write, drafts that begin with facts, posts that are out."""

import os
import shlex
import sys
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from habit_tui.domain.kind import Kind
from habit_tui.services import post, session, share, starter
from habit_tui.services.desk import Desk
from habit_tui.tui.app import HabitApp
from habit_tui.tui.screens.blog import BlogScreen
from tests.factories import at, desk_at, logged
from tests.terminal import driven
from tests.tui.stage import NARROW, WIDE, Stage, on_stage
from tests.tui.tour import faults

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 07:32", ZONE)
BOOK = "Beginner's handbook of machine learning"
HOSTILE = "[/] [@click=app.quit]leave[/] \x1b]0;owned\x07 \u202eback {{ x }}"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk in the first days of a starter, with reasons to write."""
    desk = desk_at(tmp_path, door="tui")
    starter.apply(desk, "five-to-eight", at("2026-11-20 05:00", ZONE))
    for day in range(20, 23):
        logged(desk, f"2026-11-{day}", "05:00", 60, BOOK, note="Chapter 1: kept." if day == 20 else "")
    return desk


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    """A desk nobody has sat at."""
    return desk_at(tmp_path, door="tui")


def drafted(desk: Desk, title: str, day: str = "2026-11-20", text: str | None = None) -> Path:
    """A draft's file, with a text of its own below the front matter when one is given."""
    file = Path(post.new(desk, at(f"{day} 07:00", ZONE), title=title).path)
    if text is not None:
        front = file.read_text().split("---\n")[1]
        file.write_text(f"---\n{front}---\n\n{text}")
    return file


def editing(desk: Desk, code: str) -> Desk:
    """The same desk with an editor that runs Python on the file, which is `sys.argv[1]`."""
    return replace(desk, env={**desk.env, "EDITOR": shlex.join([sys.executable, "-c", code])})


def files(desk: Desk) -> list[Path]:
    return [file for file in Path(post.blog_folder(desk)).rglob("*") if file.is_file()]


def blog(stage: Stage) -> BlogScreen:
    screen = stage.app.screen_stack[0]
    assert isinstance(screen, BlogScreen)
    return screen


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that can be lent although nobody sits before it."""
    monkeypatch.setattr(HabitApp, "suspend", lambda _app: nullcontext())


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses handed to the browser."""
    found: list[str] = []
    monkeypatch.setattr(HabitApp, "open_url", lambda _app, url: found.append(url))
    return found


# What is shown


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_prompts_and_posts_are_shown_with_what_the_chosen_one_holds(
    desk: Desk, size: tuple[int, int]
) -> None:
    gone = drafted(desk, "Lost in a move", "2026-11-18")
    gone.unlink()
    out = post.new(desk, at("2026-11-19 07:00", ZONE), title="Why I get up at five")
    post.mark_published(desk, out.id, at("2026-11-20 07:00", ZONE), "https://example.org/five")
    async with on_stage(desk, NOW, size) as stage:
        await stage.press("3")
        assert "Prompts" in stage.text
        assert "due" in stage.text
        first = blog(stage).prompts.items[0]
        assert first.question in stage.words_in("Preview").replace("▌ ", "")
        assert "✓ Why I get up at five" in stage.text
        assert "✗ Lost in a move" in stage.text
        assert "1 draft, 1 published" in stage.text
        assert first.outline[0] in stage.text
        assert "n draft  s snooze  x skip" in stage.text


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_an_empty_blog_says_what_to_do_next(empty: Desk, size: tuple[int, int]) -> None:
    async with on_stage(empty, NOW, size) as stage:
        await stage.press("escape", "3")
        assert "Log what you study, with a note: reasons follow from it." in stage.words_in("#prompts")
        assert "Press a for a draft under a title of your own." in stage.words_in("#prompts")
        assert "Press n on a prompt: a draft begins with your facts in it." in stage.words_in("#posts")
        assert "n draft" not in stage.text


async def test_the_draft_a_prompt_would_begin_is_shown_with_its_facts(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("3")
        prompt = blog(stage).prompts.items[0]
        await stage.press("n", "v")
        shown = blog(stage).preview.source
        assert shown.startswith("> **")
        assert all(f"## {heading}" in shown for heading in prompt.outline)
        assert "> Chapter 1: kept." in shown
        assert files(desk)[0].read_text().endswith(shown)


async def test_the_preview_follows_the_cursor_and_the_focus(desk: Desk) -> None:
    drafted(desk, "One", text="First *text*.")
    drafted(desk, "Two", "2026-11-21", text="Second **text**.")
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "down")
        assert blog(stage).prompts.items[1].outline[0] in stage.text
        await stage.press("tab")
        assert "Second text." in stage.text
        await stage.press("j")
        assert "First text." in stage.text
        await stage.press("shift+tab")
        assert blog(stage).prompts.items[1].outline[0] in stage.text


async def test_the_text_can_have_the_whole_room(desk: Desk) -> None:
    drafted(desk, "Long", text="\n\n".join(f"Paragraph {n}." for n in range(60)))
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("3", "tab", "v")
        assert "Prompts" not in stage.text
        assert "Paragraph 5." in stage.text
        await stage.press("G")
        assert "Paragraph 59." in stage.text
        await stage.press("escape")
        assert "Prompts" in stage.text
        assert stage.app.focused is blog(stage).posts


async def test_a_file_edited_elsewhere_is_read_again_when_the_app_looks_up(desk: Desk) -> None:
    file = drafted(desk, "Draft", text="Before.")
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "tab")
        assert "Before." in stage.text
        file.write_text("After, and *no* front matter.")
        stage.app.tick()
        await stage.rest()
        assert "After, and no front matter." in stage.text
        assert "Before." not in stage.text


async def test_a_very_long_file_can_be_read_to_its_end(desk: Desk) -> None:
    drafted(desk, "Long", text="\n\n".join(f"Paragraph {n} of *many*." for n in range(8000)))
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "tab", "v", "G")
        assert "Paragraph 7999 of many." in stage.text


@pytest.mark.usefixtures("lent")
async def test_a_missing_file_is_said_and_not_made_again(desk: Desk) -> None:
    file = drafted(desk, "Gone")
    file.unlink()
    async with on_stage(editing(desk, "import sys; open(sys.argv[1], 'w')"), NOW) as stage:
        await stage.press("3", "tab")
        assert "missing" in stage.text
        assert "The file is gone" in stage.text
        await stage.press("e")
        assert stage.toasts == [f'the file of "Gone" is missing; it was {file}']
        assert files(desk) == []


# Starting and skipping


@pytest.mark.parametrize("key", ["n", "enter"])
async def test_a_draft_is_begun_from_a_prompt(desk: Desk, key: str) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("3")
        prompt = blog(stage).prompts.items[0]
        await stage.press(key)
        (file,) = files(desk)
        assert prompt.question in file.read_text().replace("\\", "")
        assert stage.toasts == [f"Draft begun: {file} · u undoes"]
        assert prompt not in blog(stage).prompts.items
        assert stage.app.focused is blog(stage).posts
        assert blog(stage).posts.items[0].post.title in stage.text


async def test_undo_asks_again_and_leaves_what_was_written(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("3")
        before = blog(stage).prompts.items
        await stage.press("n", "u")
        assert blog(stage).prompts.items == before
        assert blog(stage).posts.items == ()
        assert len(files(desk)) == 1


async def test_a_prompt_is_skipped_and_undo_brings_it_back(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "down")
        before = blog(stage).prompts.items
        await stage.press("x")
        assert before[1] not in blog(stage).prompts.items
        assert stage.toasts[-1].startswith(f"Skipped: {before[1].question}")
        await stage.press("u")
        assert blog(stage).prompts.items == before


async def test_the_mouse_alone_begins_a_draft(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.click("Blog")
        second = blog(stage).prompts.items[1]
        await stage.click(second.question[:30])
        assert second.outline[0] in stage.text
        await stage.click("n draft")
        assert len(files(desk)) == 1
        assert second not in blog(stage).prompts.items
        await stage.click(blog(stage).prompts.items[0].question[:30], times=2)
        assert len(files(desk)) == 2


async def test_a_draft_is_begun_under_a_title_of_ones_own(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "a")
        await stage.press("enter")
        assert "a draft needs a prompt or a title" in stage.words
        await stage.type("Notes [on] trees")
        assert "2026-11-22-notes-on-trees.md" in stage.words
        await stage.press("enter")
        (file,) = files(desk)
        assert file.name == "2026-11-22-notes-on-trees.md"
        assert "Notes [on] trees" in stage.text
        assert stage.app.focused is blog(stage).posts


async def test_a_folder_that_cannot_be_written_is_one_toast_and_nothing_is_lost(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    there = replace(desk, settings=replace(desk.settings, blog_folder=str(tmp_path / "taken")))
    async with on_stage(there, NOW) as stage:
        await stage.press("3")
        before = blog(stage).prompts.items
        await stage.press("n")
        assert len(stage.toasts) == 1
        assert f"{tmp_path / 'taken'} cannot be written" in stage.toasts[0]
        assert "there is a file where a folder should be" in stage.toasts[0]
        assert blog(stage).prompts.items == before
        assert blog(stage).posts.items == ()
        await stage.press("n")
        assert len(stage.toasts) == 2


# Publishing


async def test_a_post_is_published_with_its_address(desk: Desk) -> None:
    drafted(desk, "Ready")
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "tab", "p")
        (file,) = files(desk)
        assert f"stays where it is, {file}".replace(" ", "") in stage.words_in("#dialog").replace(" ", "")
        await stage.type("example.org")
        assert "no web address" in stage.words
        await stage.press("enter")
        assert "no web address" in stage.words
        await stage.press("home")
        await stage.type("https://")
        assert "Published on Sun 22 Nov 2026 at https://example.org" in stage.words
        await stage.press("enter")
        assert stage.toasts == ["Published: Ready · u undoes"]
        assert "✓ Ready" in stage.text
        assert "https://example.org" in stage.text
        assert "p publish" not in stage.text


async def test_an_address_may_stay_empty_and_escape_changes_nothing(desk: Desk) -> None:
    drafted(desk, "Ready")
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "tab", "p", "escape")
        assert "✎ Ready" in stage.text
        await stage.press("P", "enter")
        assert "✓ Ready" in stage.text
        await stage.press("p")
        await stage.type("https://example.org/later")
        await stage.press("enter")
        assert "https://example.org/later" in stage.words
        assert "p publish" not in stage.text


# The editor


@pytest.mark.usefixtures("lent")
async def test_the_editor_gets_the_file_and_the_screen_shows_what_it_wrote(desk: Desk) -> None:
    drafted(desk, "Draft", text="Before.")
    at_desk = editing(desk, "import sys; open(sys.argv[1], 'a').write('\\n\\nBy the editor.\\n')")
    async with on_stage(at_desk, NOW) as stage:
        await stage.press("3", "tab", "e")
        assert "By the editor." in stage.text
        assert stage.toasts == []
        await stage.press("enter")
        assert stage.text.count("By the editor.") == 2


@pytest.mark.usefixtures("lent")
async def test_a_failing_editor_is_one_toast_and_the_file_stays(desk: Desk) -> None:
    file = drafted(desk, "Draft", text="Before.")
    async with on_stage(editing(desk, "raise SystemExit(3)"), NOW) as stage:
        await stage.press("3", "tab", "e")
        (said,) = stage.toasts
        assert "failed with status 3" in said
        assert str(file) in said
        assert "Before." in stage.text
        assert "Before." in file.read_text()


async def test_a_terminal_that_cannot_be_lent_says_so(desk: Desk) -> None:
    drafted(desk, "Draft")
    async with on_stage(editing(desk, ""), NOW) as stage:
        await stage.press("3", "tab", "e")
        assert "cannot be lent" in stage.toasts[0]


async def test_without_a_desktop_the_folder_is_told(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "o")
        assert "does not exist yet" in stage.toasts[-1]
        drafted(desk, "Draft")
        await stage.press("o")
        assert stage.toasts[-1] == post.blog_folder(desk)


# Time spent writing


def later(minutes: int, clock: list[datetime]) -> None:
    clock[0] += timedelta(minutes=minutes)


async def test_one_key_logs_the_time_spent_in_the_built_in_editor(desk: Desk) -> None:
    drafted(desk, "Draft", text="Before.")
    clock = [NOW]
    async with on_stage(desk, lambda: clock[0], NARROW) as stage:
        await stage.press("3", "tab", "e")
        later(20, clock)
        await stage.press("escape")
        assert "20 min writing" in stage.text
        await stage.press("E")
        later(3, clock)
        await stage.press("escape")
        assert "23 min writing" in stage.text
        later(5, clock)
        await stage.press("w")
        assert "writing  " not in stage.text
        assert stage.toasts[-1] == "Logged 23 min of Write: Draft · u undoes"
        (*_, written) = session.between(desk, desk.study_day(NOW), desk.study_day(NOW))
        assert (written.kind, written.minutes) == (Kind.WRITING, 23)
        assert written.end == NOW + timedelta(minutes=23)
        await stage.press("u")
        assert len(session.between(desk, desk.study_day(NOW), desk.study_day(NOW))) == 1


@pytest.mark.usefixtures("lent")
async def test_the_mouse_can_log_it_too_or_leave_it(desk: Desk) -> None:
    drafted(desk, "Draft")
    clock = [NOW]
    async with on_stage(editing(desk, ""), lambda: clock[0]) as stage:
        await stage.press("3", "tab", "e")
        assert "writing  " not in stage.text
        blog(stage).offer.add("Draft", NOW - timedelta(minutes=9), NOW)
        await stage.rest()
        await stage.click("leave it")
        assert "9 min writing" not in stage.text
        blog(stage).offer.add("Draft", NOW - timedelta(minutes=9), NOW)
        await stage.rest()
        await stage.click("log it")
        assert stage.toasts[-1] == "Logged 9 min of Write: Draft · u undoes"


async def test_time_that_is_logged_already_is_refused_and_still_offered(desk: Desk) -> None:
    drafted(desk, "Draft")
    async with on_stage(desk, NOW) as stage:
        await stage.press("3")
        blog(stage).offer.add("Draft", at("2026-11-22 05:30", ZONE), at("2026-11-22 05:50", ZONE))
        await stage.press("w")
        assert "overlaps session" in stage.toasts[-1]
        assert "20 min writing" in stage.text


async def test_a_running_session_counts_the_writing_itself(desk: Desk) -> None:
    drafted(desk, "Draft")
    session.start(desk, "post", NOW)
    clock = [NOW]
    async with on_stage(desk, lambda: clock[0]) as stage:
        await stage.press("3", "tab", "e")
        later(20, clock)
        await stage.press("escape")
        assert "20 min writing" not in stage.text


# Snoozing, moving, updating, sharing


async def test_a_prompt_is_snoozed_and_undo_brings_it_back(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("3")
        before = blog(stage).prompts.items
        await stage.press("s")
        assert before[0] not in blog(stage).prompts.items
        assert stage.toasts[-1] == f"Back on Wed 25 Nov: {before[0].question} · u undoes"
        await stage.press("u")
        assert blog(stage).prompts.items == before
        chosen = blog(stage).prompts.chosen
        await stage.click("s snooze")
        assert chosen not in blog(stage).prompts.items


async def test_reasons_are_whole_on_a_small_screen(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("3")
        for prompt in blog(stage).prompts.items:
            assert prompt.reason in stage.words_in("#prompts")


async def test_a_draft_can_show_the_calendar(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "N")
        assert {file.suffix for file in files(desk)} == {".md", ".svg"}
        await stage.press("a")
        await stage.type("With a picture")
        await stage.press("ctrl+g", "enter")
        assert sum(file.suffix == ".svg" for file in files(desk)) == 2


async def test_a_file_that_was_moved_is_found_again(desk: Desk) -> None:
    file = drafted(desk, "Moved", text="It is still here.")
    below = file.parent / "2026"
    below.mkdir()
    file.rename(below / "renamed.md")
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "tab")
        assert "It is still here." in stage.text
        assert "missing" not in stage.text
        await stage.press("e", "x", "ctrl+s", "escape")
        assert (below / "renamed.md").read_text().endswith("x")
        assert not file.exists()


def published(desk: Desk, title: str) -> tuple[int, Path]:
    made = post.new(desk, at("2026-11-19 07:00", ZONE), title=title)
    post.mark_published(desk, made.id, at("2026-11-20 07:00", ZONE), "https://example.org/five")
    return made.id, Path(made.path)


async def test_a_post_that_is_out_gets_a_dated_note(desk: Desk) -> None:
    _, file = published(desk, "Out")
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("3", "tab", "t", "ctrl+s")
        assert "the update is empty" in stage.words
        await stage.type("It still *holds*.")
        await stage.press("ctrl+s")
        assert stage.toasts[-1] == "Updated: Out · u undoes"
        assert file.read_text().endswith("**Update, Sun 22 Nov 2026:** It still *holds*.\n")
        await stage.press("v")
        assert "It still holds." in stage.text
        assert "updated Sun 22 Nov 2026" in stage.words


async def test_a_draft_is_not_updated_and_a_post_that_is_out_not_published_again(desk: Desk) -> None:
    drafted(desk, "Draft")
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "tab", "t")
        assert isinstance(stage.app.screen, BlogScreen)
        assert "t update" not in stage.text
        assert "p publish" in stage.text


# Where there is no room for the file's path, which is another one in every run.
@pytest.mark.parametrize("size", [(120, 28), NARROW], ids=["wide", "narrow"])
async def test_sharing_is_ticked_off(desk: Desk, size: tuple[int, int]) -> None:
    post_id, _ = published(desk, HOSTILE)
    async with on_stage(desk, NOW, size) as stage:
        await stage.press("3", "tab", "c")
        assert "Not shared yet" in stage.text
        await stage.type(f"r/learn {HOSTILE}")
        await stage.press("enter", "s", "f", "r")
        await stage.type("Cut the second half.")
        await stage.press("ctrl+s")
        assert stage.text.count("Sun 22 Nov") >= 3
        assert "Cut the second half." in stage.text
        assert harmless(stage.text)
        (share,) = post.show(desk, post_id).shares
        assert share.shared_on == share.asked_on == share.received_on == desk.study_day(NOW)
        await stage.press("escape")
        assert isinstance(stage.app.screen, BlogScreen)


async def test_in_the_smallest_terminal_the_check_list_keeps_its_buttons(desk: Desk) -> None:
    post_id, _ = published(desk, "A month of mornings, told from the beginning")
    for number in range(4):
        share.put(desk, post_id, f"place {number}", NOW, planned=True)
    async with on_stage(desk, NOW, (40, 12)) as stage:
        await stage.press("3", "tab", "c")
        assert [*faults(stage)] == []
        assert "esc close" in stage.text


async def test_the_mouse_alone_keeps_the_check_list(desk: Desk) -> None:
    post_id, _ = published(desk, "Out")
    share.put(desk, post_id, "Ada, by mail", NOW, planned=True)
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "tab")
        await stage.click("c share")
        await stage.click("Ada, by mail")
        await stage.click("f asked")
        (asked,) = post.show(desk, post_id).shares
        assert (asked.shared_on, asked.asked_on) == (None, desk.study_day(NOW))
        await stage.click("d drop")
        assert post.show(desk, post_id).shares == ()


# Text that means harm


def harmless(text: str) -> bool:
    return all(c.isprintable() or c == "\n" for c in text)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_hostile_title_is_only_text(desk: Desk, size: tuple[int, int]) -> None:
    drafted(desk, HOSTILE, text=HOSTILE)
    async with on_stage(desk, NOW, size, tooltips=True) as stage:
        await stage.press("3", "tab")
        assert "[@click=app.quit]leave[/]" in stage.text
        assert harmless(stage.text)
        await stage.click("leave")
        await stage.press("p")
        assert "[/] [@click=app.quit]leave[/]" in stage.words
        await stage.press("enter")
        assert "[@click=app.quit]" in stage.toasts[-1]
        assert harmless(stage.text)


async def test_a_files_text_runs_no_action_and_no_escape(desk: Desk) -> None:
    text = (
        f"# {HOSTILE}\n\n&#x202e;entity &#x1b;[31m\n\n<b onclick=x>tag</b>\n\n"
        f"| [/] | b |\n|---|---|\n| [@click=app.quit]cell[/] | [/] |\n\n"
        f"- {HOSTILE}\n\n```\n[/] \x1b[31m fence\n```\n\n![al\u202et](javascript:x)\n"
    )
    drafted(desk, "File", text=text)
    async with on_stage(desk, NOW, tooltips=True) as stage:
        await stage.press("3", "tab", "v")
        assert "<b onclick=x>tag</b>" in stage.text
        assert "[@click=app.quit]cell[/]" in stage.text
        assert "[/] \ufffd[31m fence" in stage.text
        assert harmless(stage.text)
        for text in ("entity", "leave", "cell", " fence", "tag"):
            await stage.click(text)


async def test_only_web_links_are_opened(desk: Desk, opened: list[str]) -> None:
    text = (
        "[Web page](https://example.org/a%20b?q=1&r='x')\n\n[Script run](javascript:alert(1))\n\n"
        "[Some file](/etc/passwd)\n\n[Mail to](mailto:a@example.org)\n\n"
        "| [In a cell](ftp://example.org) | b |\n|---|---|\n"
    )
    drafted(desk, "Links", text=text)
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "tab", "v")
        for link in ("Web page", "Script run", "Some file", "Mail to", "In a cell"):
            await stage.click(link)
        assert opened == ["https://example.org/a%20b?q=1&r='x'"]
        assert [said.split(",")[0] for said in stage.toasts] == ["Only web links are opened"] * 3


async def test_a_post_that_cannot_be_read_says_why(desk: Desk) -> None:
    file = drafted(desk, "Folder")
    file.unlink()
    file.mkdir()
    async with on_stage(desk, NOW) as stage:
        await stage.press("3", "tab")
        assert "cannot be read" in stage.words_in("Preview")


# On a real terminal


def test_the_editor_has_the_terminal_while_it_runs_and_the_room_comes_back(
    desk: Desk, tmp_path: Path
) -> None:
    drafted(desk, "Draft", text="Before.")
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, termios\n"
        "print('the editor asks')\n"
        "assert termios.tcgetattr(0)[3] & termios.ICANON\n"
        "line = input()\n"
        "open(sys.argv[1], 'a').write(f'\\n\\nThe editor heard {line}.\\n')\n"
    )
    env = {
        **os.environ,
        **desk.env,
        "TZ": ZONE,
        "HABIT_TUI_NOW": "2026-11-22T07:32:00+00:00",
        "TERM": "xterm-256color",
        "EDITOR": shlex.join([sys.executable, str(script)]),
    }
    steps = [
        ("Sessions", b"3"),
        ("Draft", b"\t"),
        ("Before.", b"e"),
        ("the editor asks", b"a whole line\n"),
        ("heard a whole line", b"q"),
    ]
    assert driven([sys.executable, "-m", "habit_tui"], env, steps) == 0
