"""`remind`, `remind install|uninstall|status|test`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options
from habit_tui.system.settings import BACKENDS, CHANNELS


@click.group(invoke_without_command=True)
@options.as_json
@click.option("--cron", is_flag=True, help="Deliver through the channels, once an occasion, and record it.")
@click.option("--snooze", metavar="AMOUNT", help="Be silent for 20m, then ask again.")
@click.option(
    "--skip-today",
    metavar="[REASON]",
    is_flag=False,
    flag_value="",
    help="Be silent for the rest of today; the day counts as ever.",
)
@click.option("--resume", is_flag=True, help="End a snooze or a skipped day.")
@click.pass_context
def remind(context: click.Context, /, **given: str | bool | None) -> None:
    """Say one line when there is something to say.

    That is when today's minimum is not reached before or inside the window. So it can be run at any time.
    cron or systemd run it with --cron once `remind install` has told them.
    """
    if context.invoked_subcommand is None:
        from habit_tui.cli import reminder as action

        action.remind(context.obj.door(), **given)  # type: ignore[arg-type]  # click gives strings and flags
    elif any(given.values()):
        raise click.UsageError(f"options go behind `{context.invoked_subcommand}`", context)


@remind.command()
@click.option("--at", multiple=True, metavar="TIME", help="When; `routine` (the default) fits the window.")
@click.option("--evening", metavar="TIME", help="When to tell tomorrow's plan; `off` for never, the default.")
@click.option("--channel", multiple=True, type=click.Choice(CHANNELS), help="How; several may be given.")
@click.option("--command", metavar="PROGRAM", help="For the channel command: it reads the text on its input.")
@click.option("--url", multiple=True, metavar="URL", help="For the channel apprise, such as ntfy://my-topic.")
@click.option("--backend", type=click.Choice(BACKENDS), help="What fires; cron unless chosen before.")
@click.option(
    "--print", "only_print", is_flag=True, help="Show the lines and the next firings, change nothing."
)
@options.as_json
@click.pass_obj
def install(start: Start, /, **given: str | bool | tuple[str, ...] | None) -> None:
    """Have cron or systemd fire reminders.

    What is not named stays as it was chosen before. Everything else in the crontab stays byte for byte as it
    is.
    """
    from habit_tui.cli import schedule as action

    action.install(start.door(), **given)  # type: ignore[arg-type]  # as above


@remind.command()
@options.as_json
@click.pass_obj
def uninstall(start: Start, json: bool) -> None:
    """Take reminders out of cron and systemd."""
    from habit_tui.cli import schedule as action

    action.uninstall(start.door(), json=json)


@remind.command()
@options.as_json
@click.pass_obj
def status(start: Start, json: bool) -> None:
    """Tell whether reminders arrive. When they ran and fire next, what was delivered, what is wrong."""
    from habit_tui.cli import schedule as action

    action.status(start.door(), json=json)


@remind.command()
@click.option("--here", is_flag=True, hidden=True)
@options.as_json
@click.pass_obj
def test(start: Start, here: bool, json: bool) -> None:
    """Send a test through every channel. It is started in cron's bare environment; each is reported."""
    from habit_tui.cli import schedule as action

    action.try_out(start.door(), here=here, json=json)


COMMANDS: tuple[click.Command, ...] = (remind,)
