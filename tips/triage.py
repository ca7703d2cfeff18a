"""What officers do with tips. Every move: read, decide (tips/moves.py), save, or decide again."""

from tips import moves
from tips.desk import Officer
from tips.errors import AlreadyDone, TipMoved, TipProblem, UnknownTip
from tips.moves import Decision, Press
from tips.ports import Bell, Clock, TipStore
from tips.tip import Code, Status, Tip, TipSummary, Urgency

TRIES = 5


class Triage:
    """Raises tips.errors: UnknownTip for another desk's tip, AlreadyClaimed with the holder …"""

    def __init__(self, store: TipStore, clock: Clock, bell: Bell) -> None:
        self._store = store
        self._clock = clock
        self._bell = bell

    async def queue(
        self, officer: Officer, status: Status | None = None, after: str = "", limit: int = 50
    ) -> tuple[TipSummary, ...]:
        return await self._store.queue(officer.desk, status, after, limit)

    async def tip(self, officer: Officer, code: Code) -> Tip:
        tip = await self._store.tip(code, officer.desk)
        if tip is None:
            raise UnknownTip
        return tip

    async def claim(self, officer: Officer, code: Code, event_id: str) -> Tip:
        return await self._make(moves.claim, officer, code, event_id)

    async def release(self, officer: Officer, code: Code, event_id: str) -> Tip:
        return await self._make(moves.release, officer, code, event_id)

    async def ask(self, officer: Officer, code: Code, text: str, event_id: str) -> Tip:
        return await self._make(moves.ask(text), officer, code, event_id)

    async def note(self, officer: Officer, code: Code, text: str, event_id: str) -> Tip:
        return await self._make(moves.note(text), officer, code, event_id)

    async def set_status(self, officer: Officer, code: Code, status: Status, event_id: str) -> Tip:
        return await self._make(moves.set_status(status), officer, code, event_id)

    async def set_urgency(
        self, officer: Officer, code: Code, urgency: Urgency, event_id: str
    ) -> Tip:
        return await self._make(moves.set_urgency(urgency), officer, code, event_id)

    async def close(
        self, officer: Officer, code: Code, reason: str, text: str, event_id: str
    ) -> Tip:
        """`reason` is an id of closing_reasons; `text` (may be empty) goes to the citizen too."""
        return await self._make(moves.close(reason, text), officer, code, event_id)

    async def holds_media(self, officer: Officer, code: Code, media: str) -> bool:
        return await self._store.holds_media(code, officer.desk, media)

    async def _make(self, decide: Decision, officer: Officer, code: Code, event_id: str) -> Tip:
        # A key chosen by one officer's browser must never swallow a colleague's move.
        own_event = f"{officer.id}/{code}/{event_id}"
        for _ in range(TRIES):
            try:
                return await self._attempt(decide, officer, code, own_event)
            except TipMoved:
                continue
            except AlreadyDone:
                return await self.tip(officer, code)
        raise TipMoved

    async def _attempt(self, decide: Decision, officer: Officer, code: Code, event_id: str) -> Tip:
        tip = await self.tip(officer, code)
        press = Press(officer, event_id, self._clock.now())
        try:
            change = decide(tip, press)
        except TipProblem:
            # Pressing "close" twice: the second finds it closed. A repeat is not a refusal.
            if await self._store.was_done(event_id):
                return tip
            raise
        if change is None:
            return tip
        saved = await self._store.save(tip, change, press.at)
        self._bell.ring(f"desk:{tip.route.desk}")
        self._bell.ring("letters")
        return saved
