"""Time zones: the newest tz data on the machine, and zones by their IANA names."""

import os
import zoneinfo
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from habit_tui.domain.errors import CannotBeDone, NotUnderstood

SYSTEM_FOLDERS = (
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
)

# What tz folders hold beside the zones: two more sets of them, and names whose meaning differs by machine.
_NOT_ZONES = frozenset({"Factory", "localtime", "posix", "posixrules", "right"})


@dataclass(frozen=True, slots=True)
class TzData:
    """A copy of the tz database: its IANA version ("" if it does not say), its folder, those not chosen."""

    version: str
    source: str
    folder: str
    others: tuple["TzData", ...] = ()


LONGEST_SAID = 60
"""Characters of a name that a refusal repeats; no zone has as many."""


def installed(system_folders: Sequence[str] = SYSTEM_FOLDERS) -> list[TzData]:
    """The copies of the tz database on this machine, the system's first, then the tzdata wheel's."""
    copies = [
        TzData(_stated_version(folder), "system", folder)
        for folder in system_folders
        if os.path.isdir(folder)
    ]
    wheel = _wheel()
    return [*copies, wheel] if wheel else copies


def choose(copies: Iterable[TzData]) -> TzData:
    """The newest copy, the others beside it; among equals the earlier.

    Raises CannotBeDone when there is none.
    """
    newest_first = sorted(copies, key=lambda copy: _age(copy.version), reverse=True)
    if not newest_first:
        raise CannotBeDone("there is no time zone data on this machine: install the package tzdata")
    return replace(newest_first[0], others=tuple(newest_first[1:]))


def use_newest() -> TzData:
    """Make zoneinfo, and pendulum on top of it, read the newest tz data; to be called before a zone is used.

    The other copies stay behind it, for old names that a distribution may have split off its own copy.
    """
    chosen = choose(installed())
    zoneinfo.reset_tzpath(to=[chosen.folder, *(copy.folder for copy in chosen.others)])
    zoneinfo.ZoneInfo.clear_cache()
    _load.cache_clear()
    return chosen


def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of that IANA name. Raises NotUnderstood, with the name meant if case or region is wrong."""
    found = _load(name)
    if found is None:
        hint = _meant(name)
        said = name if len(name) <= LONGEST_SAID else f"{name[:LONGEST_SAID]}…"
        raise NotUnderstood(
            f"'{said}' is not an IANA time zone"
            + (f"; did you mean {hint}?" if hint else " such as Europe/Berlin")
        )
    return found


def is_zone(name: str) -> bool:
    """Whether `zone` knows that name."""
    return _load(name) is not None


def zone_names() -> list[str]:
    """Every IANA name, sorted. Reads some hundred files."""
    return sorted(zoneinfo.available_timezones() - _NOT_ZONES)


def folders() -> tuple[str, ...]:
    """The tz folders in use, the chosen one first."""
    return tuple(zoneinfo.TZPATH)


# ZoneInfo keeps the zones it has read, but the check before it asks the file system each time.
@lru_cache(maxsize=128)
def _load(name: str) -> zoneinfo.ZoneInfo | None:
    parts = name.split("/")
    if parts[0] in _NOT_ZONES or not any(_holds(folder, parts) for folder in folders()):
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError):
        # The folder also holds tables and readmes.
        return None


def _holds(folder: str, parts: Sequence[str]) -> bool:
    """Whether the folder has a file of exactly that name, which "..", "" and a wrong case never are."""
    for part in parts:
        try:
            if part not in os.listdir(folder):
                return False
        except OSError:
            return False
        folder = f"{folder}/{part}"
    return os.path.isfile(folder)


def _meant(name: str) -> str:
    wanted = name.strip().replace(" ", "_").casefold()
    names = zone_names() if wanted else []
    ends = [known for known in names if known.casefold().endswith(f"/{wanted}")]
    return next((known for known in names if known.casefold() == wanted), ends[0] if ends else "")


def _wheel() -> TzData | None:
    try:
        import tzdata  # type: ignore[import-untyped]  # the wheel holds data and ships no types
    except ImportError:
        return None
    folder = f"{tzdata.__path__[0]}/zoneinfo"
    return TzData(str(tzdata.IANA_VERSION), "wheel", folder) if os.path.isdir(folder) else None


def _stated_version(folder: str) -> str:
    """The version in the first line of tzdata.zi ("# version 2026c") or in +VERSION (macOS, BSD), else ""."""
    for file_name in ("tzdata.zi", "+VERSION"):
        try:
            with open(f"{folder}/{file_name}", encoding="ascii", errors="replace") as file:
                version = file.readline(100).removeprefix("# version ").strip()
        except OSError:
            continue
        if _age(version) > _age(""):
            return version
    return ""


def _age(version: str) -> tuple[int, int, str]:
    """The order of IANA versions: the year, then a to z, then za and on; what is no version comes first."""
    year, letters = version[:4], version[4:]
    if len(year) < 4 or not (year.isascii() and year.isdigit()):
        return 0, 0, ""
    return int(year), len(letters), letters
