"""The schedule of reminders from the shell: installing, removing, telling and testing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from habit_tui.cli import views
from habit_tui.cli.door import Door
from habit_tui.domain import grammar
from habit_tui.domain.dates import day_name
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.words import clock, offset
from habit_tui.services import delivery
from habit_tui.services import schedule as service
from habit_tui.services.delivery import Status
from habit_tui.services.reminder import Delivery
from habit_tui.services.schedule import Offer, Wish
from habit_tui.store.reminder import Run
from habit_tui.system.crontab import NoCrontab
from habit_tui.system.systemd import NoManager

FOLLOWING = "routine"
NONE = "off"
TEST = "A test from habit-tui: reminders reach you here."


def install(
    door: Door,
    *,
    at: Sequence[str] = (),
    evening: str | None = None,
    channel: Sequence[str] = (),
    command: str | None = None,
    url: Sequence[str] = (),
    backend: str | None = None,
    only_print: bool = False,
    json: bool = False,
) -> None:
    """Show when reminders will come, and have cron or systemd bring them."""
    wish = Wish(
        at=_times(at) if at else None,
        evening=None if evening is None else _evening(evening),
        channels=tuple(channel) or None,
        command=command,
        urls=" ".join(url) or None,
        backend=backend,
    )
    offered = service.offer(door.desk, wish, door.now)
    kept = ""
    refusal: CannotBeDone | None = None
    if not only_print:
        try:
            kept = service.install(door.desk, offered, door.now)
        except (NoCrontab, NoManager) as error:
            refusal = error
    if json:
        door.json(_offer_as_json(offered, installed=not only_print and refusal is None, kept=kept))
    else:
        door.tell(*offered.text, *_next_lines(door, offered))
    if refusal is not None:
        raise CannotBeDone(f"{refusal}; nothing was installed, the lines above can be put in place by hand")
    if only_print:
        return
    channels = ", ".join(offered.settings.remind_channels)
    door.remark(
        f"installed in {offered.backend}, delivered through {channels}; `habit-tui remind test` tries it"
    )
    if kept:
        door.remark(f"the crontab without these lines is kept as {kept}")


def uninstall(door: Door, *, json: bool = False) -> None:
    """Take reminders out of cron and systemd."""
    found = service.uninstall(door.desk, door.now)
    if json:
        door.json({"removed": list(found)})
    else:
        door.tell(f"Removed from {' and '.join(found)}" if found else "No reminders were installed")


def status(door: Door, *, json: bool = False) -> None:
    """Tell what is installed, what ran, what was delivered and what is wrong."""
    view = delivery.status(door.desk, door.now)
    if json:
        door.json(_status_as_json(door, view))
    else:
        door.tell(*_status_lines(door, view))


def try_out(door: Door, *, here: bool = False, json: bool = False) -> None:
    """Send a test through every channel, by default the way cron would.

    Raises CannotBeDone when a channel failed.
    """
    found = delivery.try_here(door.desk, TEST) if here else delivery.try_out(door.desk)
    if json:
        door.json({"channels": [_channel(each.channel, each.error) for each in found]})
    else:
        door.tell(*(f"{each.channel}: {each.error or _taken(each)}" for each in found))
    failed = [each.channel for each in found if each.error]
    if failed and not here:
        raise CannotBeDone(f"the test did not get through {', '.join(failed)}")


def _taken(each: Delivery) -> str:
    return "printed; cron mails it" if each.channel == "stdout" else "delivered"


def _times(words: Sequence[str]) -> tuple[time, ...]:
    """The times of `--at`; the word "routine" means those that suit the routine's window."""
    parts = [part for word in words for part in word.split(",")]
    return () if parts == [FOLLOWING] else tuple(grammar.clock_time(part) for part in parts)


def _evening(word: str) -> tuple[time, ...]:
    return () if word == NONE else (grammar.clock_time(word),)


def _next_lines(door: Door, offered: Offer) -> Iterator[str]:
    if offered.next:
        yield ""
        away = offered.elsewhere
        yield f"Next, in {door.desk.zone_name}; above on the clocks of {away}" if away else "Next"
    for firing in offered.next:
        yield f"  {_when(door, firing)}"


def _when(door: Door, moment: datetime) -> str:
    shift = moment.utcoffset()
    seconds = 0 if shift is None else int(shift.total_seconds())
    return f"{day_name(moment.date(), door.desk.dates)} {clock(moment)} {offset(seconds)}"


def _status_lines(door: Door, view: Status) -> Iterator[str]:
    here = door.desk.local
    if not view.installed:
        yield "Installed  no; `habit-tui remind install` does it"
    for each in view.installed:
        since = "" if each.since is None else f" since {_when(door, here(each.since))}"
        away = service.elsewhere(door.desk, each.zone)
        yield f"Installed  in {each.backend}{since}{away and f', on the clocks of {away}'}"
        for fields in each.fields:
            yield f"           {fields}"
    yield f"Channels   {', '.join(door.desk.settings.remind_channels) or 'stdout'}"
    yield f"Next       {'none' if view.next is None else _when(door, here(view.next))}"
    if view.skipped:
        yield "Silent     for the rest of today"
    elif view.snoozed is not None:
        yield f"Silent     until {_when(door, here(view.snoozed))}"
    yield from _run_lines(door, view)
    for problem in view.problems:
        yield f"Wrong      {problem}"


def _run_lines(door: Door, view: Status) -> Iterator[str]:
    if not view.last:
        yield "Last run   never"
        return
    run = view.last[0]
    decision = f"said “{run.text}”" if run.due else f"silent ({run.reason})"
    yield f"Last run   {_when(door, door.desk.local(run.at))}: {decision}"
    for row in view.last:
        if row.channel:
            yield f"           {row.channel}: {row.error or row.result}"
    last = view.delivered
    if last is not None and last.at != run.at:
        yield f"Delivered  {_when(door, door.desk.local(last.at))} through {last.channel}: “{last.text}”"


def _offer_as_json(offered: Offer, *, installed: bool, kept: str) -> dict[str, object]:
    return {
        "backend": offered.backend,
        "installed": installed,
        "lines": list(offered.text),
        "next": [views.instant(firing) for firing in offered.next],
        "channels": list(offered.settings.remind_channels),
        "kept": kept or None,
    }


def _status_as_json(door: Door, view: Status) -> dict[str, object]:
    return {
        "installed": [{"backend": each.backend, "lines": list(each.text)} for each in view.installed],
        "next": None if view.next is None else views.instant(door.desk.local(view.next)),
        "skipped": view.skipped,
        "snoozed": None if view.snoozed is None else views.instant(door.desk.local(view.snoozed)),
        "last": _run_as_json(door, view.last),
        "delivered": None if view.delivered is None else _run_as_json(door, (view.delivered,)),
        "problems": list(view.problems),
    }


def _run_as_json(door: Door, rows: Sequence[Run]) -> dict[str, object] | None:
    if not rows:
        return None
    run = rows[0]
    return {
        "at": views.instant(door.desk.local(run.at)),
        "study_day": run.study_day.isoformat(),
        "occasion": run.occasion,
        "due": run.due,
        "reason": run.reason,
        "text": run.text,
        "channels": [
            {**_channel(row.channel, row.error), "result": row.result} for row in rows if row.channel
        ],
    }


def _channel(channel: str, error: str) -> dict[str, object]:
    return {"channel": channel, "error": error}
