"""Thanks for a tip, and the vouchers a reward is fetched by"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tips", sa.Column("reward", sa.LargeBinary(), nullable=True))
    op.create_table(
        "vouchers",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("province", sa.String(length=8), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=False),
        sa.Column("paid_on", sa.String(length=10), nullable=True),
        sa.Column("paid_by", sa.String(length=32), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_vouchers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_vouchers_until", "vouchers", ["until"])


def downgrade() -> None:
    op.drop_table("vouchers")
    op.drop_column("tips", "reward")
