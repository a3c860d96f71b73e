"""settings.toml: read strictly, written carefully."""

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import fields
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.domain.errors import CannotBeDone, NotUnderstood, StoreFault
from habit_tui.system.settings import KEYS, Settings, changed, load, sound, text_of
from habit_tui.system.settings_file import save
from habit_tui.system.tzdata import zone_names


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], str]:
    """Write settings.toml and give back its folder."""

    def to_file(content: str) -> str:
        (tmp_path / "settings.toml").write_text(content)
        return str(tmp_path)

    return to_file


Write = Callable[[str], str]


def content(folder: str | Path) -> str:
    return Path(folder, "settings.toml").read_text()


def test_a_missing_file_is_the_defaults(tmp_path: Path) -> None:
    assert load(str(tmp_path)) == load(str(tmp_path / "nowhere")) == Settings()


def test_the_defaults_are_the_documented_ones() -> None:
    assert Settings() == Settings(
        zone=None,
        day_starts_at=time(3, 0),
        dates="auto",
        freeze_every=7,
        freeze_hold=2,
        theme="dawn",
        blog_folder=None,
        blog_dialect="plain",
        rhythm="none",
        editor=None,
        remind_at=(),
        remind_evening=None,
        remind_channels=(),
        remind_command="",
        remind_urls="",
        remind_backend=None,
        keymap_preset="default",
        keymap=(),
    )


def test_the_schema_has_one_key_for_each_setting() -> None:
    assert [key.name for key in KEYS] == [field.name for field in fields(Settings)]
    assert [key.default for key in KEYS] == [getattr(Settings(), key.name) for key in KEYS]
    assert all(key.help.endswith(".") and key.allowed and key.title and key.section for key in KEYS)
    assert all(key.none for key in KEYS if not text_of(key.default))


def test_every_setting_is_read(write: Write) -> None:
    folder = write(
        'zone = "Africa/Casablanca"\nday_starts_at = "04:30"\ndates = "iso"\n'
        "freeze_every = 0\nfreeze_hold = 5\n"
        'theme = "daylight"\nblog_folder = "~/site"\nblog_dialect = "hugo"\n'
        'remind_at = ["4:45", 06:30:00]\nremind_evening = "21:00"\nremind_channels = "desktop, command"\n'
        'editor = "code --wait"\nkeymap_preset = "vim"\n'
        'remind_command = "say -v"\nremind_urls = "ntfy://a json://b"\nremind_backend = "systemd"\n'
        '[keymap]\nlog = "ctrl+l"\n'
    )
    assert load(folder) == Settings(
        "Africa/Casablanca",
        time(4, 30),
        "iso",
        0,
        5,
        "daylight",
        "none",
        "~/site",
        "hugo",
        "code --wait",
        (time(4, 45), time(6, 30)),
        time(21),
        ("desktop", "command"),
        "say -v",
        "ntfy://a json://b",
        "systemd",
        "vim",
        (("log", "ctrl+l"),),
    )


@pytest.mark.parametrize("typed", ['"4:45, 06:30"', '["04:45", "06:30"]', '"04:45,6:30"'])
def test_times_are_a_list_or_a_text_with_commas(write: Write, typed: str) -> None:
    times = load(write(f"remind_at = {typed}")).remind_at
    assert times == (time(4, 45), time(6, 30))
    assert text_of(times) == "04:45, 06:30"


@pytest.mark.parametrize("typed", ['"00:00"', '"0:00"', "00:00:00"])
def test_midnight_can_be_the_start_of_the_day(write: Write, typed: str) -> None:
    assert load(write(f"day_starts_at = {typed}")).day_starts_at == time(0, 0)


