"""What the local security team's page says and hears."""

from datetime import datetime
from typing import Annotated

from fastapi import Path
from pydantic import Field

from handlers.web.shapes import Answer, Asked
from tips.triage.by_phone import STORY_LIMIT

TaskInPath = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


class Choice(Answer):
    id: str
    label: str


class TaskView(Answer):
    id: str
    words: str = Field(description="An officer's, for this hamlet.")
    given_at: datetime


class GuardView(Answer):
    hamlet: str
    label: str = Field(description="What the desk reads of who chooses to be named.")
    kinds: list[Choice]
    tasks: list[TaskView]


class ReportBody(Asked):
    kind: str = Field(max_length=64, examples=["danh_nhau_gay_roi"])
    words: str = Field(default="", json_schema_extra={"maxLength": STORY_LIMIT})
    named: bool = False


class AnswerBody(Asked):
    done: bool


class Sent(Answer):
    sent: bool = True
