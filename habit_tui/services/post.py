"""Posts: drafts that begin with the learner's own facts, and what became of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from habit_tui.domain.address import web_address
from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.draft import outline
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.fact import Scope
from habit_tui.domain.post import (
    Dialect,
    Post,
    PostStatus,
    PostUpdate,
    Share,
    is_bundled,
    picture_link,
    relative_file,
    relative_picture,
    word_count,
)
from habit_tui.domain.prompt import Answer, AnswerState, Prompt
from habit_tui.domain.words import clean, one_line, printable, quoted
from habit_tui.exchange import front_matter
from habit_tui.exchange import post as files
from habit_tui.services import draft as drafts
from habit_tui.services import prompt as prompts
from habit_tui.services.desk import Desk
from habit_tui.services.path import day_of
from habit_tui.store import post as store
from habit_tui.store import prompt as prompt_store
from habit_tui.store.store import Unit
from habit_tui.store.values import new_uid
from habit_tui.system import paths, text_file

TITLE_LIMIT = 200
TEXT_LIMIT = 20_000
FORTNIGHT = timedelta(days=13)
"""A draft without a prompt draws on the last 14 study days."""


@dataclass(frozen=True, slots=True)
class NewPost:
    """A draft that was just begun; `path` is its Markdown file, `picture` that of its calendar or empty."""

    id: int
    path: str
    title: str
    dialect: Dialect
    picture: str = ""


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as it stands: where its file was found, its words, its updates and its check-list.

    `missing` says that the file is gone; it is not made again, and there are no words.
    """

    post: Post
    missing: bool
    words: int
    updates: tuple[PostUpdate, ...] = ()
    shares: tuple[Share, ...] = ()


def new(
    desk: Desk,
    now: datetime,
    prompt_id: str | None = None,
    title: str | None = None,
    dialect: str | None = None,
    folder: str | None = None,
    *,
    pictured: bool = False,
) -> NewPost:
    """Begin a draft in a Markdown file of its own, from a due prompt or under a title.

    Dialect and folder are the settings' unless they are named; `pictured` draws the calendar into it. The
    files and the store's row come together or, unless it is killed, not at all; no file is ever overwritten.
    Raises NotUnderstood for an unknown dialect or neither prompt nor title, CannotBeDone for a prompt that is
    not due and a file that cannot be written.
    """
    chosen = _dialect(dialect or desk.settings.blog_dialect)
    below = paths.absolute(folder, desk.env) if folder else blog_folder(desk)
    drawn = drafts.picture(desk, now) if pictured else ""
    day, uid = desk.study_day(now), new_uid()
    with ExitStack() as undo:

        def write(within: str, relative: str, text: str) -> str:
            path = files.write_new(within, relative, text)
            undo.callback(_remove, path)
            return path

        with desk.store.writing(now, desk.door, "post") as unit:
            own = ", --title TEXT begins a post without one"
            prompt = prompts.due_by_id(unit, desk, day, prompt_id, own) if prompt_id else None
            named = _title(title, prompt)
            facts = drafts.facts(unit, desk, prompt.scope if prompt else Scope(day - FORTNIGHT, day), day)
            picture, name = "", f"calendar-{day}.svg"
            if drawn and not is_bundled(chosen):
                picture = write(below, relative_picture(chosen, name), drawn)
                name = os.path.basename(picture)
            if drawn:
                facts = replace(facts, picture=picture_link(chosen, name, f"Study days of {day.year}"))
            tags = prompt.tags if prompt else ()
            text = front_matter.front_matter(chosen, named, tags, "", desk.local(now), uid)
            text += outline(prompt, facts)
            path = write(below, relative_file(chosen, named, day, pictured=bool(drawn)), text)
            if drawn and not picture:
                picture = write(os.path.dirname(path), name, drawn)
            post = Post(0, uid, named, chosen, path, PostStatus.DRAFT, day, folder=below)
            post_id = store.add(unit, replace(post, prompt_id=prompt.id if prompt else None))
            if prompt is not None:
                prompt_store.answer(unit, Answer(prompt.id, AnswerState.USED, day))
            unit.describe(f"began the draft {quoted(named)}")
        undo.pop_all()
    return NewPost(post_id, path, named, chosen, picture)