@pytest.mark.parametrize(
    "line",
    [
        'zone = "europe/berlin"',
        'zone = ""',
        "zone = 1",
        'day_starts_at = "12:00"',
        'day_starts_at = "24:00"',
        'day_starts_at = "3:0"',
        'day_starts_at = "003:00"',
        'day_starts_at = "5am"',
        'day_starts_at = "٣:00"',
        "day_starts_at = 3",
        "day_starts_at = 03:00:01",
        "day_starts_at = 12:00:00",
        "day_starts_at = 2026-11-22",
        "freeze_every = -1",
        "freeze_every = 366",
        "freeze_every = 7.0",
        "freeze_every = true",
        'freeze_every = "7"',
        "freeze_hold = -1",
        'theme = ""',
        'theme = "a\\nb"',
        "theme = []",
        'blog_folder = "drafts"',
        'blog_folder = ""',
        'blog_folder = "/a\\u0000"',
        'blog_dialect = "wordpress"',
        "blog_dialect = 1",
        'remind_at = ""',
        'remind_at = "dawn"',
        'remind_at = "4:45,"',
        "remind_at = 445",
        'remind_evening = "24:00"',
        'remind_channels = "desktop, pigeon"',
        "remind_channels = [1]",
        'remind_command = ""',
        'remind_backend = "launchd"',
        'editor = " "',
        'keymap_preset = "emacs"',
        'keymap = "l"',
        "[keymap]\nlog = 1",
        '[keymap]\nlog = ""',
    ],
)
def test_what_is_not_allowed_is_refused_with_file_and_key(write: Write, line: str) -> None:
    folder = write(line)
    with pytest.raises(NotUnderstood) as refusal:
        load(folder)
    key = line.strip("[").split()[0].strip("]")
    assert f"{folder}/settings.toml: {key}" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_refusal_says_what_is_allowed(write: Write) -> None:
    with pytest.raises(NotUnderstood, match="must be one of plain, jekyll, hugo, gatsby, not 'wordpress'"):
        load(write('blog_dialect = "wordpress"'))
    with pytest.raises(NotUnderstood, match="did you mean Europe/Berlin"):
        load(write('zone = "europe/berlin"'))


@pytest.mark.parametrize("line", ['colour = "red"', "[routine]\ntarget = 60", 'Theme = "dawn"'])
def test_an_unknown_key_is_refused_with_the_known_ones(write: Write, line: str) -> None:
    with pytest.raises(NotUnderstood, match=r"there is no setting '.+'; there are zone, day_starts_at"):
        load(write(line))


@pytest.mark.parametrize("text", ["zone", "= 1", 'theme = "a"\ntheme = "b"', "theme = " + "[" * 5000])
def test_what_is_no_toml_is_refused(write: Write, text: str) -> None:
    with pytest.raises(NotUnderstood, match=r"settings\.toml is not valid TOML"):
        load(write(text))


def test_what_is_no_readable_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b'theme = "\xff"')
    with pytest.raises(NotUnderstood, match="not text in UTF-8"):
        load(str(tmp_path))
    (tmp_path / "settings.toml").unlink()
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(NotUnderstood, match="cannot be read: Is a directory"):
        load(str(tmp_path))


@given(st.text() | st.text("zonethmekay =\"'[]{}\n.,:0123456789#\\"))
@settings(max_examples=200)
def test_no_content_whatever_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "settings.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(NotUnderstood):
        assert isinstance(load(str(folder)), Settings)


PATHS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
CHOICES = st.one_of(
    st.tuples(st.just("zone"), st.sampled_from(zone_names())),
    st.tuples(st.just("day_starts_at"), st.times(max_value=time(11, 59)).map(lambda at: f"{at:%H:%M}")),
    st.tuples(st.sampled_from(["freeze_every", "freeze_hold"]), st.integers(0, 365).map(str)),
    st.tuples(st.just("theme"), st.from_regex(r"[a-z-]{1,12}", fullmatch=True)),
    st.tuples(st.just("blog_folder"), PATHS.map("/{}".format)),
    st.tuples(st.just("blog_dialect"), st.sampled_from(["plain", "jekyll", "hugo", "gatsby"])),
)


