"""Triage in full: clock"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

RUNS = sa.text("next_reminder_at IS NOT NULL")


def upgrade() -> None:
    for name in ("due_at", "next_reminder_at"):
        op.add_column("tips", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_tips_desk_due_at", "tips", ["desk", "due_at"])
    op.create_index(
        "ix_tips_next_reminder_at",
        "tips",
        ["next_reminder_at"],
        sqlite_where=RUNS,
        postgresql_where=RUNS,
    )
    # Tips that were open before: the first sweep looks at each of them.
    op.execute("UPDATE tips SET next_reminder_at = filed_at WHERE closed_at IS NULL")
    _reminders()
    _shifts()


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("tip", sa.String(32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("desk", sa.String(8), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["desk"], ["desks.code"], name="fk_reminders_desk_desks"),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name="fk_reminders_tip_tips"),
        sa.PrimaryKeyConstraint("tip", "since", "kind", "stage", name="pk_reminders"),
    )
    op.create_index(
        "ix_reminders_desk_stands_due_at", "reminders", ["desk", "stands", "due_at"]
    )


def _shifts() -> None:
    op.create_table(
        "shifts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("desk", sa.String(8), nullable=False),
        sa.Column("officer", sa.String(32), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["desk"], ["desks.code"], name="fk_shifts_desk_desks"),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name="fk_shifts_officer_officers"),
        sa.PrimaryKeyConstraint("id", name="pk_shifts"),
        sa.UniqueConstraint("officer", "starts", name="uq_shifts_officer_starts"),
    )
    op.create_index("ix_shifts_desk_ends", "shifts", ["desk", "ends"])


def downgrade() -> None:
    op.drop_table("shifts")
    op.drop_table("reminders")
    op.drop_index("ix_tips_next_reminder_at", "tips")
    op.drop_index("ix_tips_desk_due_at", "tips")
    for name in ("next_reminder_at", "due_at"):
        op.drop_column("tips", name)
