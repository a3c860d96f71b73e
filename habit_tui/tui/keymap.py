"""The keymap in force: a preset, the learner's own keys on top, and what of these cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_letters

from textual.keys import KEY_ALIASES, REPLACED_KEYS, Keys, key_to_character

from habit_tui.domain.words import quoted
from habit_tui.tui import keys as table
from habit_tui.tui.keys import GROUPS, Key, display

MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
_NAMED = frozenset(key.value for key in Keys if not key.value.startswith("<")) | {
    alias for aliases in KEY_ALIASES.values() for alias in aliases
}

_VIM = {
    "up": "k",
    "down": "j",
    "left": "h",
    "right": "l",
    "home": "g",
    "end": "G",
    "pageup": "ctrl+b",
    "pagedown": "ctrl+f",
    "shift+up": "K",
    "shift+down": "J",
    "shift+left": "H",
    "shift+right": "L",
}
"""The key that vim has for a way to go."""

_ARROWS = frozenset({"up", "down", "left", "right"})

_PRESETS: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "vim": {"log": "i", "starter": "I", "redo": "ctrl+r,U", "find": "slash,colon"},
    "arrows": {"log": "l,insert", "undo": "u,ctrl+z", "redo": "U,ctrl+y", "find": "ctrl+f,slash"},
}
"""What a preset has beside its ways to go."""

_TOGETHER: tuple[tuple[tuple[Key, ...], ...], ...] = (
    (table.TODAY, table.PLAN, table.LISTS),
    (table.TODAY, table.SESSIONS, table.LISTS),
    (table.SESSIONS, table.LISTS),
    (table.SESSIONS, table.CALENDAR, table.DAYS),
    (table.SESSIONS, table.CALENDAR, table.LISTS),
    (table.BLOG, table.PROMPTS, table.LISTS),
    (table.BLOG, table.POSTS, table.LISTS),
    (table.BLOG, table.PREVIEW),
    (table.PATH, table.LISTS),
    (table.REVIEW, table.REVIEW_SHEET),
    (table.SETTINGS, table.LISTS, table.WORDS),
    (table.STARTERS, table.LISTS),
)
"""Groups of keys that are heard at the same moment, beside those that are heard everywhere."""

_ALONE = (table.DIALOGS, table.UNSAVED, table.ELSEWHERE, table.REPLACE, table.REMINDERS, table.COMPLETION)
"""Below these no other key is heard."""

_WHILE_TYPING = (table.DIALOGS, table.COMPLETION, table.EDITOR, table.ELSEWHERE)
"""Where a letter is a letter."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys in force by action, where they are not its own, and a sentence for each line left out."""

    keys: Mapping[str, str]
    problems: tuple[str, ...] = ()

    def keys_of(self, key: Key) -> str:
        """The keys of an action, joined by commas."""
        return self.keys.get(key.id, key.keys)


def usable(preset: str, own: Sequence[tuple[str, str]]) -> Keymap:
    """The preset with all of the learner's lines that can be used together.

    A line is left out for an action that does not exist, for a key that does not, for a letter where letters
    are typed, and for a key that another action has at the same moment.
    """
    base = preset_keys(preset)
    taken: dict[str, str] = {}
    problems: list[str] = []
    for action, pressed in own:
        problem = _problem(action, pressed)
        if problem:
            problems.append(f"keymap: {problem}")
        else:
            taken[action] = ",".join(split(pressed))
    while taken and (clash := next(_clashes(preset, taken), None)):
        loser, owner, name = clash
        del taken[loser]
        problems.append(f"keymap: {_clash_in_words(loser, owner, name, {**base, **taken})}")
    return Keymap({**base, **taken}, tuple(problems))


@cache
def preset_keys(name: str) -> Mapping[str, str]:
    """The keys of a preset by action, where they are not the action's own."""
    found = dict(_PRESETS[name])
    for key in known().values():
        names = split(key.keys)
        ways = [each for each in names if each in _VIM]
        if key.id in found or not ways or name == "default":
            continue
        letters = [_VIM[way] for way in ways]
        both = [*letters, *names] if names[0] in _VIM or _ARROWS & {*ways} else [*names, *letters]
        found[key.id] = ",".join(ways if name == "arrows" else dict.fromkeys(both))
    return found


def split(pressed: str) -> list[str]:
    """The keys of a line, one by one."""
    return [name.strip() for name in pressed.split(",")]


@cache
def known() -> Mapping[str, Key]:
    """Every key by the name of its action."""
    return {key.id: key for _, group in GROUPS for key in group}


