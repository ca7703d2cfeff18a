"""When a tip was classified: a question to the resident pauses no clock any more"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Of a tip that waits for its resident nobody wrote down what went before: its clock stays as it is.
BEFORE = """UPDATE tips SET classified_at = COALESCE(acknowledged_at, filed_at)
    WHERE status NOT IN ('tiep_nhan', 'phan_loai')"""


def upgrade() -> None:
    op.add_column("tips", sa.Column("classified_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(BEFORE)


def downgrade() -> None:
    op.drop_column("tips", "classified_at")
