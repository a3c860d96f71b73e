"""The zone the learner is in, found as `date` finds it."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.system.tzdata import folders, is_zone, zone_names
from habit_tui.system.zone import LocalZone, local_zone

ALL_ZONES = zone_names()
ZONE_NAMES = st.sampled_from(ALL_ZONES)


@dataclass(frozen=True)
class Machine:
    """A machine's files in a temporary folder: etc/ and usr/share/zoneinfo."""

    root: Path

    @property
    def etc(self) -> str:
        return str(self.root / "etc")

    def links_localtime_to(self, target: str | Path) -> "Machine":
        return self._with_link(self.root / "etc" / "localtime", target)

    def links(self, path: str, target: str | Path) -> "Machine":
        return self._with_link(self.root / path, target)

    def copies_localtime_of(self, name: str) -> "Machine":
        shutil.copyfile(Path(folders()[0], name), self.root / "etc" / "localtime")
        return self

    def writes_timezone(self, content: str | bytes) -> "Machine":
        raw = content.encode() if isinstance(content, str) else content
        (self.root / "etc" / "timezone").write_bytes(raw)
        return self

    def zone(self, env: dict[str, str] | None = None, setting: str | None = None) -> LocalZone:
        return local_zone(setting, env or {}, self.etc)

    def _with_link(self, path: Path, target: str | Path) -> "Machine":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        return self


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "etc").mkdir()
    return Machine(tmp_path)


def test_the_setting_comes_first(machine: Machine) -> None:
    machine.links_localtime_to("/usr/share/zoneinfo/Europe/Lisbon")
    found = machine.zone({"TZ": "Africa/Casablanca"}, setting="America/Bogota")
    assert found == LocalZone("America/Bogota", "the setting")


@pytest.mark.parametrize(
    "variable",
    [
        "Europe/Berlin",
        ":Europe/Berlin",
        "posix/Europe/Berlin",
        "right/Europe/Berlin",
        "/usr/share/zoneinfo/Europe/Berlin",
        ":/usr/share/zoneinfo/posix/Europe/Berlin",
        "/var/db/timezone/zoneinfo/Europe/Berlin",
    ],
)
def test_tz_names_a_zone_in_each_of_its_forms(machine: Machine, variable: str) -> None:
    machine.links_localtime_to("/usr/share/zoneinfo/Asia/Tokyo")
    assert machine.zone({"TZ": variable}) == LocalZone("Europe/Berlin", "TZ")


def test_tz_may_be_the_path_of_a_link_to_a_zone(machine: Machine) -> None:
    machine.links("home/tz", "/usr/share/zoneinfo/Europe/Berlin")
    assert machine.zone({"TZ": f"{machine.root}/home/tz"}) == LocalZone("Europe/Berlin", "TZ")


def test_an_empty_tz_is_utc_as_for_date(machine: Machine) -> None:
    machine.links_localtime_to("/usr/share/zoneinfo/Asia/Tokyo")
    assert machine.zone({"TZ": ""}) == LocalZone("UTC", "TZ")


@pytest.mark.parametrize("prefix", ["", ":"])
def test_tz_that_points_to_etc_localtime_is_followed_silently(machine: Machine, prefix: str) -> None:
    machine.copies_localtime_of("Asia/Tokyo")
    found = machine.zone({"TZ": f"{prefix}{machine.etc}/localtime"})
    assert (found.name, found.warning) == ("Asia/Tokyo", "")


@pytest.mark.parametrize(
    "variable",
    ["CET-1CEST,M3.5.0,M10.5.0/3", "europe/berlin", "Mars/Olympus", "/nowhere", "Europe", "\udcff"],
)
def test_a_tz_that_is_no_zone_is_passed_over_and_told(machine: Machine, variable: str) -> None:
    machine.links_localtime_to("/usr/share/zoneinfo/Asia/Tokyo")
    found = machine.zone({"TZ": variable})
    assert found.name == "Asia/Tokyo"
    assert f"TZ='{variable}'" in found.warning
    assert "Asia/Tokyo" in found.warning


