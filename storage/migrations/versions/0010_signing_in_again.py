"""Browsers told apart, code apps and passkeys: officers sign in again by themselves"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    device = sa.Column("device", sa.String(length=60), nullable=False, server_default="")
    op.add_column("sessions", device)
    for name in ("began_at", "seen_at"):
        op.add_column("sessions", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "code_apps",
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer"], ["officers.id"], name=op.f("fk_code_apps_officer_officers")
        ),
        sa.PrimaryKeyConstraint("officer", name=op.f("pk_code_apps")),
    )
    op.create_table(
        "code_attempts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat", sa.String(length=32), nullable=False),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_attempts")),
    )
    op.create_index(op.f("ix_code_attempts_at"), "code_attempts", ["at"])
    op.create_table(
        "passkeys",
        sa.Column("credential_mark", sa.String(length=64), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("signatures", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer"], ["officers.id"], name=op.f("fk_passkeys_officer_officers")
        ),
        sa.PrimaryKeyConstraint("credential_mark", name=op.f("pk_passkeys")),
    )
    op.create_index(op.f("ix_passkeys_officer"), "passkeys", ["officer"])
    op.create_table(
        "used_challenges",
        sa.Column("challenge_mark", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("challenge_mark", name=op.f("pk_used_challenges")),
    )


def downgrade() -> None:
    for table in ("used_challenges", "passkeys", "code_attempts", "code_apps"):
        op.drop_table(table)
    for name in ("seen_at", "began_at", "device"):
        op.drop_column("sessions", name)
