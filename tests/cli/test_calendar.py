"""`calendar` from the shell: the year as text and as a picture."""

from xml.etree import ElementTree as ET

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def lived(shell: Shell) -> Shell:
    """A week with a met, a kept and a missed day, a leave and one to come."""
    shell.done("log", "1h", "--on", "2026-11-18", "--at", "5:00")
    shell.done("log", "20m", "--on", "2026-11-20", "--at", "5:00")
    shell.done("leave", "add", "2026-11-19", "--reason", "flu & [/] fever")
    shell.done("leave", "add", "2026-12-24", "2027-01-02", "--reason", "winter")
    return shell


def test_the_year_as_text(lived: Shell) -> None:
    lines = lived.done("calendar").splitlines()
    assert lines[0] == "     Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct Nov  Dec"
    rows = {line[:3]: line[5:] for line in lines[1:8]}
    assert list(rows) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [rows[name].strip()[:1] for name in ("Wed", "Thu", "Fri", "Sat", "Sun")] == [
        "●",
        "~",
        "◐",
        "✕",
        "○",
    ]
    assert lines[8:] == [
        "",
        "  ● target met               1 day",
        "  ◐ minimum kept             1 day",
        "  ✕ missed                   1 day",
        "  ~ leave                    1 day",
        "  ○ still open               1 day",
        "",
        "2026: 1 h 20 on 2 days",
        "no streak now · strength 6 % · best 2 days",
        "",
        "Leave",
        "  Thu 19 Nov 2026 (flu & [/] fever)",
        "  Thu 24 Dec 2026 to Sat 2 Jan 2027 (winter)",
    ]


def test_a_leave_reaches_into_the_next_year(lived: Shell) -> None:
    text = lived.done("calendar", "--year", "2027")
    assert "Thu 24 Dec 2026 to Sat 2 Jan 2027 (winter)" in text
    assert "flu" not in text
    assert [each["reason"] for each in lived.json("calendar", "--year", "2027")["leaves"]] == ["winter"]


def test_the_picture_is_a_file_without_the_learners_own_words(lived: Shell) -> None:
    file = lived.folder / "year.svg"
    answer = lived("calendar", "--svg", str(file))
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == f"wrote {file}\n"
    picture = file.read_text("utf-8")
    assert ET.fromstring(picture).tag.endswith("svg")
    assert "Fri 20 Nov 2026: 20 min of 1 h, minimum kept" in picture
    assert "1 h 20 on 2 days" in picture
    assert "flu" not in picture


def test_a_picture_that_is_there_is_replaced_only_by_force(lived: Shell) -> None:
    file = lived.folder / "year.svg"
    file.write_text("mine")
    answer = lived.refused("calendar", "--svg", str(file))
    assert answer.code == 1
    assert "--force" in answer.err
    assert file.read_text() == "mine"
    lived.done("calendar", "--year", "2025", "--svg", str(file), "--force")
    assert "Study days of 2025" in file.read_text("utf-8")


def test_wrong_use_is_refused(lived: Shell) -> None:
    assert lived.refused("calendar", "--force").code == 2
    assert lived.refused("calendar", "--year", "0").code == 2
    assert lived.refused("calendar", "--svg", str(lived.folder / "none" / "year.svg")).code == 1
