"""How long work tells how far it has come."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how much is done, of how much in all: rows, pages, steps, whatever the work is counted in."""
