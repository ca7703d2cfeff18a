"""Letters and media, in memory."""

from datetime import datetime

from desks.desk import GroupTrouble
from messages.channel import Delivered
from messages.message import Address, Media, MediaId, MediaKind
from tests.fakes.memory import DESK_CHANNEL, NO_LINK, LetterRow, Memory
from tips.letters import LetterKind, WaitingLetter


class MemoryLetterStore:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def due(
        self, at: datetime, lease_until: datetime, limit: int
    ) -> tuple[WaitingLetter, ...]:
        leased: list[WaitingLetter] = []
        for lane, row in self._heads():
            if self._is_busy(lane, at) or row.due > at or len(leased) == limit:
                continue
            row.leased_until = lease_until
            leased.append(self._waiting(row, lane))
        return tuple(leased)

    async def delivered(self, letter: WaitingLetter, where: Delivered, at: datetime) -> None:
        row = self._row(letter)
        row.message_id = where.message_id or row.message_id
        row.place, row.leased_until = where.recipient, None
        outdated = row.kind == LetterKind.CARD and self._version(row) > letter.version
        row.state = "waiting" if outdated else "sent"
        row.attempt = 0
        opened = row.kind == LetterKind.CARD and not letter.message_id and "/" in where.recipient
        had = [one.trouble for one in self._memory.desks.values() if one.group == row.group]
        if where.trouble:
            self._memory.note_group(row.group, GroupTrouble(where.trouble))
        elif opened or GroupTrouble.NO_TOPICS not in had:
            self._memory.note_group(row.group, None)

    async def postpone(self, letter: WaitingLetter, until: datetime, reason: str) -> None:
        row = self._row(letter)
        row.due, row.reason, row.leased_until = until, reason, None
        row.attempt += 1
        if reason in set(GroupTrouble):
            self._memory.note_group(row.group, GroupTrouble(reason))

    async def park(self, letter: WaitingLetter, reason: str) -> None:
        self._settle(letter, "parked", reason)
        self._memory.note_group(self._row(letter).group, GroupTrouble.LOST)

    async def give_up(self, letter: WaitingLetter, reason: str, at: datetime) -> None:
        self._settle(letter, "given_up", reason)

    async def send_anew(self, letter: WaitingLetter) -> None:
        row = self._row(letter)
        row.message_id, row.place, row.leased_until = "", "", None

    async def next_due(self) -> datetime | None:
        heads = [max(row.due, row.leased_until or row.due) for _, row in self._heads()]
        return min(heads, default=None)

    def _heads(self) -> list[tuple[Address, LetterRow]]:
        """The oldest waiting letter of each lane; a letter to a lost citizen is parked."""
        heads: dict[Address, LetterRow] = {}
        for row in sorted(self._memory.letters, key=lambda row: not row.ahead):
            if row.state != "waiting":
                continue
            lane = self._lane(row)
            if lane is None:
                row.state, row.reason = "parked", NO_LINK
            else:
                heads.setdefault(lane, row)
        return list(heads.items())

    def _is_busy(self, lane: Address, at: datetime) -> bool:
        there = (row for row in self._memory.letters if row.state == "waiting")
        leases = [row.leased_until for row in there if self._lane(row) == lane]
        return any(until > at for until in leases if until is not None)

    def _lane(self, row: LetterRow) -> Address | None:
        if row.kind == LetterKind.CITIZEN:
            return self._memory.links.get(row.tip)
        return Address(DESK_CHANNEL, row.group)

    def _waiting(self, row: LetterRow, lane: Address) -> WaitingLetter:
        tip = self._memory.tips[row.tip]
        return WaitingLetter(
            id=row.id,
            kind=row.kind,
            tip=tip,
            to=self._place(row, lane),
            text=row.text,
            media=row.media,
            attempt=row.attempt,
            message_id=row.message_id,
            version=tip.version,
            asks=row.asks,
        )

    def _place(self, row: LetterRow, lane: Address) -> Address:
        """A post goes where the card of its tip lives: into the topic."""
        if row.kind == LetterKind.CITIZEN:
            return lane
        for card in self._memory.letters:
            if (card.kind, card.tip, card.group) == (LetterKind.CARD, row.tip, row.group):
                return Address(DESK_CHANNEL, card.place or row.group)
        return lane

    def _settle(self, letter: WaitingLetter, state: str, reason: str) -> None:
        row = self._row(letter)
        row.state, row.reason, row.leased_until = state, reason, None

    def _row(self, letter: WaitingLetter) -> LetterRow:
        return next(row for row in self._memory.letters if row.id == letter.id)

    def _version(self, row: LetterRow) -> int:
        return self._memory.tips[row.tip].version


class MemoryMediaShelf:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def put(self, content: bytes, kind: MediaKind, mime: str, at: datetime) -> Media:
        media = Media(MediaId(f"media{self._memory.next_number()}"), kind, mime, len(content))
        self._memory.files[media.id] = (media, content)
        return media

    async def take(self, media: str) -> tuple[Media, bytes] | None:
        return self._memory.files.get(media)
