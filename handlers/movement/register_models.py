"""What the registers' API says and hears."""

from datetime import date
from typing import Annotated

from fastapi import Path
from pydantic import Field

from handlers.movement.models import Choice
from handlers.web.shapes import Answer, Asked
from outreach.registers.entry import LONGEST_WORDS
from outreach.registers.form import FieldKind

RegisterInPath = Annotated[str, Path(pattern=r"^[a-z_]{2,24}$")]
EntryInPath = Annotated[int, Path(ge=1, le=2**53)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1, description="The one that was read.")]
Words = Annotated[str, Field(max_length=LONGEST_WORDS)]
Value = Words | int | Annotated[list[Annotated[str, Field(max_length=24)]], Field(max_length=40)]


class FieldView(Answer):
    id: str
    label: str
    kind: FieldKind
    needed: bool
    options: list[Choice]


class StandingView(Answer):
    label: str
    count: int


class RegisterView(Answer):
    id: str
    label: str
    source: str = Field(description="The paper that asks for it.")
    fields: list[FieldView]
    standings: list[StandingView] = Field(description="What is not archived, of this year.")


class RegistersView(Answer):
    may_keep: bool
    year: int
    registers: list[RegisterView]


class EntryView(Answer):
    id: int
    version: int
    day: date
    archived: bool
    values: dict[str, str | int | list[str]]


class EntriesView(Answer):
    entries: list[EntryView]


class NewEntryBody(Asked):
    entry: str = Field(pattern=r"^[0-9a-f]{32}$", description="The same again is entered once.")
    values: dict[str, Value] = Field(max_length=60)


class ChangedBody(Asked):
    version: Version
    values: dict[str, Value] = Field(max_length=60)


class ArchivedBody(Asked):
    version: Version
    archived: bool
