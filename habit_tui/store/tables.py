"""The schema: typed tables, the single source of every statement and migration.

Instants are UTC text `YYYY-MM-DDTHH:MM:SSZ`, days `YYYY-MM-DD`, clock times `HH:MM`, money minor units.
STRICT tables accept only TEXT, INTEGER and REAL, so the columns hold plain text and integers on both lanes
and `values.py` converts them.
"""

from enum import StrEnum

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
    text,
)

from habit_tui.domain.amendment import Event
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import PathStatus, ResourceKind, Status
from habit_tui.domain.plan import EditState
from habit_tui.domain.post import Dialect
from habit_tui.domain.reflection import ReflectionKind

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _day(column: str) -> CheckConstraint:
    return CheckConstraint(
        f"{column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name=f"{column}_is_a_day"
    )


def _instant(column: str) -> CheckConstraint:
    shape = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z"
    return CheckConstraint(f"{column} GLOB '{shape}'", name=f"{column}_is_an_instant")


def _clock(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} GLOB '[0-2][0-9]:[0-5][0-9]'", name=f"{column}_is_a_clock_time")


def _one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


class Entity(TypedColumns):
    """What every row a user owns has.

    `uid` survives export, import and merging; `updated_at` decides merges.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    uid: Named[str] = Column(Text, unique=True)
    updated_at: Named[str] = Column(Text)


class SessionColumns(Entity):
    start_at: Named[str] = Column(Text)
    end_at: Named[str | None] = Column(Text)
    zone: Named[str] = Column(Text)
    utc_offset: Named[int] = Column(Integer)
    study_day: Named[str] = Column(Text)
    minutes: Named[int] = Column(Integer)
    what: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    note: Named[str] = Column(Text)
    source: Named[str] = Column(Text)
    resource_id: Named[int | None] = Column(ForeignKey("resource.id", ondelete="SET NULL"))


class RoutineColumns(Entity):
    effective_from: Named[str] = Column(Text, unique=True)
    window_start: Named[str] = Column(Text)
    window_end: Named[str] = Column(Text)
    minimum: Named[int] = Column(Integer)
    target_mon: Named[int] = Column(Integer)
    target_tue: Named[int] = Column(Integer)
    target_wed: Named[int] = Column(Integer)
    target_thu: Named[int] = Column(Integer)
    target_fri: Named[int] = Column(Integer)
    target_sat: Named[int] = Column(Integer)
    target_sun: Named[int] = Column(Integer)


class SlotColumns(Entity):
    routine_id: Named[int] = Column(ForeignKey("routine.id", ondelete="CASCADE"))
    weekdays: Named[int] = Column(Integer)
    start: Named[str] = Column(Text)
    minutes: Named[int] = Column(Integer)
    kind: Named[str] = Column(Text)
    path_id: Named[int | None] = Column(ForeignKey("path.id", ondelete="SET NULL"))


class LeaveColumns(Entity):
    first_day: Named[str] = Column(Text)
    last_day: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)


class PathColumns(Entity):
    name: Named[str] = Column(Text)
    starter: Named[str] = Column(Text)
    started_on: Named[str | None] = Column(Text)
    position: Named[int] = Column(Integer)
    status: Named[str] = Column(Text)
    ended_on: Named[str | None] = Column(Text)
    committed_until: Named[str | None] = Column(Text)


class StageColumns(Entity):
    path_id: Named[int] = Column(ForeignKey("path.id", ondelete="CASCADE"))
    name: Named[str] = Column(Text)
    position: Named[int] = Column(Integer)
    planned_first: Named[str | None] = Column(Text)
    planned_last: Named[str | None] = Column(Text)


class ResourceColumns(Entity):
    path_id: Named[int] = Column(ForeignKey("path.id", ondelete="CASCADE"))
    stage_id: Named[int | None] = Column(ForeignKey("stage.id", ondelete="SET NULL"))
    title: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    position: Named[int] = Column(Integer)
    planned_first: Named[str | None] = Column(Text)
    planned_last: Named[str | None] = Column(Text)
    planned_minutes: Named[int | None] = Column(Integer)
    cost: Named[int | None] = Column(Integer)
    currency: Named[str] = Column(Text)
    url: Named[str] = Column(Text)
    outcome: Named[str] = Column(Text)
    note: Named[str] = Column(Text)
    score: Named[str] = Column(Text)


class StatusChangeColumns(Entity):
    resource_id: Named[int] = Column(ForeignKey("resource.id", ondelete="CASCADE"))
    status: Named[str] = Column(Text)
    on_day: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)


class CertificateColumns(Entity):
    resource_id: Named[int] = Column(ForeignKey("resource.id", ondelete="CASCADE"))
    title: Named[str] = Column(Text)
    issuer: Named[str] = Column(Text)
    on_day: Named[str] = Column(Text)
    url: Named[str] = Column(Text)
    file: Named[str] = Column(Text)


class OriginalColumns(Entity):
    """The plan a path began with: each resource's place, the name of its stage, its days."""

    resource_id: Named[int] = Column(ForeignKey("resource.id", ondelete="CASCADE"), unique=True)
    position: Named[int] = Column(Integer)
    stage: Named[str] = Column(Text)
    planned_first: Named[str | None] = Column(Text)
    planned_last: Named[str | None] = Column(Text)


