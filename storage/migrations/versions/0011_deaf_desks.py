"""What the last letter to a desk's group met"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("desks", sa.Column("trouble", sa.String(length=16), nullable=True))


def downgrade() -> None:
    op.drop_column("desks", "trouble")
