"""The tests of this floor read the tz data the program itself would choose."""

import pytest

from habit_tui.system.tzdata import use_newest


@pytest.fixture(autouse=True, scope="session")
def newest_tz_data() -> None:
    use_newest()
