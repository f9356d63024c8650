"""Alembic's entrance: runs the migrations over the connection that the store hands in."""

from alembic import context

from ravayat.ledger.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
