"""How long somebody stays signed in: while they work, and no longer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desks.desk import Officer
from desks.errors import UnknownDevice
from desks.ports import Chance, Clock
from desks.signin.ports import NewSession, Session, SessionStore

SESSION_BITS = 256
BROWSER_KNOWN = timedelta(days=90)
WARNING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SessionTerms:
    idle: timedelta = timedelta(hours=12)
    longest: timedelta = timedelta(days=7)

    def until(self, began: datetime, now: datetime) -> datetime:
        return min(now + self.idle, began + self.longest)

    @property
    def warning(self) -> timedelta:
        return min(WARNING, self.idle / 4)


class Sessions:
    def __init__(
        self,
        store: SessionStore,
        clock: Clock,
        chance: Chance,
        terms: SessionTerms = SessionTerms(),
    ) -> None:
        self._store = store
        self._clock = clock
        self._chance = chance
        self.terms = terms

    def new(self, device: str, before: str = "") -> NewSession:
        now = self._clock.now()
        until = self.terms.until(now, now)
        return NewSession(self._chance.hex(SESSION_BITS), device, now, until, before)

    async def current(self, token: str) -> Session | None:
        session = await self._store.find(token) if token else None
        return session if session and session.until > self._clock.now() else None

    async def known(self, token: str) -> Session | None:
        """Whose browser this was, also when the session is over."""
        return await self._store.find(token) if token else None

    async def standing(self, tokens: Collection[str]) -> Collection[str]:
        """Those of them that are signed in."""
        return await self._store.standing(tokens, self._clock.now())

    async def keep(self, token: str) -> Session | None:
        """Somebody sits there. None: it is over, and they have to sign in again."""
        session = await self.current(token)
        if session is None:
            return None
        now = self._clock.now()
        await self._store.keep(token, now, self.terms.until(session.began, now))
        return await self.current(token)

    async def end(self, token: str) -> None:
        await self._store.end(token, self._clock.now())

    async def devices(self, officer: Officer) -> Sequence[Session]:
        return await self._store.of_officer(officer.id, self._clock.now())

    async def sign_out(self, officer: Officer, session: str) -> None:
        """Raises UnknownDevice."""
        if not await self._store.forget(officer, session, self._clock.now()):
            raise UnknownDevice
