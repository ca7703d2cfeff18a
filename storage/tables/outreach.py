"""What the movement counts. Nothing here knows a tip or a subscriber.

Who answers for an organisation is sealed; names of hamlets, schools and firms stand on their gates.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from storage.tables.base import ID, NUMBER, UtcDateTime, metadata

COMMUNE = String(8)
DAY = String(10)  # 2027-08-19

hamlets = Table(
    "hamlets",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("commune", COMMUNE, nullable=False),
    Column("name", String(120), nullable=False),
    Column("households", Integer, nullable=False),
    Column("heads", Integer, nullable=False),
    UniqueConstraint("commune", "name"),
)

organisations = Table(
    "organisations",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("commune", COMMUNE, nullable=False),
    Column("name", String(120), nullable=False),
    Column("kind", String(16), nullable=False),  # outreach.places.OrganisationKind
    Column("heads", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # who answers for it, and their phone
    UniqueConstraint("commune", "name"),
)

activities = Table(
    "activities",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("commune", COMMUNE, nullable=False),
    Column("day", DAY, nullable=False),
    Column("form", String(16), nullable=False),  # outreach.activity.Form
    Column("hamlet", ForeignKey("hamlets.id")),
    Column("organisation", ForeignKey("organisations.id")),
    Column("households", Integer, nullable=False),
    Column("heads", Integer, nullable=False),
    Column("lesson", String(32), nullable=False),
    Column("tags", String(200), nullable=False),  # words of outreach.activity.TAGS, spaced
    Column("officer", ID, nullable=False),
    Column("entry", String(32), nullable=False, unique=True),
    Index("ix_activities_commune_day", "commune", "day"),
    Index("ix_activities_lesson_day", "lesson", "day", "commune"),
)

# Measured anew with every activity, so that a province reads one row a commune.
commune_reach = Table(
    "commune_reach",
    metadata,
    Column("year", SmallInteger, primary_key=True),
    Column("commune", COMMUNE, primary_key=True),
    Column("last", DAY),
    Column("households", Integer, nullable=False),
    Column("least", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    Column("hamlets", Integer, nullable=False),
    Column("hamlets_told", Integer, nullable=False),
    Column("organisations", Integer, nullable=False),
    Column("organisations_told", Integer, nullable=False),
    Column("members", Integer, nullable=False),
    Column("members_told", Integer, nullable=False),
    Column("activities", Integer, nullable=False),
    Column("heads", Integer, nullable=False),
)

reports_sent = Table(
    "reports_sent",
    metadata,
    Column("desk", String(8), primary_key=True),
    Column("name", String(48), primary_key=True),  # outreach.calendar.Due.name
    Column("officer", ID, nullable=False),
    Column("day", DAY, nullable=False),
)

# `rests_until`: it is being told, and tried again then; empty: told.
report_reminders = Table(
    "report_reminders",
    metadata,
    Column("name", String(48), primary_key=True),  # outreach.calendar.Due.name
    Column("desk", String(8), primary_key=True),
    Column("stage", String(8), primary_key=True),  # outreach.reminding.DueStage
    Column("day", DAY, nullable=False),  # it is due
    Column("rests_until", UtcDateTime),
)

outreach_targets = Table(
    "outreach_targets",
    metadata,
    Column("desk", String(8), primary_key=True),
    Column("households", SmallInteger, nullable=False),
    Column("organisations", SmallInteger, nullable=False),
    Column("silent_days", SmallInteger, nullable=False),
)

# Whose names stand in a register is sealed; what is counted of it stands beside.
register_entries = Table(
    "register_entries",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("desk", COMMUNE, nullable=False),
    Column("register", String(24), nullable=False),  # a table of outreach/registers/registers.toml
    Column("standing", String(24), nullable=False),
    Column("year", SmallInteger, nullable=False),  # 0: of none
    Column("archived", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("day", DAY, nullable=False),
    Column("officer", ID, nullable=False),
    Column("entry", String(32), nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_register_entries_desk_register", "desk", "register"),
)
