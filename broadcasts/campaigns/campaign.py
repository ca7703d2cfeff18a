"""A campaign: which lessons go to whom and when, and how far it has got."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from broadcasts.audience.audience import Audience, Parts
from broadcasts.delivery.run import GOING, PARKED, RELEASE, Milestone, Run
from broadcasts.delivery.shard import Act, Mode
from broadcasts.lessons.content import Content
from broadcasts.plan.plan import Plan

OWN_WORDS = ""  # what stands for the lesson of an alert, a digest or a correction


class State(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"  # and waits for somebody to start it
    SCHEDULED = "scheduled"  # nothing is under way; the next moment is known
    SENDING = "sending"
    SENT = "sent"
    PAUSED = "paused"
    CANCELLED = "cancelled"


class Kind(StrEnum):
    LESSON = "lesson"
    ALERT = "alert"  # the desk's own words, urgent
    DIGEST = "digest"  # the week in one message, made by the line itself
    CORRECTION = "correction"
    RECALL = "recall"


ACTS: Mapping[Kind, Act] = {Kind.CORRECTION: Act.CORRECT, Kind.RECALL: Act.RECALL}
OVER = frozenset({State.SENT, State.CANCELLED})


@dataclass(frozen=True, slots=True)
class Campaign:
    id: str
    desk: str
    kind: Kind
    lessons: tuple[str, ...]  # in the order they go out
    urgent: bool
    mode: Mode
    state: State
    audience: Audience
    plan: Plan
    drafted_at: datetime
    drafted_by: str | None = None  # nobody: the line itself, or an operator
    approved_by: str | None = None
    approved_at: datetime | None = None
    content: Mapping[str, Content] = field(default_factory=dict)  # by lesson; fixed at approval
    parts: Parts = field(default_factory=dict)
    source: int | None = None  # the occurrence that is corrected
    next_due: datetime | None = None
    version: int = 1

    @property
    def act(self) -> Act:
        return ACTS.get(self.kind, Act.SEND)

    def lesson_at(self, place: int) -> str:
        return self.lessons[place] if self.kind is Kind.LESSON else OWN_WORDS


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One run of a campaign, at one moment, with one lesson."""

    id: int
    campaign: str
    due_at: datetime
    until: datetime
    state: Run
    lesson: str
    reason: str = ""
    frozen: int = 0
    hash: str = ""
    act: Act = Act.SEND
    began_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_going(self) -> bool:
        return self.state in GOING

    @property
    def is_held(self) -> bool:
        return self.state in RELEASE.begins

    @property
    def is_parked(self) -> bool:
        return self.state in PARKED

    @property
    def explanation(self) -> str:
        """Why it is held or was skipped, as a code; else empty."""
        return Milestone(self.state, self.reason).explanation


def short_id(drawn: str) -> str:
    """Said over the phone and typed by hand: "sen-mai-42". From at least 32 random bits in hex."""
    number = int(drawn, 16)
    number, last = divmod(number, 90)
    number, second = divmod(number, len(SYLLABLES))
    return f"{SYLLABLES[number % len(SYLLABLES)]}-{SYLLABLES[second]}-{last + 10}"


# Things everybody knows, none of which sounds like another, without diacritics.
SYLLABLES = (
    "bap", "bo", "bong", "buoi", "cam", "chanh", "cua", "den", "dua", "gao", "giay", "hoa", "kem",
    "keo", "khoai", "lan", "le", "lua", "mai", "me", "mia", "na", "nep", "nhan", "nho", "oi",
    "que", "sen", "sim", "tao", "tre", "xoai",
)  # fmt: skip
