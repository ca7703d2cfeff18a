"""Links for one file that its platform does not carry"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_links",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("citizen_key", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_file_links")),
    )
    op.create_index(op.f("ix_file_links_citizen_key"), "file_links", ["citizen_key"])


def downgrade() -> None:
    op.drop_table("file_links")
