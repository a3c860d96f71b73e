"""The settings screen: every setting, changed at once, and nothing written that could not be read."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from habit_tui.services.desk import Desk, open_desk
from habit_tui.system import settings
from habit_tui.system.settings import KEYS
from habit_tui.tui.keys import GROUPS
from tests.factories import at, logged
from tests.tui.stage import NARROW, WIDE, Stage, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 05:12", ZONE)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose settings are in a file, with a comment in it."""
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "settings.toml").write_text("# mine\nfreeze_hold = 3  # enough\n")
    env = {
        "HABIT_TUI_DATA": str(tmp_path / "data"),
        "HABIT_TUI_CONFIG": str(folder),
        "HOME": str(tmp_path),
        "TZ": ZONE,
    }
    desk = open_desk(env, "tui")
    logged(desk, "2026-11-22", "05:00", 10, "ml", now=NOW)
    return desk


def reopened(stage: Stage, desk: Desk) -> Stage:
    """The same stage, at a desk that is opened anew as that of the real app is."""
    stage.app.desk_factory = lambda: open_desk(desk.env, "tui")
    return stage


def content(desk: Desk) -> str:
    return Path(desk.env["HABIT_TUI_CONFIG"], "settings.toml").read_text()


def rewrite(desk: Desk, text: str) -> None:
    Path(desk.env["HABIT_TUI_CONFIG"], "settings.toml").write_text(text)


def written(desk: Desk) -> settings.Settings:
    return settings.load(desk.env["HABIT_TUI_CONFIG"])


async def go_to(stage: Stage, name: str) -> None:
    await stage.app.action_settings(name)
    await stage.rest()
    await stage.rest()
    assert name in stage.words_in("#about")