def _problem(action: str, pressed: str) -> str:
    """Why a line cannot be used, whatever the other lines are."""
    if action not in known():
        near = _nearest(action, known())
        hint = f"did you mean {near}?" if near else "docs/keys.md has their names"
        return f"there is no action {quoted(action)}; {hint}"
    for name in split(pressed):
        if not _is_key(name):
            return f"{_no_key_in_words(name, pressed)}, for the action {action}"
        if _is_typed(name) and (known()[action].priority or _is_in(_WHILE_TYPING, action)):
            return f"{name} would be typed where {action} is heard; take one with ctrl, such as ctrl+{name}"
    return ""


def _no_key_in_words(name: str, pressed: str) -> str:
    if not name:
        return "a comma is written comma" if pressed.strip() else "nothing is no key"
    near = _nearest(name, (*_NAMED, "comma", "slash", "question_mark", "full_stop"))
    return f"{quoted(name)} is no key" + (f"; did you mean {near}?" if near else "")


def _nearest(word: str, words: Iterable[str]) -> str:
    """The one of some words that was probably meant, or nothing."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, [*words], 1, 0.65)), "")


def _is_key(name: str) -> bool:
    *modifiers, key = name.split("+") if len(name) > 1 else [name]
    if not MODIFIERS.issuperset(modifiers) or len(set(modifiers)) != len(modifiers):
        return False
    if len(key) == 1:
        return key.isprintable()
    return key in _NAMED or _character(key) is not None


def _is_typed(name: str) -> bool:
    """Whether a key writes something in a field."""
    return name in ("space", "backspace", "delete") or _character(name) is not None


def _character(name: str) -> str | None:
    """What a key writes, if anything: "slash" and "solidus" both write "/", "escape" nothing."""
    character = key_to_character(REPLACED_KEYS.get(name, name))
    return character if character is not None and character.isprintable() else None


def _is_in(groups: Sequence[tuple[Key, ...]], action: str) -> bool:
    return any(key.id == action for group in groups for key in group)


def _contexts() -> Iterator[tuple[Key, ...]]:
    """The keys that are heard at the same moment, for every moment there is."""
    yield table.EVERYWHERE + table.ROOM
    for groups in _TOGETHER:
        yield tuple(key for group in groups for key in group) + table.EVERYWHERE + table.ROOM
    for _, group in GROUPS:
        if group not in (table.EVERYWHERE, table.ROOM):
            yield group if group in _ALONE else (*group, *table.EVERYWHERE)


def clashing(keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Two actions heard at the same moment and their common key, also where one is meant to come first."""
    for context in _contexts():
        owners: dict[str, list[str]] = {}
        for key in dict.fromkeys(context):
            for name in dict.fromkeys(split(keymap.get(key.id, key.keys))):
                same = owners.setdefault(_one_name(name), [])
                yield from ((other, key.id, name) for other in same)
                same.append(key.id)


def _one_name(name: str) -> str:
    """A key by one of its names: "?" is question_mark."""
    return _character(name) or name


@cache
def _meant(preset: str) -> frozenset[tuple[str, str]]:
    """The pairs of actions that share a key in a preset because one is meant to come first."""
    return frozenset((one, other) for one, other, _ in clashing(preset_keys(preset)))


def _clashes(preset: str, taken: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """A line that takes another action's key, that action, and the key; of two lines the later one."""
    meant = _meant(preset)
    order = list(taken)
    for one, other, name in clashing({**preset_keys(preset), **taken}):
        if (one, other) in meant:
            continue
        if one in taken and (other not in taken or order.index(one) > order.index(other)):
            yield one, other, name
        else:
            yield other, one, name


def _clash_in_words(loser: str, owner: str, name: str, keymap: Mapping[str, str]) -> str:
    free = next(_free(loser, keymap), "")
    hint = f"; {display(free)} is free" if free else ""
    return f"{display(name)} is {owner} already, so {loser} keeps its own{hint}"


def _free(action: str, keymap: Mapping[str, str]) -> Iterator[str]:
    """Keys that nothing else has while an action is heard, those of its own letters first."""
    used = {
        _one_name(name)
        for context in _contexts()
        if any(key.id == action for key in context)
        for key in context
        for name in split(keymap.get(key.id, key.keys))
    }
    letters = [letter for letter in action if letter in ascii_letters]
    if known()[action].priority or _is_in(_WHILE_TYPING, action):
        yield from (f"ctrl+{letter}" for letter in letters if f"ctrl+{letter}" not in used)
    else:
        candidates = (*letters, *(letter.upper() for letter in letters), *ascii_letters)
        yield from (letter for letter in candidates if letter not in used)
