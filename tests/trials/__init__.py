"""Trials of faults, by figures: the suite runs them short, `python -m tests.trials` in full."""
