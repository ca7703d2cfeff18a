"""What the desk's API says and hears. See /openapi.json."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Path
from pydantic import Field

from handlers.web.shapes import Answer
from handlers.web.shapes import IdempotencyKey as IdempotencyKey
from messages.message import MediaKind
from tips.moves.base import WORDS_LIMIT
from tips.moves.table import MOVES
from tips.tip import Author, Status, Urgency

CODE = r"^[A-Za-z0-9-]{3,16}$"
CodeInPath = Annotated[str, Path(pattern=CODE, examples=["K7Q-204"])]
MediaInPath = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


# --- said ------------------------------------------------------------------------------------


class Named(Answer):
    id: str
    label: str


class ChoiceWithWords(Named):
    tells_citizen: str = Field(description="What the citizen will read when this is chosen.")


class Matters(StrEnum):
    OPTIONAL = "optional"
    ASKED = "asked"
    NEEDED = "needed"


class StatusChoice(ChoiceWithWords):
    reason: Matters = Field(description="How much `reason` matters when this is chosen.")


class Deadline(Answer):
    label: str
    at: datetime
    late: bool
    basis: str = Field(description="The article or order it stands on.")


class MediaView(Answer):
    id: str
    kind: MediaKind
    mime: str
    size: int
    url: str


class TipRow(Answer):
    """What queue and thread both show."""

    code: str
    kind: str
    kind_label: str
    status: Status
    status_label: str
    urgency: Urgency
    urgency_label: str
    place: str
    filed_at: datetime
    deadline: Deadline | None
    officer_label: str = Field(description="Who holds it; empty when nobody does.")
    mine: bool
    unread: bool
    version: int


class LaneName(StrEnum):
    FREE = "free"
    MINE = "mine"
    HELD = "held"
    OVER = "over"


class QueuedTip(TipRow):
    gist: str
    lane: LaneName = Field(description="Free, one's own that calls, held, over: in this order.")


class Queue(Answer):
    tips: list[QueuedTip]
    next: str | None = Field(description="Pass as `after` to read on; null at the end.")
    now: datetime = Field(description="The server's clock, for counting down.")


class PositionView(Answer):
    latitude: float
    longitude: float
    accuracy: float | None


class Where(Answer):
    words: str
    commune: str | None
    commune_name: str
    province_name: str
    evidence: str
    position: PositionView | None


class AnswerGiven(Answer):
    question: str
    answer: str


class LineView(Answer):
    number: int
    at: datetime
    author: Author
    officer: str
    text: str
    media: list[MediaView]
    source: str = Field(default="", description="Code of the merged tip it was said in.")


MoveName = Annotated[str, Field(json_schema_extra={"enum": list(MOVES)})]


class TraceView(Answer):
    """This desk handed the tip over: what is shown is how it was then."""

    at: datetime
    desk: str
    desk_name: str
    reason: str


class LikelyDuplicate(Answer):
    """Perhaps the same event, told by somebody else. Nothing is merged by itself."""

    code: str
    score: float
    gist: str


class FullTip(TipRow):
    channel_label: str = Field(description="By which channel it came, never who.")
    story: str
    when: str
    urgent_words: bool
    answers: list[AnswerGiven]
    where: Where
    route_reason: str
    media: list[MediaView]
    lines: list[LineView]
    acknowledged_at: datetime | None
    closed_at: datetime | None
    closing_reason: Named | None
    moves: list[MoveName] = Field(description="What this officer may do now.")
    foretold: dict[MoveName, str] = Field(
        description="What a move would bring, to be shown before it is pressed: a new date."
    )
    again: list[MoveName] = Field(
        default=[], description="Of `moves`: those that undo, or consent to, what was done."
    )
    statuses: list[StatusChoice] = Field(description="Where `status` may go from here.")
    urgencies: list[Named]
    closing_reasons: list[ChoiceWithWords]
    splittable: list[int] = Field(
        default=[], description="Numbers of lines that may become a tip of their own."
    )
    lead: str | None = Field(default=None, description="It was merged into this one.")
    merged: list[str] = Field(default=[], description="Codes of the tips merged into it.")
    reporters: int = Field(default=1, description="How many tips tell of it.")
    likely_duplicates: list[LikelyDuplicate] | None = Field(
        default=None, description="Told when a tip is opened, not after a move."
    )
    extensions: int = 0
    muted: bool = False
    kept_since: datetime | None = Field(
        default=None, description="By order its words stay beyond their time."
    )
    spam_proposed: bool = False
    mediated_on: date | None = Field(default=None, description="Given to the mediation group.")
    reach: str = Field(default="", description="Whether the resident is shown what is written.")
    trace: TraceView | None = None
    now: datetime


# --- heard -----------------------------------------------------------------------------------


# Told in the schema, checked by the rules: they count what remains after cleaning.
SpokenWords = Annotated[
    str, Field(json_schema_extra={"minLength": 1, "maxLength": WORDS_LIMIT, "pattern": r"\S"})
]


Confirm = Annotated[
    bool, Field(description="Said again, after `words_held` told what was found in the text.")
]


class AuditRow(Answer):
    id: int
    at: datetime
    action: str = Field(examples=["look"])
    officer: str = Field(description="Their label; empty for a resident's own doing.")
    desk: str
    tip: str = Field(description="Its code, when the entry is about one tip.")
    fact: str = Field(description="Codes only.")


class AuditLog(Answer):
    entries: list[AuditRow]
    next: int | None = Field(description="Pass as `after` to read on; null at the end.")
