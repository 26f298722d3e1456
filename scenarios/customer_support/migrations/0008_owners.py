"""Whose handovers and proposed answers are."""

import sqlalchemy as sa
from alembic import op

from minigiants.settings import Settings

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLES = ("handover", "proposal")


def upgrade() -> None:
    # As a default and not by an update: ratings and reviews are never changed.
    for table in _TABLES:
        op.add_column(table, sa.Column("owner", sa.String(200), nullable=False, server_default=Settings().user))


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_column(table, "owner")
