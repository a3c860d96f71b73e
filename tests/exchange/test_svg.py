"""The year as an SVG: well-formed, a title a day, shapes without colour, nothing from outside."""

import re
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.streak import Verdict
from habit_tui.exchange.svg import SHAPES, Cell, draw, write

SVG = "{http://www.w3.org/2000/svg}"


def days_of(year: int, *verdicts: Verdict | None, title: str = "{day}") -> list[Cell]:
    """A year whose days have the verdicts in turn, and their number in the year as minutes."""
    first = date(year, 1, 1)
    count = (date(year + 1, 1, 1) - first).days
    days = [first + timedelta(days=n) for n in range(count)]
    return [Cell(day, verdicts[n % len(verdicts)], n, title.format(day=day)) for n, day in enumerate(days)]


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)


def titles(picture: str) -> list[str]:
    """What each day's title says."""
    root = parsed(picture)
    return [
        group.findtext(f"{SVG}title") or ""
        for group in root.iter(f"{SVG}g")
        if group.find(f"{SVG}title") is not None
    ]


@pytest.mark.parametrize(("year", "days"), [(2026, 365), (2028, 366), (2012, 366)])
def test_every_day_has_a_title(year: int, days: int) -> None:
    said = titles(draw(year, days_of(year, Verdict.MET), "Study", ["1 h"]))
    assert len(said) == days
    assert said[0] == f"{year}-01-01"
    assert said[-1] == f"{year}-12-31"


def test_the_picture_tells_what_it_is() -> None:
    root = parsed(draw(2026, days_of(2026, Verdict.MET), "Study days of 2026", ["312 h", "best 41 days"]))
    assert root.get("role") == "img"
    named = {root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")}
    ids = {each.get("id") for each in (root.find(f"{SVG}title"), root.find(f"{SVG}desc")) if each is not None}
    assert named == {
        "Study days of 2026",
        "A column for each week, a row for each weekday. 312 h. best 41 days.",
    }
    assert set((root.get("aria-labelledby") or "").split()) == ids


def test_text_is_escaped_and_made_safe() -> None:
    hostile = '</title><script>alert(1)</script> & "quotes" \x00\x1b[31m\ud800\ufffe \u202e'
    picture = draw(2026, days_of(2026, Verdict.MET, title=hostile.replace("{", "")), hostile, [hostile])
    picture.encode()
    shown = '</title><script>alert(1)</script> & "quotes" \ufffd\ufffd[31m\ufffd\ufffd \ufffd'
    assert set(titles(picture)) == {shown}
    assert parsed(picture).find(f".//{SVG}script") is None


def test_every_verdict_has_a_shape_of_its_own_and_a_place_in_the_legend() -> None:
    verdicts = [each for each in Verdict if each is not Verdict.BEFORE]
    assert set(SHAPES) == set(verdicts)
    assert len(set(SHAPES.values())) == len(verdicts)
    root = parsed(draw(2026, days_of(2026, *verdicts), "Study", []))
    used = {use.get("href") for use in root.iter(f"{SVG}use")}
    drawn = {f"#{group.get('id')}" for group in root.iter(f"{SVG}g") if group.get("id")}
    assert used == drawn == {f"#study-{verdict}" for verdict in verdicts}
    said = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert all(f" {verdict}" in said for verdict in verdicts)


def test_minutes_are_steps_of_opacity() -> None:
    cells = [
        Cell(date(2026, 1, 1 + n), Verdict.MET, minutes, "") for n, minutes in enumerate((0, 5, 30, 60, 120))
    ]
    root = parsed(draw(2026, cells, "Study", []))
    days = [group for group in root.iter(f"{SVG}g") if group.find(f"{SVG}title") is not None]
    steps = [
        [float(rect.get("opacity", "1")) for rect in day.iter(f"{SVG}rect") if rect.get("class") == "shade"]
        for day in days
    ]
    assert steps[0] == []
    assert [each for step in steps for each in step] == sorted({each for step in steps for each in step})
    assert len(steps[4]) == 1


def test_it_needs_nothing_from_outside_and_knows_the_dark() -> None:
    picture = draw(2026, days_of(2026, Verdict.MET), "Study", [])
    assert re.findall(r"https?://[^\"]+", picture) == ["http://www.w3.org/2000/svg"]
    assert "@media(prefers-color-scheme:dark)" in picture
    assert "@import" not in picture
    assert "url(" not in picture


def test_nothing_is_drawn_beside_the_picture() -> None:
    root = parsed(draw(2012, days_of(2012, *Verdict), "Study", []))
    _, _, width, height = (float(each) for each in (root.get("viewBox") or "").split())
    for group in root.iter(f"{SVG}g"):
        at = re.match(r"translate\((\d+) (\d+)\)", group.get("transform", ""))
        if at:
            assert float(at[1]) + 12 <= width
            assert float(at[2]) + 12 <= height


def test_a_file_is_made_new_and_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "year.svg"
    write(str(file), "first")
    with pytest.raises(CannotBeDone, match="is there already; --force replaces it"):
        write(str(file), "second")
    assert file.read_text() == "first"
    write(str(file), "second", replace=True)
    assert file.read_text() == "second"
    assert [each.name for each in tmp_path.iterdir()] == ["year.svg"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "mine.txt"
    target.write_text("mine")
    (tmp_path / "year.svg").symlink_to(target)
    with pytest.raises(CannotBeDone):
        write(str(tmp_path / "year.svg"), "picture")
    write(str(tmp_path / "year.svg"), "picture", replace=True)
    assert target.read_text() == "mine"


@pytest.mark.parametrize("replace", [False, True])
def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path, replace: bool) -> None:
    with pytest.raises(CannotBeDone, match="cannot be written"):
        write(str(tmp_path / "nowhere" / "year.svg"), "picture", replace=replace)
    with pytest.raises(CannotBeDone, match=r"cannot be written|is there already"):
        write(str(tmp_path), "picture", replace=replace)
