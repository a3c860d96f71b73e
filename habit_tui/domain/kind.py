"""What a block of study is: its kind."""

from enum import StrEnum


class Kind(StrEnum):
    """The four kinds of session; `practice` is hands-on work."""

    STUDY = "study"
    PRACTICE = "practice"
    WRITING = "writing"
    REVIEW = "review"
