"""What rows call a citizen follows from nothing, and who that is hangs on keys to be destroyed"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pseudonyms",
        sa.Column("citizen_key", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=8), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("citizen_key", name=op.f("pk_pseudonyms")),
        sa.UniqueConstraint("mark", name=op.f("uq_pseudonyms_mark")),
    )
    op.create_index(op.f("ix_pseudonyms_key_id"), "pseudonyms", ["key_id"])
    op.create_table(
        "link_epochs",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key_id", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_epochs")),
    )
    op.create_table(
        "canaries",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_canaries")),
    )
    # What was told for a tip says so itself: which chat told it stands in no row any more.
    op.execute(
        "UPDATE chat_lines SET stays = TRUE "
        "WHERE citizen_key IN (SELECT citizen_key FROM identity_links)"
    )


def downgrade() -> None:
    op.drop_table("canaries")
    op.drop_table("link_epochs")
    op.drop_index(op.f("ix_pseudonyms_key_id"), table_name="pseudonyms")
    op.drop_table("pseudonyms")
