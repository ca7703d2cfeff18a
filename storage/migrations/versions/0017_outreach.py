"""Whom a commune has to reach, and what was done"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTED = (
    "households", "least", "most", "hamlets", "hamlets_told", "organisations",
    "organisations_told", "members", "members_told", "activities", "heads",
)


def upgrade() -> None:
    op.create_table(
        "hamlets",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("commune", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hamlets"),
        sa.UniqueConstraint("commune", "name", name="uq_hamlets_commune_name"),
    )
    op.create_table(
        "organisations",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("commune", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
        sa.UniqueConstraint("commune", "name", name="uq_organisations_commune_name"),
    )
    op.create_table(
        "activities",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("commune", sa.String(length=8), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("hamlet", NUMBER),
        sa.Column("organisation", NUMBER),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("lesson", sa.String(length=32), nullable=False),
        sa.Column("tags", sa.String(length=200), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.Column("entry", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["hamlet"], ["hamlets.id"], name="fk_activities_hamlet_hamlets"),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisations.id"], name="fk_activities_organisation_organisations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_activities"),
        sa.UniqueConstraint("entry", name="uq_activities_entry"),
    )
    op.create_index("ix_activities_commune_day", "activities", ["commune", "day"])
    op.create_table(
        "commune_reach",
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("commune", sa.String(length=8), nullable=False),
        sa.Column("last", sa.String(length=10)),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTED),
        sa.PrimaryKeyConstraint("year", "commune", name="pk_commune_reach"),
    )
    op.create_table(
        "outreach_targets",
        sa.Column("desk", sa.String(length=8), nullable=False),
        sa.Column("households", sa.SmallInteger(), nullable=False),
        sa.Column("organisations", sa.SmallInteger(), nullable=False),
        sa.Column("silent_days", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("desk", name="pk_outreach_targets"),
    )


def downgrade() -> None:
    op.drop_table("outreach_targets")
    op.drop_table("commune_reach")
    op.drop_index("ix_activities_commune_day", table_name="activities")
    op.drop_table("activities")
    op.drop_table("organisations")
    op.drop_table("hamlets")
