"""The rooms of the full screen and its dialogs."""