def outline_of(desk: Desk, prompt: Prompt, now: datetime) -> str:
    """The Markdown a draft from this prompt would begin with, front matter aside."""
    with desk.store.reading() as unit:
        return outline(prompt, drafts.facts(unit, desk, prompt.scope, desk.study_day(now)))


def listing(desk: Desk) -> tuple[Post, ...]:
    """Every draft and post, the newest first; a file that was moved inside its blog is found again."""
    with desk.store.reading() as unit:
        posts = store.all_posts(unit)
    return _found_again(desk, posts)


def shelf(desk: Desk) -> tuple[PostView, ...]:
    """Every draft and post as it stands, the newest first."""
    with desk.store.reading() as unit:
        posts, updates, shares = store.all_posts(unit), store.updates(unit), store.shares(unit)
    return tuple(_view(post, updates, shares) for post in _found_again(desk, posts))


def show(desk: Desk, post_id: int) -> PostView:
    """One post as it stands; raises CannotBeDone when there is none of this id."""
    with desk.store.reading() as unit:
        post, updates, shares = post_in(unit, post_id), store.updates(unit), store.shares(unit)
    return _view(_found_again(desk, [post])[0], updates, shares)


def by_id(desk: Desk, post_id: int) -> Post:
    """The post of this id, its file found again; raises CannotBeDone when there is none."""
    with desk.store.reading() as unit:
        post = post_in(unit, post_id)
    return _found_again(desk, [post])[0]


def blog_folder(desk: Desk) -> str:
    """The full path of the folder drafts are written to, which need not exist."""
    return paths.blog_dir(desk.env, desk.settings.blog_folder)


def strangers(desk: Desk) -> tuple[str, ...]:
    """The files in the blog's folder that are marked as posts, though the store knows of none."""
    with desk.store.reading() as unit:
        known = {post.uid for post in store.all_posts(unit)}
    return tuple(file for file, uid in files.marked([blog_folder(desk)]) if uid not in known)


def body(post: Post) -> str | None:
    """The Markdown of a post's file below its front matter, None when the file is gone.

    Raises CannotBeDone when it cannot be read.
    """
    return files.read_body(post.file)


def missing(posts: Iterable[Post]) -> frozenset[int]:
    """The ids of the posts whose file is gone."""
    return frozenset(post.id for post in posts if not _is_there(post))


def file_of(desk: Desk, post_id: int) -> str:
    """Where a post's file lies now, to be edited; raises CannotBeDone when it is gone."""
    post = by_id(desk, post_id)
    if not _is_there(post):
        raise CannotBeDone(f"the file of {quoted(post.title)} is missing; it was {one_line(post.file)}")
    return post.file


def mark_published(desk: Desk, post_id: int, now: datetime, url: str = "", on: date | None = None) -> Post:
    """Date a post's publication, keep its address, and let its file say in its dialect that it is out.

    The day is today or an earlier one; of a post that is out already the address or the day named is
    corrected. Nothing else in the file changes, and one that is missing stays so. Raises CannotBeDone for an
    unknown id, a post that is out with nothing to correct, a day in the future and a file that cannot be
    changed, NotUnderstood for no web address.
    """
    address = web_address(url)
    with ExitStack() as undo:
        with desk.store.writing(now, desk.door, "publish") as unit:
            post = post_in(unit, post_id)
            known = post.published_on
            if known is not None and on in (None, known) and address in ("", post.url):
                raise CannotBeDone(
                    f"{quoted(post.title)} was published on {day_name_with_year(known, desk.dates)} already"
                )
            store.publish(unit, post_id, day_of(desk, now, on or known), address or post.url)
            there = _keep_place(unit, desk, post)
            _rewrite(undo, there, lambda text: _published(text, there))
            unit.describe(f"published {quoted(post.title)}")
            out = post_in(unit, post_id)
        undo.pop_all()
    return out


