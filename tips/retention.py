"""What time erases. One sweep; the store knows where things are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from communes.remembering import forget_words
from desks.ports import Clock


@dataclass(frozen=True, slots=True)
class Swept:
    drafts: int
    links: int
    events: int
    media: int


class RetentionStore(Protocol):
    async def sweep(
        self, at: datetime, draft_silence_hours: int, link_days: int, event_hours: int
    ) -> Swept: ...


class Retention:
    def __init__(
        self,
        store: RetentionStore,
        clock: Clock,
        silence_hours: int = 24,
        link_days: int = 30,
        event_hours: int = 48,
    ) -> None:
        self._store = store
        self._clock = clock
        self._silence_hours = silence_hours
        self._link_days = link_days
        self._event_hours = event_hours

    async def sweep(self) -> Swept:
        """Erase silent drafts, links of tips closed long ago, old events and orphaned media."""
        swept = await self._store.sweep(
            self._clock.now(), self._silence_hours, self._link_days, self._event_hours
        )
        forget_words()
        return swept
