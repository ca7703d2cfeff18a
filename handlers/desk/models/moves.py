"""What the moves of full triage hear and say. See /openapi.json."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from handlers.desk.models.tips import FullTip, Named
from handlers.web.shapes import Answer, Asked
from tips.moves.base import WORDS_LIMIT
from tips.tip import Urgency
from tips.triage.by_phone import STORY_LIMIT


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
    hamlets: list[Named] = Field(description="With a seat of the local security team.")