class AmendmentColumns(Entity):
    """A change to a path's plan other than a resource's change of status."""

    path_id: Named[int] = Column(ForeignKey("path.id", ondelete="CASCADE"))
    resource_id: Named[int | None] = Column(ForeignKey("resource.id", ondelete="CASCADE"))
    event: Named[str] = Column(Text)
    on_day: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    was: Named[str] = Column(Text)
    became: Named[str] = Column(Text)


class ReflectionColumns(Entity):
    kind: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    on_day: Named[str] = Column(Text)
    path_id: Named[int | None] = Column(ForeignKey("path.id", ondelete="SET NULL"))
    resource_id: Named[int | None] = Column(ForeignKey("resource.id", ondelete="SET NULL"))
    about_id: Named[int | None] = Column(ForeignKey("reflection.id", ondelete="SET NULL"))
    solves: Named[int] = Column(Integer)


class PlanItemColumns(Entity):
    """What the learner changed in one day's plan: what a slot asks for, or an item of their own."""

    study_day: Named[str] = Column(Text)
    slot_id: Named[int | None] = Column(ForeignKey("slot.id", ondelete="CASCADE"))
    start: Named[str | None] = Column(Text)
    minutes: Named[int | None] = Column(Integer)
    what: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    resource_id: Named[int | None] = Column(ForeignKey("resource.id", ondelete="SET NULL"))
    state: Named[str] = Column(Text)
    carried_from: Named[str] = Column(Text)


class PromptColumns(Entity):
    prompt_id: Named[str] = Column(Text, unique=True)
    state: Named[str] = Column(Text)
    on_day: Named[str] = Column(Text)


class PostColumns(Entity):
    title: Named[str] = Column(Text)
    dialect: Named[str] = Column(Text)
    file: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    created_on: Named[str] = Column(Text)
    published_on: Named[str | None] = Column(Text)
    url: Named[str] = Column(Text)
    prompt_id: Named[str | None] = Column(Text)


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


class ChangeColumns(TypedColumns):
    """One entry per change through any door; `undoes` and `reversed_by` chain undo and redo."""

    id: Named[int] = Column(Integer, primary_key=True)
    at: Named[str] = Column(Text)
    door: Named[str] = Column(Text)
    action: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    undoes: Named[int | None] = Column(ForeignKey("change.id"))
    reversed_by: Named[int | None] = Column(ForeignKey("change.id"))


class ChangeRowColumns(TypedColumns):
    """A row before and after, as JSON of all its columns; written by triggers, so no door can forget it."""

    id: Named[int] = Column(Integer, primary_key=True)
    change_id: Named[int] = Column(ForeignKey("change.id", ondelete="CASCADE"), index=True)
    table_name: Named[str] = Column(Text)
    row_id: Named[int] = Column(Integer)
    before: Named[str | None] = Column(Text)
    after: Named[str | None] = Column(Text)


class CheckpointColumns(TypedColumns):
    """A remembered state of the fold, never the truth: triggers delete it when a day it covers changes."""

    study_day: Named[str] = Column(Text, primary_key=True)
    rules: Named[str] = Column(Text)
    length: Named[int] = Column(Integer)
    first: Named[str | None] = Column(Text)
    last: Named[str | None] = Column(Text)
    best_length: Named[int] = Column(Integer)
    best_first: Named[str | None] = Column(Text)
    best_last: Named[str | None] = Column(Text)
    held: Named[int] = Column(Integer)
    progress: Named[int] = Column(Integer)
    strength: Named[float] = Column(REAL)


