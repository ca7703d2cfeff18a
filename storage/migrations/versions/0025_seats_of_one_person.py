"""Seats that are known to be one person's"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("officers", sa.Column("other_seats", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("officers", "other_seats")
