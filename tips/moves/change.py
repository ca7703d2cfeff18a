"""What a move does to a tip."""

from dataclasses import dataclass
from datetime import datetime

from desks.desk import OfficerId
from tips.mediation import Mediation
from tips.rewards import Reward
from tips.tasks import NewTask
from tips.tip import Author, Removal, Report, Route, Status, Tip, Urgency


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
    legal_hold: bool | None = None
    reward: Reward | None = None
    mediation: Mediation | None = None
    task: NewTask | None = None  # for a hamlet's security team
    removal: Removal | None = None
    alone: bool = False  # its words are not for those whose tips were merged into it
    counted: str = ""  # a counter of the day: "place_corrected"


@dataclass(frozen=True, slots=True)
class Pair:
    """What a merge or a split does to the tip that was moved, and to the one that leads."""

    of_tip: Change
    of_lead: Change


@dataclass(frozen=True, slots=True)
class Merged:
    """The tip, and all that were merged into it, follow `lead` from now on."""

    lead: Tip
    pair: Pair


@dataclass(frozen=True, slots=True)
class Parted:
    """It stands alone again."""

    lead: Tip
    pair: Pair


@dataclass(frozen=True, slots=True)
class Carved:
    """A tip of its own made of one line of the resident."""

    report: Report
    change: Change  # of the tip it was said in
    told: str  # to the resident, in the new tip
    said_at: datetime
    reason: str


Outcome = Change | Merged | Parted | Carved