def test_a_setting_that_is_no_zone_is_passed_over_and_told(machine: Machine) -> None:
    found = machine.zone({"TZ": "Asia/Tokyo"}, setting="Mars/Olympus")
    assert found.name == "Asia/Tokyo"
    assert found.warning == (
        "the setting zone = 'Mars/Olympus' cannot be read as an IANA time zone; Asia/Tokyo from TZ is used"
    )


@pytest.mark.parametrize(
    "target",
    [
        "/usr/share/zoneinfo/Africa/Casablanca",
        "../usr/share/zoneinfo/Africa/Casablanca",
        "../usr/share/zoneinfo/posix/Africa/Casablanca",
        "/usr/share/zoneinfo/right/Africa/Casablanca",
        "/usr/share/zoneinfo.default/Africa/Casablanca",
        "/usr/share/zoneinfo/./Africa/../Africa/Casablanca",
    ],
)
def test_the_link_of_localtime_names_the_zone(machine: Machine, target: str) -> None:
    machine.links_localtime_to(target).writes_timezone("Etc/UTC\n")
    assert machine.zone() == LocalZone("Africa/Casablanca", f"{machine.etc}/localtime")


def test_a_chain_of_links_is_followed_to_the_first_zone(machine: Machine) -> None:
    machine.links_localtime_to("alternatives/localtime")
    machine.links("etc/alternatives/localtime", "../../usr/share/zoneinfo/US/Pacific")
    machine.links("usr/share/zoneinfo/US/Pacific", "../America/Los_Angeles")
    assert machine.zone().name == "US/Pacific"


def test_a_link_through_a_linked_folder_is_resolved(machine: Machine) -> None:
    machine.links("etc/region", "../usr/share/zoneinfo/US")
    machine.links_localtime_to("region/Pacific")
    (machine.root / "usr" / "share" / "zoneinfo" / "US").mkdir(parents=True)
    assert machine.zone() == LocalZone("US/Pacific", f"{machine.etc}/localtime")


@pytest.mark.parametrize("target", ["localtime", "../usr/share/zoneinfo/localtime", "/nowhere/at/all"])
def test_a_link_that_leads_nowhere_leaves_the_timezone_file(machine: Machine, target: str) -> None:
    machine.links("usr/share/zoneinfo/localtime", f"{machine.etc}/localtime")
    machine.links_localtime_to(target).writes_timezone("Asia/Tokyo\n")
    assert machine.zone() == LocalZone("Asia/Tokyo", f"{machine.etc}/timezone")


@pytest.mark.parametrize("content", ["Asia/Tokyo", "Asia/Tokyo\n", "# where we are\n\n Asia/Tokyo # home\n"])
def test_the_timezone_file_alone_is_enough(machine: Machine, content: str) -> None:
    machine.writes_timezone(content)
    assert machine.zone() == LocalZone("Asia/Tokyo", f"{machine.etc}/timezone")


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"Mars/Olympus\n", b"\xff\xfe\x00", b"../../etc/passwd", b"None"]
)
def test_a_broken_timezone_file_is_passed_over(machine: Machine, content: bytes) -> None:
    machine.writes_timezone(content)
    assert machine.zone().name == "UTC"
    machine.copies_localtime_of("Asia/Tokyo")
    assert machine.zone().name == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("copied", "known_as"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Etc/Zulu", "UTC"),
        ("Africa/Casablanca", "Africa/Casablanca"),
    ],
)
def test_a_copied_localtime_is_the_zone_people_know_with_those_bytes(
    machine: Machine, copied: str, known_as: str
) -> None:
    machine.copies_localtime_of(copied)
    assert machine.zone() == LocalZone(known_as, f"{machine.etc}/localtime")


