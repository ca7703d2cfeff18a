"""Signing in again, in memory."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desks.desk import DeskCode, Officer, OfficerId
from desks.signin.ports import (
    Attempt,
    AttemptLimits,
    CodeApp,
    Invite,
    NewSession,
    Passkey,
    Seat,
    Session,
    UsedChallenge,
)
from tests.fakes.memory import Memory

HOUR = timedelta(hours=1)


class MemorySessionStore:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._rows: dict[str, Session] = {}

    def begin(self, officer: Officer, new: NewSession) -> None:
        self._rows.pop(new.before, None)
        row = Session(f"id {new.token}", officer, new.device, new.at, new.at, new.until)
        self._rows[new.token] = row

    def live(self, token: str, at: datetime) -> OfficerId | None:
        row = self._rows.get(token)
        return row.officer.id if row and row.until > at else None

    async def find(self, token: str) -> Session | None:
        row = self._rows.get(token)
        return row and replace(row, officer=self._memory.officers[row.officer.id])

    async def standing(self, tokens: Collection[str], at: datetime) -> Collection[str]:
        return {token for token in tokens if token in self._rows and self._rows[token].until > at}

    async def keep(self, token: str, at: datetime, until: datetime) -> None:
        if token in self._rows and self._rows[token].until > at:
            self._rows[token] = replace(self._rows[token], seen=at, until=until)

    async def end(self, token: str, at: datetime) -> None:
        if token in self._rows and self._rows[token].until > at:
            self._rows[token] = replace(self._rows[token], until=at)

    async def of_officer(self, officer: OfficerId, at: datetime) -> Sequence[Session]:
        rows = [row for row in self._rows.values() if row.officer.id == officer and row.until > at]
        return sorted(rows, key=lambda row: row.seen, reverse=True)

    async def forget(self, officer: Officer, session: str, at: datetime) -> bool:
        mine = [
            token
            for token, row in self._rows.items()
            if (row.id, row.officer.id) == (session, officer.id)
        ]
        for token in mine:
            del self._rows[token]
        return bool(mine)

    def shut(self, officer: OfficerId) -> None:
        rows = self._rows.items()
        self._rows = {token: row for token, row in rows if row.officer.id != officer}


@dataclass(eq=False)
class MemoryCodeAppStore:
    sessions: MemorySessionStore

    def __post_init__(self) -> None:
        self.apps: dict[OfficerId, CodeApp] = {}
        self._attempts: list[Attempt] = []

    async def offer(self, officer: OfficerId, secret: str) -> None:
        known = self.apps.get(officer, CodeApp("", "", 0))
        self.apps[officer] = replace(known, offered=secret)

    async def app(self, officer: OfficerId) -> CodeApp | None:
        return self.apps.get(officer)

    async def confirm(self, officer: Officer, step: int, at: datetime) -> bool:
        known = self.apps.get(officer.id)
        if known is None or not known.offered:
            return False
        self.apps[officer.id] = CodeApp(known.offered, "", step)
        return True

    async def drop(self, officer: Officer, at: datetime) -> None:
        self.apps.pop(officer.id, None)

    async def count(self, attempt: Attempt, limits: AttemptLimits) -> bool:
        since = attempt.at - HOUR
        alike = [one for one in self._attempts if one.browser == attempt.browser and one.at > since]
        at_seat = sum(one.seat == attempt.seat for one in alike)
        most = limits.known if attempt.browser else limits.everywhere
        if len(alike) >= most or (not attempt.browser and at_seat >= limits.strange):
            return False
        self._attempts.append(attempt)
        return True

    async def begin(
        self, officer: Officer, step: int, attempt: Attempt, session: NewSession
    ) -> bool:
        known = self.apps.get(officer.id)
        if known is None or known.step >= step:
            return False
        self.apps[officer.id] = replace(known, step=step)
        told = (attempt.browser, officer.id)
        self._attempts = [one for one in self._attempts if (one.browser, one.seat) != told]
        self.sessions.begin(officer, session)
        return True


@dataclass(eq=False)
class MemoryPasskeyStore:
    sessions: MemorySessionStore

    def __post_init__(self) -> None:
        self.keys: dict[str, Passkey] = {}
        self._used: set[str] = set()

    def seals(self, text: str) -> Sequence[str]:
        return (f"seal-of-{text}".replace(".", "-"),)

    async def add(self, passkey: Passkey, challenge: UsedChallenge) -> bool:
        if not self._use(challenge) or passkey.credential in self.keys:
            return False
        self.keys[passkey.credential] = passkey
        return True

    async def find(self, credential: str) -> Passkey | None:
        return self.keys.get(credential)

    async def of_officer(self, officer: OfficerId) -> Sequence[Passkey]:
        return [one for one in self.keys.values() if one.officer.id == officer]

    async def remove(self, officer: Officer, credential: str, at: datetime) -> bool:
        one = self.keys.get(credential)
        if one is None or one.officer.id != officer.id:
            return False
        del self.keys[credential]
        return True

    async def begin(
        self, passkey: Passkey, count: int, challenge: UsedChallenge, session: NewSession
    ) -> bool:
        if not self._use(challenge) or passkey.credential not in self.keys:
            return False
        self.keys[passkey.credential] = replace(passkey, count=count)
        self.sessions.begin(passkey.officer, session)
        return True

    def _use(self, challenge: UsedChallenge) -> bool:
        fresh = challenge.text not in self._used
        self._used.add(challenge.text)
        return fresh


@dataclass(eq=False)
class MemorySeatStore:
    memory: Memory
    sessions: MemorySessionStore
    code_apps: MemoryCodeAppStore
    passkeys: MemoryPasskeyStore

    async def seated(self, desk: DeskCode) -> tuple[Officer, ...]:
        return tuple(self.memory.seated(desk))

    async def seats(self, desk: DeskCode, at: datetime) -> Sequence[Seat]:
        return [await self._seat(officer, at) for officer in self.memory.seated(desk)]

    async def invite(self, invite: Invite, by: OfficerId | None, at: datetime) -> None:
        same = (invite.desk, invite.label)
        told = (invite.desk, invite.role, invite.label, invite.until)
        rows = self.memory.invites.items()
        kept = {token: one for token, one in rows if not invite.label or (one[0], one[2]) != same}
        self.memory.invites = kept | {invite.token: told}

    async def shut(self, officer: Officer, by: OfficerId, at: datetime) -> None:
        self.sessions.shut(officer.id)
        self.code_apps.apps.pop(officer.id, None)
        for one in await self.passkeys.of_officer(officer.id):
            del self.passkeys.keys[one.credential]

    async def _seat(self, officer: Officer, at: datetime) -> Seat:
        devices = await self.sessions.of_officer(officer.id, at)
        return Seat(
            officer=officer,
            devices=len(devices),
            seen=devices[0].seen if devices else None,
            code_app=officer.id in self.code_apps.apps,
            passkeys=len(await self.passkeys.of_officer(officer.id)),
            telegram=False,
            held=sum(
                tip.officer == officer.id and tip.closed_at is None
                for tip in self.memory.tips.values()
            ),
        )
