"""Every key of the full screen as data: bindings, footer, help and docs/keys.md come from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.keys import format_key

from habit_tui.tui.rooms import ROOMS

_AS_SAID = {"enter": "enter", "escape": "esc"}


@dataclass(frozen=True, slots=True)
class Key:
    """One thing a key does.

    `id` is the name the user's keymap knows it by, `keys` Textual's names joined by commas, `does` the words
    of footer, help and palette, `tip` the sentence behind them; `shown` puts it into the footer.
    """

    id: str
    keys: str
    action: str
    does: str
    tip: str
    shown: bool = False
    priority: bool = False


EVERYWHERE: tuple[Key, ...] = (
    Key("log", "l", "app.log", "log", "Record a session you have done.", shown=True),
    Key(
        "start", "space", "app.start_or_stop", "start/stop", "Start or stop the running session.", shown=True
    ),
    Key("cancel", "X", "app.cancel_session", "cancel", "Forget the running session; nothing is recorded."),
    Key("focus", "f", "app.focus_view", "focus", "Hide everything but the clock and the present block."),
    Key("undo", "u", "app.undo", "undo", "Take back the last change, also one from the shell.", shown=True),
    Key("redo", "U,ctrl+r", "app.redo", "redo", "Bring back what was undone."),
    *(
        Key(room.id, f"{number},f{number}", f"app.room('{room.id}')", room.title, room.tip)
        for number, room in enumerate(ROOMS, 1)
    ),
    Key("starter", "i", "app.starter", "starter", "Choose a routine and a path to start from."),
    Key("remind", "r", "app.remind", "reminders", "Have reminders come, or no more of them."),
    Key("settings", "comma", "app.settings", "settings", "Every setting, and keys of your own."),
    Key("skip_morning", "Z", "app.skip_morning", "skip", "Do without the line of the first morning."),
    Key("help", "question_mark", "app.help", "help", "What this screen is for, and its keys.", shown=True),
    Key("find", "slash", "app.command_palette", "find", "Find an action, a resource, a post or a day."),
    Key(
        "palette",
        "ctrl+p",
        "app.command_palette",
        "palette",
        "Find an action, a resource, a post or a day, also while typing.",
        priority=True,
    ),
    Key("quit", "q", "app.quit", "quit", "Leave; a running session keeps running.", shown=True),
    Key("quit_always", "ctrl+q", "app.quit", "quit", "Leave, also while typing.", priority=True),
)

INLINE: tuple[Key, ...] = (
    *(key for key in EVERYWHERE if key.id in ("start", "undo", "redo", "quit_always")),
    Key("quit", "q,escape,enter", "app.quit", "leave", "Leave; a running session keeps running."),
)

ROOM: tuple[Key, ...] = (
    Key("next_panel", "tab", "app.focus_next", "next panel", "Go to the next panel."),
    Key("panel_before", "shift+tab", "app.focus_previous", "panel before", "Go to the panel before."),
    Key("copy", "ctrl+c,super+c", "screen.copy_text", "copy", "Copy the text chosen with the mouse."),
)

TODAY: tuple[Key, ...] = (
    Key("add_item", "a", "add_item", "add", "Put something of your own on the plan shown.", shown=True),
    Key("tomorrow", "right_square_bracket", "look_ahead", "tomorrow", "Show tomorrow's plan.", shown=True),
    Key("back_to_today", "left_square_bracket", "look_back", "today", "Show today's plan again.", shown=True),
    Key("carry", "c", "carry", "carry over", "Take over what yesterday left unfinished.", shown=True),
)

PLAN: tuple[Key, ...] = (
    Key(
        "edit_item",
        "e",
        "screen.edit_item",
        "edit",
        "Give the chosen item of the plan another time or other minutes.",
        shown=True,
    ),
    Key(
        "tick",
        "t",
        "screen.tick_item",
        "tick",
        "Call the chosen item done, or open again.",
        shown=True,
    ),
    Key("drop_item", "d,delete", "screen.drop_item", "drop", "Take the item off the day's plan.", shown=True),
)

SESSIONS: tuple[Key, ...] = (
    Key("edit", "e", "edit_session", "edit", "Correct the chosen session.", shown=True),
    Key("delete", "d,delete", "delete_session", "delete", "Delete the chosen session.", shown=True),
)

FOCUS: tuple[Key, ...] = (Key("focus_back", "escape,f", "back", "back", "Back to the room."),)

LISTS: tuple[Key, ...] = (
    Key("up", "up,k", "move(-1)", "up", "The line above."),
    Key("down", "down,j", "move(1)", "down", "The line below."),
    Key("page_up", "pageup", "page(-1)", "page up", "A page up."),
    Key("page_down", "pagedown", "page(1)", "page down", "A page down."),
    Key("first", "home,g", "move_to(0)", "first", "The first line."),
    Key("last", "end,G", "move_to(-1)", "last", "The last line."),
    Key("choose", "enter", "choose", "choose", "Act on the chosen line."),
)

CALENDAR: tuple[Key, ...] = (
    Key("add", "a", "add_session", "add", "Add a session to the chosen day.", shown=True),
    Key("leave", "m", "mark_leave", "leave", "Mark the chosen day or range as leave.", shown=True),
    Key("leave_delete", "x", "delete_leave", "end leave", "Delete the chosen day's leave.", shown=True),
    Key("why", "w", "why", "why", "Every streak, and what changed the outcome.", shown=True),
    Key("jump_today", "t,home", "jump_today", "today", "Go to today."),
    Key("to_year", "escape", "to_year", "year", "Back from the sessions or the leaves to the days."),
    Key("year_before", "left_square_bracket,pageup", "year(-1)", "year before", "The year before."),
    Key("year_after", "right_square_bracket,pagedown", "year(1)", "year after", "The year after."),
)

DAYS: tuple[Key, ...] = (
    Key("day_before", "up,k", "move(-1)", "day before", "The day before."),
    Key("day_after", "down,j", "move(1)", "day after", "The day after."),
    Key("week_before", "left", "move(-7)", "week before", "The same weekday a week before."),
    Key("week_after", "right", "move(7)", "week after", "The same weekday a week after."),
    Key("reach_day_before", "shift+up", "reach(-1)", "reach up", "Choose also the day before."),
    Key("reach_day_after", "shift+down", "reach(1)", "reach down", "Choose also the day after."),
    Key("reach_week_before", "shift+left", "reach(-7)", "reach left", "Choose also the week before."),
    Key("reach_week_after", "shift+right", "reach(7)", "reach right", "Choose also the week after."),
    Key("range", "v", "range", "range", "Begin a range of days here, or end it."),
    Key("let_go", "escape", "let_go", "one day", "Choose one day again."),
    Key("open_day", "enter", "open", "open", "Go to the day's sessions; edit a single one."),
)

PROMPTS: tuple[Key, ...] = (
    Key(
        "draft",
        "n",
        "start_draft",
        "draft",
        "Begin a draft with your facts from the prompt.",
        shown=True,
    ),
    Key(
        "draft_with_picture",
        "N",
        "start_draft(True)",
        "draft with picture",
        "Begin a draft that shows the picture of your calendar too.",
    ),
    Key("snooze", "s", "snooze_prompt", "snooze", "Put the chosen prompt off for three days.", shown=True),
    Key("skip", "x", "skip_prompt", "skip", "Put the chosen prompt away for good.", shown=True),
)

POSTS: tuple[Key, ...] = (
    Key("edit_post", "e", "edit_post", "edit", "Open the chosen post in your editor.", shown=True),
    Key("edit_here", "E", "edit_here", "edit here", "Open the chosen post in the built-in editor."),
    Key(
        "publish",
        "p,P",
        "publish_post",
        "publish",
        "Date the chosen post and keep its address.",
        shown=True,
    ),
    Key("update_post", "t", "update_post", "update", "Add a dated note to the published post.", shown=True),
    Key("share", "c", "share_post", "share", "Where the post was shared, and what came back.", shown=True),
)

BLOG: tuple[Key, ...] = (
    Key("write", "a", "write", "add", "Begin a draft under a title of your own.", shown=True),
    Key("log_writing", "w", "log_writing", "log writing", "Log the time you have just written."),
    Key("forget_writing", "W", "forget_writing", "no log", "Leave the time you have written out of the log."),
    Key("read", "v", "read", "read", "Give the text the whole room, and take it back.", shown=True),
    Key("folder", "o", "open_folder", "folder", "Open the folder the drafts lie in, or tell it.", shown=True),
)

PREVIEW: tuple[Key, ...] = (
    Key("scroll_up", "up,k", "scroll_up", "up", "A line up."),
    Key("scroll_down", "down,j", "scroll_down", "down", "A line down."),
    Key("scroll_page_up", "pageup", "page_up", "page up", "A page up."),
    Key("scroll_page_down", "pagedown", "page_down", "page down", "A page down."),
    Key("scroll_first", "home,g", "scroll_home", "first", "The first line."),
    Key("scroll_last", "end,G", "scroll_end", "last", "The last line."),
    Key("leave_text", "escape", "screen.leave_text", "back", "Back to the list."),
)

PATH: tuple[Key, ...] = (
    Key("start_resource", "s", "set_status('started')", "begin", "Begin the chosen resource.", shown=True),
    Key(
        "complete",
        "c",
        "set_status('completed')",
        "complete",
        "Complete the chosen resource, and say what came of it.",
        shown=True,
    ),
    Key("add_resource", "a", "add_resource", "add", "Add a resource below the chosen line.", shown=True),
    Key(
        "edit_resource",
        "e",
        "edit_chosen",
        "edit",
        "Correct the chosen resource or stage: days, cost, address.",
        shown=True,
    ),
    Key("pause", "p", "set_status('paused')", "pause", "Pause the chosen resource.", shown=True),
    Key(
        "drop_resource", "d,delete", "set_status('dropped')", "drop", "Drop the chosen resource.", shown=True
    ),
    Key("replan", "b", "set_status('planned')", "back to planned", "Plan the chosen resource anew."),
    Key("step_up", "K,shift+up", "step(-1)", "move up", "Move the chosen resource or stage up."),
    Key("step_down", "J,shift+down", "step(1)", "move down", "Move the chosen resource or stage down."),
    Key("changes", "w", "changes", "what changed", "What became of the plan, when and why.", shown=True),
    Key("path_before", "left_square_bracket,left", "turn(-1)", "path before", "The path before."),
    Key("path_after", "right_square_bracket,right", "turn(1)", "next path", "The next path."),
    Key("new_path", "n", "new_path", "new path", "Begin a path of your own."),
    Key("add_stage", "A", "add_stage", "add stage", "Add a stage: a month, a season."),
    Key("open_address", "o", "open_address", "open", "Open the chosen resource's address in the browser."),
    Key("spend", "dollar_sign", "spend", "expense", "Keep money spent for this path: rent, a flight."),
    Key("edit_path", "E", "edit_path", "edit path", "Correct the path's name, start and commitment."),
    Key("finish_path", "F", "close_path('finished')", "finish path", "Finish this path."),
    Key("drop_path", "D", "close_path('dropped')", "drop path", "Drop this path; what was done stays."),
    Key("resume_path", "R", "close_path('active')", "resume path", "Take this path up again."),
)

EDITOR: tuple[Key, ...] = (
    Key("save_text", "ctrl+s", "save", "save", "Put the text into its file.", shown=True, priority=True),
    Key(
        "turn_page",
        "ctrl+t",
        "turn",
        "page",
        "Show the text as readers will see it, or put that away.",
        shown=True,
        priority=True,
    ),
    Key(
        "leave_editor",
        "escape",
        "leave",
        "back",
        "Back to the Blog; words that are not saved are asked about.",
        shown=True,
        priority=True,
    ),
)

UNSAVED: tuple[Key, ...] = (
    Key("save_and_leave", "s,enter", "save", "save", "Save the text, then leave it."),
    Key("discard", "d", "discard", "leave without", "Leave without what was not saved."),
)

WRITE: tuple[Key, ...] = (
    Key("picture", "ctrl+g", "picture", "picture", "Show the calendar's picture in the draft, or do not."),
)

SHARES: tuple[Key, ...] = (
    Key("shared", "s", "tick('shared')", "shared", "It was shared in the chosen place today."),
    Key("asked", "f", "tick('asked')", "feedback asked", "Feedback was asked for there today."),
    Key("received", "r", "receive", "feedback came", "Write down what came back."),
    Key("drop_share", "d,delete", "drop", "take off", "Take the chosen place off the list."),
)

ELSEWHERE: tuple[Key, ...] = (
    Key("write_over", "ctrl+o", "write_over", "write over it", "Write the text over what is there now."),
)

SETTINGS: tuple[Key, ...] = (
    Key("change_setting", "e", "change", "change", "Change the chosen setting.", shown=True),
    Key("reset_setting", "d,delete", "reset", "default", "Take the default again.", shown=True),
    Key("find_setting", "slash", "find", "find", "Find a setting or a key by its words.", shown=True),
    Key("open_settings", "o", "open_file", "open", "Open settings.toml in your editor."),
    Key("leave_settings", "escape", "leave", "back", "Back to where you were.", shown=True),
)

WORDS: tuple[Key, ...] = (Key("pick", "space", "choose", "choose", "Take the chosen word, or leave it out."),)

REVIEW: tuple[Key, ...] = (
    Key("period_before", "left,left_square_bracket", "turn(-1)", "before", "The period before.", shown=True),
    Key("period_after", "right,right_square_bracket", "turn(1)", "after", "The next period.", shown=True),
    Key("by_week", "w", "cut('week')", "week", "Review a week at a time.", shown=True),
    Key("by_month", "m", "cut('month')", "month", "Review a month at a time.", shown=True),
    Key("present_period", "t", "present", "now", "Go to the present week or month."),
    Key("answer_review", "a,enter", "answer", "answer", "Answer the questions; they are kept.", shown=True),
)

REVIEW_SHEET: tuple[Key, ...] = (
    Key("sheet_up", "up,k", "scroll_up", "up", "A line up."),
    Key("sheet_down", "down,j", "scroll_down", "down", "A line down."),
    Key("sheet_page_up", "pageup", "page_up", "page up", "A page up."),
    Key("sheet_page_down", "pagedown", "page_down", "page down", "A page down."),
    Key("sheet_first", "home,g", "scroll_home", "first", "The first line."),
    Key("sheet_last", "end,G", "scroll_end", "last", "The last line."),
)

DIALOGS: tuple[Key, ...] = (
    Key("submit", "ctrl+s", "submit", "do it", "Do what the dialog is for, also from a field of many lines."),
    Key("close", "escape", "close", "close", "Close without changing anything."),
)

COMPLETION: tuple[Key, ...] = (
    Key("complete_title", "tab", "complete", "complete", "Take the title that is offered; so does →."),
)

STARTERS: tuple[Key, ...] = (
    Key("begin", "enter", "begin", "begin", "Begin the chosen starter today.", shown=True),
)

REPLACE: tuple[Key, ...] = (
    Key(
        "keep_routine",
        "k,enter",
        "answer(False)",
        "keep mine",
        "Keep your routine; only the paths are added.",
    ),
    Key("replace_routine", "r", "answer(True)", "replace it", "Take the starter's routine from today on."),
)

REMINDERS: tuple[Key, ...] = (
    Key("install", "enter", "submit", "install", "Write what is shown, so that reminders come."),
    Key("take_out", "d,delete", "take_out", "take out", "Take the reminders out again."),
)

OF_ROOMS: Mapping[str, tuple[Key, ...]] = {
    "today": TODAY,
    "calendar": CALENDAR,
    "blog": BLOG,
    "path": PATH,
    "review": REVIEW,
}
"""What can be done in a room, whatever is chosen there; the palette offers it from everywhere."""

GROUPS: tuple[tuple[str, tuple[Key, ...]], ...] = (
    ("Everywhere", EVERYWHERE),
    ("In every room", ROOM),
    ("On Today", TODAY),
    ("In the plan", PLAN),
    ("With a session chosen", SESSIONS),
    ("With a prompt chosen", PROMPTS),
    ("With a post chosen", POSTS),
    ("In the Blog", BLOG),
    ("In a text", PREVIEW),
    ("On the Path screen", PATH),
    ("When a draft is begun", WRITE),
    ("On a post's check-list", SHARES),
    ("In the editor", EDITOR),
    ("Asked about unsaved text", UNSAVED),
    ("When a text cannot be saved", ELSEWHERE),
    ("In the focus view", FOCUS),
    ("In a list", LISTS),
    ("In the calendar", CALENDAR),
    ("On the calendar's days", DAYS),
    ("In the review", REVIEW),
    ("On the review's sheet", REVIEW_SHEET),
    ("In the settings", SETTINGS),
    ("Among the words of a setting", WORDS),
    ("In a dialog", DIALOGS),
    ("Where a resource is typed", COMPLETION),
    ("Among the starters", STARTERS),
    ("Asked about a routine", REPLACE),
    ("When reminders are set", REMINDERS),
)


def bindings(keys: Sequence[Key]) -> list[BindingType]:
    """The keys as Textual takes them."""
    return [
        Binding(
            key.keys,
            key.action,
            key.does,
            show=key.shown,
            tooltip=key.tip,
            id=key.id,
            priority=key.priority,
        )
        for key in keys
    ]


def display(keys: str) -> str:
    """The first of some keys as a person reads it: "space", "^p", "?"."""
    first = keys.split(",", maxsplit=1)[0].strip()
    *modifiers, key = first.split("+") if len(first) > 1 else [first]
    shown = _AS_SAID.get(key) or format_key(key)
    if modifiers == ["ctrl"]:
        return f"^{shown}"
    return "+".join([*modifiers, shown])
