"""`config` from the shell."""

from tests.cli.shell import Shell


def test_every_setting_is_listed_with_its_value(shell: Shell) -> None:
    lines = shell.done("config").splitlines()
    assert "day_starts_at       03:00" in lines
    assert "zone                -" in lines
    assert lines[-1].endswith("/settings.toml")


def test_a_setting_is_explained_set_and_taken_out_again(shell: Shell) -> None:
    assert shell.done("config", "day_starts_at", "04:30").startswith("day_starts_at       04:30\n")
    assert 'from "00:00" to "11:59"' in shell.done("config", "day_starts_at")
    assert shell.json("config")["day_starts_at"] == "04:30"
    assert shell.done("config", "day_starts_at", "--unset").startswith("day_starts_at       03:00\n")


def test_a_new_start_of_the_day_moves_only_new_sessions(shell: Shell) -> None:
    shell.done("log", "30m", "--on", "yesterday", "--at", "4:00")
    shell.done("config", "day_starts_at", "05:00")
    shell.done("log", "20m", "--on", "-2d", "--at", "4:40")
    days = {each["start"][:16]: each["study_day"] for each in shell.json("sessions")}
    assert days == {"2026-11-21T04:00": "2026-11-21", "2026-11-21T04:40": "2026-11-20"}


def test_what_is_not_allowed_is_refused_and_changes_nothing(shell: Shell) -> None:
    for words in (("nonsense", "1"), ("nonsense",), ("day_starts_at", "12:00"), ("zone", "Mars/Olympus")):
        assert shell.refused("config", *words).code == 2
    assert shell.json("config")["day_starts_at"] == "03:00"


def test_addresses_that_may_hold_passwords_are_not_shown(shell: Shell) -> None:
    assert "s3cret" not in shell.done("config", "remind_urls", "ntfy://me:s3cret@example.org/topic")
    assert "s3cret" not in shell.done("config") + str(shell.json("config"))


def test_a_theme_or_a_key_that_does_not_exist_is_refused_with_what_does(shell: Shell) -> None:
    shell.done("config", "theme", "nord")
    shell.done("config", "keymap.log", "f9")
    for words, said in (
        (("theme", "dusk"), "there is no theme dusk; there are dawn, daylight, "),
        (("keymap.fly", "f"), 'there is no action "fly"'),
        (("keymap.undo", "f9"), "f9 is log already"),
        (("keymap.log", "hyper space"), "is no key"),
        (("keymap_preset", "emacs"), "must be one of default, vim, arrows"),
    ):
        refused = shell.refused("config", *words)
        assert (refused.code, said in refused.err) == (2, True), refused.err
    assert shell.json("config")["keymap"] == "log = f9"
    assert shell.done("config", "keymap_preset", "vim").startswith("keymap_preset       vim")


def test_a_setting_that_no_reminder_follows_needs_no_store(shell: Shell) -> None:
    shell.folder.joinpath("file").touch()
    away = shell.at(HABIT_TUI_DATA=str(shell.folder / "file" / "data"))
    assert away.done("config", "theme", "nord").startswith("theme               nord\n")


def test_a_file_with_wrong_lines_is_mended_line_by_line_and_those_left_are_named(shell: Shell) -> None:
    shell.done("config", "theme", "nord")
    file = shell.folder / "config" / "settings.toml"
    file.write_text("zone = 'Mars'\ncolour = 'red'\nfreeze_every = 'often'\n")
    assert shell.refused("today").err.endswith("`habit-tui config zone --unset` takes it out\n")
    mended = shell("config", "zone", "Europe/Paris")
    assert mended.code == 0
    assert mended.out.startswith("zone                Europe/Paris\n")
    assert [line.split("settings.toml: ")[1][:22] for line in mended.err.splitlines()] == [
        "there is no setting 'c",
        "freeze_every must be a",
    ]
    taken_out = shell("config", "colour", "--unset")
    assert taken_out.out == '"colour" is taken out; it was no setting\n'
    assert "freeze_every" in taken_out.err
    assert shell("config", "freeze_every", "--unset").err == ""
    assert shell.json("config")["zone"] == "Europe/Paris"
    assert shell.json("today")["zone"] == "Europe/Paris"
