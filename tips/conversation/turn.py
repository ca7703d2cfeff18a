"""What one message leads to: the next draft, what to say, and at most one effect to carry out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from communes.places import Places
from desks.desk import NATIONAL, DeskCode
from messages.message import Button, Media, MediaId
from tips.conversation.contacts import NOT_TOLD, Contacts
from tips.conversation.draft import Draft, Spoken
from tips.rewards import Reward
from tips.scams import NOTHING_ADDED, Lists
from tips.tip import Line, Report, Status, TipId


@dataclass(frozen=True, slots=True)
class Say:
    """One bot message, before it is addressed."""

    text: str
    buttons: tuple[Button, ...] = ()
    receipt: tuple[str, ...] = ()
    step: str = ""
    media: tuple[Media, ...] = ()
    sender: str = "bot"


# --- effects: what the use case must do before it may answer ---------------------------------


@dataclass(frozen=True, slots=True)
class FileTip:
    report: Report


@dataclass(frozen=True, slots=True)
class OpenThread:
    """The citizen showed a receipt: these are its candidate readings, best first (typos, swaps)."""

    readings: tuple[tuple[str, ...], ...]  # empty: words of one, too few to look it up
    sure: bool = True  # False: it may be chance; only a tip that has it makes it a receipt
    says_more: bool = False  # something else was written or sent beside it
    is_urgent: bool = False  # … and it tells of danger now


@dataclass(frozen=True, slots=True)
class ShowThread:
    """The citizen asks for news of a tip they may already see."""

    tip: TipId


@dataclass(frozen=True, slots=True)
class AddToThread:
    tip: TipId
    text: str
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveWords:
    """What was just added to one tip was meant for another."""

    said: Spoken
    to: TipId


@dataclass(frozen=True, slots=True)
class ReopenTip:
    """The citizen says of a closed tip: this is not solved. And what they said about it."""

    tip: TipId
    text: str = ""
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferRetraction:
    """The citizen wants a tip back: what is still possible?"""

    tip: TipId


@dataclass(frozen=True, slots=True)
class Retract:
    """All of it, or one file: named by the first letters of its id."""

    tip: TipId
    file: str = ""


@dataclass(frozen=True, slots=True)
class AskRemoval:
    """A closed tip's words shall go before their time: its desk decides."""

    tip: TipId
    wish: str


@dataclass(frozen=True, slots=True)
class OfferReward:
    """The citizen asks what thanks wait for one of these tips."""

    tips: tuple[TipId, ...]


@dataclass(frozen=True, slots=True)
class TakeReward:
    """… and wants its token."""

    tip: TipId


@dataclass(frozen=True, slots=True)
class EraseMe:
    """/xoa, confirmed: links from tips to this chat, its draft, lines and events go at once."""


@dataclass(frozen=True, slots=True)
class CountOutOfScope:
    reason: (
        str  # "politics", "religion", "petition", "official", "civil": counted by day, nothing else
    )


@dataclass(frozen=True, slots=True)
class CountCheck:
    """A message was checked for a scam: the answer is counted by day, and nothing else kept."""

    answer: str


@dataclass(frozen=True, slots=True)
class ChangeVoices:
    """Recordings of the draft, to be spoken by somebody else."""

    voices: tuple[Media, ...]


Effect = (
    FileTip
    | OpenThread
    | ShowThread
    | AddToThread
    | MoveWords
    | ReopenTip
    | OfferRetraction
    | Retract
    | AskRemoval
    | OfferReward
    | TakeReward
    | EraseMe
    | CountOutOfScope
    | CountCheck
    | ChangeVoices
)


# --- outcomes: what the use case reports back to `conversation.after` ------------------------


