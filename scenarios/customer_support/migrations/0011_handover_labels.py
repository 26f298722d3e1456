"""How agents sort their queue: labels on a handover."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("handover", sa.Column("labels", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("handover", "labels")
