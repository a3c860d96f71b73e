"""A draft begins as a real file with the learner's facts, or not at all."""

import errno
import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import frontmatter
import pytest

from habit_tui.domain.errors import CannotBeDone, NotUnderstood, StoreFault
from habit_tui.domain.path import Status
from habit_tui.domain.post import Dialect, PostStatus
from habit_tui.domain.reflection import ReflectionKind
from habit_tui.services import change, post, prompt, reflection, starter
from habit_tui.services.desk import Desk
from habit_tui.store import path as path_store
from tests.factories import at, logged

ZONE = "Europe/Berlin"
NOW = at("2026-11-22 08:00", ZONE)


def due_id(desk: Desk) -> str:
    return prompt.show(desk, NOW)[0].id


def files_below(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def refuse_posts(desk: Desk) -> None:
    """Make the store refuse the row of a post, as a full disk would at the last moment."""
    with desk.store.writing(NOW, "test", "trap") as unit:
        unit.run("CREATE TRIGGER trap BEFORE INSERT ON post BEGIN SELECT raise(ABORT, 'no'); END")


def test_a_draft_holds_the_facts_of_its_prompt(desk: Desk, tmp_path: Path) -> None:
    starter.apply(desk, "five-to-eight", at("2026-11-01 08:00", ZONE))
    logged(desk, "2026-11-02", "05:00", 90, "titanic part 1", note="0.62, all women survive")
    logged(desk, "2026-11-20", "05:00", 60, "titanic", note="0.78\n\nforests")
    logged(desk, "2026-11-21", "05:00", 15, "French", note="not this one")
    with desk.store.writing(NOW, "test", "status") as unit:
        path_store.change_status(unit, 4, Status.COMPLETED, date(2026, 11, 21))
    begun = post.new(desk, NOW, due_id(desk))
    assert begun.path == str(tmp_path / "data" / "blog" / Path(begun.path).name)
    text = Path(begun.path).read_text()
    parsed = frontmatter.loads(text)
    assert parsed["title"] == begun.title
    assert parsed["tags"] == ["competition", "practice"]
    for fact in (
        "| Time | 2 h 30 |",
        "| Sessions | 2 |",
        "Mon 2 Nov 2026 to Fri 20 Nov 2026",
        "started Mon 2 Nov 2026, completed Sat 21 Nov 2026, 2 h 30",
        "**Mon 2 Nov 2026**, titanic part 1 (1 h 30):",
    ):
        assert fact in text
    assert text.index("0.62, all women survive") < text.index("> 0.78\n>\n> forests")
    assert "French" not in text


def test_a_draft_answers_its_prompt(desk: Desk) -> None:
    logged(desk, "2026-11-22", "05:00", 45)
    prompt_id = due_id(desk)
    begun = post.new(desk, NOW, prompt_id)
    assert prompt.show(desk, NOW) == ()
    assert post.by_id(desk, begun.id).prompt_id == prompt_id
    with pytest.raises(CannotBeDone, match="is due"):
        post.new(desk, NOW, prompt_id)


def test_a_draft_under_a_title_draws_on_the_fortnight(desk: Desk) -> None:
    logged(desk, "2026-11-01", "05:00", 45, note="long ago")
    logged(desk, "2026-11-20", "05:00", 45, note="lately")
    text = Path(post.new(desk, NOW, title="My week").path).read_text()
    assert "lately" in text
    assert "long ago" not in text


@pytest.mark.parametrize(
    ("dialect", "file"),
    [
        ("plain", "2026-11-22-my-week.md"),
        ("jekyll", "_posts/2026-11-22-my-week.md"),
        ("hugo", "my-week.md"),
        ("gatsby", "my-week/index.md"),
    ],
)
def test_each_dialect_has_its_place(desk: Desk, tmp_path: Path, dialect: str, file: str) -> None:
    begun = post.new(desk, NOW, title="My week", dialect=dialect, folder=str(tmp_path / "site"))
    assert files_below(tmp_path / "site") == [file]
    assert (begun.path, begun.dialect) == (str(tmp_path / "site" / file), Dialect(dialect))


def test_the_settings_name_folder_and_dialect(make_desk: Callable[..., Desk], tmp_path: Path) -> None:
    desk = make_desk(blog_folder="~/site", blog_dialect="hugo")
    assert post.new(desk, NOW, title="My week").path == str(tmp_path / "site" / "my-week.md")


@pytest.mark.parametrize(
    "title", ['say "no": --- #1', "two\nlines", "🎉 [x] {{ y }}", "'quoted'", "---", "مرحبا"]
)
def test_any_title_survives(desk: Desk, title: str) -> None:
    begun = post.new(desk, NOW, title=title)
    assert frontmatter.loads(Path(begun.path).read_text())["title"] == title
    assert post.by_id(desk, begun.id).title == title


def test_no_file_is_ever_overwritten(desk: Desk) -> None:
    first, second = (post.new(desk, NOW, title="My week") for _ in range(2))
    assert Path(second.path).name == "2026-11-22-my-week-2.md"
    assert Path(first.path).exists()


def test_a_row_that_cannot_be_written_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    logged(desk, "2026-11-22", "05:00", 45)
    refuse_posts(desk)
    with pytest.raises(StoreFault):
        post.new(desk, NOW, due_id(desk))
    assert files_below(tmp_path) == ["data/habit.db"]
    assert post.listing(desk) == ()
    assert len(prompt.show(desk, NOW)) == 1


def test_a_file_that_cannot_be_written_leaves_no_row(desk: Desk, tmp_path: Path) -> None:
    logged(desk, "2026-11-22", "05:00", 45)
    (tmp_path / "blog").write_text("a file where a folder should be")
    with pytest.raises(CannotBeDone, match="file where a folder should be"):
        post.new(desk, NOW, due_id(desk), folder=str(tmp_path / "blog"))
    assert post.listing(desk) == ()
    assert len(prompt.show(desk, NOW)) == 1


def test_undo_forgets_the_draft_and_leaves_the_file(desk: Desk) -> None:
    logged(desk, "2026-11-22", "05:00", 45)
    begun = post.new(desk, NOW, due_id(desk))
    assert change.undo(desk, NOW).text.startswith("began the draft ")
    assert post.listing(desk) == ()
    assert Path(begun.path).exists()
    assert len(prompt.show(desk, NOW)) == 1


def test_nothing_to_write_about_is_refused(desk: Desk) -> None:
    with pytest.raises(NotUnderstood, match="a prompt or a title"):
        post.new(desk, NOW, title="  ")
    with pytest.raises(NotUnderstood, match="choose one of"):
        post.new(desk, NOW, title="My week", dialect="wordpress")


def test_publishing_dates_a_post_and_later_tells_where_it_is(desk: Desk) -> None:
    begun = post.new(desk, NOW, title="My week")
    out = post.mark_published(desk, begun.id, NOW, "https://example.org/my-week")
    assert (out.status, out.published_on, out.url) == (
        PostStatus.PUBLISHED,
        date(2026, 11, 22),
        "https://example.org/my-week",
    )
    assert post.by_id(desk, begun.id) == out
    later = at("2026-11-25 08:00", ZONE)
    for again in ("", out.url):
        with pytest.raises(CannotBeDone, match="was published on Sun 22 Nov 2026 already"):
            post.mark_published(desk, begun.id, later, again)
    moved = post.mark_published(desk, begun.id, later, "https://example.org/again")
    assert (moved.published_on, moved.url) == (date(2026, 11, 22), "https://example.org/again")
    dated = post.mark_published(desk, begun.id, later, on=date(2026, 11, 24))
    assert (dated.published_on, dated.url) == (date(2026, 11, 24), "https://example.org/again")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.org", "https://a\x1b]0;b"])
def test_only_a_web_address_is_kept(desk: Desk, url: str) -> None:
    begun = post.new(desk, NOW, title="My week")
    with pytest.raises(NotUnderstood, match="no web address"):
        post.mark_published(desk, begun.id, NOW, url)
    assert post.by_id(desk, begun.id).status is PostStatus.DRAFT


@pytest.mark.parametrize("dialect", Dialect)
def test_publishing_flips_the_flag_of_the_dialect_in_the_file(desk: Desk, dialect: Dialect) -> None:
    begun = post.new(desk, NOW, title='---: "x"', dialect=dialect.value)
    file = Path(begun.path)
    file.chmod(0o640)
    draft = file.read_text() + "My own words.\n"
    file.write_text(draft)
    post.mark_published(desk, begun.id, NOW)
    flags = {"jekyll": ("published: false", "published: true"), "plain": ("", "")}
    was, became = flags.get(dialect.value, ("draft: true", "draft: false"))
    assert file.read_text() == draft.replace(was, became, 1)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_file_that_cannot_be_changed_leaves_the_post_a_draft(desk: Desk) -> None:
    begun = post.new(desk, NOW, title="My week", dialect="hugo")
    broken = Path(begun.path).read_text().replace("tags: []", "tags: [")
    Path(begun.path).write_text(broken)
    with pytest.raises(CannotBeDone, match=r"my-week\.md cannot be published: its front matter is no YAML"):
        post.mark_published(desk, begun.id, NOW)
    assert post.by_id(desk, begun.id).status is PostStatus.DRAFT
    assert Path(begun.path).read_text() == broken


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_or_read_only_disk_is_one_line_and_loses_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    begun = post.new(desk, NOW, title="My week", dialect="hugo")
    before = Path(begun.path).read_bytes()

    def fail(*_given: object, **_named: object) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(CannotBeDone) as raised:
        post.mark_published(desk, begun.id, NOW)
    monkeypatch.undo()
    assert "\n" not in str(raised.value)
    assert post.by_id(desk, begun.id).status is PostStatus.DRAFT
    assert Path(begun.path).read_bytes() == before
    assert files_below(Path(begun.path).parent) == [Path(begun.path).name]


def test_a_store_that_fails_after_the_file_was_changed_puts_it_back(desk: Desk) -> None:
    begun = post.new(desk, NOW, title="My week", dialect="hugo")
    before = Path(begun.path).read_bytes()
    with desk.store.writing(NOW, "test", "trap") as unit:
        unit.run("CREATE TRIGGER trap BEFORE UPDATE OF text ON change BEGIN SELECT raise(ABORT, 'no'); END")
    with pytest.raises(StoreFault):
        post.mark_published(desk, begun.id, NOW)
    assert Path(begun.path).read_bytes() == before
    assert post.by_id(desk, begun.id).status is PostStatus.DRAFT


@pytest.mark.parametrize("ends", ["\n", "\r\n", ""])
def test_an_update_is_a_dated_note_at_the_end_of_the_file(desk: Desk, ends: str) -> None:
    begun = post.new(desk, NOW, title="My week")
    Path(begun.path).write_bytes(f"---\ntitle: x\n---\n{ends}Text.{ends}".encode())
    post.mark_published(desk, begun.id, NOW)
    later = at("2027-11-22 08:00", ZONE)
    post.update(desk, begun.id, "I'm a *Data Engineer* now\x1b[31m", later)
    end = ends or "\n"
    written = Path(begun.path).read_bytes().decode()
    note = "**Update, Mon 22 Nov 2027:** I'm a *Data Engineer* now\ufffd[31m"
    assert written == f"---\ntitle: x\n---\n{ends}Text.{end}{end}{note}{end}"
    [update] = post.show(desk, begun.id).updates
    assert (update.on_day, update.text) == (date(2027, 11, 22), "I'm a *Data Engineer* now\ufffd[31m")


def test_a_note_in_the_file_that_the_record_lost_is_not_written_twice(desk: Desk) -> None:
    begun = post.new(desk, NOW, title="My week")
    post.mark_published(desk, begun.id, NOW)
    post.update(desk, begun.id, "still true", NOW)
    written = Path(begun.path).read_bytes()
    # What a kill between the file and the record leaves, too.
    change.undo(desk, NOW)
    post.update(desk, begun.id, "still true", NOW)
    assert Path(begun.path).read_bytes() == written
    assert len(post.show(desk, begun.id).updates) == 1
    post.update(desk, begun.id, "still true", NOW)
    assert Path(begun.path).read_text().count("still true") == 2


def test_only_a_published_post_is_updated_and_only_with_words(desk: Desk) -> None:
    begun = post.new(desk, NOW, title="My week")
    with pytest.raises(CannotBeDone, match="is not published yet"):
        post.update(desk, begun.id, "x", NOW)
    post.mark_published(desk, begun.id, NOW)
    with pytest.raises(NotUnderstood, match="the update is empty"):
        post.update(desk, begun.id, " \n", NOW)


def test_an_unknown_post_is_refused(desk: Desk) -> None:
    with pytest.raises(CannotBeDone, match="there is no post 7"):
        post.by_id(desk, 7)
    with pytest.raises(CannotBeDone, match="there is no post 7"):
        post.mark_published(desk, 7, NOW)


def test_a_file_that_is_gone_is_missing_and_not_made_again(desk: Desk) -> None:
    kept, gone = (post.new(desk, NOW, title=title) for title in ("kept", "gone"))
    Path(gone.path).unlink()
    assert post.missing(post.listing(desk)) == {gone.id}
    assert post.body(post.by_id(desk, gone.id)) is None
    assert post.body(post.by_id(desk, kept.id)) is not None
    assert not Path(gone.path).exists()


def test_a_file_that_is_gone_is_published_and_updated_in_the_record_alone(desk: Desk) -> None:
    begun = post.new(desk, NOW, title="gone")
    Path(begun.path).unlink()
    post.mark_published(desk, begun.id, NOW)
    post.update(desk, begun.id, "it was here", NOW)
    view = post.show(desk, begun.id)
    assert (view.missing, view.words, len(view.updates)) == (True, 0, 1)
    assert not Path(begun.path).exists()
    with pytest.raises(CannotBeDone, match='the file of "gone" is missing; it was /'):
        post.file_of(desk, begun.id)


@pytest.mark.parametrize("dialect", Dialect)
def test_a_file_that_was_moved_is_found_again(desk: Desk, tmp_path: Path, dialect: Dialect) -> None:
    site = tmp_path / "site"
    begun = post.new(desk, NOW, title="My week", dialect=dialect.value, folder=str(site))
    moved = site / "2027" / "another name.md"
    moved.parent.mkdir()
    Path(begun.path).rename(moved)
    moved.write_text(moved.read_text() + "Three more words\n")
    [view] = post.shelf(desk)
    assert (view.post.file, view.missing, view.words) == (str(moved), False, 3)
    assert [each.file for each in post.listing(desk)] == [str(moved)]
    assert post.file_of(desk, begun.id) == str(moved)
    assert post.missing(post.listing(desk)) == frozenset()
    post.mark_published(desk, begun.id, NOW)
    assert "draft: true" not in moved.read_text()
    moved.unlink()
    assert post.by_id(desk, begun.id).file == str(moved)


def test_two_files_that_changed_places_keep_their_posts(desk: Desk) -> None:
    one, two = (post.new(desk, NOW, title=title) for title in ("one", "two"))
    kept = Path(one.path).with_name("kept.md")
    Path(one.path).rename(kept)
    Path(two.path).rename(one.path)
    kept.rename(two.path)
    found = {each.title: each.file for each in post.listing(desk)}
    assert found == {"one": two.path, "two": one.path}


def test_a_file_without_its_mark_is_the_post_while_it_stays_where_it_is(desk: Desk) -> None:
    begun = post.new(desk, NOW, title="My week")
    Path(begun.path).write_text("All rewritten, no front matter.\n")
    view = post.show(desk, begun.id)
    assert (view.missing, view.words) == (False, 5)


@pytest.mark.parametrize(
    ("dialect", "files", "link"),
    [
        (
            "jekyll",
            ["_posts/2026-11-22-my-week.md", "assets/calendar-2026-11-22.svg"],
            "({{ '/assets/calendar-2026-11-22.svg' | relative_url }})",
        ),
        ("hugo", ["my-week/calendar-2026-11-22.svg", "my-week/index.md"], "(calendar-2026-11-22.svg)"),
        ("gatsby", ["my-week/calendar-2026-11-22.svg", "my-week/index.md"], "(calendar-2026-11-22.svg)"),
        ("plain", ["2026-11-22-my-week.md", "calendar-2026-11-22.svg"], "(calendar-2026-11-22.svg)"),
    ],
)
def test_the_calendar_is_drawn_on_request_where_the_dialect_finds_it(
    desk: Desk, tmp_path: Path, dialect: str, files: list[str], link: str
) -> None:
    logged(desk, "2026-11-22", "05:00", 45)
    site = tmp_path / "site"
    begun = post.new(desk, NOW, title="My week", dialect=dialect, folder=str(site), pictured=True)
    assert files_below(site) == files
    assert f"![Study days of 2026]{link}" in Path(begun.path).read_text()
    assert Path(begun.picture).read_text().startswith("<svg ")


def test_a_second_picture_of_a_day_overwrites_nothing(desk: Desk) -> None:
    first, second = (post.new(desk, NOW, title="My week", pictured=True) for _ in range(2))
    assert first.picture != second.picture
    assert f"({Path(second.picture).name})" in Path(second.path).read_text()


def test_a_row_that_cannot_be_written_leaves_no_picture(desk: Desk, tmp_path: Path) -> None:
    refuse_posts(desk)
    with pytest.raises(StoreFault):
        post.new(desk, NOW, title="My week", dialect="gatsby", pictured=True)
    assert files_below(tmp_path) == ["data/habit.db"]


def test_a_draft_about_a_resource_tells_what_stood_in_its_way(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", at("2026-11-01 08:00", ZONE))
    logged(desk, "2026-11-02", "05:00", 90, "titanic")
    told = [
        reflection.add(desk, NOW, ReflectionKind.BLOCKER, "no *GPU*", resource_id=4, on=date(2026, 11, 3)),
        reflection.add(desk, NOW, ReflectionKind.SETBACK, "another thing", on=date(2026, 11, 3)),
    ]
    reflection.solve(desk, NOW, told[0].reflection.id, "rented one", on=date(2026, 11, 9))
    with desk.store.writing(NOW, "test", "status") as unit:
        path_store.change_status(unit, 4, Status.COMPLETED, date(2026, 11, 21))
    due = next(each for each in prompt.show(desk, NOW) if each.scope.resource_id == 4)
    text = Path(post.new(desk, NOW, due.id).path).read_text()
    assert "**Blocker**, Tue 3 Nov 2026:\n\n> no \\*GPU\\*\n\nSolved, Mon 9 Nov 2026:\n\n> rented one" in text
    assert "another thing" not in text
