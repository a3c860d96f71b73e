"""What was changed in the plan of one day."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Named, Table, Text

from habit_tui.domain.kind import Kind
from habit_tui.domain.plan import EditState
from habit_tui.store.tables.columns import Entity, is_clock, is_day, metadata, one_of


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


plan_item = Table(
    "plan_item",
    metadata,
    PlanItemColumns,
    is_day("study_day"),
    is_clock("start"),
    one_of("kind", Kind),
    one_of("state", EditState),
    CheckConstraint("minutes BETWEEN 1 AND 1440", name="fits_a_day"),
    CheckConstraint(
        "slot_id IS NOT NULL OR start IS NOT NULL AND minutes IS NOT NULL", name="own_item_is_whole"
    ),
    Index("ix_plan_item_study_day", "study_day", "slot_id", unique=True),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
