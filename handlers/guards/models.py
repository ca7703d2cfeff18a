"""What the local security team's page says and hears."""

from pydantic import Field

from handlers.web.shapes import Answer, Asked
from tips.triage.by_phone import STORY_LIMIT


class Choice(Answer):
    id: str
    label: str


class GuardView(Answer):
    hamlet: str
    label: str = Field(description="What the desk reads of who chooses to be named.")
    kinds: list[Choice]


class ReportBody(Asked):
    kind: str = Field(max_length=64, examples=["danh_nhau_gay_roi"])
    words: str = Field(default="", json_schema_extra={"maxLength": STORY_LIMIT})
    named: bool = False


class Sent(Answer):
    sent: bool = True
