"""The world around us: paths, settings, zones, editor."""
