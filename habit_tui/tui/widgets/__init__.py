"""The parts the rooms are furnished with."""
