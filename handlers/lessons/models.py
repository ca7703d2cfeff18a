"""What the lessons' API says and hears. See /openapi.json."""

from datetime import datetime
from typing import Annotated

from fastapi import Path
from pydantic import Field

from broadcasts.campaigns.campaign import Kind, State
from broadcasts.campaigns.moves import Move
from broadcasts.campaigns.own_words import BODY_CHARS, TITLE_CHARS
from broadcasts.delivery.run import Run
from broadcasts.delivery.shard import Mode
from handlers.web.shapes import Answer, Asked

LESSON = r"^[a-z]{2,4}-[0-9]{1,3}$"
LessonInPath = Annotated[str, Path(pattern=LESSON, examples=["ld-01"])]
CampaignInPath = Annotated[str, Path(pattern=r"^[a-z0-9-]{3,16}$", examples=["sen-mai-42"])]
LessonId = Annotated[str, Field(pattern=LESSON)]

# --- said ------------------------------------------------------------------------------------


class Choice(Answer):
    id: str
    label: str


class LessonRow(Answer):
    id: str
    kind: str
    title: str
    topics: list[Choice]
    audience: list[Choice]
    season: Choice
    review_by: str = Field(examples=["2027-06"])
    held: str = Field(description="Why it may not go out now; empty when it may.")
    day_offset: int | None = Field(description="Days from 19/8, for the series that leads there.")


class LearnedRow(LessonRow):
    asked: int = Field(description="How often residents asked for it lately.")
    answered: int = Field(description="Answers to its question; never by whom.")
    right: int = Field(description="Of those, right ones.")
    hard: bool = Field(description="Enough answered, too few of them rightly.")


class Preview(Answer):
    """Word for word what a resident reads; `channels` that show the same stand together."""

    channels: list[Choice]
    texts: list[str]


class LessonView(LessonRow):
    previews: list[Preview]


class LibraryView(Answer):
    lessons: list[LearnedRow]
    kinds: list[Choice]
    topics: list[Choice]
    groups: list[Choice]
    channels: list[Choice]
    seasons: list[Choice]
    rights: list[str] = Field(description="write, approve, alert")
    own_place: str = Field(description="Whom this desk may address at most, as `to` takes it.")
    place: str = Field(description="The same in words.")


class CampaignRow(Answer):
    id: str
    desk: str
    kind: Kind
    kind_label: str
    subject: str
    urgent: bool
    state: State
    state_label: str
    audience: str = Field(description="In words.")
    next_due: datetime | None
    drafted_at: datetime
    drafted_by: str = Field(description="Label; empty: an operator or the line itself.")
    mine: bool


class CampaignList(Answer):
    campaigns: list[CampaignRow]
    now: datetime


class MessageView(Answer):
    lesson: str
    title: str
    held: str
    changed: bool = Field(description="The library says it in other words since the approval.")
    previews: list[Preview]


class DueView(Answer):
    at: datetime
    lesson: str
    title: str
    will_be_held: str = Field(description="Why it would be skipped on that day; empty: it goes.")
    people: int | None = Field(description="How many it is for; null: as many as all.")


class Size(Answer):
    channel: str
    label: str
    people: int


class ForecastView(Answer):
    total: int
    sizes: list[Size]
    starts: datetime
    ends: datetime
    stars: int = Field(description="Telegram Stars that one run may cost.")
    dong: int = Field(default=0, description="Vietnamese đồng that one run may cost.")
    unreached: list[Size] = Field(default=[], description="Whom a platform shows nothing now.")


class LedgerView(Answer):
    """The classes always add up to `frozen`."""

    sent: int
    blocked: int
    failed: int
    unknown: int
    opted_out: int
    deferred: int
    pending: int
    frozen: int


class ChannelLedger(Answer):
    channel: str
    label: str
    ledger: LedgerView


class RunView(Answer):
    due_at: datetime
    lesson: str
    title: str
    state: Run
    state_label: str
    reason: str
    ledger: LedgerView
    channels: list[ChannelLedger]


class Silence(Answer):
    channel: str
    label: str
    until: datetime


class Progress(Answer):
    """Cheap to ask for again and again."""

    id: str
    state: State
    state_label: str
    next_due: datetime | None
    runs: list[RunView]
    ledger: LedgerView
    ends: datetime | None = Field(description="When the people who wait are through, about.")
    silences: list[Silence] = Field(description="The platform told us to be silent.")
    moves: list[Move] = Field(description="What this officer may do now.")
    may_mend: bool = Field(description="It reached somebody: it can be corrected or recalled.")
    now: datetime


class CampaignView(CampaignRow):
    mode: Mode
    messages: list[MessageView]
    to_check: list[str] = Field(description="Numbers and links in a desk's own words.")
    places: list[str] = Field(description="Each by name, where `audience` only counts them.")
    waits_for: str = Field(description="For what has no moment of its own yet.")
    dues: list[DueView]
    forecast: ForecastView
    proof: str = Field(description="Fingerprint of what is shown; `approve` sends it back.")
    approved_by: str
    approved_at: datetime | None
    approved_size: int | None
    needs_second_person: bool = Field(description="This officer wrote it.")
    progress: Progress


class CalendarEntry(Answer):
    at: datetime
    campaign: str
    lesson: str
    title: str
    subject: str
    state: str = Field(description="planned, draft, paused, or how its run stands.")
    state_label: str
    reason: str
    urgent: bool
    series: bool = Field(description="Of the ten lessons that lead to 19/8.")


class CalendarView(Answer):
    month: str
    entries: list[CalendarEntry]
    rights: list[str]
    now: datetime


class Resolved(Answer):
    people: int
    progress: Progress


# --- heard -----------------------------------------------------------------------------------

# Only the rules know what these may hold; the schema tells how long they may be.
To = Annotated[str, Field(max_length=500, examples=["79; topics=ma_tuy"])]
At = Annotated[str, Field(max_length=200, examples=["thứ ba, thứ năm 19:30"])]


class NewCampaign(Asked):
    """Lessons, or words of its own: then it is an urgent alert."""

    to: To
    at: At = "now"
    lessons: list[LessonId] = Field(default=[], max_length=60)
    title: str = Field(default="", json_schema_extra={"maxLength": TITLE_CHARS})
    text: str = Field(default="", json_schema_extra={"maxLength": BODY_CHARS})
    urgent: bool = False
    mode: Mode = Mode.AT_LEAST


class NewSeries(Asked):
    to: To
    year: int | None = Field(default=None, ge=2026, le=2199)


class Approval(Asked):
    proof: str = Field(pattern=r"^[0-9a-f]{16}$")


class Correction(Asked):
    text: str = Field(json_schema_extra={"minLength": 1, "maxLength": BODY_CHARS})
    lesson: LessonId | None = None


class Recall(Asked):
    lesson: LessonId | None = None


class Settling(Asked):
    again: bool = Field(description="True: send it to them again. False: count them as sent.")
