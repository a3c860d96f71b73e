"""The prompts of a life: on the day something happened, the question a reader of the post expects."""

from pathlib import Path

import pytest

from tests.replays.lived import lived_until


@pytest.mark.parametrize(
    ("name", "zone", "wall", "prompt"),
    [
        pytest.param(*case, id=f"{case[0]}, {case[3]}")
        for case in (
            ("five-to-eight", "Europe/Berlin", "2019-01-08 09:00", "why-before-sunrise"),
            ("five-to-eight", "Asia/Tokyo", "2019-04-12 09:00", "left-the-course"),
            ("five-to-eight", "Asia/Tokyo", "2019-05-24 12:00", "score-does-not-matter"),
            ("five-to-eight", "Europe/Berlin", "2019-07-26 20:00", "shown-at-work"),
            ("four-months", "Europe/London", "2017-06-13 20:00", "parts-list"),
            ("four-months", "Europe/London", "2017-06-21 20:00", "did-not-work-out"),
            ("four-months", "Europe/London", "2017-08-23 20:00", "hands-on-share"),
            ("six-am", "Europe/Amsterdam", "2017-07-24 20:00", "name-the-wall"),
            ("six-am", "Europe/Amsterdam", "2017-08-16 20:00", "how-it-came-loose"),
            ("six-am", "Europe/Amsterdam", "2017-09-10 20:00", "certificate-and-then"),
            ("open-source-masters", "Africa/Casablanca", "2017-01-02 20:00", "story-before"),
            ("open-source-masters", "Africa/Casablanca", "2017-03-30 20:00", "opens-the-interview"),
            ("learning-path", "Europe/Vienna", "2019-03-01 20:00", "month-on-the-path"),
            ("learning-path", "Europe/Vienna", "2019-04-30 22:00", "video-then-exercise"),
        )
    ],
)
def test_what_happened_is_a_reason_to_write(
    tmp_path: Path, name: str, zone: str, wall: str, prompt: str
) -> None:
    life = lived_until(wall, zone, name, tmp_path)
    assert prompt in life.prompts()
    assert len(life.prompts()) <= 3
