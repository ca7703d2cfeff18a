"""Desks, officers and their links, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from desks.desk import Code, Desk, DeskCode, GroupTrouble, Officer, OfficerId, Role
from desks.ready_words import ReadyWords
from desks.signin.ports import NewSession
from tests.fakes.memory import Memory
from tests.fakes.signin import MemorySeatStore, MemorySessionStore
from tips.letters import LetterKind


class MemoryDeskBook:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def desks(self, codes: Sequence[DeskCode]) -> Mapping[DeskCode, Desk]:
        return {code: self._memory.desks[code] for code in codes if code in self._memory.desks}

    async def open_desk(self, desk: Desk) -> None:
        before = self._memory.desks.get(desk.code, desk)
        self._memory.desks[desk.code] = replace(desk, is_open=True, group=before.group)
        if desk.group:
            self._memory.give_group(desk.code, desk.group)

    async def close_desk(self, code: DeskCode) -> None:
        self._memory.desks[code] = replace(self._memory.desks[code], is_open=False)

    async def troubled(self) -> tuple[Desk, ...]:
        return tuple(desk for desk in await self.every_open() if desk.trouble)

    async def every_open(self) -> tuple[Desk, ...]:
        every = sorted(self._memory.desks.values(), key=lambda desk: desk.code)
        return tuple(desk for desk in every if desk.is_open)


@dataclass
class MemoryReadyWords:
    kept: dict[DeskCode, ReadyWords] = field(default_factory=dict)

    async def ready_words(self, desk: DeskCode) -> ReadyWords:
        return self.kept.get(desk, ReadyWords())

    async def keep_ready(self, desk: DeskCode, words: ReadyWords) -> None:
        self.kept[desk] = words


class MemoryAccessStore:
    def __init__(self, memory: Memory, sessions: MemorySessionStore) -> None:
        self._memory = memory
        self._sessions = sessions
        self._codes: dict[str, tuple[OfficerId | None, DeskCode, datetime]] = {}
        self._accounts: dict[str, OfficerId] = {}

    async def add_invite(
        self, token: str, desk: DeskCode, role: Role, label: str, until: datetime
    ) -> None:
        self._memory.invites[token] = (desk, role, label, until)

    async def redeem(self, token: str, session: NewSession) -> Officer | None:
        invite = self._memory.invites.pop(token, None)
        if invite is None or invite[3] <= session.at:
            return None
        officer = self._seat(*invite[:3])
        if before := self._sessions.live(session.before, session.at):
            self._bind(officer.id, before)
        self._sessions.begin(officer, session)
        return officer

    async def add_link_code(
        self, code: str, officer: OfficerId | None, desk: DeskCode, until: datetime
    ) -> None:
        self._codes[code] = (officer, desk, until)

    async def link_account(self, code: str, account: str, at: datetime) -> Officer | None:
        officer, _, until = self._codes.pop(code, (None, DeskCode(""), at))
        if officer is None or until <= at:
            return None
        if account in self._accounts:
            self._bind(officer, self._accounts[account])
        others = {one: who for one, who in self._accounts.items() if who != officer}
        self._accounts = others | {account: officer}
        return self._memory.officers[officer]

    async def link_group(self, code: str, chat: str, at: datetime) -> Desk | None:
        officer, desk, until = self._codes.pop(code, (None, DeskCode(""), at))
        if officer is not None or until <= at:
            return None
        self._memory.give_group(desk, chat, at)
        return self._memory.desks[desk]

    async def officer_by_account(self, account: str) -> Officer | None:
        officer = self._accounts.get(account)
        return self._memory.officers[officer] if officer else None

    async def desk_by_group(self, chat: str) -> Desk | None:
        return next((desk for desk in self._memory.desks.values() if desk.group == chat), None)

    async def group_lost(self, chat: str) -> None:
        self._memory.note_group(chat, GroupTrouble.LOST)

    async def group_back(self, chat: str, at: datetime) -> None:
        self._memory.wake_group(chat, at)

    async def code_by_topic(self, place: str) -> Code | None:
        if "/" not in place:
            return None  # a whole group is not one tip's place
        for row in self._memory.letters:
            where = (row.place, f"{row.place}/#{row.message_id}")
            if row.kind == LetterKind.CARD and place in where:
                return self._memory.tips[row.tip].code
        return None

    def _bind(self, one: OfficerId, other: OfficerId) -> None:
        officers = self._memory.officers
        every = {*officers[one].seats, *officers[other].seats}
        for seat in every:
            others = tuple(sorted(every - {seat}))
            officers[seat] = replace(officers[seat], other_seats=others)

    def _part(self, seat: OfficerId) -> None:
        officers = self._memory.officers
        for one in officers[seat].seats:
            left = tuple(o for o in officers[one].other_seats if seat not in (one, o))
            officers[one] = replace(officers[one], other_seats=left)

    def _seat(self, desk: DeskCode, role: Role, label: str) -> Officer:
        """A label known at this desk is the same seat."""
        here = {one.label: one for one in self._memory.officers.values() if one.desk == desk}
        label = label or next(
            told for n in range(1, len(here) + 2) if (told := f"Trực ban {n}") not in here
        )
        new = Officer(OfficerId(f"officer {self._memory.next_number()}"), desk, role, label)
        officer = replace(here.get(label, new), role=role)
        self._memory.officers[officer.id] = officer
        if officer.id in self._memory.left:
            self._memory.left.discard(officer.id)
            self._part(officer.id)
        return self._memory.officers[officer.id]


@dataclass(eq=False)
class MemoryLeavingStore:
    seats: MemorySeatStore

    async def seated(self, desk: DeskCode) -> tuple[Officer, ...]:
        return await self.seats.seated(desk)

    async def dismiss(
        self, desk: DeskCode, label: str, at: datetime, by: OfficerId | None = None
    ) -> Officer | None:
        memory = self.seats.memory
        known = (one for one in memory.officers.values() if (one.desk, one.label) == (desk, label))
        officer = next(known, None)
        if officer is not None:
            memory.left.add(officer.id)
            await self.seats.shut(officer, officer.id, at)
        return officer

    async def held_by(self, officer: OfficerId) -> Sequence[tuple[Code, DeskCode]]:
        tips = self.seats.memory.tips.values()
        held = [one for one in tips if one.officer == officer and one.closed_at is None]
        return [(one.code, one.route.desk) for one in held]
