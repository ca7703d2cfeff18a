"""Triage in full: audit"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "anchors",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_entry", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_anchors")),
    )
    # What a tip may repeat is looked for among its desk's tips of the same kind and days.
    op.create_index("ix_tips_desk_kind_filed_at", "tips", ["desk", "kind", "filed_at"])
    _only_add_to_anchors()


def _only_add_to_anchors() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER anchors_no_{what.lower()} BEFORE {what} ON anchors "
                "BEGIN SELECT RAISE(ABORT, 'anchors are only added to'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER anchors_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON anchors "
        "EXECUTE FUNCTION audit_is_only_added_to()"
    )


def downgrade() -> None:
    op.drop_index("ix_tips_desk_kind_filed_at", "tips")
    op.drop_table("anchors")
