"""Runs the migrations on the connection `schema.upgrade` hands over, inside its transaction."""

from alembic import context

from habit_tui.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
