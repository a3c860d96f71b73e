"""The crontab through a `crontab` program that behaves as Debian's does."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from habit_tui.domain.errors import CannotBeDone
from habit_tui.system import crontab
from habit_tui.system.crontab import (
    NoCrontab,
    bare_environment,
    can_mail,
    keep_aside,
    last_firings,
    next_firings,
    read,
    replace,
)
from tests.standins import DEBIAN, Crontab, crontab_in

BEFORE = b"# mine \xff\n0 5 * * * backup\n"
AFTER = BEFORE + b"0 6 * * * more\n"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def mine(tmp_path: Path) -> Crontab:
    """A crontab with a line in it."""
    return crontab_in(tmp_path / "bin", BEFORE)


def env(crontab: Crontab) -> dict[str, str]:
    return {"PATH": crontab.path}


def test_a_crontab_is_read_byte_for_byte(mine: Crontab) -> None:
    assert read(env(mine)) == BEFORE


def test_no_crontab_is_none(tmp_path: Path) -> None:
    assert read(env(crontab_in(tmp_path))) is None


def test_a_machine_without_the_program_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoCrontab, match="there is no `crontab` program on this machine"):
        read({"PATH": str(tmp_path)})


def test_a_refusal_is_said_in_the_programs_words(mine: Crontab) -> None:
    mine.becomes("echo 'You (ada) are not allowed to use this program (crontab)' >&2; exit 1")
    with pytest.raises(CannotBeDone, match=r"`crontab -l` failed: You .ada. are not allowed"):
        read(env(mine))


def test_a_program_that_hangs_is_given_up(mine: Crontab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crontab, "SECONDS", 0.3)
    mine.becomes(f"mkfifo {mine.folder}/never; exec cat {mine.folder}/never")
    with pytest.raises(CannotBeDone, match="did not answer within"):
        read(env(mine))


def test_a_crontab_is_replaced(mine: Crontab) -> None:
    replace(env(mine), BEFORE, AFTER)
    assert mine.content() == AFTER


def test_a_first_crontab_is_written_and_an_empty_one_removed(tmp_path: Path) -> None:
    first = crontab_in(tmp_path)
    replace(env(first), None, AFTER)
    assert first.content() == AFTER
    replace(env(first), AFTER, b"")
    assert first.content() is None
    replace(env(first), None, b"")
    assert first.content() is None


def test_a_crontab_somebody_else_changed_meanwhile_is_left_alone(mine: Crontab) -> None:
    with pytest.raises(CannotBeDone, match="changed by somebody else this very moment; nothing was written"):
        replace(env(mine), b"what was read a moment ago\n", AFTER)
    assert mine.content() == BEFORE


def test_a_newline_is_added_where_the_program_insists(mine: Crontab) -> None:
    replace(env(mine), BEFORE, b"# no newline")
    assert mine.content() == b"# no newline\n"


def test_a_program_that_takes_no_newline_amiss_gets_none(mine: Crontab) -> None:
    mine.becomes('case "$1" in -l) cat "$kept";; -) cat > "$kept";; esac')
    replace(env(mine), BEFORE, b"# no newline")
    assert mine.content() == b"# no newline"


def test_a_refused_crontab_leaves_the_old_one(mine: Crontab) -> None:
    mine.becomes('case "$1" in -l) cat "$kept";; *) echo "bad minute" >&2; exit 1;; esac')
    with pytest.raises(CannotBeDone, match="refused the new crontab and kept the old one: bad minute"):
        replace(env(mine), BEFORE, AFTER)
    assert mine.content() == BEFORE


def test_a_crontab_that_was_not_kept_as_given_is_put_back(mine: Crontab) -> None:
    mine.becomes(DEBIAN.replace('mv "$kept.new"', 'grep -v more "$kept.new" > "$kept.cut"; mv "$kept.cut"'))
    mine.file.write_bytes(b"0 5 * * * x\n")
    with pytest.raises(CannotBeDone, match="did not keep what it was given; the former crontab was put back"):
        replace(env(mine), b"0 5 * * * x\n", AFTER)
    assert mine.content() == b"0 5 * * * x\n"


def test_a_crontab_is_kept_aside_once_for_each_content(tmp_path: Path) -> None:
    folder, now = tmp_path / "backups", datetime(2026, 11, 22, tzinfo=UTC)
    first = keep_aside(BEFORE, str(folder), now)
    assert keep_aside(BEFORE, str(folder), now + timedelta(days=1)) == first
    second = keep_aside(AFTER, str(folder), now + timedelta(days=2))
    assert (Path(first).read_bytes(), Path(second).read_bytes()) == (BEFORE, AFTER)
    assert len(list(folder.iterdir())) == 2
    assert Path(first).stat().st_mode & 0o777 == 0o600


def test_crons_environment_has_nothing_but_what_cron_gives() -> None:
    assert bare_environment().keys() == {"HOME", "LOGNAME", "PATH", "PWD", "SHELL"}
    assert bare_environment()["PATH"] == "/usr/bin:/bin"


@pytest.mark.parametrize(
    ("above", "mails"),
    [(b"", True), (b"MAILTO=ada\n", True), (b'MAILTO=""\n', False), (b" MAILTO = \nA=1\n", False)],
)
def test_a_crontab_may_forbid_mail(
    above: bytes, mails: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailer = tmp_path / "sendmail"
    mailer.touch(0o755)
    monkeypatch.setattr(crontab, "MAILERS", (str(mailer),))
    assert can_mail(above) is mails
    mailer.unlink()
    assert not can_mail(above)


LINES = ("45 4 * * 1-5", "0 8 * * 1-5", "0 21 * * 0-4")


def test_the_next_and_the_last_firings_are_crons() -> None:
    sunday = datetime(2026, 11, 22, 12, 0, tzinfo=BERLIN)
    following = [f"{firing:%a %H:%M}" for firing in next_firings(LINES, sunday, 5)]
    assert following == ["Sun 21:00", "Mon 04:45", "Mon 08:00", "Mon 21:00", "Tue 04:45"]
    before = [f"{firing:%a %H:%M}" for firing in last_firings(LINES, sunday, 4)]
    assert before == ["Fri 08:00", "Fri 04:45", "Thu 21:00", "Thu 08:00"]
    assert next_firings((), sunday, 5) == ()


def test_firings_follow_debians_cron_in_the_nights_of_changing_clocks() -> None:
    autumn = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)
    assert [firing.isoformat() for firing in next_firings(["30 2 * * *"], autumn, 2)] == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-26T02:30:00+01:00",
    ]
    spring = datetime(2026, 3, 28, 12, 0, tzinfo=BERLIN)
    assert [firing.isoformat() for firing in next_firings(["30 2 * * *"], spring, 2)] == [
        "2026-03-29T03:00:00+02:00",
        "2026-03-30T02:30:00+02:00",
    ]