async def test_all_settings_and_all_keys_are_there(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        await stage.press("comma")
        names = [row.name for row in stage.app.screen.query_one("#settings").items]  # type: ignore[attr-defined]
    wanted = [key.name for key in KEYS if key.name != "keymap"]
    assert names == [*wanted, *(f"keymap.{key.id}" for _, group in GROUPS for key in group)]


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_a_theme_is_shown_before_it_is_taken(
    desk: Desk, size: tuple[int, int], picture: SnapshotAssertion
) -> None:
    async with on_stage(desk, NOW, size) as stage:
        reopened(stage, desk)
        await go_to(stage, "theme")
        await stage.press("enter", "down")
        assert (stage.app.theme, written(desk).theme) == ("daylight", "dawn")
        await stage.press("escape")
        assert (stage.app.theme, written(desk).theme) == ("dawn", "dawn")
        await stage.press("e", "down", "enter")
        assert (stage.app.theme, written(desk).theme) == ("daylight", "daylight")
        assert stage.toasts == ["Theme is daylight"]
        assert content(desk) == '# mine\nfreeze_hold = 3  # enough\ntheme = "daylight"\n'
        assert stage.svg == picture


async def test_what_is_typed_is_judged_at_once_and_written_only_when_it_can_be(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        reopened(stage, desk)
        await go_to(stage, "day_starts_at")
        before = content(desk)
        await stage.press("enter", *["backspace"] * 5)
        await stage.type("13:00")
        assert "day_starts_at must be a time" in stage.words_in("#answer")
        await stage.press("enter")
        assert content(desk) == before
        await stage.press(*["backspace"] * 5)
        await stage.type("04:00")
        assert stage.words_in("#answer") == "enter keeps it"
        await stage.press("enter")
        assert content(desk) == before + 'day_starts_at = "04:00"\n'
        assert "● 04:00" in stage.words
        assert stage.app.desk.settings.day_starts_at.hour == 4
        await stage.press("d")
        assert content(desk) == before
        assert stage.app.desk.settings.day_starts_at.hour == 3


async def test_a_zone_a_number_and_the_words_of_several_are_set_and_lived_in(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        reopened(stage, desk)
        await go_to(stage, "zone")
        await stage.press("enter", *"asia/tok", "right", "enter")
        assert "Sun 22 Nov 14:12 · Tokyo +09" in stage.words
        await go_to(stage, "freeze_hold")
        await stage.press("enter", "backspace", "1", "enter")
        assert "freeze_hold = 1  # enough" in content(desk)
        await go_to(stage, "remind_channels")
        await stage.press("enter", "down", "space")
        await stage.press("down", "space")
        assert written(desk).remind_channels == ("desktop", "command")
        await stage.click("□ stdout")
        assert written(desk).remind_channels == ("stdout", "desktop", "command")
        await stage.click("■ command")
        assert written(desk).remind_channels == ("stdout", "desktop")


async def test_a_secret_is_not_shown(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        reopened(stage, desk)
        await go_to(stage, "remind_urls")
        await stage.press("enter")
        await stage.type("ntfy://me:s3cret@example.org")
        await stage.press("enter")
        assert written(desk).remind_urls == "ntfy://me:s3cret@example.org"
        assert "set, not shown" in stage.words
        assert "s3cret" not in stage.svg + str(stage.toasts)
        await stage.press("enter", "enter")
        assert written(desk).remind_urls == "ntfy://me:s3cret@example.org"


async def test_keys_are_changed_by_action_and_a_clash_is_told_while_it_is_typed(
    desk: Desk, picture: SnapshotAssertion
) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        reopened(stage, desk)
        await go_to(stage, "keymap.log")
        await stage.press("enter", "backspace", "u")
        assert "u is undo already, so log keeps its own; L is free" in stage.words_in("#answer")
        assert stage.svg == picture
        await stage.press("enter", "backspace", "f", "9", "enter")
        assert dict(written(desk).keymap) == {"log": "f9"}
        assert "f9 log" in stage.lines[-1]
        await stage.press("escape")
        assert "f9 logs what you did" in stage.words or "f9 log" in stage.lines[-1]
        await stage.press("f9")
        assert "Log a session" in stage.words


async def test_a_preset_is_in_force_at_once(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        reopened(stage, desk)
        await go_to(stage, "keymap_preset")
        await stage.press("enter", "down", "enter")
        assert written(desk).keymap_preset == "vim"
        assert "i log" in stage.lines[-1]
        await stage.press("2", "h")
        assert "Sun 15 Nov" in stage.words
        await stage.press("l", "i")
        assert "Log a session" in stage.words


async def test_a_broken_file_is_shown_with_its_reason_and_nothing_is_written_over_it(
    desk: Desk, picture: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        rewrite(desk, 'theme = "[b]dawn\nfreeze_hold = 1')
        await stage.press("comma")
        assert "is not valid TOML" in stage.words_in("#broken")
        assert "the settings of before count" in stage.words_in("#broken")
        await stage.press("down", "d")
        assert "is not valid TOML" in stage.words_in("#answer")
        assert content(desk).startswith('theme = "[b]dawn')
        rewrite(desk, "freeze_hold = 3\n")
        await stage.press("escape", "comma")
        assert "not valid" not in stage.words


async def test_settings_and_keys_are_found_by_their_words(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("comma", "slash", *"site")
        assert stage.words_in("#settings").endswith("Blog Site generator plain")
        await stage.press("enter", "enter", "down", "enter")
        assert written(desk).blog_dialect == "jekyll"
        await stage.press("escape")
        assert "Freezes held" in stage.words
        await stage.press("slash", *"zzz")
        assert "No setting has these words." in stage.words


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("log", "keymap.log"),
        ("keymap log", "keymap.log"),
        ("writing", "keymap.log_writing"),
        ("fold", "blog_folder"),
        ("blog", "blog_folder"),
    ],
)
async def test_a_search_goes_first_to_the_title_it_names(desk: Desk, words: str, name: str) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("comma", "slash")
        await stage.type(words)
        await stage.press("enter")
        assert name in stage.words_in("#about")


async def test_the_words_of_the_search_before_are_typed_over(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("comma", "slash", *"keymap", "enter", "slash", *"site")
        assert stage.words_in("#settings").endswith("Blog Site generator plain")


async def test_one_key_leads_there_and_back(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("2", "comma")
        assert stage.app.current_mode == "settings"
        await stage.press("comma")
        assert stage.app.current_mode == "calendar"
        await stage.press("comma", "escape")
        assert stage.app.current_mode == "calendar"


async def test_the_mouse_gets_there_by_the_zone_and_changes_a_setting(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        reopened(stage, desk)
        await stage.click("Casablanca")
        await stage.rest()
        assert "Time zone zone" in stage.words_in("#about")
        await stage.click("Site generator", times=2)
        await stage.click("○ hugo")
        assert written(desk).blog_dialect == "hugo"


async def test_buttons_and_footer_show_the_keys_in_force(desk: Desk) -> None:
    rewrite(desk, 'keymap_preset = "vim"\n[keymap]\nclose = "f12,escape"\n')
    desk = open_desk(desk.env, "tui")
    async with on_stage(desk, NOW, WIDE) as stage:
        assert stage.lines[-1].strip().startswith("i log")
        await stage.press("i")
        assert "enter log" in stage.words
        assert "f12 close" in stage.words
        await stage.press("f12")
        assert "Log a session" not in stage.words


async def test_a_low_terminal_shows_many_settings_and_says_how_many_more_there_are(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("comma")
        shown = stage.app.screen.query_one("#settings").region.height
        assert shown >= 12
        assert "more below" in stage.words_in("#settings")
        await go_to(stage, "theme")
        assert "more below" in stage.words_in("#words")
        await stage.press("enter")
        assert stage.app.screen.query_one("#words").region.height >= 7
        assert "more below" in stage.words_in("#words")
        await stage.press("end")
        assert "more below" not in stage.words_in("#words")
        await stage.press("escape")
        assert stage.app.screen.query_one("#settings").region.height == shown
