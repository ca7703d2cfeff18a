"""What people say to us and what we say back, in words no messenger owns."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

Choice = NewType("Choice", str)  # ≤ 64 bytes of UTF-8: Telegram refuses more in callback_data
MediaId = NewType("MediaId", str)  # random, names a sealed file; says nothing about its content

# Where the receipt's words go in a text: texts are kept with this mark, the words never.
RECEIPT_MARK = "{receipt}"
CALL = "call:"  # how the choice of a button begins that dials a number


class MediaKind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    PAPER = "paper"  # a PDF


class Refusal(StrEnum):
    """Why a file was not taken; the conversation turns it into a kind sentence."""

    TOO_BIG = "too_big"
    UNKNOWN_TYPE = "unknown_type"
    UNREADABLE = "unreadable"
    ENOUGH = "enough"  # the tip holds as many as a tip can, or nothing takes a file now
    LATER = "later"  # more came lately than the line keeps room for
    NO_ROOM = "no_room"  # the disk is nearly full: words are still taken
    UNSUPPORTED = "unsupported"  # a sticker, contact, poll …: not something a tip can carry


@dataclass(frozen=True, slots=True)
class Address:
    """Where one person can be reached: a channel name and the name used there."""

    channel: str  # the name of a row in messages/channels.py
    recipient: str


@dataclass(frozen=True, slots=True)
class Media:
    """A file already cleaned of metadata and sealed on disk."""

    id: MediaId
    kind: MediaKind
    mime: str
    size: int  # bytes after cleaning
    codes: str = ""  # what QR codes in the picture say, a line each; known only when it comes


@dataclass(frozen=True, slots=True)
class Position:
    latitude: float
    longitude: float
    accuracy: float | None = None  # radius in metres


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person did. Names, usernames and phone numbers were dropped at the door.

    `event_id` is unique within the sender's channel (Telegram update id, web Idempotency-Key):
    the same id again has no second effect.
    """

    sender: Address
    event_id: str
    text: str = ""
    choice: Choice | None = None
    media: tuple[Media, ...] = ()
    position: Position | None = None
    refusal: Refusal | None = None
    language: str | None = None  # "vi"/"en" when the door knows the reader's language, else None
    forwarded: bool = False  # somebody else wrote it, where a messenger tells
    about: str = ""  # the tip of the letter that this quotes, where a messenger tells


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    choice: Choice

    @property
    def dials(self) -> bool:
        """Pressed on a phone it calls a number; where nothing can, the text names it too."""
        return self.choice.startswith(CALL)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one person or desk group. Without `receipt`, `text` is shown as it is."""

    to: Address
    text: str
    buttons: tuple[Button, ...] = ()
    media: tuple[Media, ...] = ()
    receipt: tuple[str, ...] = ()  # the words for RECEIPT_MARK; a channel adds a copy button
    step: str = ""  # "Bước 2/6 · Ở đâu?", for channels that show progress
    sender: str = "bot"  # "bot" or "desk": whose words these are
    caption: str = ""  # below each picture in a desk group: whose it is
    topic: str = ""  # title of the forum topic that carries this tip in a desk group
    silent: bool = False  # no sound on the reader's phone

    @property
    def full_text(self) -> str:
        return self.text.replace(RECEIPT_MARK, " · ".join(self.receipt))

    @property
    def shown(self) -> str:
        """As it stands in a chat, which has no place of its own for the step."""
        return f"{self.step}\n\n{self.full_text}" if self.step else self.full_text


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One line of a chat as its reader sees it. Only channels without a history keep these."""

    id: int  # grows within a chat
    author: str  # "bot", "citizen" or "desk"
    message: Outgoing
    aside: bool = False  # about lessons: the tip being told goes on as if it were not there
