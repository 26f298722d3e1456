"""Let Alembic run on the engine that the store hands in."""

from alembic import context
from sqlalchemy import Engine

from minigiants.store.tables import Base


def run(engine: Engine) -> None:
    """Run the migrations of the context in one transaction."""
    with engine.connect().execution_options(write=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,  # a process killed in the middle leaves the old tables, whole
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


if hasattr(context, "config"):  # Alembic runs this file; a test collector only imports it
    run(context.config.attributes["engine"])
