"""The registers a commune keeps"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "register_entries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("desk", sa.String(length=8), nullable=False),
        sa.Column("register", sa.String(length=24), nullable=False),
        sa.Column("standing", sa.String(length=24), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.Column("entry", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_register_entries"),
        sa.UniqueConstraint("entry", name="uq_register_entries_entry"),
    )
    op.create_index(
        "ix_register_entries_desk_register", "register_entries", ["desk", "register"]
    )


def downgrade() -> None:
    op.drop_index("ix_register_entries_desk_register", table_name="register_entries")
    op.drop_table("register_entries")
