"""What a tip is. Plain values; nothing here knows how they are kept or shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from hashlib import sha256
from typing import NewType

from communes.directory import CommuneCode
from desks.desk import Code, DeskCode, OfficerId
from messages.message import Media, Position
from tips.mediation import Mediation
from tips.rewards import Reward
from tips.terms import STANDARD, Terms

TipId = NewType("TipId", str)  # random, never shown to anyone
KindId = NewType("KindId", str)  # id of the taxonomy: "ma_tuy"


class Status(StrEnum):
    """The statuses of content-vi.yaml, in Vietnamese practice order."""

    RECEIVED = "tiep_nhan"
    CLASSIFYING = "phan_loai"
    NEEDS_MORE = "bo_sung"
    CHECKING = "xac_minh"
    PASSED_ON = "chuyen"
    TAKEN_UP = "thu_ly"
    CLOSED = "ket_thuc"
    ARCHIVED = "luu"


class Urgency(StrEnum):
    CRITICAL = "khan_cap"
    HIGH = "cao"
    NORMAL = "thuong"


class Author(StrEnum):
    CITIZEN = "citizen"
    DESK = "desk"  # an officer's words to the citizen
    NOTE = "note"  # an officer's words to colleagues: never shown to the citizen
    SYSTEM = "system"  # a status change, told to both sides


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """Where it happens: words, and the commune if they decide it. All empty: "không rõ"."""

    words: str = ""
    commune: CommuneCode | None = None
    province: str | None = None  # province code, when only the province is known
    position: Position | None = None
    evidence: str = ""  # why this commune, in words for the officer


@dataclass(frozen=True, slots=True)
class Report:
    """What the citizen told, complete."""

    kind: KindId
    story: str
    place: PlaceTold
    when: str
    answers: tuple[tuple[str, str], ...] = ()  # (question id such as "ma_tuy.1", answer)
    media: tuple[Media, ...] = ()
    urgent_words: bool = False  # words of present danger were used


@dataclass(frozen=True, slots=True)
class Route:
    desk: DeskCode
    reason: str  # Vietnamese sentence for the officer: why this desk has it


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a tip's thread."""

    number: int
    at: datetime
    author: Author
    text: str
    officer: str = ""  # the officer's label, for DESK and NOTE
    media: tuple[Media, ...] = ()
    echo: bool = False  # the same words stand in the thread of the tip this one was merged into


@dataclass(frozen=True, slots=True)
class Joined:
    """A tip merged into another: what its resident told and says, beside the lead's thread."""

    code: Code
    report: Report
    channel: str
    filed_at: datetime
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """Its words go before their time: proposed, and since when decided by a second officer."""

    by: OfficerId
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tip:
    id: TipId
    code: Code
    report: Report
    language: str
    channel: str  # by which channel it came, never who
    status: Status
    urgency: Urgency
    route: Route
    filed_at: datetime
    version: int  # counts up with every change; a save names the version it decided on
    officer: OfficerId | None = None
    officer_label: str = ""
    acknowledged_at: datetime | None = None  # first claim
    classified_at: datetime | None = None  # clear whose matter it is: a question pauses nothing
    closed_at: datetime | None = None
    closing_reason: str | None = None  # id of closing_reasons
    lines: tuple[Line, ...] = ()
    unread: bool = False  # the citizen spoke after the desk last did
    lead: Code | None = None  # merged: this tip is worked on
    lead_status: Status | None = None  # how far that one is
    joined: tuple[Joined, ...] = ()  # tips merged into this one, oldest first
    reporters: int = 1  # how many tips tell of it; whether by one author nobody learns
    since: datetime | None = None  # where the legal clock starts, when not at filing
    extensions: int = 0  # of the legal time: see tips/moves/facts.py
    held_since: datetime | None = None  # the holder's last move: an idle claim may be taken
    legal_hold: datetime | None = None  # since when its words are kept beyond their time
    erased_at: datetime | None = None  # only code, kind, desk and times are left
    removal: Removal | None = None
    muted: bool = False  # the resident's further words ring nobody
    spam_by: OfficerId | None = None  # who proposes to refuse it as spam
    reopened: int = 0  # how often its resident said that it was not solved
    reward: Reward | None = None
    mediation: Mediation | None = None  # what the mediation group was given
    terms: Terms = STANDARD  # which deadlines hold for it

    @property
    def is_emergency(self) -> bool:
        """That nobody has taken: it goes before everything else, wherever it is shown."""
        return self.urgency is Urgency.CRITICAL and self.officer is None and self.closed_at is None

    def media(self) -> tuple[Media, ...]:
        """Everything that came with it, also with what was merged into it."""
        told = [self.report, *(one.report for one in self.joined)]
        lines = [*self.lines, *(line for one in self.joined for line in one.lines)]
        every: list[Report | Line] = [*told, *lines]
        return tuple(item for part in every for item in part.media)


class Lane(IntEnum):
    """In the order they are read: what nobody looks after comes first, however calm."""

    FREE = 0  # nobody has taken it
    MINE = 1  # the officer's own, with something new or due
    HELD = 2  # somebody works on it, or the officer does and nothing waits
    OVER = 3


@dataclass(frozen=True, slots=True)
class TipSummary:
    """A row of the queue."""

    code: Code
    kind: KindId
    status: Status
    urgency: Urgency
    place: str  # "phường Bến Thành" or the citizen's words when no commune is known
    gist: str  # the first ~80 characters of the story
    filed_at: datetime
    acknowledged_at: datetime | None
    closed_at: datetime | None
    officer: OfficerId | None
    officer_label: str
    unread: bool
    version: int
    cursor: str  # pass as `after` to read on
    lane: Lane = Lane.FREE
    extensions: int = 0
    since: datetime | None = None
    classified_at: datetime | None = None
    terms: Terms = STANDARD


def free_codes(drawn: Code, tip: TipId) -> Iterator[Code]:
    """The one drawn and, where it is taken, longer ones: there are only two million short ones."""
    more = f"{int.from_bytes(sha256(tip.encode()).digest()[:4]) % 1000:03d}"
    return (Code(drawn + more[:length]) for length in range(len(more) + 1))


def tip_code(typed: str) -> Code:
    """Codes are said aloud and typed by hand: "k7q204" is "K7Q-204"."""
    letters = typed.upper().replace("-", "")
    return Code(f"{letters[:3]}-{letters[3:]}")
