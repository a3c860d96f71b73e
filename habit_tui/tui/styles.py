"""The app's styles, parsed once: Textual parses all of them anew for every screen that is entered first."""

from __future__ import annotations

from pathlib import Path

from textual.css.stylesheet import Stylesheet


class Styles(Stylesheet):
    """Textual's, but what was parsed with the present theme's colours is not parsed with them again."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parsed_with = variables

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of a theme; the same ones change nothing."""
        if variables != self._parsed_with:
            self._parsed_with = variables
            super().set_variables(variables)

    def take(self, file: Path) -> None:
        """Read the styles of a room ahead, so that entering it first leaves those of the others alone."""
        if not self.has_source(str(file), ""):
            self.read(file)
            self.parse()

    def reparse(self) -> None:
        """Parse what is new since the last time, or all of it in other colours."""
        self.parse()
