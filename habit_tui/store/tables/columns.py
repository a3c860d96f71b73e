"""What the tables share: the metadata, the checks of their columns, the columns every row has."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Named, Text, TypedColumns

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def is_day(column: str) -> CheckConstraint:
    """A check that a column holds a day."""
    return CheckConstraint(
        f"{column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name=f"{column}_is_a_day"
    )


def is_instant(column: str) -> CheckConstraint:
    """A check that a column holds a UTC instant."""
    shape = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z"
    return CheckConstraint(f"{column} GLOB '{shape}'", name=f"{column}_is_an_instant")


def is_clock(column: str) -> CheckConstraint:
    """A check that a column holds a clock time."""
    return CheckConstraint(f"{column} GLOB '[0-2][0-9]:[0-5][0-9]'", name=f"{column}_is_a_clock_time")


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """A check that a column holds one of the words."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


class Entity(TypedColumns):
    """What every row a user owns has.

    `uid` survives export, import and merging; `updated_at` decides merges.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    uid: Named[str] = Column(Text, unique=True)
    updated_at: Named[str] = Column(Text)
