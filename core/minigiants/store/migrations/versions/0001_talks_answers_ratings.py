"""Talks, messages, answers and ratings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)

# Rows that are evidence can't be rewritten, not even by a program that goes around the store.
# The texts of a rating may be emptied: that is what deleting a talk does.
_APPEND_ONLY = """
CREATE TRIGGER answer_is_append_only BEFORE UPDATE ON answer
BEGIN SELECT RAISE(ABORT, 'answers are never changed'); END;
CREATE TRIGGER rating_is_append_only BEFORE UPDATE ON rating
WHEN NEW.answer_id IS NOT OLD.answer_id OR NEW.rater IS NOT OLD.rater OR NEW.criterion IS NOT OLD.criterion
  OR NEW.value IS NOT OLD.value OR NEW.time IS NOT OLD.time OR NEW.model_sha256 IS NOT OLD.model_sha256
  OR NEW.prompt_sha256 IS NOT OLD.prompt_sha256 OR NEW.edit NOT IN ('', OLD.edit)
  OR NEW.comment NOT IN ('', OLD.comment)
BEGIN SELECT RAISE(ABORT, 'ratings are never changed: add a new one'); END;
"""


def upgrade() -> None:
    op.create_table(
        "talk",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("scenario", sa.String(80), nullable=False),
        sa.Column("collection", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("created", _TIME, nullable=False),
        sa.Column("updated", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_talk"),
    )
    op.create_index("ix_talk_scenario", "talk", ["scenario"])
    op.create_table(
        "answer",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("scenario", sa.String(80), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("model_sha256", sa.String(64), nullable=False),
        sa.Column("prompt_sha256", sa.String(64), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=True),
        sa.Column("time", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
    )
    op.create_index("ix_answer_scenario", "answer", ["scenario"])
    op.create_index("ix_answer_model_sha256", "answer", ["model_sha256"])
    _create_message()
    _create_rating()
    if op.get_context().dialect.name == "sqlite":
        for trigger in _APPEND_ONLY.strip().split("END;"):
            if trigger.strip():
                op.execute(f"{trigger} END;")


def _create_message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("talk_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer_id", sa.String(64), nullable=True),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("time", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.ForeignKeyConstraint(["talk_id"], ["talk.id"], name="fk_message_talk_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name="fk_message_answer_id"),
    )
    op.create_index("ix_message_talk_id", "message", ["talk_id"])
    op.create_index("ix_message_answer_id", "message", ["answer_id"])


def _create_rating() -> None:
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("rater", sa.String(200), nullable=False),
        sa.Column("criterion", sa.String(80), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("edit", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("model_sha256", sa.String(64), nullable=False),
        sa.Column("prompt_sha256", sa.String(64), nullable=False),
        sa.Column("time", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rating"),
    )
    op.create_index("ix_rating_answer_id", "rating", ["answer_id"])


def downgrade() -> None:
    for table in ("rating", "message", "answer", "talk"):
        op.drop_table(table)
