"""How much hypothesis tries, how seldom garbage is collected, and what no test may touch.

HYPOTHESIS_PROFILE is "ci" (the default) or "nightly".
"""

import gc
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from habit_tui.system import paths

# The slow oracle and a busy machine are no reason to fail: only wrong answers are. A change is judged by the
# same examples each time; new ones are looked for at night.
settings.register_profile(
    "ci", max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("nightly", settings.get_profile("ci"), max_examples=5000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure() -> None:
    """Hear Ctrl+C: tests that are begun in the background ignore it, and so does every program they start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Leave the modules and the tests out of the garbage, whose collection took a fifth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(autouse=True, scope="session")
def what_is_not_ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fail when a test opened the default folders, changed the crontab or left a process behind.

    The default folders are moved to where nobody lives, so that whoever runs the tests may go on using the
    program. One who never used it is also told when a test found the way to the real ones.
    """
    own = [Path(folder) for folder in (paths.data_dir(os.environ), paths.config_dir(os.environ))]
    unused = [folder for folder in own if not folder.exists()]
    crontab = _crontab()
    nowhere = tmp_path_factory.mktemp("nowhere")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("HABIT_TUI_")]:
            patch.delenv(name)
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(nowhere))
        yield
    opened = [str(folder) for folder in (nowhere / paths.APP, *unused) if folder.exists()]
    assert not opened, f"a test opened the default folders: {opened}"
    assert _crontab() == crontab, "a test changed the machine's own crontab"
    assert not (left := _children()), f"processes are left behind: {left}"


def _crontab() -> bytes:
    """The crontab of whoever runs the tests; none where the machine has no cron."""
    if not shutil.which("crontab"):
        return b""
    return subprocess.run(["crontab", "-l"], capture_output=True, check=False).stdout


def _children() -> list[str]:
    """The command lines of this process's children, where the system tells."""
    files = Path("/proc/self/task").glob("*/children")
    numbers = [each for file in files for each in file.read_text(encoding="ascii").split()]
    return [Path("/proc", each, "cmdline").read_bytes().replace(b"\0", b" ").decode() for each in numbers]
