"""What the chat API says and hears, as JSON."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from messages.message import ChatLine, Choice, Incoming, MediaKind, Position

LONGEST_TEXT = 20_000  # characters; a page of story has 3,000
MEDIA_PATH = "/api/chat/media/"
KEY_HEADER = "Idempotency-Key"
KEY_PATTERN = "[!-~]{1,128}"
_KEY = re.compile(KEY_PATTERN)


class ChatButton(BaseModel):
    label: str
    choice: str


class ChatMedia(BaseModel):
    id: str
    kind: MediaKind
    mime: str = Field(examples=["image/jpeg"])
    url: str = Field(examples=[MEDIA_PATH + "3f2a"])


class ChatMessage(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    id: int = Field(description="Grows within a chat; read on with `after`.")
    sender: Literal["bot", "citizen", "desk"] = Field(serialization_alias="from")
    text: str
    buttons: list[ChatButton]
    media: list[ChatMedia]
    receipt: list[str] = Field([], description="The words that open this tip again.")
    step: str = Field("", examples=["Bước 2/6 · Ở đâu?"])
    aside: bool = Field(False, description="About lessons: the tip being told goes on.")


class ChatMessages(BaseModel):
    messages: list[ChatMessage]
    refused: Annotated[bool, Field(description="The file was not taken; why, is said.")] = False


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SentText(_Sent):
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)

    def add_to(self, incoming: Incoming) -> Incoming:
        return replace(incoming, text=_printable(self.text))


class SentChoice(_Sent):
    choice: str = Field(pattern=r"^[!-~]{1,64}$", description="The `choice` of a button.")

    def add_to(self, incoming: Incoming) -> Incoming:
        return replace(incoming, choice=Choice(self.choice))


class SentPosition(_Sent):
    latitude: float = Field(ge=-90, le=90, allow_inf_nan=False)
    longitude: float = Field(ge=-180, le=180, allow_inf_nan=False)
    accuracy: float | None = Field(
        None, ge=0, le=50_000_000, allow_inf_nan=False, description="Radius in metres."
    )

    def add_to(self, incoming: Incoming) -> Incoming:
        position = Position(self.latitude, self.longitude, self.accuracy)
        return replace(incoming, position=position)


class SentFile(_Sent):
    mime: str = Field(
        pattern=r"^[!-~ ]{0,127}$",
        description="What the file whose pieces came under this Idempotency-Key is said to be.",
    )


SentMessage = SentText | SentChoice | SentPosition | SentFile
_SENT: TypeAdapter[SentMessage] = TypeAdapter(Annotated[SentMessage, Field(union_mode="smart")])


def parse_message(body: bytes) -> SentMessage:
    try:
        return _SENT.validate_json(body)
    except ValidationError as error:
        raise RequestValidationError([_without_words(wrong) for wrong in error.errors()]) from None


def event_key(request: Request) -> str | None:
    key = request.headers.get(KEY_HEADER)
    if key is not None and not _KEY.fullmatch(key):
        raise RequestValidationError(
            [{"type": "string_pattern_mismatch", "loc": ("header", KEY_HEADER)}]
        )
    return key


def json_answer(lines: Sequence[ChatLine], *, refused: bool) -> Response:
    told = ChatMessages(messages=as_messages(lines).messages, refused=refused)
    return Response(_as_json(told), media_type="application/json")


def as_messages(lines: Sequence[ChatLine]) -> ChatMessages:
    return ChatMessages(messages=[_as_message(line) for line in lines])


def as_json(lines: Sequence[ChatLine]) -> str:
    return _as_json(as_messages(lines))


def _as_json(told: ChatMessages) -> str:
    return told.model_dump_json(by_alias=True, exclude_defaults=True)


def _as_message(line: ChatLine) -> ChatMessage:
    said = line.message
    return ChatMessage(
        id=line.id,
        sender=_sender(line.author),
        text=said.full_text,
        buttons=[ChatButton(label=one.label, choice=one.choice) for one in said.buttons],
        media=[
            ChatMedia(id=one.id, kind=one.kind, mime=one.mime, url=MEDIA_PATH + one.id)
            for one in said.media
        ],
        receipt=list(said.receipt),
        step=said.step,
        aside=line.aside,
    )


def _sender(author: str) -> Literal["bot", "citizen", "desk"]:
    if author == "citizen":
        return "citizen"
    return "desk" if author == "desk" else "bot"


def _printable(text: str) -> str:
    """Without control characters: they show nothing and some databases refuse them."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def _without_words(wrong: ErrorDetails) -> dict[str, object]:
    place = wrong["loc"][1:]  # without the name of the alternative that was tried
    return {"type": wrong["type"], "loc": ("body", *place)}
