"""Visits, the drafts of their notes, signed notes and addenda."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NEVER = "CREATE TRIGGER {table}_{verb} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{words}'); END;"
_NEVER_POSTGRESQL = (
    "CREATE TRIGGER {table}_{verb} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION never_done('{words}')"
)
_FUNCTION = (
    "CREATE FUNCTION never_done() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0]; END $$"
)
_FIXED = (
    ("note_version", "is_append_only", "UPDATE", "drafts are never changed: save a new one"),
    ("signed_note", "is_immutable", "UPDATE", "a signed note is never changed: add an addendum"),
    ("signed_note", "is_kept", "DELETE", "a signed note is never deleted"),
    ("addendum", "is_immutable", "UPDATE", "an addendum is never changed: add another one"),
    ("addendum", "is_kept", "DELETE", "an addendum is never deleted"),
)


def upgrade() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("patient", sa.Text(), nullable=False),
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.Column("template", sa.String(80), nullable=False),
        sa.Column("creator", sa.String(200), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
    )
    op.create_table(
        "note_version",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("visit_id", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_note_version"),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_note_version_visit_id", ondelete="CASCADE"),
    )
    op.create_index("ix_note_version_visit_id", "note_version", ["visit_id"])
    op.create_table(
        "signed_note",
        sa.Column("visit_id", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(200), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("visit_id", name="pk_signed_note"),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_signed_note_visit_id"),
    )
    op.create_table(
        "addendum",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("visit_id", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_addendum"),
        sa.ForeignKeyConstraint(["visit_id"], ["signed_note.visit_id"], name="fk_addendum_visit_id"),
    )
    op.create_index("ix_addendum_visit_id", "addendum", ["visit_id"])
    dialect = op.get_context().dialect.name
    if dialect == "postgresql":
        op.execute(_FUNCTION)
    never = {"sqlite": _NEVER, "postgresql": _NEVER_POSTGRESQL}.get(dialect, "")
    for table, verb, act, words in _FIXED if never else ():
        op.execute(never.format(table=table, verb=verb, act=act, words=words))


def downgrade() -> None:
    for table in ("addendum", "signed_note", "note_version", "visit"):
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION never_done")
