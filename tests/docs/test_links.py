"""The documents hang together: every page can be found, every link and every picture leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.generate import ROOT
from tests.docs.pictures import IMAGES, PICTURES

INDEX = ROOT / "docs" / "index.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

_LINK = re.compile(r"(?P<picture>!?)\[[^\]]*\]\((?P<to>[^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def links(page: Path, *, pictures: bool) -> Iterator[str]:
    """Where the links of a page lead, or where its pictures lie, as written; not those inside code."""
    prose = re.sub(r"`[^`\n]*`", "", _FENCED.sub("", page.read_text(encoding="utf-8")))
    for link in _LINK.finditer(prose):
        if bool(link["picture"]) == pictures:
            yield link["to"]


def anchors(page: Path) -> set[str]:
    """What a link to a part of the page may say after "#", as GitHub makes it of the headings."""
    prose = _FENCED.sub("", page.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.*)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_every_picture_leads_somewhere(page: Path) -> None:
    for to in links(page, pictures=False):
        if to.startswith("https://"):
            continue
        name, _, part = to.partition("#")
        target = page.parent / name if name else page
        assert target.is_file(), to
        assert not part or part in anchors(target), to
    for to in links(page, pictures=True):
        assert (page.parent / to).is_file(), to


def test_every_page_is_linked_from_the_index_and_the_index_from_readme() -> None:
    assert "docs/index.md" in links(ROOT / "README.md", pictures=False)
    listed = set(links(INDEX, pictures=False))
    assert {page.name for page in PAGES} - {"README.md", "index.md"} <= listed


def test_every_page_says_in_its_first_line_what_it_is_about() -> None:
    for page in PAGES:
        assert re.match(r"# \S.*\n\n", page.read_text(encoding="utf-8")), page.name


def test_every_picture_is_taken_by_the_script_and_stands_on_a_page() -> None:
    shown = {Path(to).stem for page in PAGES for to in links(page, pictures=True)}
    assert {path.stem for path in IMAGES.iterdir()} == {picture.name for picture in PICTURES}
    assert {picture.name for picture in PICTURES} <= shown


def test_a_picture_holds_nothing_of_the_machine_it_was_taken_on() -> None:
    for path in IMAGES.iterdir():
        assert "/tmp" not in path.read_text(encoding="utf-8"), path.name
