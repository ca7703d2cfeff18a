"""A key of its own for each tip and each file"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tip_keys",
        sa.Column("tip", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name="fk_tip_keys_tip_tips"),
        sa.PrimaryKeyConstraint("tip", "recipient", name="pk_tip_keys"),
    )
    op.add_column("media", sa.Column("sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("media", "sealed")
    op.drop_table("tip_keys")
