"""The first letter of each lane by one walk; merged tips by an index that holds only them"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        op.f("ix_letters_state_lane_position"), "letters", ["state", "lane", "position"]
    )
    # Of a million tips nearly none has a lead: an index of all of them led SQLite astray.
    op.drop_index(op.f("ix_tips_lead"), table_name="tips")
    merged = sa.text("lead IS NOT NULL")
    op.create_index(
        op.f("ix_tips_lead"), "tips", ["lead"], sqlite_where=merged, postgresql_where=merged
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_tips_lead"), table_name="tips")
    op.create_index(op.f("ix_tips_lead"), "tips", ["lead"])
    op.drop_index(op.f("ix_letters_state_lane_position"), table_name="letters")
