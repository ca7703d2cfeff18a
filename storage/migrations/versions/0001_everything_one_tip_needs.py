"""Everything one tip needs"""

import sqlalchemy as sa
from alembic import op


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=True),
        sa.Column("event_mark", sa.String(length=64), nullable=True),
        sa.Column("fact", sa.String(length=200), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("event_mark", name=op.f("uq_audit_event_mark")),
        sa.UniqueConstraint("subject", "number", name=op.f("uq_audit_subject_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "chat_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("citizen_key", sa.String(length=64), nullable=False),
        sa.Column("letter", sa.String(length=32), nullable=True),
        sa.Column("stays", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_lines")),
        sa.UniqueConstraint("letter", name=op.f("uq_chat_lines_letter")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("chat_lines", schema=None) as batch_op:
        batch_op.create_index("ix_chat_lines_citizen_key_id", ["citizen_key", "id"], unique=False)

    op.create_table(
        "counters",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "day", name=op.f("pk_counters")),
    )
    op.create_table(
        "desks",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("telegram_group", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_desks")),
        sa.UniqueConstraint("telegram_group", name=op.f("uq_desks_telegram_group")),
    )
    op.create_table(
        "drafts",
        sa.Column("citizen_key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("draft_mark", sa.String(length=64), nullable=False),
        sa.Column(
            "first_line", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("citizen_key", name=op.f("pk_drafts")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_heard_at"), ["heard_at"], unique=False)

    op.create_table(
        "events",
        sa.Column("event_mark", sa.String(length=64), nullable=False),
        sa.Column("citizen_key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("event_mark", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_citizen_key"), ["citizen_key"], unique=False)

    op.create_table(
        "wrong_receipts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("citizen_key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_receipts")),
    )
    with op.batch_alter_table("wrong_receipts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wrong_receipts_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_wrong_receipts_citizen_key"), ["citizen_key"], unique=False
        )

    op.create_table(
        "invites",
        sa.Column("token_mark", sa.String(length=64), nullable=False),
        sa.Column("desk", sa.String(length=8), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["desk"], ["desks.code"], name=op.f("fk_invites_desk_desks")),
        sa.PrimaryKeyConstraint("token_mark", name=op.f("pk_invites")),
    )
    op.create_table(
        "officers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("desk", sa.String(length=8), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("account_mark", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["desk"], ["desks.code"], name=op.f("fk_officers_desk_desks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
        sa.UniqueConstraint("account_mark", name=op.f("uq_officers_account_mark")),
        sa.UniqueConstraint("desk", "label", name=op.f("uq_officers_desk_label")),
    )
    with op.batch_alter_table("officers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_officers_desk"), ["desk"], unique=False)

    op.create_table(
        "link_codes",
        sa.Column("code_mark", sa.String(length=64), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=True),
        sa.Column("desk", sa.String(length=8), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["desk"], ["desks.code"], name=op.f("fk_link_codes_desk_desks")),
        sa.ForeignKeyConstraint(
            ["officer"], ["officers.id"], name=op.f("fk_link_codes_officer_officers")
        ),
        sa.PrimaryKeyConstraint("code_mark", name=op.f("pk_link_codes")),
    )
    op.create_table(
        "sessions",
        sa.Column("session_mark", sa.String(length=64), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer"], ["officers.id"], name=op.f("fk_sessions_officer_officers")
        ),
        sa.PrimaryKeyConstraint("session_mark", name=op.f("pk_sessions")),
    )
    op.create_table(
        "tips",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("draft_mark", sa.String(length=64), nullable=False),
        sa.Column("receipt_mark", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("desk", sa.String(length=8), nullable=False),
        sa.Column("commune", sa.String(length=8), nullable=True),
        sa.Column("province", sa.String(length=8), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("urgency", sa.String(length=32), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing_reason", sa.String(length=64), nullable=True),
        sa.Column("officer", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("queue_rank", sa.Integer(), nullable=False),
        sa.Column("queue_at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["desk"], ["desks.code"], name=op.f("fk_tips_desk_desks")),
        sa.ForeignKeyConstraint(
            ["officer"], ["officers.id"], name=op.f("fk_tips_officer_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tips")),
        sa.UniqueConstraint("code", name=op.f("uq_tips_code")),
        sa.UniqueConstraint("draft_mark", name=op.f("uq_tips_draft_mark")),
        sa.UniqueConstraint("receipt_mark", name=op.f("uq_tips_receipt_mark")),
    )
    with op.batch_alter_table("tips", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tips_queue", ["desk", "queue_rank", "queue_at", "id"], unique=False
        )

    op.create_table(
        "identity_links",
        sa.Column("tip", sa.String(length=32), nullable=False),
        sa.Column("citizen_key", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name=op.f("fk_identity_links_tip_tips")),
        sa.PrimaryKeyConstraint("tip", name=op.f("pk_identity_links")),
    )
    with op.batch_alter_table("identity_links", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_identity_links_citizen_key"), ["citizen_key"], unique=False
        )

    op.create_table(
        "letters",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("tip", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("lane", sa.String(length=100), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("telegram_group", sa.String(length=64), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("wanted_version", sa.Integer(), nullable=False),
        sa.Column("shown_version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("card_of", sa.String(length=100), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name=op.f("fk_letters_tip_tips")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("card_of", name=op.f("uq_letters_card_of")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index(
            "ix_letters_lane_state_position", ["lane", "state", "position"], unique=False
        )
        batch_op.create_index("ix_letters_place", ["place"], unique=False)
        batch_op.create_index("ix_letters_position", ["position"], unique=False)
        batch_op.create_index("ix_letters_state_due_at", ["state", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_letters_tip"), ["tip"], unique=False)

    op.create_table(
        "media",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("mime", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tip", sa.String(length=32), nullable=True),
        sa.Column("citizen_key", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name=op.f("fk_media_tip_tips")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
    )
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_citizen_key"), ["citizen_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_media_tip"), ["tip"], unique=False)

    op.create_table(
        "tip_lines",
        sa.Column("tip", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name=op.f("fk_tip_lines_tip_tips")),
        sa.PrimaryKeyConstraint("tip", "number", name=op.f("pk_tip_lines")),
    )
    # The duty desk no tip can miss.
    op.execute("INSERT INTO desks (code, name, is_open) VALUES ('00', 'Trực ban toàn quốc', true)")
    _only_add_to_audit()


def _only_add_to_audit() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{what.lower()} BEFORE {what} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'audit is only added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit is only added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "EXECUTE FUNCTION audit_is_only_added_to()"
    )
