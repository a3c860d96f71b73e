"""A desk of one's own for every test of the services."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from habit_tui.services.desk import Desk
from tests.factories import desk_at


@pytest.fixture
def make_desk(tmp_path: Path) -> Callable[..., Desk]:
    """Makes desks at one store below the test's folder; the zone and the settings can be chosen."""
    return partial(desk_at, tmp_path, zone="Europe/Berlin")


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """A desk in Berlin at an empty store."""
    return make_desk()
