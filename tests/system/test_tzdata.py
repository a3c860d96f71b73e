"""The newest tz data is the one in use, and only IANA names are zones."""

import subprocess
import sys
import zoneinfo
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.system.tzdata import TzData, choose, installed, is_zone, use_newest, zone, zone_names

ALL_ZONES = zone_names()
VERSIONS = ["", "1999", "2025a", "2025b", "2026a", "2026c", "2026z", "2026aa", "2026za", "2027a"]


def copies(*versions: str) -> list[TzData]:
    return [TzData(version, "system", f"/{number}") for number, version in enumerate(versions)]


@given(st.permutations(VERSIONS))
def test_the_newest_copy_is_chosen_and_the_others_are_told_by_age(versions: list[str]) -> None:
    chosen = choose(copies(*versions))
    assert [chosen.version, *(copy.version for copy in chosen.others)] == VERSIONS[::-1]


def test_among_equals_the_systems_copy_is_chosen() -> None:
    system, wheel = TzData("2026c", "system", "/a"), TzData("2026c", "wheel", "/b")
    assert choose([system, wheel]).source == "system"


@pytest.mark.parametrize("unreadable", ["", "unknown", "२०२६a", "26c", "latest"])
def test_a_copy_that_does_not_say_its_version_counts_as_oldest(unreadable: str) -> None:
    assert choose(copies(unreadable, "1996a")).version == "1996a"


def test_no_copy_at_all_is_a_clear_refusal() -> None:
    with pytest.raises(CannotBeDone, match="install the package tzdata"):
        choose([])


@pytest.mark.parametrize(
    ("file_name", "content", "version"),
    [
        ("tzdata.zi", "# version 2025b\n# This zic input file\n", "2025b"),
        ("+VERSION", "2026za\n", "2026za"),
        ("tzdata.zi", "R A 1916 o - Jun 14 23s 1 S\n", ""),
        ("zone.tab", "2026a", ""),
    ],
)
def test_a_systems_copy_is_asked_for_its_version(
    tmp_path: Path, file_name: str, content: str, version: str
) -> None:
    (tmp_path / file_name).write_text(content)
    system = installed([str(tmp_path), str(tmp_path / "missing")])[0]
    assert system == TzData(version, "system", str(tmp_path))


def test_the_wheels_copy_is_always_there() -> None:
    (wheel,) = installed([])
    assert wheel.source == "wheel"
    assert wheel.version >= "2026c"
    assert Path(wheel.folder, "Europe", "Berlin").is_file()


def test_the_chosen_folder_is_read_first_and_the_others_after_it() -> None:
    chosen = use_newest()
    assert (chosen.folder, *(copy.folder for copy in chosen.others)) == zoneinfo.TZPATH
    assert use_newest() == chosen


def test_a_zone_read_too_early_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "Asia").mkdir()
    (tmp_path / "Asia" / "Tokyo").write_bytes(Path(use_newest().folder, "UTC").read_bytes())
    zoneinfo.ZoneInfo.clear_cache()
    zoneinfo.reset_tzpath(to=[str(tmp_path)])
    stale = zoneinfo.ZoneInfo("Asia/Tokyo")
    use_newest()
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert noon.astimezone(stale).hour == 12
    assert noon.astimezone(zone("Asia/Tokyo")).hour == 21


def test_morocco_stays_at_zero_after_september_2026_for_zoneinfo_and_pendulum() -> None:
    asked = (
        "from datetime import UTC, datetime\n"
        "from habit_tui.system.tzdata import use_newest, zone\n"
        "use_newest()\n"
        "import pendulum\n"
        "late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)\n"
        "print(late.astimezone(zone('Africa/Casablanca')).isoformat())\n"
        "print(pendulum.instance(late).in_timezone('Africa/Casablanca').isoformat())\n"
    )
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["2026-11-22T23:30:00+00:00"] * 2


@pytest.mark.parametrize("day", ["2026-09-21", "2027-02-20", "2030-06-01"])
def test_morocco_knows_no_more_clock_changes(day: str) -> None:
    instant = datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert instant.astimezone(zone("Africa/Casablanca")).utcoffset() == timedelta(0)


def test_every_listed_name_is_a_zone() -> None:
    assert len(ALL_ZONES) > 500
    assert [name for name in ALL_ZONES if zone(name).key != name] == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../Europe/Berlin",
        "Europe",
        "Europe/",
        "Europe/Berlin/",
        "Europe//Berlin",
        "Europe/./Berlin",
        "Europe/../Europe/Berlin",
        "/usr/share/zoneinfo/Europe/Berlin",
        "posix/Europe/Berlin",
        "right/Europe/Berlin",
        "Factory",
        "localtime",
        "posixrules",
        "zone.tab",
        "tzdata.zi",
        "leapseconds",
        "__init__.py",
        "Europe/Berlin\0",
        "Europe/Berlin ",
        "CET-1CEST",
        "Mars/Olympus",
        "\ud800",
        "x" * 5000,
    ],
)
def test_what_is_no_iana_name_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(NotUnderstood, match="is not an IANA time zone") as refused:
        zone(name)
    assert len(str(refused.value)) < 150
    assert not is_zone(name)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("utc", "UTC"),
        ("AMERICA/NEW_YORK", "America/New_York"),
        ("new york", "America/New_York"),
        ("Casablanca", "Africa/Casablanca"),
    ],
)
def test_a_wrong_case_or_a_missing_region_is_answered_with_the_name(typed: str, meant: str) -> None:
    with pytest.raises(NotUnderstood, match=f"did you mean {meant}"):
        zone(typed)


@given(st.text() | st.sampled_from(ALL_ZONES).map(str.swapcase) | st.sampled_from(ALL_ZONES))
@example("Etc/GMT+5")
def test_exactly_the_listed_names_are_zones(name: str) -> None:
    assert is_zone(name) == (name in ALL_ZONES)
