"""What intake asks of the store: one method, one transaction, plain values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from desks.desk import Code
from messages.message import Address, Incoming, Media, MediaId, Outgoing
from messages.message import ChatLine as ChatLine
from tips.conversation.draft import Draft
from tips.conversation.turn import OwnTip, ThreadView, Turn
from tips.tip import Report, Route, TipId, Urgency

GUESSES_COUNT_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Recalled:
    draft: Draft | None
    version: int  # of the draft row, 0 when there is none
    answer: tuple[ChatLine, ...] | None  # this event was heard before: its answer
    own_tips: tuple[OwnTip, ...]
    wrong_receipts: int  # from this chat, within GUESSES_COUNT_FOR
    seen: object = None  # the store's own: handed back to `keep`, it need not look again


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
class Withdrawal:
    """Words just added to a tip were meant for another: the tip's officers are told so."""

    tip: TipId
    words: str  # that say so
    media: tuple[Media, ...] = ()  # of the words: they go with them
    asks_again: bool = False  # the question is as open as before


@dataclass(frozen=True, slots=True)
class Retraction:
    """The citizen takes back a tip of their own, or one file: TipMoved if it was just taken."""

    tip: TipId
    files: tuple[MediaId, ...]  # of the tip
    file: MediaId | None = None  # only this one


@dataclass(frozen=True, slots=True)
class TakenReward:
    """The citizen takes the token of a reward: TipMoved if it is gone. Kept is only its hash."""

    tip: TipId
    province: str  # where it will be paid
    seed: str  # the token's words follow from it, as a receipt's do from a draft
    token: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IntakeChange:
    """Everything one message of a citizen changes; saved whole or not at all."""

    incoming: Incoming
    at: datetime
    draft: Draft | None
    draft_version: int  # what `recall` said; another value in the row raises TipMoved
    replies: tuple[Outgoing, ...]
    filing: Filing | None = None
    addition: tuple[TipId, str, tuple[Media, ...]] | None = None
    reopening: tuple[TipId, str] | None = None  # and the words that say why
    withdrawal: Withdrawal | None = None  # before the addition
    retraction: Retraction | None = None
    reward: TakenReward | None = None
    alarm: tuple[TipId, str] | None = None  # danger now, and the words that tell its officers
    erase: bool = False
    out_of_scope: str = ""
    checked: str = ""  # a message was checked for a scam: the answer that was given
    wrong_receipt: bool = False
    opened: TipId | None = None  # its receipt was shown: this chat may read and answer it from now
    made: tuple[Media, ...] = ()  # files of theirs that came not with this message
    seen: object = None  # as `recall` gave it

    def touched(self) -> set[TipId]:
        """The tips of which something is said."""
        said = {words[0] for words in (self.addition, self.reopening, self.alarm) if words}
        return said | {one.tip for one in (self.withdrawal, self.retraction, self.reward) if one}


class VoiceChanger(Protocol):
    async def change(self, voice: Media, by: Address, at: datetime) -> Media | None:
        """Spoken by somebody else, as a file of its own; None where it cannot be done."""
        ...


class Reading(Protocol):
    """Where a message is understood: that of a long one takes a tenth of a second."""

    async def read(self, incoming: Incoming, advance: Callable[[], Turn]) -> Turn: ...


class CitizenStore(Protocol):
    def receipt_for(self, draft_id: str) -> tuple[str, ...]:
        """Words derived from the draft id under a key, so that they are never stored."""
        ...

    async def recall(self, incoming: Incoming, at: datetime) -> Recalled: ...

    async def keep(self, heard: IntakeChange) -> tuple[ChatLine, ...]:
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

    async def lines(self, citizen: Address, after: int) -> tuple[ChatLine, ...]: ...

    async def may_see(self, citizen: Address, media: str) -> bool: ...