@given(st.lists(CHOICES, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, choices: list[tuple[str, str]]
) -> None:
    folder = str(tmp_path_factory.mktemp("config"))
    for name, text in choices:
        saved = save(folder, name, text)
        assert saved == load(folder)
    for name, text in dict(choices).items():
        assert text_of(getattr(load(folder), name)) == text


def test_keys_of_ones_own_are_saved_one_by_one(tmp_path: Path) -> None:
    folder = str(tmp_path)
    save(folder, "keymap.log", "ctrl+l")
    save(folder, "theme", "daylight")
    saved = save(folder, "keymap.undo", "ctrl+z")
    assert saved == Settings(theme="daylight", keymap=(("log", "ctrl+l"), ("undo", "ctrl+z")))
    assert text_of(saved.keymap) == "log = ctrl+l, undo = ctrl+z"
    assert save(folder, "keymap.log", None).keymap == (("undo", "ctrl+z"),)


def test_comments_and_order_stay(write: Write) -> None:
    folder = write(
        '# my morning\ntheme = "dawn"  # quiet\n\nfreeze_hold = 1\n\n[keymap]\n# one hand\nlog = "l"\n'
    )
    save(folder, "theme", "daylight")
    assert content(folder) == (
        '# my morning\ntheme = "daylight"  # quiet\n\nfreeze_hold = 1\n\n[keymap]\n# one hand\nlog = "l"\n'
    )


def test_taking_a_line_out_brings_the_default_back(write: Write) -> None:
    folder = write('theme = "daylight"\nfreeze_hold = 1\n')
    assert save(folder, "theme", None) == Settings(freeze_hold=1)
    assert content(folder) == "freeze_hold = 1\n"
    assert save(folder, "zone", None) == Settings(freeze_hold=1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("zone", "Mars/Olympus"),
        ("day_starts_at", "12:00"),
        ("freeze_every", "seven"),
        ("freeze_every", "-1"),
        ("freeze_every", "٧"),
        ("blog_folder", "drafts"),
        ("theme", "\ud800"),
        ("theme", 'a"\nzone = "UTC'),
        ("keymap", "log"),
        ("keymap.", "l"),
        ("theme.dark", "x"),
        ("colour", "red"),
        ("", ""),
    ],
)
def test_what_would_not_load_is_not_saved(write: Write, name: str, text: str) -> None:
    folder = write("freeze_hold = 1\n")
    with pytest.raises(NotUnderstood):
        save(folder, name, text)
    assert content(folder) == "freeze_hold = 1\n"
    assert [path.name for path in Path(folder).iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("zone", None), ("theme", "nord"), ("freeze_hold", None), ("keymap.log", None), ("keymap.undo", "z")],
)
def test_a_change_can_be_looked_at_before_it_is_saved(write: Write, name: str, text: str | None) -> None:
    folder = write('zone = "UTC"\nfreeze_hold = 1\nremind_at = "5:00"\n[keymap]\nlog = "i"\n')
    present = load(folder)
    would_be = changed(present, name, text)
    assert load(folder) == present != would_be
    assert save(folder, name, text) == would_be


def test_a_change_that_is_not_allowed_is_refused_as_in_the_file() -> None:
    with pytest.raises(NotUnderstood, match=r"^freeze_hold must be a whole number from 0 to 365, not 'two'$"):
        changed(Settings(), "freeze_hold", "two")
    with pytest.raises(NotUnderstood, match=r"^freeze_hold must be"):
        changed(Settings(), "freeze_hold", "9" * 5000)


def test_a_secret_is_not_repeated_in_a_refusal(write: Write) -> None:
    folder = write('remind_urls = ["ntfy://me:s3cret@example.org"]')
    with pytest.raises(NotUnderstood, match="remind_urls must be") as refusal:
        load(folder)
    assert "s3cret" not in str(refusal.value)


