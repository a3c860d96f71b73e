"""Paths at the shell: a curriculum lived through commands."""

import sys
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from habit_tui.services import stage
from tests.cli.shell import ROOT, Shell
from tests.factories import desk_at
from tests.services.journeys import begun, on
from tests.terminal import shown

MARCH = "2026-03-{:02}T07:00:00+01:00"


@pytest.fixture
def march(shell: Shell) -> Shell:
    """A shell on 2 March 2026 with a path of two resources in a stage, begun that day."""
    shell.file.write_bytes(begun_file())
    return shell.at(MARCH.format(2))


@cache
def begun_file() -> bytes:
    """The store of that shell; made once, because it takes a dozen commands' time."""
    with TemporaryDirectory() as folder:
        desk = desk_at(Path(folder), zone="Europe/Berlin")
        path = begun(desk, "fast.ai, part 1", "Titanic", name="Machine learning", stage="Month 1")
        first, last = date(2026, 3, 2), date(2026, 3, 31)
        stage.edit(desk, on("2026-03-02"), path.id, "Month 1", first=first, last=last)
        return Path(desk.store.file).read_bytes()


def resource(shell: Shell, title: str) -> Any:
    """A resource of the first path, as JSON."""
    return next(each for each in shell.json("path", "show", "1")["resources"] if each["title"] == title)


def test_without_a_path_it_says_how_to_get_one(shell: Shell) -> None:
    assert "habit-tui init" in shell.done("path", "list")
    assert shell.done("path", "show") == shell.done("path", "changes") == "No active path\n"
    assert shell.json("path", "list") == shell.json("path", "show") == shell.json("path", "changes") == []


def test_paths_are_listed_with_the_promised_keys(march: Shell) -> None:
    march.at(MARCH.format(3)).done("log", "1h30", "titanic", "--on", "2026-03-02", "--at", "5:00")
    (path,) = march.json("path", "list")
    assert (path["id"], path["name"], path["status"]) == (1, "Machine learning", "active")
    assert (path["started_on"], path["committed_until"]) == ("2026-03-02", "2026-04-02")
    assert (path["ended_on"], path["assessment_due"], path["minutes"]) == (None, False, 90)
    assert path["stages"] == [{"id": 1, "name": "Month 1", "first": "2026-03-02", "last": "2026-03-31"}]
    assert [(each["id"], each["title"], each["stage"]) for each in path["resources"]] == [
        (1, "fast.ai, part 1", "Month 1"),
        (2, "Titanic", "Month 1"),
    ]
    titanic = path["resources"][1]
    assert (titanic["kind"], titanic["status"], titanic["minutes"]) == ("competition", "started", 90)
    assert (titanic["cost"], titanic["currency"], titanic["began_on"]) == (None, None, "2026-03-02")
    assert "0 of 2 resources done · 1 h 30 · committed until Thu 2 Apr 2026" in march.done("path", "list")


def test_a_path_is_shown_stage_by_stage_with_plan_actual_hours_and_cost(march: Shell) -> None:
    days = ("--first", "2026-03-05", "--last", "+20d")
    march.done("path", "edit", "titanic", *days, "--minutes", "70h", "--cost", "24.99 eur")
    march.done("path", "status", "titanic", "start")
    march.done(
        *("path", "status", "titanic", "completed", "--score", "0.77", "--outcome", "3 submissions"),
        *("--certificate", "Kaggle badge", "--issuer", "Kaggle", "--url", "https://kaggle.com/ada"),
    )
    said = march.done("path", "show", "machine learning")
    assert said.splitlines()[:3] == [
        "Machine learning (path 1) · since Mon 2 Mar 2026",
        "active · 1 of 2 resources done · 0 min · 24.99 EUR · committed until Thu 2 Apr 2026",
        "",
    ]
    (row,) = [line for line in said.splitlines() if "✓" in line]
    for part in ("0 min of 70 h", "2026-03-05 2026-03-22", "2026-03-02 2026-03-02", "24.99 EUR"):
        assert part in row
    assert "certificate: Kaggle badge, Kaggle, 2026-03-02 https://kaggle.com/ada" in said
    assert "3 submissions" in said
    assert "0.77" in said
    titanic = resource(march, "Titanic")
    assert (titanic["cost"], titanic["planned_minutes"]) == (24.99, 4200)
    assert titanic["certificates"][0]["title"] == "Kaggle badge"
    for option in ("--first", "--last", "--minutes", "--cost"):
        march.done("path", "edit", "titanic", option, "none")
    titanic = resource(march, "Titanic")
    assert (titanic["cost"], titanic["planned_first"], titanic["planned_minutes"]) == (None, None, None)


