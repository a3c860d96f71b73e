"""Whatever a file holds, an import keeps what it says or refuses the file whole; never a traceback."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.domain.errors import HabitError
from habit_tui.services import export, starter, transfer
from habit_tui.services.arrival import Imported
from habit_tui.services.desk import Desk
from habit_tui.services.transfer import Import
from tests.factories import at, desk_at
from tests.services.ways_in import (
    CLOCKIFY,
    HARSH,
    LOOP,
    LOOP_BACKUP,
    NOW,
    TIMEWARRIOR,
    TIMEWARRIOR_DATA,
    TOGGL,
    WATSON,
    WATSON_LOG,
    Sample,
)

# The nightly profile is the only one that asks for thousands.
CASES = 2_000 if settings().max_examples > 1_000 else 15

PACKED = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
CSV = b"start,end,zone,what,kind,note,uid\n2026-03-02T05:00:00+01:00,2026-03-02T06:00:00+01:00,,ml,,,\n"
FILES = {
    "csv": (Sample("csv", ""), CSV),
    "watson": (WATSON, WATSON.file.read_bytes()),
    "watson-log": (WATSON_LOG, WATSON_LOG.file.read_bytes()),
    "timewarrior": (TIMEWARRIOR, TIMEWARRIOR.file.read_bytes()),
    "timewarrior-data": (TIMEWARRIOR, (TIMEWARRIOR_DATA.file / "2026-03.data").read_bytes()),
    "toggl": (TOGGL, TOGGL.file.read_bytes()),
    "clockify": (CLOCKIFY, CLOCKIFY.file.read_bytes()),
    "clockify-undated": (Sample("clockify", ""), CLOCKIFY.file.read_bytes()),
    "harsh": (HARSH, HARSH.file.read_bytes()),
    "loop-backup": (LOOP_BACKUP, LOOP_BACKUP.file.read_bytes()),
}
LOOP_FILES = {
    file.relative_to(LOOP.file).as_posix(): file.read_bytes() for file in sorted(LOOP.file.rglob("*.csv"))
}

shards = st.sampled_from(
    [
        *(
            b"\0",
            b"\xff",
            b"\x1b[2J",
            b"\r",
            b"\n",
            b'"',
            b",",
            b";",
            b"[",
            b"]",
            b"{",
            b"}",
            b"#",
            b" : ",
            b" - ",
        ),
        *(b"NaN", b"1e999", b"-1", b"9" * 400, b"0", b"null", b"true", b"=1+1", "\u202e🎉".encode()),
        *(b"1969-12-31", b"2026-03-29T02:30:00", b"9999-12-31", b"24:00:00", b"\\u0000", b"\\ud800"),
    ]
)


@st.composite
def mutated(draw: st.DrawFn, content: bytes) -> bytes:
    """The content with a few pieces left out, repeated or put in."""
    for _ in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, len(content)))
        last = draw(st.integers(first, min(len(content), first + 40)))
        match draw(st.sampled_from(["out", "twice", "in"])):
            case "out":
                content = content[:first] + content[last:]
            case "twice":
                content = content[:last] + content[first:]
            case _:
                content = content[:first] + draw(shards | st.binary(max_size=6)) + content[last:]
    return content


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that stays for every case: what one brought is there when the next comes."""
    desk = desk_at(tmp_path_factory.mktemp("fuzz"), "Europe/Berlin")
    starter.apply(desk, "five-to-eight", at("2026-01-01 08:00", "Europe/Berlin"))
    return desk


def state(desk: Desk) -> tuple[int, int, int]:
    """How many sessions, changes and rows of changes there are."""
    with desk.store.reading() as unit:
        sql = "SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM change), count(*) FROM change_row"
        return unit.rows(sql)[0]


def tried(desk: Desk, wanted: Import) -> Imported | None:
    """What an import says it did; None when it was refused in one line and has changed nothing."""
    before = state(desk)
    try:
        return transfer.import_file(desk, wanted, NOW)
    except HabitError as error:
        refusal = str(error)
    assert "\n" not in refusal
    assert state(desk) == before
    return None


def bring(desk: Desk, sample: Sample, file: Path) -> None:
    before = state(desk)
    done = tried(desk, Import(sample.form, str(file), **sample.said))
    if done is None:
        return
    assert state(desk)[0] == before[0] + done.kept
    assert all(line >= 0 and "\n" not in reason for line, reason in done.problems)
    assert sample.bring(desk, file).kept == 0


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(max_examples=CASES)
def test_any_file_is_read_or_refused_whole(desk: Desk, name: str, data: st.DataObject) -> None:
    sample, content = FILES[name]
    file = Path(desk.store.file).with_name("in")
    file.write_bytes(data.draw(mutated(content)))
    bring(desk, sample, file)


@given(data=st.data())
@settings(max_examples=CASES)
def test_any_archive_is_read_or_refused_whole(desk: Desk, data: st.DataObject) -> None:
    file = Path(desk.store.file).with_name("in.zip")
    spoiled = data.draw(st.sampled_from(sorted(LOOP_FILES)))
    with zipfile.ZipFile(file, "w", data.draw(st.sampled_from(PACKED))) as archive:
        for name, content in LOOP_FILES.items():
            archive.writestr(name, data.draw(mutated(content)) if name == spoiled else content)
    if data.draw(st.booleans()):
        file.write_bytes(data.draw(mutated(file.read_bytes())))
    bring(desk, LOOP, file)


@given(data=st.data())
@settings(max_examples=CASES)
def test_any_export_is_restored_or_refused_whole(desk: Desk, data: st.DataObject) -> None:
    text = Path(desk.store.file).with_name("export.json")
    if not text.exists():
        with text.open("w", encoding="utf-8", newline="") as out:
            export.export_json(desk, out)
    file = Path(desk.store.file).with_name("in.json")
    file.write_bytes(data.draw(mutated(text.read_bytes())))
    before = state(desk)
    done = tried(desk, Import("json", str(file)))
    if done is not None:
        assert state(desk)[2] >= before[2] + done.kept
        assert transfer.import_file(desk, Import("json", str(file)), NOW).kept == 0
