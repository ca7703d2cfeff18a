"""What the fakes remember: the rows of a database as plain values."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from broadcasts.subscribing.subscription import Subscription
from desks.desk import Desk, DeskCode, Officer, OfficerId
from messages.message import Address, ChatLine, Media
from tips.conversation.draft import Draft
from tips.letters import LetterKind
from tips.moves.change import NewLine
from tips.tip import Line, Tip, TipId
from tips.triage.transfer_ports import Trace

DESK_CHANNEL = "telegram_desk"


@dataclass
class DraftRow:
    draft: Draft
    version: int
    at: datetime
    opened: TipId | None = None


@dataclass
class LetterRow:
    id: str
    kind: str
    tip: TipId
    due: datetime
    group: str = ""  # the desk group of a card or post; a citizen's letter asks the link
    text: str = ""
    media: tuple[Media, ...] = ()
    asks: bool = False
    state: str = "waiting"  # waiting, sent, parked, given_up
    attempt: int = 0
    leased_until: datetime | None = None
    message_id: str = ""
    place: str = ""  # where the platform put it
    reason: str = ""


@dataclass
class Memory:
    desks: dict[DeskCode, Desk] = field(default_factory=dict)
    tips: dict[TipId, Tip] = field(default_factory=dict)
    links: dict[TipId, Address] = field(default_factory=dict)
    receipts: dict[tuple[str, ...], TipId] = field(default_factory=dict)
    filed_drafts: set[str] = field(default_factory=set)
    asked: set[TipId] = field(default_factory=set)
    drafts: dict[Address, DraftRow] = field(default_factory=dict)
    answers: dict[tuple[Address, str], tuple[tuple[ChatLine, ...], datetime]] = field(
        default_factory=dict
    )
    lines: dict[Address, list[ChatLine]] = field(default_factory=dict)
    wrong_receipts: list[tuple[Address, datetime]] = field(default_factory=list)
    out_of_scope: Counter[str] = field(default_factory=Counter)
    done: set[str] = field(default_factory=set)
    audit: list[tuple[str, str]] = field(default_factory=list)  # (tip code, action)
    letters: list[LetterRow] = field(default_factory=list)
    files: dict[str, tuple[Media, bytes]] = field(default_factory=dict)
    officers: dict[OfficerId, Officer] = field(default_factory=dict)
    traces: list[tuple[DeskCode, Trace]] = field(default_factory=list)
    subscriptions: dict[Address, Subscription] = field(default_factory=dict)
    numbers: int = 0

    def next_number(self) -> int:
        self.numbers += 1
        return self.numbers

    def add_lines(self, tip: Tip, new: tuple[NewLine, ...], at: datetime) -> tuple[Line, ...]:
        start = len(tip.lines) + 1
        return tip.lines + tuple(
            Line(start + i, at, line.author, line.text, line.officer) for i, line in enumerate(new)
        )

    def post(self, letter: LetterRow) -> None:
        self.letters.append(letter)

    def arm_card(self, tip: Tip, at: datetime) -> None:
        """One row per tip and group: a change of the tip makes it wait again."""
        desk = self.desks.get(tip.route.desk)
        if desk is None or not desk.group:
            return
        for row in self.letters:
            if (row.kind, row.tip, row.group) == (LetterKind.CARD, tip.id, desk.group):
                row.state, row.due = "waiting", at
                return
        number = str(self.next_number())
        self.post(LetterRow(number, LetterKind.CARD, tip.id, at, desk.group))

    def bump(self, tip: Tip, at: datetime) -> Tip:
        saved = replace(tip, version=tip.version + 1)
        self.tips[tip.id] = saved
        self.arm_card(saved, at)
        return saved
