"""The queue's index tells all that a search asks of tips it knows"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NAME = "ix_tips_queue"
PLACE = ["desk", "queue_rank", "queue_at", "id"]


def upgrade() -> None:
    op.drop_index(NAME, table_name="tips")
    op.create_index(NAME, "tips", [*PLACE, "version", "lead"], unique=False)


def downgrade() -> None:
    op.drop_index(NAME, table_name="tips")
    op.create_index(NAME, "tips", PLACE, unique=False)
