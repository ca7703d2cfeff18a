"""What the fakes remember: the rows of a database as plain values."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from broadcasts.subscribing.subscription import Subscription
from desks.desk import Code, Desk, DeskCode, GroupTrouble, Officer, OfficerId, Role
from messages.message import Address, ChatLine, Media, MediaId
from tips.conversation.draft import Draft
from tips.errors import TipMoved
from tips.intake.ports import Filing
from tips.letters import LetterKind
from tips.moves.change import NewLine
from tips.tip import Line, Status, Tip, TipId, free_codes
from tips.triage.transfer_ports import Trace

DESK_CHANNEL = "telegram_desk"
NO_LINK = "no_link"


@dataclass
class DraftRow:
    draft: Draft
    version: int
    at: datetime
    opened: TipId | None = None


@dataclass
class LetterRow:
    id: str
    kind: str  # of tips.letters.LetterKind
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
    ahead: bool = False  # the card of an emergency


@dataclass
class Memory:
    desks: dict[DeskCode, Desk] = field(default_factory=dict)
    tips: dict[TipId, Tip] = field(default_factory=dict)
    links: dict[TipId, Address] = field(default_factory=dict)
    receipts: dict[tuple[str, ...], TipId] = field(default_factory=dict)
    filed_drafts: dict[str, TipId] = field(default_factory=dict)
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
    senders: dict[MediaId, Address] = field(default_factory=dict)  # of pictures and voices
    files: dict[str, tuple[Media, bytes]] = field(default_factory=dict)
    officers: dict[OfficerId, Officer] = field(default_factory=dict)
    left: set[OfficerId] = field(default_factory=set)
    invites: dict[str, tuple[DeskCode, Role, str, datetime]] = field(default_factory=dict)
    traces: list[tuple[DeskCode, Trace]] = field(default_factory=list)
    subscriptions: dict[Address, Subscription] = field(default_factory=dict)
    numbers: int = 0

    def next_number(self) -> int:
        self.numbers += 1
        return self.numbers

    def seated(self, desk: DeskCode) -> list[Officer]:
        here = [
            one for one in self.officers.values() if one.desk == desk and one.id not in self.left
        ]
        return sorted(here, key=lambda one: one.label)

    def free_code(self, filing: Filing) -> Code:
        """TipMoved: the use case draws another code."""
        taken = {tip.code for tip in self.tips.values()}
        for code in free_codes(filing.code, filing.tip_id):
            if code not in taken:
                return code
        raise TipMoved

    def refuse_taken(self, filing: Filing) -> None:
        if filing.draft_id not in self.filed_drafts:
            self.free_code(filing)

    def file(self, filing: Filing, channel: str, at: datetime) -> Tip:
        tip = Tip(
            id=filing.tip_id,
            code=self.free_code(filing),
            report=filing.report,
            language=filing.language,
            channel=channel,
            status=Status.RECEIVED,
            urgency=filing.urgency,
            route=filing.route,
            filed_at=at,
            version=1,
            unread=True,
        )
        self.filed_drafts[filing.draft_id] = tip.id
        self.tips[tip.id] = tip
        self.audit.append((tip.code, "file"))
        return tip

    def add_lines(self, tip: Tip, new: tuple[NewLine, ...], at: datetime) -> tuple[Line, ...]:
        start = len(tip.lines) + 1
        return tip.lines + tuple(
            Line(start + i, at, line.author, line.text, line.officer) for i, line in enumerate(new)
        )

    def post(self, letter: LetterRow) -> None:
        self.letters.append(letter)

    def write(self, kind: str, tip: Tip, at: datetime, **words: Any) -> None:
        row = LetterRow(str(self.next_number()), kind, tip.id, at, **words)
        if kind == LetterKind.CITIZEN and tip.id not in self.links:
            row.state, row.reason = "parked", NO_LINK
        self.post(row)

    def post_words(self, tip: Tip, at: datetime, text: str, media: tuple[Media, ...] = ()) -> None:
        """The citizen's later words, for the desk's group."""
        desk = self.desks.get(tip.route.desk)
        if desk is not None and desk.group and not tip.muted:
            self.write(LetterKind.POST, tip, at, group=desk.group, text=text, media=media)

    def give_group(self, desk: DeskCode, group: str, at: datetime | None = None) -> None:
        """A group serves one desk; the desk's open tips go there as fresh cards."""
        before = self.desks[desk].group
        if before == group:
            if at is not None:
                self.wake_group(group, at)
            return
        for row in self.letters:
            if row.group in (before, group) and row.group and row.state != "sent":
                row.state, row.reason, row.leased_until = "given_up", "group_moved", None
        for other in [one for one in self.desks.values() if one.group == group]:
            self.desks[other.code] = replace(other, group="")
        self.desks[desk] = replace(self.desks[desk], group=group, trouble=None)
        waiting = [tip for tip in self.tips.values() if tip.route.desk == desk]
        for tip in sorted(waiting, key=lambda one: (one.filed_at, one.id)):
            if tip.closed_at is None:
                self.arm_card(tip, at or tip.filed_at)

    def note_group(self, group: str, trouble: GroupTrouble | None) -> None:
        for desk in [one for one in self.desks.values() if group and one.group == group]:
            self.desks[desk.code] = replace(desk, trouble=trouble)

    def wake_group(self, group: str, at: datetime) -> None:
        for row in self.letters:
            held = row.state == "parked" or row.reason in set(GroupTrouble)
            if row.group == group and row.state in ("parked", "waiting") and held:
                row.state, row.reason, row.due, row.attempt = "waiting", "", at, 0
        self.note_group(group, None)

    def leave_group(self, tip: Tip, farewell: str, at: datetime) -> None:
        """Its card says where it went; what waited to be told in the group is told no more."""
        desk = self.desks.get(tip.route.desk)
        if desk is None or not desk.group:
            return
        for row in self.letters:
            if (row.tip, row.group) != (tip.id, desk.group):
                continue
            if row.kind == LetterKind.POST and row.state in ("waiting", "parked"):
                row.state, row.reason = "given_up", "handed_over"
            if row.kind == LetterKind.CARD:
                row.kind, row.text = LetterKind.TRACE, farewell
                row.state, row.due, row.attempt = "waiting", at, 0

    def arm_card(self, tip: Tip, at: datetime) -> None:
        """One row per tip and group: a change of the tip makes it wait again."""
        desk = self.desks.get(tip.route.desk)
        if desk is None or not desk.group:
            return
        for row in self.letters:
            if (row.kind, row.tip, row.group) == (LetterKind.CARD, tip.id, desk.group):
                row.ahead = tip.is_emergency or (row.ahead and row.state == "waiting")
                self._show_again(row, at)
                return
        self.write(LetterKind.CARD, tip, at, group=desk.group, ahead=tip.is_emergency)

    def _show_again(self, row: LetterRow, at: datetime) -> None:
        """A card that still waits keeps its turn, unless it may go sooner."""
        if row.state == "waiting":
            return
        row.state, row.due, row.attempt = "waiting", at, 0
        self.letters.remove(row)
        self.letters.append(row)

    def bump(self, tip: Tip, at: datetime) -> Tip:
        saved = replace(tip, version=tip.version + 1)
        self.tips[tip.id] = saved
        self.arm_card(saved, at)
        return saved
