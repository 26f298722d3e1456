"""Reviews of marked texts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_APPEND_ONLY = (
    "CREATE TRIGGER review_is_append_only BEFORE UPDATE ON review"
    " BEGIN SELECT RAISE(ABORT, 'reviews are never changed: add a new one'); END;",
    "CREATE TRIGGER review_is_kept BEFORE DELETE ON review"
    " BEGIN SELECT RAISE(ABORT, 'reviews are never deleted: they hold no text'); END;",
)


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("text_key", sa.String(64), nullable=False),
        sa.Column("reviewer", sa.String(200), nullable=False),
        sa.Column("policy", sa.String(200), nullable=False),
        sa.Column("finder", sa.String(200), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
    )
    op.create_index("ix_review_text_key", "review", ["text_key"])
    if op.get_context().dialect.name == "sqlite":
        for trigger in _APPEND_ONLY:
            op.execute(trigger)


def downgrade() -> None:
    op.drop_table("review")