def update(desk: Desk, post_id: int, text: str, now: datetime, on: date | None = None) -> PostUpdate:
    """Add a dated note to a published post, at the end of its file too unless that is missing.

    The text is the learner's own Markdown, the day today or an earlier one. A note that the file ends with
    and the record does not know, for the program was killed between the two, is not written again. Raises
    CannotBeDone for an unknown id, a draft, a day in the future and a file that cannot be changed,
    NotUnderstood for an empty text.
    """
    said = printable(clean(text, TEXT_LIMIT, "text"))
    if not said:
        raise NotUnderstood("the update is empty")
    with ExitStack() as undo:
        with desk.store.writing(now, desk.door, "post") as unit:
            post = post_in(unit, post_id)
            if post.published_on is None:
                raise CannotBeDone(f"{quoted(post.title)} is not published yet; a draft is simply edited")
            added = PostUpdate(day_of(desk, now, on), said)
            is_known = added in store.updates(unit).get(post_id, ())
            store.add_update(unit, post_id, added)
            there = _keep_place(unit, desk, post)
            _rewrite(
                undo, there, lambda text: _with_update(text, added, desk.dates, may_be_there=not is_known)
            )
            unit.describe(f"updated {quoted(post.title)}")
        undo.pop_all()
    return added


def post_in(unit: Unit, post_id: int) -> Post:
    """The post of this id as the store has it; raises CannotBeDone when there is none."""
    post = store.by_id(unit, post_id)
    if post is None:
        raise CannotBeDone(f"there is no post {post_id}; `habit-tui post list` lists them with their ids")
    return post


def _view(post: Post, updates: Mapping[int, list[PostUpdate]], shares: Mapping[int, list[Share]]) -> PostView:
    written = ""
    with suppress(CannotBeDone):
        written = files.read_body(post.file) or ""
    return PostView(
        post,
        not _is_there(post),
        word_count(written),
        tuple(updates.get(post.id, ())),
        tuple(shares.get(post.id, ())),
    )


def _found_again(desk: Desk, posts: Iterable[Post]) -> tuple[Post, ...]:
    """The posts with the files they have now: those that were moved are looked for by their uid."""
    known = tuple(posts)
    lost = {post.uid: post for post in known if not _is_there(post)}
    if not lost:
        return known
    folders = {blog_folder(desk)} | {post.folder or os.path.dirname(post.file) for post in lost.values()}
    found = files.find(sorted(folders), lost.keys())
    return tuple(replace(post, file=found[post.uid]) if post.uid in found else post for post in known)


def _is_there(post: Post) -> bool:
    """Whether the file is where it was; one marked as another post's has taken its place."""
    return os.path.isfile(post.file) and files.uid_of(post.file) in ("", post.uid)


def _keep_place(unit: Unit, desk: Desk, post: Post) -> Post:
    there = _found_again(desk, [post])[0]
    if there.file != post.file:
        store.move(unit, post.id, there.file)
    return there


def _rewrite(undo: ExitStack, post: Post, change: Callable[[str], str]) -> None:
    """Change the text of a post's file; `undo` puts it back should the store fail afterwards."""
    if not _is_there(post):
        return
    before = text_file.read(post.file)
    text = change(before.text)
    if text != before.text:
        after = text_file.write(before, text)
        undo.callback(text_file.write, after, before.text)


def _published(text: str, post: Post) -> str:
    try:
        return front_matter.published(text, post.dialect)
    except CannotBeDone as error:
        raise CannotBeDone(f"{one_line(post.file)} cannot be published: {error}") from error


def _with_update(text: str, added: PostUpdate, form: DateForm, *, may_be_there: bool) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    note = f"**Update, {day_name_with_year(added.on_day, form)}:** {added.text}\n".replace("\n", end)
    if may_be_there and text.endswith(end + note):
        return text
    gap = end if text.endswith("\n") else end * 2
    return f"{text}{gap}{note}"


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)


def _title(title: str | None, prompt: Prompt | None) -> str:
    named = clean(title or "", TITLE_LIMIT, "title") or (prompt.question if prompt else "")
    if not named:
        raise NotUnderstood("a draft needs a prompt or a title: `habit-tui post new --title TITLE`")
    return named


def _dialect(word: str) -> Dialect:
    if word not in list(Dialect):
        raise NotUnderstood(f"{quoted(word)} is no dialect; choose one of {', '.join(Dialect)}")
    return Dialect(word)
