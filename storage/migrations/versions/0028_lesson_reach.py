"""How far a lesson came is asked of a place and of a lesson"""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    told = ["province", "commune", "topics", "groups"]
    op.create_index("ix_subscribers_place", "subscribers", told)
    op.create_index("ix_activities_lesson_day", "activities", ["lesson", "day", "commune"])


def downgrade() -> None:
    op.drop_index("ix_activities_lesson_day", "activities")
    op.drop_index("ix_subscribers_place", "subscribers")
