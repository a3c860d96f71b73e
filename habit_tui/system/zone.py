"""The zone the learner is in now, asked again whenever the program wakes."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from habit_tui.system.tzdata import folders, is_zone

_MOST_LINKS = 40
_LARGEST_ZONE_FILE = 1 << 20


@dataclass(frozen=True, slots=True)
class LocalZone:
    """An IANA zone, where its name was found, and a sentence for the user if something was passed over."""

    name: str
    source: str
    warning: str = ""


def local_zone(setting: str | None, env: Mapping[str, str], etc: str = "/etc") -> LocalZone:
    """The local zone: the setting, TZ, the link of /etc/localtime, its copy or /etc/timezone, else UTC.

    The order is the one `date` follows, so that both tell the same time. `etc` is where these files lie.
    """
    unread: list[str] = []
    for words, source, name in _asked_for(setting, env, etc):
        if name:
            return LocalZone(name, source, _warning(unread, name, source, etc))
        unread.append(words)
    name, source = _of_link(etc) or _of_files(etc) or ("UTC", "nothing")
    return LocalZone(name, source, _warning(unread, name, source, etc))


def _asked_for(
    setting: str | None, env: Mapping[str, str], etc: str
) -> Iterator[tuple[str, str, str | None]]:
    """What the user set, best first: the words to call it by, its source, and the zone if it is one."""
    if setting:
        yield f"the setting zone = '{setting}'", "the setting", setting if is_zone(setting) else None
    variable = env.get("TZ", f"{etc}/localtime")
    if variable.removeprefix(":") != f"{etc}/localtime":
        yield f"TZ='{variable}'", "TZ", _of_variable(variable)


def _warning(unread: list[str], name: str, source: str, etc: str) -> str:
    passed_over = f"{' and '.join(unread)} cannot be read as an IANA time zone; " if unread else ""
    if source == "nothing":
        return (
            f"{passed_over}no time zone could be found in TZ, {etc}/localtime or {etc}/timezone; UTC is used"
        )
    return passed_over and f"{passed_over}{name} from {source} is used"


def _of_variable(variable: str) -> str | None:
    """The zone TZ names, as the C library reads it: a colon before it is dropped, nothing at all is UTC."""
    text = variable.removeprefix(":")
    if not text:
        return "UTC"
    if text.startswith("/"):
        return _at_the_end_of(text) or _at_the_end_of(os.path.realpath(text))
    name = text.removeprefix("posix/").removeprefix("right/")
    return name if is_zone(name) else None


def _of_link(etc: str) -> tuple[str, str] | None:
    """The first name met along the links: what the user chose, before the tz folder's own aliases."""
    source = path = f"{etc}/localtime"
    for _ in range(_MOST_LINKS):
        try:
            path = os.path.join(os.path.dirname(path), os.readlink(path))
        except OSError:
            break
        if name := _at_the_end_of(path):
            return name, source
    name = _at_the_end_of(os.path.realpath(source))
    return (name, source) if name else None


def _of_files(etc: str) -> tuple[str, str] | None:
    """The zone of /etc/localtime as a copy, or of /etc/timezone.

    A container often mounts its host's localtime beside its own image's timezone: where they differ the copy
    counts, unless it is no zone of any tz data here.
    """
    copy = _bytes_of(f"{etc}/localtime")
    named = _of_timezone_file(etc)
    if copy and not (named and any(_bytes_of(f"{folder}/{named}") == copy for folder in folders())):
        same = next(filter(None, (_same_bytes(folder, copy) for folder in folders())), None)
        if same:
            return same, f"{etc}/localtime"
    return (named, f"{etc}/timezone") if named else None


def _of_timezone_file(etc: str) -> str | None:
    lines = _bytes_of(f"{etc}/timezone").decode("ascii", errors="replace").splitlines()
    words = (line.partition("#")[0].strip() for line in lines)
    name = next(filter(None, words), "")
    return name if is_zone(name) else None


def _at_the_end_of(path: str) -> str | None:
    """The zone a path ends in, the longest name first: .../America/Argentina/Salta, .../zoneinfo/UTC."""
    parts = os.path.normpath(path).split("/")
    names = ("/".join(parts[-length:]) for length in (3, 2, 1))
    return next(filter(is_zone, names), None)


def _same_bytes(folder: str, content: bytes) -> str | None:
    """The zone of the folder with that very content; of several the one people know, always the same one."""
    names = []
    for place, _, files in os.walk(folder):
        for file_name in files:
            path = f"{place}/{file_name}"
            name = path.removeprefix(f"{folder}/")
            if _size_of(path) == len(content) and is_zone(name) and _bytes_of(path) == content:
                names.append(name)
    if not names:
        return None
    # One zone a region that kept the same time since 1970: the names that are no aliases.
    table = _bytes_of(f"{folder}/zone1970.tab").decode(errors="replace").splitlines()
    known = {columns[2] for line in table if len(columns := line.split("\t")) > 2} | {"UTC", "Etc/GMT"}
    return min(names, key=lambda name: (name not in known, name))


def _size_of(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return -1


def _bytes_of(path: str) -> bytes:
    """The file's content, empty where there is none to be had."""
    try:
        with open(path, "rb") as file:
            return file.read(_LARGEST_ZONE_FILE)
    except OSError:
        return b""
