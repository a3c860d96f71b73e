"""`serve`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start


@click.command()
@click.option("--host", metavar="HOST", default="127.0.0.1", help="By default this machine alone.")
@click.option("--port", metavar="PORT", type=click.IntRange(1, 65535), default=8000, help="By default 8000.")
@click.option("--url", metavar="URL", help="The address as the browser sees it, behind a proxy.")
@click.pass_obj
def serve(start: Start, host: str, port: int, url: str | None) -> None:
    """Serve the full screen to a browser. It needs the extra `web`.

    There is no password: whoever reaches the address is you. By default nobody but this machine does.
    """
    from habit_tui.cli import serve as action

    action.serve(start.env, start.file, host=host, port=port, url=url)


COMMANDS: tuple[click.Command, ...] = (serve,)