@dataclass(frozen=True, slots=True)
class Filed:
    receipt: tuple[str, ...]
    desk_name: str
    answer_minutes: int  # when an officer should have looked at it
    tip: TipId


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A tip as its citizen may see it: no notes, no officer names."""

    tip: TipId
    status: Status
    kind: str
    desk_name: str
    filed_at: datetime
    answer_by: datetime | None  # the running deadline, None when closed
    lines: tuple[Line, ...]  # CITIZEN, DESK and SYSTEM lines, oldest first
    closing_reason: str | None = None
    desk: DeskCode = NATIONAL  # whose queue has it, so that its bell can be rung
    story: str = ""
    media: tuple[Media, ...] = ()  # that came with the story
    untaken: bool = False  # nobody at the desk has looked after it: it can be taken back
    reward: Reward | None = None  # that waits to be fetched
    may_reopen: bool = False  # closed, and not too long ago or too often said to be unsolved


@dataclass(frozen=True, slots=True)
class Opened:
    thread: ThreadView
    left_out: bool = False  # what was said beside the receipt is not sent


@dataclass(frozen=True, slots=True)
class TooFewWords:
    """A receipt, but with too little of it left. Nothing was looked up, so nothing was guessed."""


@dataclass(frozen=True, slots=True)
class NoReceipt:
    """No tip has the words: they were chance, and the message is to be read as what it says."""


@dataclass(frozen=True, slots=True)
class WrongReceipt:
    """No tip has it. `wait_seconds` > 0: too many guesses, not even looked up."""

    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Added:
    tip: TipId


@dataclass(frozen=True, slots=True)
class Reopened:
    tip: TipId
    said: bool = False  # what is not solved was told already


@dataclass(frozen=True, slots=True)
class NotReopened:
    """Too late, too often, or not closed at all: a new tip can be told."""


@dataclass(frozen=True, slots=True)
class RetractionOffered:
    thread: ThreadView


@dataclass(frozen=True, slots=True)
class Retracted:
    whole: bool


@dataclass(frozen=True, slots=True)
class RemovalAsked:
    pass


@dataclass(frozen=True, slots=True)
class RewardOffered:
    """None: nothing waits."""

    thread: ThreadView | None


@dataclass(frozen=True, slots=True)
class RewardTaken:
    reward: Reward
    token: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TipClosedOrGone:
    """Words for a thread that this chat may not or can no longer write to."""


@dataclass(frozen=True, slots=True)
class Erased:
    tips: int  # how many links were destroyed


@dataclass(frozen=True, slots=True)
class Counted:
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    answer: str


@dataclass(frozen=True, slots=True)
class VoicesChanged:
    """What stands in place of what; without a row: it could not be changed."""

    instead: Mapping[MediaId, Media]


Outcome = (
    Filed
    | Opened
    | WrongReceipt
    | TooFewWords
    | NoReceipt
    | Added
    | Reopened
    | NotReopened
    | RetractionOffered
    | Retracted
    | RemovalAsked
    | RewardOffered
    | RewardTaken
    | TipClosedOrGone
    | Erased
    | Counted
    | Checked
    | VoicesChanged
)


# --- the context a decision may look at --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OwnTip:
    """A tip filed from this very chat (its link still exists)."""

    tip: TipId
    kind: str
    filed_at: datetime
    closed: bool
    asked: bool  # the desk's last words are a question still unanswered
    asked_at: datetime | None = None  # when that question was put
    desk_name: str = ""  # who has it now


class Lessons(Protocol):
    def tell(self, lesson: str, language: str, at: datetime) -> str:
        """Title and body as residents read them; "" where it may not go out by itself."""
        ...


class NoLessons:
    def tell(self, lesson: str, language: str, at: datetime) -> str:
        del lesson, language, at
        return ""


NO_LESSONS = NoLessons()


@dataclass(frozen=True, slots=True)
class Context:
    places: Places
    now: datetime
    has_buttons: bool = True  # False: menus are numbered in the text
    has_media: bool = True
    own_tips: Sequence[OwnTip] = ()  # newest first
    looked_up: bool = False  # what might have been a receipt is none
    contacts: Contacts = NOT_TOLD
    lessons: Lessons = NO_LESSONS
    scam_lists: Lists = NOTHING_ADDED  # what the operator knows better


@dataclass(frozen=True, slots=True)
class Turn:
    draft: Draft | None  # None: nothing to remember any more
    replies: tuple[Say, ...]
    effect: Effect | None = None
