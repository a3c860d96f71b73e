"""What reminders did, and when they are to be silent."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Named, Table, Text, TypedColumns

from habit_tui.store.tables.columns import is_day, is_instant, metadata


class ReminderRunColumns(TypedColumns):
    """What a timer's `remind` decided, one row a channel it spoke through; a record, never undone.

    `occasion` is the firing it belongs to, such as "06:30"; a silent run has no channel and no text.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    at: Named[str] = Column(Text)
    study_day: Named[str] = Column(Text)
    occasion: Named[str] = Column(Text)
    due: Named[int] = Column(Integer)
    reason: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    channel: Named[str] = Column(Text)
    result: Named[str] = Column(Text)
    error: Named[str] = Column(Text)


class ReminderSilenceColumns(TypedColumns):
    """Silence asked for: until an instant (a snooze), or for the whole study day when there is none."""

    id: Named[int] = Column(Integer, primary_key=True)
    at: Named[str] = Column(Text)
    study_day: Named[str] = Column(Text)
    until_at: Named[str | None] = Column(Text)
    reason: Named[str] = Column(Text)


reminder_run = Table(
    "reminder_run",
    metadata,
    ReminderRunColumns,
    is_instant("at"),
    is_day("study_day"),
    CheckConstraint("due IN (0, 1)", name="due_is_yes_or_no"),
    CheckConstraint("result IN ('silent', 'sending', 'delivered', 'failed')", name="result_is_known"),
    Index("ix_reminder_run_study_day", "study_day", "occasion"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)


reminder_silence = Table(
    "reminder_silence",
    metadata,
    ReminderSilenceColumns,
    is_instant("at"),
    is_day("study_day"),
    is_instant("until_at"),
    Index("ix_reminder_silence_study_day", "study_day"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
