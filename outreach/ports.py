"""What counting the movement needs from the outside world. One method, one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from outreach.activity import Activity, NewActivity
from outreach.meters import Measured, Targets
from outreach.places import Hamlet, NewHamlet, NewOrganisation, Organisation, Places


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """One place by its name, and what it was told in a span of days."""

    name: str
    measured: Measured


class OutreachStore(Protocol):
    async def hamlets(self, commune: str) -> tuple[Hamlet, ...]:
        """By name."""
        ...

    async def organisations_told(self, commune: str, year: int, most: int) -> tuple[PlaceTold, ...]:
        """In that year, by name: as many as a page shows, whatever number there are."""
        ...

    async def quiet_organisations(
        self, commune: str, since: date, most: int
    ) -> tuple[PlaceTold, ...]:
        """Told nothing from that day on; those that never were come first."""
        ...

    async def counted_places(self, commune: str, most: int | None = None) -> Places:
        """Without who answers for an organisation: nothing to unseal. At most so many of these."""
        ...

    async def organisations(self, commune: str, named: str, most: int) -> tuple[Organisation, ...]:
        """By name, those whose name holds these words however they are spelt; with who answers."""
        ...

    async def save_hamlets(self, commune: str, hamlets: Sequence[NewHamlet], year: int) -> None:
        """All or none. One of the same name is changed; `year` is measured anew."""
        ...

    async def save_organisations(
        self, commune: str, organisations: Sequence[NewOrganisation], year: int
    ) -> None:
        """All or none. One of the same name is changed; `year` is measured anew."""
        ...

    async def log(self, commune: str, new: NewActivity, officer: str) -> Activity:
        """The same entry again is the activity it already is. UnknownPlaceHere."""
        ...

    async def take_back(self, commune: str, activity: int) -> bool:
        """False: this commune has no such activity."""
        ...

    async def activities(
        self, commune: str, first: date, last: date, limit: int
    ) -> tuple[Activity, ...]:
        """Newest first."""
        ...

    async def measured(self, year: int, communes: frozenset[str] | None) -> Mapping[str, Measured]:
        """By commune; None: of every one. Without places or activities it is not there."""
        ...

    async def last_told_hamlets(self, commune: str) -> Mapping[int, date]:
        """The newest day of each; what was never told is not there."""
        ...

    async def targets(self, desk: str) -> Targets | None: ...

    async def keep_targets(self, desk: str, targets: Targets) -> None: ...
