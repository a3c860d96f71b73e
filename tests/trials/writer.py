"""A program that logs sessions until it is killed, and says the uid of each once it is recorded.

`python -m tests.trials.writer FOLDER FIRST [--early]` starts at the session of this number; with `--early` it
says so before the session is recorded, which a trial must find out.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from habit_tui.domain.entry import Entry
from habit_tui.services import session
from tests.factories import desk_at

BEGAN = datetime(2026, 1, 5, 5, tzinfo=UTC)


def main() -> None:
    """Log sessions of ten minutes, six an hour, two hours a day."""
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    desk = desk_at(folder, "Etc/UTC")
    while True:
        start = BEGAN + timedelta(days=number // 12, minutes=number % 12 * 10)
        entry = Entry(10, what=f"{number}", on=start.date(), at=start.time())
        if "--early" in sys.argv:
            print(number, flush=True)
        session.log(desk, entry, start + timedelta(minutes=10))
        if "--early" not in sys.argv:
            print(number, flush=True)
        number += 1


if __name__ == "__main__":
    main()
