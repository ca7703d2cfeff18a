"""Triage in full: moves"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Never in a batch: SQLite would copy and drop a table that other rows already point to.
    for column in _added():
        op.add_column("tips", column)
    op.create_index(op.f("ix_tips_lead"), "tips", ["lead"])
    # Nobody knows when a holder last moved: the claim counts from the first look.
    op.execute("UPDATE tips SET held_since = acknowledged_at WHERE officer IS NOT NULL")
    _create_traces()


def _create_traces() -> None:
    op.create_table(
        "traces",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("tip", sa.String(32), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("desk", sa.String(8), nullable=False),
        sa.Column("to_desk", sa.String(8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name=op.f("fk_traces_tip_tips")),
        sa.ForeignKeyConstraint(["desk"], ["desks.code"], name=op.f("fk_traces_desk_desks")),
        sa.ForeignKeyConstraint(["to_desk"], ["desks.code"], name=op.f("fk_traces_to_desk_desks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_traces")),
    )
    op.create_index(op.f("ix_traces_tip"), "traces", ["tip"])
    op.create_index("ix_traces_desk_at", "traces", ["desk", "at"])


def _added() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("lead", sa.String(32)),
        sa.Column("reporters", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("since", sa.DateTime(timezone=True)),
        sa.Column("extensions", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("held_since", sa.DateTime(timezone=True)),
        sa.Column("muted", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("spam_by", sa.String(32)),
        sa.Column("reopened", sa.Integer(), nullable=False, server_default="0"),
    )


def downgrade() -> None:
    op.drop_table("traces")
    op.drop_index(op.f("ix_tips_lead"), "tips")
    for column in _added():
        op.drop_column("tips", column.name)
