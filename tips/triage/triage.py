"""What officers see of tips, and how every move goes: read, decide, save, or decide again."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from communes.directory import Directory
from desks.desk import Code, DeskCode, Officer
from desks.errors import TipProblem, UnknownTip
from desks.hierarchy import is_below
from desks.permissions import Action, may, reaches, require
from desks.ports import Bell, Clock
from tips.errors import AlreadyDone, HandedOver, TipMoved
from tips.moves.base import CLAIM_LASTS, Press
from tips.moves.change import Change
from tips.reading import asked_words
from tips.tip import Status, Tip, TipSummary
from tips.triage.lanes import Reader, Waiting
from tips.triage.ports import TipStore
from tips.triage.transfer_ports import Trace

TRIES = 5

Work = Callable[[Tip, Press], Awaitable[Tip]]


@dataclass(frozen=True, slots=True)
class Pressed:
    """Who pressed on which tip. With the tip as they have just read it nobody reads it again: its
    version tells whether it is still so.
    """

    officer: Officer
    code: Code
    event_id: str
    tip: Tip | None = None

    @property
    def own_event(self) -> str:
        """A key chosen by one officer's browser must never swallow a colleague's move."""
        return f"{self.officer.id}/{self.code}/{self.event_id}"


class Finder(Protocol):
    async def desk_of(self, code: Code) -> DeskCode | None: ...
    async def traces(self, desk: DeskCode, code: Code | None, limit: int) -> tuple[Trace, ...]: ...


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What an operator may set about the work of desks."""

    claim_lasts: timedelta = CLAIM_LASTS
    # Printed numbers, fine to tell residents.
    phones: Mapping[DeskCode, Sequence[str]] = field(default_factory=dict)


class Triage:
    """Raises tips.errors: UnknownTip for another desk's tip, AlreadyClaimed with the holder …"""

    def __init__(
        self,
        store: TipStore,
        clock: Clock,
        bell: Bell,
        finder: Finder | None = None,
        directory: Directory | None = None,
        settings: DeskSettings = DeskSettings(),
    ) -> None:
        """`finder` and `directory` let a coordinator see the tips of the desks below."""
        self._store = store
        self._clock = clock
        self._bell = bell
        self._finder = finder
        self._directory = directory
        self._settings = settings

    async def queue(
        self,
        officer: Officer,
        status: Status | None = None,
        after: str = "",
        limit: int = 50,
        desk: DeskCode | None = None,
    ) -> tuple[TipSummary, ...]:
        """Of the officer's own desk; a coordinator may name one below it."""
        wanted = desk or officer.desk
        require(officer, Action.READ, wanted, self._directory)
        return await self._store.queue(wanted, status, after, limit, self._reader(officer))

    async def waiting(self, officer: Officer) -> Waiting:
        """At the officer's own desk, for whoever may take tips there."""
        self.require(officer, Action.READ)
        return await self._store.waiting(officer.desk, self._reader(officer))

    def _reader(self, officer: Officer) -> Reader:
        return Reader(officer.id, self._clock.now())

    async def versions(self, officer: Officer, limit: int) -> Mapping[Code, int]:
        """Of the first tips of the officer's queue: whoever compares them reads no words."""
        self.require(officer, Action.READ)
        return await self._store.versions(officer.desk, limit)

    async def tip(self, officer: Officer, code: Code, action: Action = Action.READ) -> Tip:
        """UnknownTip for a desk that this officer's role does not reach, whoever may be there."""
        desk = await self._desk(officer, code)
        require(officer, Action.READ, desk, self._directory)
        tip = await self._store.tip(code, desk)
        if tip is None:
            raise await self._missing(officer, code, action)
        require(officer, action, desk, self._directory)
        return tip

    async def _missing(self, officer: Officer, code: Code, action: Action) -> TipProblem:
        """Who still pressed on what a colleague has just handed over is told where it went."""
        if self._finder is None or action is Action.READ:
            return UnknownTip()
        left = await self._finder.traces(officer.desk, code, 1)
        return HandedOver(left[0].to_name) if left else UnknownTip()

    def require(self, officer: Officer, action: Action) -> None:
        """At the officer's own desk."""
        require(officer, action, officer.desk, self._directory)

    def reaches(self, officer: Officer, desk: DeskCode) -> bool:
        return reaches(officer, desk, self._directory)

    def check_words(self, officer: Officer, words: str) -> None:
        """To a resident: WordsHeld unless they are `Confirmed`, when they look like a scam's."""
        asked_words.check(words, self._settings.phones.get(officer.desk, ()))

    async def was_done(self, pressed: Pressed) -> bool:
        return await self._store.was_done(pressed.own_event)

    async def _desk(self, officer: Officer, code: Code) -> DeskCode:
        """Where to look: at the officer's own desk, unless the role reaches further."""
        if self._finder is None or not may(officer.role, Action.READ, False, below=True):
            return officer.desk
        desk = await self._finder.desk_of(code)
        below = desk is not None and is_below(desk, officer.desk, self._directory)
        return desk if desk is not None and below else officer.desk

    async def mark_read(self, officer: Officer, tip: Tip) -> None:
        """By whoever holds it: that a colleague looked takes nothing from them."""
        if tip.unread and tip.officer == officer.id:
            await self._store.mark_read(tip, officer.id)

    async def holds_media(self, officer: Officer, code: Code, media: str) -> bool:
        desk = await self._desk(officer, code)
        require(officer, Action.READ, desk, self._directory)
        if await self._store.holds_media(code, desk, media):
            return True
        # A tip made of a line of another shows that line's pictures, too.
        tip = await self._store.tip(code, desk)
        return tip is not None and any(one.id == media for one in tip.media())

    async def save(self, tip: Tip, change: Change, at: datetime) -> Tip:
        return await self._store.save(tip, change, at)

    async def carry_out(self, action: Action, work: Work, pressed: Pressed) -> Tip:
        """`work` decides and saves; it is done again when the tip moved in between."""
        tip = pressed.tip
        for _ in range(TRIES):
            tip = tip or await self.tip(pressed.officer, pressed.code, action)
            try:
                return await self._attempt(action, work, pressed, tip)
            except TipMoved:
                tip = None  # somebody was faster: read again, decide again
            except AlreadyDone:
                return await self.tip(pressed.officer, pressed.code)
        raise TipMoved

    async def _attempt(self, action: Action, work: Work, pressed: Pressed, tip: Tip) -> Tip:
        require(pressed.officer, action, tip.route.desk, self._directory)
        lasts = self._settings.claim_lasts
        press = Press(pressed.officer, pressed.own_event, self._clock.now(), lasts)
        try:
            saved = await work(tip, press)
        except (TipMoved, AlreadyDone):
            raise
        except TipProblem:
            # Pressing "close" twice: the second finds it closed. A repeat is not a refusal.
            if await self._store.was_done(pressed.own_event):
                return tip
            raise
        if saved is not tip:
            for desk in {tip.route.desk, saved.route.desk}:
                self._bell.ring(f"desk:{desk}")
            self._bell.ring("letters")
        return saved
