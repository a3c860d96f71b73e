"""The empty Textual app that the first frame of Today is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Label


class EmptyApp(App[None]):
    """One line of text, a key that changes it and a key to leave."""

    BINDINGS = [("q", "quit", "quit"), ("c", "change", "change")]  # noqa: RUF012  # as Textual declares it
    presses = 0

    def compose(self) -> ComposeResult:
        """The line."""
        yield Label("An empty app")

    def action_change(self) -> None:
        """Say how often."""
        self.presses += 1
        self.query_one(Label).update(f"An empty app, {self.presses}")


if __name__ == "__main__":
    EmptyApp().run()