def test_within_the_commitment_a_script_is_told_to_give_a_reason(march: Shell) -> None:
    later = march.at(MARCH.format(10))
    refused = later.refused("path", "add", "DataCamp", "--to", "machine", "--kind", "course")
    assert refused.code == 1
    assert 'you committed to "Machine learning" until Thu 2 Apr 2026' in refused.err
    assert "--reason TEXT" in refused.err
    course = ("path", "add", "DataCamp", "--to", "machine", "--kind", "course")
    later.done(*course, "--after", "fast.ai", "--reason", "basics")
    later.done("path", "move", "titanic", "--to", "1")
    assert [each["title"] for each in later.json("path", "show", "1")["resources"]] == [
        "Titanic",
        "fast.ai, part 1",
        "DataCamp",
    ]
    (noted,) = later.json("reflect", "list")
    assert (noted["text"], noted["resource"]) == ("basics", "DataCamp")


def test_at_a_terminal_the_reason_is_asked_for_once(march: Shell) -> None:
    env = {**march.at(MARCH.format(10)).env, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "habit_tui", "path", "drop", "1"]
    assert shown(command, env, ["Why?"], b"too broad\n").code == 0
    (path,) = march.json("path", "list")
    assert (path["status"], path["ended_on"]) == ("dropped", "2026-03-10")
    assert march.json("reflect", "list")[0]["text"] == "too broad"
    march.done("undo")
    assert shown(command, env, ["Why?"], b"\n").code == 1
    assert march.json("path", "list")[0]["status"] == "active"


def test_what_became_of_the_plan_is_told_with_day_and_reason(march: Shell) -> None:
    later = march.at(MARCH.format(20))
    later.done("path", "status", "fast.ai", "start", "--on", "2026-03-03")
    later.done("path", "status", "fast.ai", "pause", "--on", "2026-03-15", "--reason", "burnout")
    later.done("path", "move", "titanic", "--stage", "Month 2", "--reason", "one thing at a time")
    told = later.json("path", "changes", "machine")
    assert told["path"] == {"id": 1, "name": "Machine learning"}
    assert [(each["title"], each["stage"], each["status"]) for each in told["original"]] == [
        ("fast.ai, part 1", "Month 1", "paused"),
        ("Titanic", "Month 1", "planned"),
    ]
    assert [(each["event"], each["study_day"], each["reason"]) for each in told["changes"]] == [
        ("paused", "2026-03-15", "burnout"),
        ("moved", "2026-03-20", "one thing at a time"),
    ]
    said = later.done("path", "changes")
    assert "Machine learning · the plan of Mon 2 Mar 2026: 2 resources" in said
    assert "2026-03-20  moved     Titanic (Month 1, place 2 → Month 2, place 2)" in said
    assert later.json("path", "changes") == [told]


def test_a_path_is_finished_taken_up_again_edited_and_dropped(march: Shell) -> None:
    assert "finished on Mon 2 Mar 2026" in march.done("path", "status", "machine", "finished")
    assert march.json("path", "status", "machine", "active")["ended_on"] is None
    edited = march.json("path", "edit", "--path", "machine", "--name", "ML", "--until", "none")
    assert (edited["name"], edited["committed_until"]) == ("ML", None)
    assert march.json("path", "drop", "ml", "--reason", "enough")["status"] == "dropped"
    assert march.json("path", "changes", "ml")["changes"] == []
    assert march.at(MARCH.format(9)).done("path", "show") == "No active path\n"


def test_a_certificate_can_come_later_be_corrected_and_tell_that_its_file_is_gone(
    march: Shell, tmp_path: Path
) -> None:
    march.done("path", "status", "titanic", "completed")
    later = march.at(MARCH.format(20))
    scan = tmp_path / "badge.pdf"
    scan.write_text("a badge")
    badge = ("path", "status", "titanic", "completed", "--certificate", "Badge")
    assert "Edited: ✓ Titanic" in later.done(*badge, "--issuer", "Kagle", "--file", str(scan))
    [told] = later.json(*badge, "--issuer", "Kaggle", "--file", str(scan), "--score", "3rd")["certificates"]
    assert (told["issuer"], told["study_day"]) == ("Kaggle", "2026-03-20")
    assert "which is gone" not in later.done("path", "show")
    scan.unlink()
    assert f"{scan}, which is gone" in later.done("path", "show")
    assert "completed already" in later.refused("path", "status", "titanic", "completed").err
    later.done("undo")
    assert resource(later, "Titanic")["certificates"][0]["issuer"] == "Kagle"


