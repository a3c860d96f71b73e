"""Sessions from Toggl Track's detailed report in CSV."""

from __future__ import annotations

from habit_tui.exchange import report
from habit_tui.exchange.record import Reading, Rows, Source
from habit_tui.exchange.report import Columns

_COLUMNS = Columns(
    tool="Toggl Track",
    start_date="start date",
    start_time="start time",
    end_date="end date",
    end_time="end time",
    duration="duration",
    renamed={"stop date": "end date", "stop time": "end time"},
)


def read(source: Source, reading: Reading) -> Rows:
    """Read a detailed report; its clocks stood in the profile's zone, which `reading` must name.

    Raises CannotBeDone for another table, and for dates that can be read in more than one way.
    """
    return report.read(source, reading, _COLUMNS)
