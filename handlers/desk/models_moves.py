"""What the moves of full triage hear and say. See /openapi.json."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from handlers.desk.models import CODE, FullTip, Named
from handlers.web.shapes import Answer, Asked
from tips.moves.base import WORDS_LIMIT
from tips.tip import Urgency
from tips.triage.by_phone import STORY_LIMIT

DESK = r"^([0-9]{2,5}(-P[AC][0-9]{2})?|P[AC][0-9]{2})$"
Reason = Annotated[
    str, Field(json_schema_extra={"minLength": 1, "maxLength": WORDS_LIMIT, "pattern": r"\S"})
]


class Because(Asked):
    reason: Reason


class Assigning(Because):
    officer: str = Field(max_length=100, description="A colleague's id or label.")


class HandingOver(Because):
    desk: str = Field(pattern=DESK, examples=["26743", "79-PC04", "PC04"])


class Merging(Because):
    into: str = Field(pattern=CODE, examples=["K7Q-204"])


class Splitting(Because):
    line: int | None = Field(default=None, ge=1, le=1_000_000)


class NewKind(Because):
    kind: str = Field(max_length=64, examples=["ma_tuy"])


class NewPlace(Because):
    commune: str = Field(pattern=r"^[0-9]{5}$", examples=["26743"])


class Muting(Because):
    muted: bool = True


class ByPhone(Asked):
    kind: str = Field(max_length=64, examples=["ma_tuy"])
    story: str = Field(
        json_schema_extra={"minLength": 1, "maxLength": STORY_LIMIT, "pattern": r"\S"}
    )
    place: str = Field(default="", json_schema_extra={"maxLength": WORDS_LIMIT})
    when: str = Field(default="", json_schema_extra={"maxLength": WORDS_LIMIT})
    urgency: Urgency | None = None
    channel: Literal["phone", "counter"] = "phone"
    commune: str | None = Field(default=None, pattern=r"^[0-9]{5}$")


class PhoneTip(Answer):
    code: str
    receipt: str = Field(description="To be read to the caller now; it is never shown again.")
    tip: FullTip


class TraceRow(Answer):
    code: str
    at: datetime
    desk: str
    desk_name: str
    reason: str


class Traces(Answer):
    traces: list[TraceRow]


class Choices(Answer):
    officers: list[Named]
    desks: list[Named]
    likely_desks: list[Named] = Field(
        description="The department for this kind of tip, and the province."
    )
    kinds: list[Named]
