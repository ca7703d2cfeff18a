"""The sentences a desk has ready for its residents"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ready_words",
        sa.Column("desk", sa.String(length=8), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["desk"], ["desks.code"], name="fk_ready_words_desk_desks"),
        sa.PrimaryKeyConstraint("desk", name="pk_ready_words"),
    )


def downgrade() -> None:
    op.drop_table("ready_words")