def test_a_copy_that_agrees_with_the_timezone_file_takes_its_name(machine: Machine) -> None:
    machine.copies_localtime_of("US/Pacific").writes_timezone("US/Pacific\n")
    assert machine.zone() == LocalZone("US/Pacific", f"{machine.etc}/timezone")


def test_a_hosts_localtime_mounted_into_a_container_wins_over_the_images_timezone(machine: Machine) -> None:
    machine.copies_localtime_of("Asia/Tokyo").writes_timezone("Etc/UTC\n")
    assert machine.zone().name == "Asia/Tokyo"


def test_a_copy_of_no_known_zone_leaves_the_timezone_file(machine: Machine) -> None:
    (machine.root / "etc" / "localtime").write_bytes(b"TZif2 from long ago")
    machine.writes_timezone("Asia/Tokyo\n")
    assert machine.zone() == LocalZone("Asia/Tokyo", f"{machine.etc}/timezone")


def test_nothing_to_be_found_is_utc_and_told(machine: Machine) -> None:
    found = machine.zone()
    assert (found.name, found.source) == ("UTC", "nothing")
    assert "UTC is used" in found.warning


def test_nothing_but_a_broken_tz_is_utc_and_both_are_told(machine: Machine) -> None:
    found = machine.zone({"TZ": "CET-1CEST"})
    assert found.name == "UTC"
    assert "TZ='CET-1CEST'" in found.warning
    assert "UTC is used" in found.warning


def test_folders_where_files_should_be_are_passed_over(machine: Machine) -> None:
    (machine.root / "etc" / "localtime").mkdir()
    (machine.root / "etc" / "timezone").mkdir()
    assert machine.zone().name == "UTC"


@given(ZONE_NAMES, st.sampled_from(["", "posix/", "right/"]), st.booleans())
@settings(max_examples=60)
def test_every_zone_is_found_through_a_link_and_through_tz(
    tmp_path_factory: pytest.TempPathFactory, name: str, prefix: str, relative: bool
) -> None:
    root = tmp_path_factory.mktemp("machine")
    base = "../usr/share/zoneinfo" if relative else "/usr/share/zoneinfo"
    machine = Machine(root).links_localtime_to(f"{base}/{prefix}{name}")
    assert machine.zone().name == name
    assert machine.zone({"TZ": f":{prefix}{name}"}).name == name


@given(ZONE_NAMES)
@settings(max_examples=15)
def test_every_copied_zone_keeps_its_rules(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    root = tmp_path_factory.mktemp("machine")
    (root / "etc").mkdir()
    found = Machine(root).copies_localtime_of(name).zone()
    assert Path(folders()[0], found.name).read_bytes() == Path(folders()[0], name).read_bytes()
    assert found.warning == ""


@given(st.binary(max_size=40), st.none() | st.text(st.characters(exclude_characters="\0"), max_size=20))
@settings(max_examples=60)
def test_no_content_whatever_breaks_the_search(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, variable: str | None
) -> None:
    root = tmp_path_factory.mktemp("machine")
    (root / "etc").mkdir()
    machine = Machine(root).writes_timezone(content)
    (root / "etc" / "localtime").write_bytes(content)
    found = machine.zone({} if variable is None else {"TZ": variable})
    assert is_zone(found.name)


def test_this_machine_agrees_with_date() -> None:
    """The one test of the real files: whatever was found has the offset that `date` tells."""
    env = {key: value for key, value in os.environ.items() if key != "TZ"}
    asked = [local_zone(None, env), local_zone(None, {**env, "TZ": "Asia/Kathmandu"})]
    told = [
        date_says(env),
        date_says({**env, "TZ": asked[0].name}),
        date_says({**env, "TZ": "Asia/Kathmandu"}),
    ]
    assert told[0] == told[1]
    assert (asked[1].name, told[2]) == ("Asia/Kathmandu", "+0545")


def date_says(env: dict[str, str]) -> str:
    return subprocess.run(["date", "+%z"], env=env, capture_output=True, text=True, check=True).stdout.strip()