session = Table(
    "session",
    metadata,
    SessionColumns,
    _instant("start_at"),
    _instant("end_at"),
    _instant("updated_at"),
    _day("study_day"),
    _one_of("kind", Kind),
    CheckConstraint("end_at > start_at", name="ends_after_it_starts"),
    CheckConstraint("minutes BETWEEN 0 AND 1440", name="fits_a_day"),
    CheckConstraint("end_at IS NOT NULL OR minutes = 0", name="running_has_no_minutes"),
    Index("ix_session_start_at", "start_at", "utc_offset", "study_day"),
    Index("ix_session_study_day", "study_day", "minutes"),
    Index("ix_session_resource_id", "resource_id", "study_day", "minutes"),
    Index("ix_session_running", text("(end_at IS NULL)"), unique=True, sqlite_where=text("end_at IS NULL")),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
routine = Table(
    "routine",
    metadata,
    RoutineColumns,
    _day("effective_from"),
    _clock("window_start"),
    _clock("window_end"),
    CheckConstraint("minimum BETWEEN 0 AND 1440", name="minimum_fits_a_day"),
    *(
        CheckConstraint(f"target_{day} BETWEEN 0 AND 1440", name=f"target_{day}_fits_a_day")
        for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    ),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
slot = Table(
    "slot",
    metadata,
    SlotColumns,
    _clock("start"),
    _one_of("kind", Kind),
    CheckConstraint("weekdays BETWEEN 1 AND 127", name="weekdays_is_a_set"),
    CheckConstraint("minutes BETWEEN 1 AND 1440", name="fits_a_day"),
    Index("ix_slot_routine_id", "routine_id"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
leave = Table(
    "leave",
    metadata,
    LeaveColumns,
    _day("first_day"),
    _day("last_day"),
    CheckConstraint("last_day >= first_day", name="ends_after_it_starts"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
path = Table(
    "path",
    metadata,
    PathColumns,
    _day("started_on"),
    _one_of("status", PathStatus),
    _day("ended_on"),
    _day("committed_until"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
stage = Table(
    "stage",
    metadata,
    StageColumns,
    _day("planned_first"),
    _day("planned_last"),
    Index("ix_stage_path_id", "path_id"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
resource = Table(
    "resource",
    metadata,
    ResourceColumns,
    _one_of("kind", ResourceKind),
    _day("planned_first"),
    _day("planned_last"),
    Index("ix_resource_path_id", "path_id", "position"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
status_change = Table(
    "status_change",
    metadata,
    StatusChangeColumns,
    _one_of("status", Status),
    _day("on_day"),
    Index("ix_status_change_resource_id", "resource_id", "on_day"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
certificate = Table(
    "certificate",
    metadata,
    CertificateColumns,
    _day("on_day"),
    Index("ix_certificate_resource_id", "resource_id"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
original = Table(
    "original",
    metadata,
    OriginalColumns,
    _day("planned_first"),
    _day("planned_last"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
amendment = Table(
    "amendment",
    metadata,
    AmendmentColumns,
    _one_of("event", Event),
    _day("on_day"),
    Index("ix_amendment_path_id", "path_id", "on_day"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
reflection = Table(
    "reflection",
    metadata,
    ReflectionColumns,
    _one_of("kind", ReflectionKind),
    _day("on_day"),
    CheckConstraint("solves IN (0, 1)", name="solves_is_a_flag"),
    CheckConstraint("solves = 0 OR kind NOT IN ('setback', 'blocker')", name="solves_by_something_else"),
    Index("ix_reflection_about_id", "about_id"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
plan_item = Table(
    "plan_item",
    metadata,
    PlanItemColumns,
    _day("study_day"),
    _clock("start"),
    _one_of("kind", Kind),
    _one_of("state", EditState),
    CheckConstraint("minutes BETWEEN 1 AND 1440", name="fits_a_day"),
    CheckConstraint(
        "slot_id IS NOT NULL OR start IS NOT NULL AND minutes IS NOT NULL", name="own_item_is_whole"
    ),
    Index("ix_plan_item_study_day", "study_day", "slot_id", unique=True),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
prompt = Table(
    "prompt",
    metadata,
    PromptColumns,
    _day("on_day"),
    CheckConstraint("state IN ('used', 'skipped')", name="state_is_known"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
post = Table(
    "post",
    metadata,
    PostColumns,
    _one_of("dialect", Dialect),
    _day("created_on"),
    _day("published_on"),
    CheckConstraint("status IN ('draft', 'published')", name="status_is_known"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
reminder_run = Table(
    "reminder_run",
    metadata,
    ReminderRunColumns,
    _instant("at"),
    _day("study_day"),
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
    _instant("at"),
    _day("study_day"),
    _instant("until_at"),
    Index("ix_reminder_silence_study_day", "study_day"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
change = Table(
    "change", metadata, ChangeColumns, _instant("at"), sqlite_strict=True, sqlite_autoincrement=True
)
change_row = Table("change_row", metadata, ChangeRowColumns, sqlite_strict=True)
checkpoint = Table("checkpoint", metadata, CheckpointColumns, _day("study_day"), sqlite_strict=True)

LOGGED: tuple[Table, ...] = (
    session,
    routine,
    slot,
    leave,
    path,
    stage,
    resource,
    status_change,
    certificate,
    original,
    amendment,
    reflection,
    plan_item,
    prompt,
    post,
)
"""The tables whose every change is written to the change log."""
