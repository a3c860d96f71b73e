"""A second judge of study days: slow and obvious, written from the design's words and apart from the fold.

Every question about a day is answered by looking back over the days before it; no number is carried along.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from habit_tui.domain.streak import FreezeRules, Gap, History

ONE_DAY = timedelta(days=1)
COUNTED = ("met", "kept", "bonus")


@dataclass
class Oracle:
    """Answers for one history, as seen on `today`."""

    history: History
    today: date
    rules: FreezeRules
    known: dict[date, str] = field(default_factory=dict)

    def days(self) -> list[date]:
        """From the first session, the first version or today to today or the last session."""
        sessions = list(self.history.minutes)
        if self.history.first_session is not None:
            sessions.append(self.history.first_session)
        versions = [version.effective_from for version in self.history.routines]
        day, last = min([*sessions, *versions, self.today]), max([*self.history.minutes, self.today])
        days = []
        while day <= last:
            days.append(day)
            day += ONE_DAY
        return days

    def done(self, day: date) -> int:
        return self.history.minutes.get(day, 0)

    def target(self, day: date) -> int:
        versions = self.history.routines
        if not versions:
            return 60
        applying = [version for version in versions if version.effective_from <= day]
        return (applying[-1] if applying else versions[0]).targets[day.weekday()]

    def minimum(self, day: date) -> int:
        versions = self.history.routines
        if not versions:
            return 10
        applying = [version for version in versions if version.effective_from <= day]
        return min((applying[-1] if applying else versions[0]).minimum, self.target(day))

    def before_everything(self, day: date) -> bool:
        beginnings = [version.effective_from for version in self.history.routines]
        beginnings += list(self.history.minutes)
        if self.history.first_session is not None:
            beginnings.append(self.history.first_session)
        return bool(beginnings) and all(day < beginning for beginning in beginnings)

    def on_leave(self, day: date) -> bool:
        return any(leave.first <= day <= leave.last for leave in self.history.leaves)

    def would_be_missed(self, day: date) -> bool:
        if self.target(day) == 0 or self.on_leave(day):
            return False
        return self.done(day) == 0 or self.done(day) < self.minimum(day)

    def void(self, day: date) -> bool:
        for gap in self.history.gaps:
            if gap.lost is not None:
                if gap.lost == day:
                    return True
            elif gap.after < day < gap.before:
                earlier = [gap.after + n * ONE_DAY for n in range(1, (day - gap.after).days)]
                if not any(self.would_be_missed(other) for other in earlier):
                    return True
        return False

    def verdict(self, day: date) -> str:
        if day not in self.known:
            self.known[day] = self._verdict(day)
        return self.known[day]

    def _verdict(self, day: date) -> str:
        if self.before_everything(day):
            return "before"
        if self.would_be_missed(day):
            if day >= self.today:
                return "open"
            if self.void(day):
                return "void"
            return "frozen" if self.held_before(day) > 0 else "missed"
        if self.target(day) == 0 and self.done(day) > 0:
            return "bonus"
        if self.target(day) > 0 and self.done(day) >= self.target(day):
            return "met"
        if self.target(day) > 0 and self.done(day) >= max(1, self.minimum(day)):
            return "kept"
        return "leave" if self.on_leave(day) else "rest"

    def run_before(self, day: date) -> list[date]:
        """The days since the last missed one."""
        run: list[date] = []
        for other in self.days():
            if other >= day:
                break
            run = [] if self.verdict(other) == "missed" else [*run, other]
        return run

    def held_before(self, day: date) -> int:
        """Freezes in hand as the day begins."""
        if self.rules.earn_every == 0:
            return 0
        return self.purse(self.run_before(day)) // self.rules.earn_every

    def purse(self, run: list[date]) -> int:
        """The counted days saved up in a run: seven buy a freeze, and no more fit than two freezes cost."""
        saved = 0
        for day in run:
            if self.verdict(day) == "frozen":
                saved -= self.rules.earn_every
            elif self.verdict(day) in COUNTED:
                saved = min(saved + 1, self.rules.hold * self.rules.earn_every)
        return saved

    def streaks(self) -> list[tuple[date, date, int]]:
        """First and last counted day and length of every run between missed days."""
        runs: list[list[date]] = [[]]
        for day in self.days():
            if self.verdict(day) == "missed":
                runs.append([])
            elif self.verdict(day) in COUNTED:
                runs[-1].append(day)
        return [(run[0], run[-1], len(run)) for run in runs if run]

    def current(self) -> int:
        after = self.days()[-1] + ONE_DAY
        return len([day for day in self.run_before(after) if self.verdict(day) in COUNTED])

    def best(self) -> int:
        return max((length for _, _, length in self.streaks()), default=0)

    def strength_after(self, last: date) -> float:
        """The weighted sum that exponential smoothing from zero amounts to."""
        m: float = 0.5 ** (1.0 / 13.0)
        values = [
            min(1.0, self.done(day) / self.target(day))
            for day in self.days()
            if day <= last and self.verdict(day) in ("met", "kept", "missed", "frozen")
        ]
        age = len(values)
        return sum(value * (1 - m) * m ** (age - place) for place, value in enumerate(values, start=1))

    def events(self) -> list[tuple[date, str]]:
        """The days something changed the outcome, and what."""
        events = []
        for day in self.days():
            run = self.run_before(day)
            verdict = self.verdict(day)
            if verdict in ("frozen", "void"):
                events.append((day, verdict))
            if verdict == "missed" and any(self.verdict(other) in COUNTED for other in run):
                events.append((day, "missed"))
            if verdict in COUNTED and self.held_before(day + ONE_DAY) > self.held_before(day):
                events.append((day, "earned"))
            if verdict == "leave" and self._leave_begins(day):
                events.append((day, "leave"))
        return events

    def _leave_begins(self, day: date) -> bool:
        yesterday = day - ONE_DAY
        if yesterday not in self.days() or self.verdict(yesterday) != "leave":
            return True
        today, earlier = (
            next(leave for leave in self.history.leaves if leave.first <= at <= leave.last)
            for at in (day, yesterday)
        )
        return today != earlier


@dataclass(frozen=True)
class Lived:
    """A session as the time rules see it: its instant, offset from UTC and study day, and its zone."""

    instant: datetime
    offset: timedelta
    study_day: date
    zone: str


def gaps_of(sessions: list[Lived], nonexistent: set[tuple[str, date]]) -> tuple[Gap, ...]:
    """The gaps of a life, from consecutive sessions by instant and the dates each zone never had."""
    gaps = []
    ordered = sorted(sessions, key=lambda session: session.instant.astimezone(UTC))
    for earlier, later in pairwise(ordered):
        if later.offset - earlier.offset < timedelta(hours=12):
            continue
        between = [
            earlier.study_day + n * ONE_DAY for n in range(1, (later.study_day - earlier.study_day).days)
        ]
        lost = [day for day in between if earlier.zone == later.zone and (later.zone, day) in nonexistent]
        gaps.append(Gap(earlier.study_day, later.study_day, lost[0] if lost else None))
    return tuple(gaps)
