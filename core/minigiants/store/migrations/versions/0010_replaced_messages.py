"""Which message another one stands in place of: a question that was edited, an answer that was given again."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("replaces", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("message", "replaces")