def test_a_broken_file_is_not_overwritten(write: Write) -> None:
    folder = write("theme = \n")
    with pytest.raises(NotUnderstood, match="not valid TOML"):
        save(folder, "theme", "dawn")
    assert content(folder) == "theme = \n"


def test_a_line_that_is_not_allowed_is_mended_and_the_others_stay(write: Write) -> None:
    folder = write("freeze_every = 'often'\ntheme = 5 # why not\ncolour = 'red'\nkeymap = 3\n")
    with pytest.raises(
        NotUnderstood, match=r"not 'often'; `habit-tui config freeze_every --unset` takes it out$"
    ):
        load(folder)
    with pytest.raises(NotUnderstood, match=r"freeze_every must be .*, not 'seldom'$"):
        save(folder, "freeze_every", "seldom")
    assert save(folder, "freeze_every", "9") == Settings(freeze_every=9)
    assert list(sound(folder)[1]) == ["theme", "colour", "keymap"]
    save(folder, "theme", None)
    save(folder, "colour", None)
    assert (
        save(folder, "keymap.log", "f9") == load(folder) == Settings(freeze_every=9, keymap=(("log", "f9"),))
    )
    assert save(folder, "keymap", None) == load(folder) == Settings(freeze_every=9)


def test_one_bad_key_of_ones_own_is_taken_out_alone(write: Write) -> None:
    folder = write('[keymap]\nlog = "f9"\nundo = 1\nredo = ""\n')
    with pytest.raises(
        NotUnderstood,
        match=r'keymap\.undo must be keys such as "ctrl\+l", not 1; '
        r"`habit-tui config keymap\.undo --unset` takes it out$",
    ):
        load(folder)
    assert list(sound(folder)[1]) == ["keymap.undo", "keymap.redo"]
    save(folder, "keymap.undo", None)
    assert save(folder, "keymap.redo", None) == load(folder) == Settings(keymap=(("log", "f9"),))


@pytest.mark.parametrize("action", ['""', '"a b"', '"$(x)"'])
def test_a_bad_key_whose_action_no_shell_takes_is_taken_out_with_its_table(write: Write, action: str) -> None:
    folder = write(f'[keymap]\nlog = "f9"\n{action} = 1\n')
    assert list(sound(folder)[1]) == ["keymap"]
    assert save(folder, "keymap", None) == load(folder) == Settings()


def test_what_is_called_like_no_setting_can_only_be_taken_out_where_it_is(write: Write) -> None:
    with pytest.raises(NotUnderstood, match="there is no setting 'colour'"):
        save(write("theme = 'nord'\n"), "colour", None)


def test_folder_and_file_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "habit-tui"
    save(str(folder), "theme", "daylight")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "settings.toml").stat().st_mode) == 0o600


def test_a_link_among_dotfiles_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real = tmp_path / "dotfiles" / "habit.toml"
    real.write_text("freeze_hold = 1\n")
    (tmp_path / "settings.toml").symlink_to(real)
    save(str(tmp_path), "theme", "daylight")
    assert (tmp_path / "settings.toml").is_symlink()
    assert real.read_text() == 'freeze_hold = 1\ntheme = "daylight"\n'


def test_a_folder_that_cannot_be_made_is_a_clear_refusal(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreFault, match="is not a folder"):
        save(str(tmp_path / "file"), "theme", "dawn")


def test_a_file_that_cannot_be_written_is_a_clear_refusal(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").symlink_to(tmp_path / "nowhere" / "habit.toml")
    with pytest.raises(CannotBeDone, match="cannot be written: No such file or directory"):
        save(str(tmp_path), "theme", "dawn")


def test_two_doors_that_save_at_once_keep_both_changes(tmp_path: Path) -> None:
    actions = [f"action_{number}" for number in range(12)]
    with ThreadPoolExecutor(4) as doors:
        list(doors.map(lambda action: save(str(tmp_path), f"keymap.{action}", "l"), actions))
    assert sorted(action for action, _ in load(str(tmp_path)).keymap) == sorted(actions)
