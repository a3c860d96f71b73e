"""A Textual app that draws as much as a room does and has nothing behind it; for `tests.benchmarks.felt`.

Two screens of two columns with panels of text, keys that go from one to the other, and keys that change one
panel, so that the screen is laid out anew. What holds its event loop is Textual's own share.
"""

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

PANELS, LINES, WORDS = 6, 4, "some words of a panel, "


class PlainScreen(Screen[None]):
    """As many widgets and cells as a room has at 120x36."""

    CSS = """
    PlainScreen Horizontal { height: 1fr; }
    PlainScreen Vertical { width: 1fr; }
    PlainScreen Static { height: auto; margin: 0 1; }
    """
    moves = 0

    def compose(self) -> ComposeResult:
        """Two bars, and two columns between them."""
        yield Static("top", classes="bar")
        with Horizontal():
            for _column in range(2):
                with Vertical():
                    for number in range(PANELS):
                        yield Static(self.panel(number), classes="panel")
        yield Static("bottom", classes="bar")

    def panel(self, number: int) -> Content:
        """A heading and some lines."""
        lines = [
            Content.assemble((f"{self.moves + number:>5} ", "$text-accent"), (WORDS * 2, "$text-muted"))
            for _line in range(LINES)
        ]
        return Content("\n").join([Content.styled(f"Panel {number}", "bold"), *lines])

    def action_move(self) -> None:
        """Change a panel, which may take another height."""
        self.moves += 1
        self.query(".panel").first(Static).update(self.panel(self.moves))


class OtherScreen(PlainScreen):
    """The other one."""


class PlainApp(App[None]):
    """The two screens."""

    MODES = {"1": PlainScreen, "2": OtherScreen}  # noqa: RUF012  # as Textual declares it
    DEFAULT_MODE = "1"
    BINDINGS = [  # noqa: RUF012  # as Textual declares it
        ("1", "switch_mode('1')", "first"),
        ("2", "switch_mode('2')", "second"),
        ("j,k", "screen.move", "move"),
    ]


if __name__ == "__main__":
    PlainApp().run()
