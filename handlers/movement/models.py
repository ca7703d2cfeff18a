"""What the movement's API says and hears. See /openapi.json."""

from datetime import date
from typing import Annotated

from fastapi import Path
from pydantic import Field

from handlers.web.shapes import Answer, Asked
from outreach.activity import MOST_HEADS, TAGS, Form

Count = Annotated[int, Field(ge=0, le=MOST_HEADS)]
PlaceNumber = Annotated[int, Field(ge=1, le=2**53)]
ActivityInPath = Annotated[int, Path(ge=1, le=2**53)]
Year = Annotated[int, Field(ge=2000, le=2999)]
Percent = Annotated[int, Field(ge=1, le=100)]
Tag = Annotated[str, Field(json_schema_extra={"enum": list(TAGS)})]

# --- said ------------------------------------------------------------------------------------


class Choice(Answer):
    id: str
    label: str


class PlaceView(Answer):
    id: int
    name: str
    kind: str = Field(description="Of an organisation; empty: a hamlet.")
    households: int
    heads: int


class OrganisationView(PlaceView):
    focal: str = Field(description="Who answers for it.")
    phone: str


class PlacesView(Answer):
    may_log: bool
    hamlets: list[PlaceView]
    organisations: list[OrganisationView] = Field(description="The first ones, by name.")
    more: bool = Field(description="There are others: name them to find them.")


class ActivityView(Answer):
    id: int
    day: date
    form: Form
    form_label: str
    place: str = Field(description="Its hamlet or organisation; empty: the whole commune.")
    households: int
    heads: int
    lesson: str
    tags: list[Choice]


class ReachView(Answer):
    households: int
    least: int = Field(description="Households surely told: the largest single activity of each.")
    most: int = Field(description="Households told if no two activities met the same.")
    least_percent: int
    most_percent: int
    hamlets: int
    hamlets_told: int
    organisations: int
    organisations_told: int
    organisations_percent: int
    members: int
    members_told: int
    activities: int
    heads: int
    last: date | None


class RowView(Answer):
    code: str
    name: str
    reach: ReachView


class TargetsView(Answer):
    households: int
    organisations: int
    silent_days: int


class MovementView(Answer):
    desk: str
    is_commune: bool
    may_log: bool
    may_set: bool
    year: int
    today: date
    whole: ReachView
    targets: TargetsView
    forms: list[Choice]
    tags: list[Choice]
    lessons: list[Choice]
    hamlets: list[PlaceView]
    organisations: list[PlaceView] = Field(description="The first ones, by name.")
    more: bool = Field(description="There are other organisations: /places finds them by name.")
    latest: list[ActivityView]


class RowsView(Answer):
    year: int
    targets: TargetsView
    whole: ReachView
    rows: list[RowView]
    left_out: int = Field(description="Organisations of a commune beyond the rows; see a report.")


class SilentView(Answer):
    days: int
    rows: list[RowView]


class FaultView(Answer):
    row: int = Field(description="As the sheet numbers it; the head is row 1.")
    column: str
    reason: str
    words: str


class Imported(Answer):
    saved: int = Field(description="Nothing of a sheet with a fault is kept.")
    broken: int
    faults: list[FaultView] = Field(description="The first hundred.")


class DueView(Answer):
    name: str
    label: str
    to: str
    source: str = Field(description="The paper that asks for it.")
    due: date
    first: date = Field(description="The first day it counts.")
    last: date
    sent: date | None
    overdue: bool
    soon: bool


class DuesView(Answer):
    dues: list[DueView]


# --- heard -----------------------------------------------------------------------------------


class NewActivityBody(Asked):
    entry: str = Field(pattern=r"^[0-9a-f]{32}$", description="The same again is logged once.")
    day: date
    form: Form
    hamlet: PlaceNumber | None = None
    organisation: PlaceNumber | None = None
    households: Count = 0
    heads: Count = 0
    lesson: str = Field(default="", pattern=r"^([a-z]{2,4}-[0-9]{1,3})?$")
    tags: list[Tag] = Field(default=[], max_length=len(TAGS))


class SentBody(Asked):
    name: str = Field(pattern=r"^[a-z0-9_]{2,24} [0-9]{4}-[0-9]{2}-[0-9]{2}$")


class NewTargets(Asked):
    households: Percent
    organisations: Percent
    silent_days: Annotated[int, Field(ge=1, le=366)]