def test_a_resource_is_dropped_like_a_path(march: Shell) -> None:
    march.done("path", "edit", "titanic", "--note", "the one with the ship")
    assert "Dropped: ✗ Titanic" in march.done("path", "drop", "titanic")
    assert "the one with the ship" in march.done("path", "show")
    assert "there is no resource" in march.refused("path", "drop", "kaggle").err


def test_a_resource_whose_title_begins_as_its_path_is_called_does_not_drop_the_path(march: Shell) -> None:
    march.done("path", "add", "Machine learning for coders", "--to", "1", "--kind", "course")
    assert "Dropped: ✗ Machine learning for coders" in march.done("path", "drop", "machine learning for cod")
    assert "Dropped Machine learning" in march.done("path", "drop", "machine learning", "--reason", "enough")


def test_a_path_of_ones_own_becomes_a_starter_for_another_store(march: Shell) -> None:
    file = march.folder / "ml.toml"
    days = ("--first", "+3d", "--last", "+10d")
    march.done("path", "edit", "titanic", *days, "--cost", "25 USD")
    assert march.done("path", "export", "machine", "--output", str(file)) == f"{file}\n"
    assert march.done("path", "export", "machine") == file.read_text()
    assert "exists already" in march.refused("path", "export", "machine", "-o", str(file)).err
    other = ["--db", str(march.folder / "other.db")]
    march.done(*other, "init", "--starter", str(file))
    (path,) = march.json(*other, "path", "list")
    assert (path["name"], path["starter"], path["committed_until"]) == (
        "Machine learning",
        "ml",
        "2026-04-02",
    )
    titanic = path["resources"][1]
    assert (titanic["planned_first"], titanic["cost"], titanic["stage"]) == ("2026-03-05", 25, "Month 1")


def test_every_change_can_be_undone(march: Shell) -> None:
    before = march.json("path", "list")
    march.done("path", "status", "titanic", "start")
    march.done("path", "move", "titanic", "--before", "fast.ai")
    march.done("path", "edit", "titanic", "--title", "Titanic again")
    march.done("path", "add", "Capstone", "--to", "machine", "--kind", "project", "--at", "1")
    march.done("path", "stage", "machine", "Month 1", "--rename", "March")
    for _ in range(5):
        march.done("undo")
    assert march.json("path", "list") == before


UNREADABLE = [
    ("path add", "NAME"),
    ("path add X --kind book", "name its path with --to"),
    ("path add X --to machine", "say what it is with --kind: book, course"),
    ("path add X --to machine --kind novel", "is no kind of resource"),
    ("path add X --to machine --kind book --start today", "are for a path"),
    ("path add X --to machine --kind book --cost 25", '"24.99 EUR"'),
    ("path add X --to machine --kind book --minutes soon", "amount of work"),
    ("path add X --to machine --kind book --first someday", "someday"),
    ("path add X --to machine --kind book --url ftp://x", "web address"),
    ("path status titanic done", "is no status; use planned, started"),
    ("path status titanic completed --issuer Kaggle", "--certificate"),
    ("path move titanic", "say where to"),
    ("path move titanic --to 1 --after fast.ai", "one place only"),
    ("path edit", "say what to edit"),
    ("path edit titanic", "nothing to change"),
    ("path edit titanic --name X", "leave WHAT out"),
    ("path edit --path machine --title X", "name the resource for the rest"),
    ("path edit --path machine", "nothing to change"),
    ("path show --colour", "--colour"),
]
IMPOSSIBLE = [
    ("path show chess", 'no path "chess"'),
    ("path add titanic --to machine --kind book", '"Machine learning" has "Titanic" already'),
    ("path status titanic paused --reason x", "it can become"),
    ("path status titanic started --on tomorrow", "lies in the future"),
    ("path status titanic completed --certificate x --file nowhere.pdf", "there is no file"),
    ("path status chess started", 'no resource "chess"'),
    ("path move titanic --after titanic", "beside itself"),
    ("path edit titanic --first today --last yesterday", "before the first"),
]


@pytest.mark.parametrize(("line", "named"), UNREADABLE, ids=lambda each: str(each)[:40])
def test_words_that_cannot_be_read_are_wrong_usage(march: Shell, line: str, named: str) -> None:
    answer = march.refused(*line.split())
    assert answer.code == 2
    assert named in answer.err


@pytest.mark.parametrize(("line", "named"), IMPOSSIBLE, ids=lambda each: str(each)[:40])
def test_what_cannot_be_done_is_refused(march: Shell, line: str, named: str) -> None:
    answer = march.refused(*line.split())
    assert answer.code == 1
    assert named in answer.err
