"""The schema: typed tables, the single source of every statement and migration.

Instants are UTC text `YYYY-MM-DDTHH:MM:SSZ`, days `YYYY-MM-DD`, clock times `HH:MM`, money minor units.
STRICT tables accept only TEXT, INTEGER and REAL, so the columns hold plain text and integers on both lanes
and `values.py` converts them.
"""

from sqlalchemy import Table

from habit_tui.store.tables.amendment import amendment as amendment
from habit_tui.store.tables.amendment import original as original
from habit_tui.store.tables.change import change as change
from habit_tui.store.tables.change import change_row as change_row
from habit_tui.store.tables.columns import metadata as metadata
from habit_tui.store.tables.expense import expense as expense
from habit_tui.store.tables.leave import leave as leave
from habit_tui.store.tables.path import certificate as certificate
from habit_tui.store.tables.path import path as path
from habit_tui.store.tables.path import resource as resource
from habit_tui.store.tables.path import stage as stage
from habit_tui.store.tables.path import status_change as status_change
from habit_tui.store.tables.plan import plan_item as plan_item
from habit_tui.store.tables.post import post as post
from habit_tui.store.tables.post import post_share as post_share
from habit_tui.store.tables.post import post_update as post_update
from habit_tui.store.tables.post import prompt as prompt
from habit_tui.store.tables.reflection import reflection as reflection
from habit_tui.store.tables.reminder import reminder_run as reminder_run
from habit_tui.store.tables.reminder import reminder_silence as reminder_silence
from habit_tui.store.tables.routine import routine as routine
from habit_tui.store.tables.routine import slot as slot
from habit_tui.store.tables.session import session as session
from habit_tui.store.tables.streak import checkpoint as checkpoint

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
    expense,
    reflection,
    plan_item,
    prompt,
    post,
    post_update,
    post_share,
)
"""The tables whose every change is written to the change log."""
