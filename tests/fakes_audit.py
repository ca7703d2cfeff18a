"""The audit log beside the moves, in memory."""

from dataclasses import dataclass, field

from tips.auditing import AuditBook, LogEntry, Sighting


@dataclass
class MemoryAuditBook(AuditBook):
    sightings: list[Sighting] = field(default_factory=list)

    async def note(self, sighting: Sighting) -> None:
        self.sightings.append(sighting)

    async def entries(self, after: int, limit: int) -> tuple[LogEntry, ...]:
        numbered = list(enumerate(self.sightings, start=1))
        return tuple(
            LogEntry(number, one.at, one.kind, str(one.officer or ""), "", "", one.what)
            for number, one in numbered
            if number > after
        )[:limit]
