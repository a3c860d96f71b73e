"""The few exceptions the program raises on purpose, each with a message written for the user."""


class HabitError(Exception):
    """Something the user should read; `exit_code` is what the shell door answers with."""

    exit_code = 1


class CannotBeDone(HabitError):
    """The request was understood and is refused; nothing was changed."""


class NotUnderstood(HabitError):
    """The words could not be read: an amount, a day, a time, a zone, an option."""

    exit_code = 2


class StoreFault(HabitError):
    """The file cannot be used: missing directory, full disk, locked, damaged, foreign or newer."""


class NewerFile(StoreFault):
    """The file was written by a newer program than this one."""
