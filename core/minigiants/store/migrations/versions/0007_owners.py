"""Whose talks, answers, ratings, reviews and campaigns are."""

import sqlalchemy as sa
from alembic import op

from minigiants.settings import Settings

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLES = ("talk", "answer", "rating", "review", "campaign")


def upgrade() -> None:
    # As a default and not by an update: ratings and reviews are never changed.
    for table in _TABLES:
        op.add_column(table, sa.Column("owner", sa.String(200), nullable=False, server_default=Settings().user))


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_column(table, "owner")
