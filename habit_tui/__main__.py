"""`habit-tui` and `python -m habit_tui`."""

from habit_tui.cli.entry import main

if __name__ == "__main__":
    main()
