"""habit_tui: daily study habits in a terminal. Importing this package does nothing."""

__version__ = "0.1.0"
