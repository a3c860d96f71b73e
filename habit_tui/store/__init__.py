"""The SQLite file: tables, statements, migrations. Only here: SQLAlchemy and SQL."""
