"""Campaigns of rating; reasons and marks of ratings; append-only on PostgreSQL too."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_SAME = "NEW.{0} IS NOT OLD.{0}"
_OLD = ("answer_id", "rater", "criterion", "value", "time", "model_sha256", "prompt_sha256")
_NEW = ("reason", "marks", "task_id")
_KEPT = ("campaign", "campaign_item", "campaign_task", "campaign_step")
_ITEM = ("id", "campaign_id", "answer_id", "other_id", "origin", "gold", "needed")
_STRIPPED = "NEW.edit NOT IN ('', OLD.edit) OR NEW.comment NOT IN ('', OLD.comment)"


def upgrade() -> None:
    op.add_column("rating", sa.Column("reason", sa.String(200), nullable=False, server_default=""))
    op.add_column("rating", sa.Column("marks", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("rating", sa.Column("task_id", sa.Integer(), nullable=True))
    op.create_index("ix_rating_task_id", "rating", ["task_id"])
    op.create_table(
        "campaign",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scenario", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("repeats", sa.Double(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("time", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
    )
    op.create_table(
        "campaign_item",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("campaign_id", sa.String(32), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("other_id", sa.String(64), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("gold", sa.Text(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign_item"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_campaign_item_campaign_id"),
    )
    for column in ("campaign_id", "answer_id", "other_id"):
        op.create_index(f"ix_campaign_item_{column}", "campaign_item", [column])
    _create_task()
    _guard()


def _create_task() -> None:
    op.create_table(
        "campaign_task",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("campaign_id", sa.String(32), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("rater", sa.String(200), nullable=False),
        sa.Column("round", sa.String(16), nullable=False),
        sa.Column("swapped", sa.Boolean(), nullable=False),
        sa.Column("time", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign_task"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_campaign_task_campaign_id"),
        sa.ForeignKeyConstraint(["item_id"], ["campaign_item.id"], name="fk_campaign_task_item_id"),
        sa.UniqueConstraint("item_id", "rater", "round", name="uq_campaign_task_item_id"),
    )
    op.create_index("ix_campaign_task_campaign_id", "campaign_task", ["campaign_id"])
    op.create_table(
        "campaign_step",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("time", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign_step"),
        sa.ForeignKeyConstraint(["task_id"], ["campaign_task.id"], name="fk_campaign_step_task_id"),
    )
    op.create_index("ix_campaign_step_task_id", "campaign_step", ["task_id"])


def _guard() -> None:
    """Let no program rewrite what is evidence; the texts of a rating may be emptied, as deleting a talk does."""
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TRIGGER rating_is_append_only")
        _guard_ratings_of_sqlite((*_OLD, *_NEW))
        for table in _KEPT:
            for verb in ("UPDATE", "DELETE"):
                emptied = f" WHEN {_rewritten('IS NOT')}" if (table, verb) == ("campaign_item", "UPDATE") else ""
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}{emptied}"
                    " BEGIN SELECT RAISE(ABORT, 'what stands in a campaign is never changed'); END;"
                )
    elif op.get_context().dialect.name == "postgresql":
        _guard_postgresql()


def _guard_ratings_of_sqlite(columns: tuple[str, ...]) -> None:
    changed = " OR ".join([*(_SAME.format(column) for column in columns), _STRIPPED])
    op.execute(
        f"CREATE TRIGGER rating_is_append_only BEFORE UPDATE ON rating WHEN {changed}"
        " BEGIN SELECT RAISE(ABORT, 'ratings are never changed: add a new one'); END;"
    )


def _rewritten(differs: str) -> str:
    """Say in SQL that more was done to an item than to empty what it shows."""
    return " OR ".join([*(f"NEW.{column} {differs} OLD.{column}" for column in _ITEM), "NEW.content <> ''"])


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION never_changed() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'what stands here is never changed'; END $$"
    )
    guarded = {"answer": "UPDATE", "review": "UPDATE OR DELETE"} | dict.fromkeys(_KEPT, "UPDATE OR DELETE")
    guarded["campaign_item"] = "DELETE"
    op.execute(
        "CREATE TRIGGER campaign_item_no_update BEFORE UPDATE ON campaign_item FOR EACH ROW"
        f" WHEN ({_rewritten('IS DISTINCT FROM')}) EXECUTE FUNCTION never_changed()"
    )
    for table, verbs in guarded.items():
        op.execute(
            f"CREATE TRIGGER {table}_is_append_only BEFORE {verbs} ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION never_changed()"
        )
    changed = " OR ".join([f"NEW.{c} IS DISTINCT FROM OLD.{c}" for c in (*_OLD, *_NEW)] + [_STRIPPED])
    op.execute(
        f"CREATE TRIGGER rating_is_append_only BEFORE UPDATE ON rating FOR EACH ROW WHEN ({changed})"
        " EXECUTE FUNCTION never_changed()"
    )


def downgrade() -> None:
    dialect = op.get_context().dialect.name
    if dialect == "sqlite":
        op.execute("DROP TRIGGER rating_is_append_only")
    elif dialect == "postgresql":
        op.execute("DROP FUNCTION never_changed CASCADE")
    for table in reversed(_KEPT):
        op.drop_table(table)
    op.drop_index("ix_rating_task_id", "rating")
    for column in _NEW:
        op.drop_column("rating", column)
    if dialect == "sqlite":
        _guard_ratings_of_sqlite(_OLD)
