"""What the tip rules need from the outside world. One method, one transaction, plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desks.desk import Code, DeskCode, OfficerId
from messages.channel import Delivered
from messages.message import Address, Incoming, Media, MediaKind, Outgoing
from messages.message import ChatLine as ChatLine  # its readers find it here
from tips.draft import Draft
from tips.tip import Author, Report, Route, Status, Tip, TipId, TipSummary, Urgency
from tips.turn import OwnTip, ThreadView

# --- the citizen's side ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recalled:
    draft: Draft | None
    version: int  # of the draft row, 0 when there is none
    answer: tuple[ChatLine, ...] | None  # this event was heard before: its answer
    own_tips: tuple[OwnTip, ...]
    wrong_receipts: int  # wrong receipts from this chat within the last hour


@dataclass(frozen=True, slots=True)
class Filing:
    tip_id: TipId
    code: Code
    draft_id: str
    receipt: tuple[str, ...]  # hashed under a key by the store, never kept
    report: Report
    language: str
    route: Route
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything one message of a citizen changes; saved whole or not at all."""

    incoming: Incoming
    at: datetime
    draft: Draft | None
    draft_version: int  # what `recall` said; another value in the row raises TipMoved
    replies: tuple[Outgoing, ...]
    filing: Filing | None = None
    addition: tuple[TipId, str, tuple[Media, ...]] | None = None
    reopening: tuple[TipId, str] | None = None  # and the words that say why
    erase: bool = False
    out_of_scope: str = ""
    wrong_receipt: bool = False
    opened: TipId | None = None  # its receipt was shown: this chat may read and answer it from now


class CitizenStore(Protocol):
    def receipt_for(self, draft_id: str) -> tuple[str, ...]:
        """Words derived from the draft id under a key, so that they are never stored."""
        ...

    async def recall(self, incoming: Incoming, at: datetime) -> Recalled: ...

    async def keep(self, heard: Heard) -> tuple[ChatLine, ...]:
        """Commit; returns the lines of the answer. AlreadyDone if the event was heard meanwhile,
        TipMoved if the draft moved or the code is taken. A draft id already filed files nothing
        again. A citizen's line is written only when `incoming` still has text, media or a choice.
        """
        ...

    async def thread_by_receipt(
        self, readings: Sequence[tuple[str, ...]], at: datetime
    ) -> ThreadView | None: ...

    async def thread(self, citizen: Address, tip: TipId, at: datetime) -> ThreadView | None:
        """None unless it was filed from this chat (the link exists) or `opened` here: kept beside
        the draft and gone with it.
        """
        ...

    async def receipt_wait(self, at: datetime) -> int:
        """Seconds until any receipt may be tried again by anybody (global brake), 0 when free."""
        ...

    async def lines(self, citizen: Address, after: int) -> tuple[ChatLine, ...]: ...

    async def may_see(self, citizen: Address, media: str) -> bool: ...


# --- the desk's side -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewLine:
    author: Author
    text: str
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a move does to a tip. The store adds 1 to its version and re-arms its card."""

    event_id: str  # unique: the same press twice is done once
    action: str  # for the audit entry: "claim", "ask" …
    officer: OfficerId | None
    holder: OfficerId | None  # who holds it afterwards
    status: Status
    urgency: Urgency
    acknowledged_at: datetime | None
    closed_at: datetime | None
    closing_reason: str | None
    lines: tuple[NewLine, ...] = ()
    to_citizen: tuple[str, ...] = ()  # letters, in this order
    answers_citizen: bool = False  # clears `unread`
    asks: bool = False  # the letter is a question: the citizen's next words answer it
    spam_by: OfficerId | None = None  # who proposes to refuse it as spam afterwards
    # What only some moves change; None leaves it as it is.
    report: Report | None = None
    route: Route | None = None  # another desk: the one that had it keeps a trace
    reason: str = ""  # why it went there, for the trace
    farewell: str = ""  # in place of the card in the old desk's group
    since: datetime | None = None
    extensions: int | None = None
    muted: bool | None = None
    counted: str = ""  # a counter of the day: "place_corrected"


class TipStore(Protocol):
    async def queue(
        self, desk: DeskCode, status: Status | None, after: str, limit: int
    ) -> tuple[TipSummary, ...]: ...

    async def tip(self, code: Code, desk: DeskCode) -> Tip | None: ...

    async def save(self, tip: Tip, change: Change, at: datetime) -> Tip:
        """Commit a change decided on `tip`; TipMoved if its version is no longer current,
        AlreadyDone if the event id was used.
        """
        ...

    async def was_done(self, event_id: str) -> bool:
        """Whether a change with this event id is committed: a repeat is answered, not refused."""
        ...

    async def holds_media(self, code: Code, desk: DeskCode, media: str) -> bool: ...


# --- media ------------------------------------------------------------------------------------


class MediaShelf(Protocol):
    """Sealed files on disk."""

    async def put(self, content: bytes, kind: MediaKind, mime: str, at: datetime) -> Media: ...
    async def take(self, media: str) -> tuple[Media, bytes] | None: ...


# --- letters ----------------------------------------------------------------------------------


class LetterKind:
    CARD = "card"  # a tip's card at a desk group, edited in place
    TRACE = "trace"  # in place of the card: the tip went to another desk
    POST = "post"  # the citizen's later words, into the tip's topic
    CITIZEN = "citizen"  # an officer's question or a status change, to the citizen


@dataclass(frozen=True, slots=True)
class WaitingLetter:
    """A leased row. `text` is what was sealed; a CARD has none and is rendered from the tip."""

    id: str
    kind: str
    tip: Tip
    to: Address
    text: str
    media: tuple[Media, ...]
    attempt: int
    message_id: str  # non-empty: the card is there already, edit it
    version: int  # the tip version a card shows once this is delivered
    asks: bool = False
    on_duty: tuple[str, ...] = ()  # at the tip's desk now, for a card that nobody has taken
    likely: tuple[Code, ...] = ()  # tips that may tell of the same event, for such a card


class LetterStore(Protocol):
    async def due(
        self, at: datetime, lease_until: datetime, limit: int
    ) -> tuple[WaitingLetter, ...]:
        """Lease the heads of the lanes: never two letters to one chat at once, oldest first."""
        ...

    async def delivered(self, letter: WaitingLetter, where: Delivered, at: datetime) -> None: ...
    async def postpone(self, letter: WaitingLetter, until: datetime, reason: str) -> None: ...
    async def park(self, letter: WaitingLetter, reason: str) -> None:
        """Unreachable: waits until the citizen comes back or shows the receipt."""
        ...

    async def give_up(self, letter: WaitingLetter, reason: str, at: datetime) -> None: ...
    async def send_anew(self, letter: WaitingLetter) -> None:
        """The message to edit is gone: forget where it was and deliver again."""
        ...

    async def next_due(self) -> datetime | None: ...


# --- retention --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Swept:
    drafts: int
    links: int
    events: int
    media: int


class RetentionStore(Protocol):
    async def sweep(
        self, at: datetime, draft_silence_hours: int, link_days: int, event_hours: int
    ) -> Swept: ...
