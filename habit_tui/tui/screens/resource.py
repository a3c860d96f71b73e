"""The forms of a resource: adding one, correcting one, completing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from habit_tui.domain import money
from habit_tui.domain.details import NONE, Details, detailed
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.path import Certificate, Place, Resource, ResourceKind, Status
from habit_tui.domain.words import duration, one_line
from habit_tui.services import resource as service
from habit_tui.services.desk import Desk
from habit_tui.tui.screens.form import FormDialog, Line

DAYS = "2026-11-20, today, +2w"
FIELDS = {
    "title": "title",
    "kind": "kind",
    "from": "first",
    "until": "last",
    "hours": "minutes",
    "cost": "cost",
    "address": "url",
    "note": "note",
    "outcome": "outcome",
    "score": "score",
}
"""The lines of the form and what they are called in the details of a resource."""

CAN_BE_TAKEN_AWAY = ("from", "until", "hours", "cost")


class ResourceDialog(FormDialog):
    """Corrects a resource, or adds a new one, one with id 0, at its place; `done` gets what came of it."""

    HINT = "A title is enough; the rest may stay empty."

    def __init__(
        self, resource: Resource, done: Callable[[Resource], object], place: Place | None = None
    ) -> None:
        super().__init__()
        self._resource, self._done, self._place = resource, done, place

    def heading(self) -> str:
        """Which one it is."""
        return one_line(self._resource.title) if self._resource.id else "Add a resource"

    def form(self) -> Sequence[Line]:
        """Everything that can be said about it; what came of it once it has begun."""
        it = self._resource
        lines = [
            Line("title", it.title, "Practical deep learning"),
            Line("kind", it.kind.value, words=[kind.value for kind in ResourceKind]),
            Line("from", _iso(it.planned_first), DAYS),
            Line("until", _iso(it.planned_last), DAYS),
            Line("hours", "" if it.planned_minutes is None else duration(it.planned_minutes), "30h, or 1h30"),
            Line("cost", "" if it.cost is None else money.in_words(it.cost, it.currency), "24.99 EUR"),
            Line("address", it.url, "https://"),
            Line("note", it.note),
        ]
        if it.status is not Status.PLANNED:
            lines += [Line("outcome", it.outcome, "scholarship won"), Line("score", it.score, "92 %")]
        if it.status is Status.COMPLETED:
            lines += _certificate_lines(it.certificates[-1] if it.certificates else None)
        return lines

    def do(self, changed: Mapping[str, str]) -> None:
        """Write it."""
        details = Details(
            **{
                FIELDS[name]: NONE if not value.strip() and name in CAN_BE_TAKEN_AWAY else value
                for name, value in changed.items()
                if name in FIELDS
            }
        )

        def job(desk: Desk, now: datetime, reason: str) -> Resource:
            today = desk.study_day(now)
            wanted = _certified(detailed(self._resource, details, today), changed, today)
            if self._resource.id:
                return service.edit(desk, now, wanted, reason=reason)
            return service.add(desk, now, wanted, place=self._place, reason=reason)

        verb = "Edited" if self._resource.id else "Added"
        self.send(job, lambda done: f"{verb} {one_line(done.title)}", self._done)


class CompleteDialog(FormDialog):
    """Completes a resource, with what came of it if there is something to tell."""

    VERB = "complete"
    HINT = "All of it may stay empty. What came of it stands in your drafts."

    def __init__(self, resource: Resource) -> None:
        super().__init__()
        self._resource = resource

    def heading(self) -> str:
        """Which one it is."""
        return f"Complete {one_line(self._resource.title)}"

    def form(self) -> Sequence[Line]:
        """All of it can stay empty."""
        return (
            Line("outcome", self._resource.outcome, "scholarship won"),
            Line("score", self._resource.score, "92 %"),
            *_certificate_lines(None),
        )

    @property
    def closes_unchanged(self) -> bool:
        """To complete it is what the dialog is for."""
        return False

    def do(self, changed: Mapping[str, str]) -> None:
        """Complete it today."""
        title = changed.get("certificate", "").strip()
        proof = (changed.get("issuer", ""), changed.get("proof", ""))
        if any(each.strip() for each in proof) and not title:
            self.refuse("Name the certificate too.")
            return

        def job(desk: Desk, now: datetime, reason: str) -> Resource:
            awarded = Certificate(title, proof[0], desk.study_day(now), proof[1])
            return service.set_status(
                desk,
                now,
                self._resource.id,
                Status.COMPLETED,
                reason=reason,
                outcome=changed.get("outcome"),
                score=changed.get("score"),
                certificate=awarded if title else None,
            )

        self.send(job, lambda done: f"Completed {one_line(done.title)}")


def new_resource(path_id: int) -> Resource:
    """A resource to be filled in."""
    return Resource(0, "", path_id, None, "", ResourceKind.COURSE, 0)


def _certificate_lines(present: Certificate | None) -> Sequence[Line]:
    return (
        Line("certificate", "" if present is None else present.title, "its title, if there is one"),
        Line("issuer", "" if present is None else present.issuer, "who gave it"),
        Line("proof", "" if present is None else present.url, "https://, where the certificate can be seen"),
    )


def _certified(resource: Resource, changed: Mapping[str, str], today: date) -> Resource:
    """The resource with its last certificate as it was typed: a new one, a corrected one, or none."""
    if not changed.keys() & {"certificate", "issuer", "proof"}:
        return resource
    *others, present = resource.certificates or (Certificate("", "", today),)
    typed = replace(
        present,
        title=changed.get("certificate", present.title).strip(),
        issuer=changed.get("issuer", present.issuer),
        url=changed.get("proof", present.url),
    )
    if not typed.title and (typed.issuer or typed.url) and "certificate" not in changed:
        raise NotUnderstood("name the certificate too")
    return replace(resource, certificates=(*others, typed) if typed.title else tuple(others))


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
