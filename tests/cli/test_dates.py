"""What the shell prints with days in another order than the usual one: none is left over."""

from pathlib import Path

import pytest

from habit_tui.cli import demo
from habit_tui.cli import replay as lives
from habit_tui.exchange import replay as exchange
from tests.cli.shell import Shell
from tests.dates import LOCALES, left_over

WORDS = """
backup
calendar
calendar --plain
expense list
export markdown
leave list
path changes
path list
path show
plan show
plan show tomorrow
post list
post prompts
reflect list
reflect show 1
remind status
review month
review week --on yesterday
review --from 2019-10-28 --to 2019-12-12
review month --on 2019-01-10 --json
routine history
routine show
sessions --from 2019-12-01
sessions --from 2017-12-01 --to 2017-12-02
status
story
story --log
story --short
streak
streak --json
streak --plain
today
today --plain
start rust
stop
log 20m rust --on mon
log 20m rust --on yesterday --at 5:10
log 20m rust --on tomorrow
log 20m rust --at 2:30
edit 1 --note x
delete 1
undo
redo
leave add 2020-01-02 2020-01-05
leave add 2020-01-02
leave add 2020-01-05 2020-01-02
leave delete 1
reflect setback tired
reflect win ok --on 2019-12-01
expense add 10 USD tea --on 2019-12-01
expense delete 1
routine set --minimum 15
routine set --minimum 15
plan tick 99
plan add 30m x --on yesterday
path drop Udacity
path status Udacity completed --on tomorrow
post snooze month-on-the-path
post new name-the-wall
post update 1 later --on 2019-12-11
remind --skip-today ill
remind --snooze 30m
undo --list
"""


@pytest.mark.parametrize("locale", LOCALES)
def test_no_day_is_left_in_another_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], locale: str
) -> None:
    replay = exchange.load(demo.DEFAULT)
    env = demo.environment(replay, {"LANG": locale, "HOME": str(tmp_path)}, str(tmp_path / "life"))
    lives.live(replay, env, lives.opening(replay))
    shell = Shell(tmp_path, env, capsys)
    wrong = []
    for words in WORDS.strip().splitlines():
        answer = shell(*words.split())
        wrong += [f"{words}: {line}" for line in left_over(answer.out + answer.err, LOCALES[locale])]
    for draft in (tmp_path / "life").rglob("*.md"):
        wrong += [f"{draft.name}: {line}" for line in left_over(draft.read_text(), LOCALES[locale])]
    assert not wrong, "\n".join(wrong)
