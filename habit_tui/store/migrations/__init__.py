"""The alembic environment, shipped in the wheel."""
