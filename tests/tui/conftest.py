"""Pictures of the screen, kept beside the tests."""

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class Svg(SingleFileSnapshotExtension):
    """A picture in a file of its own; `pytest --snapshot-update` takes it anew."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """What a screen looked like: `assert stage.svg == picture`."""
    return snapshot.use_extension(Svg)
