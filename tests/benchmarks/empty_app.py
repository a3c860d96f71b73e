"""The empty Textual app that the first frame of Today is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Label


class EmptyApp(App[None]):
    """One line of text and a key to leave."""

    BINDINGS = [("q", "quit", "quit")]  # noqa: RUF012  # as Textual declares it

    def compose(self) -> ComposeResult:
        """The line."""
        yield Label("An empty app")


if __name__ == "__main__":
    EmptyApp().run()
