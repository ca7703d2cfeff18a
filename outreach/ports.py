"""What counting the movement needs from the outside world. One method, one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from outreach.activity import Activity, NewActivity
from outreach.meters import Measured, Targets
from outreach.places import NewHamlet, NewOrganisation, Places


@dataclass(frozen=True, slots=True)
class LastTold:
    """The newest day of each place of one commune; what was never told is not there."""

    hamlets: Mapping[int, date]
    organisations: Mapping[int, date]


class OutreachStore(Protocol):
    async def places(self, commune: str) -> Places: ...

    async def counted_places(self, commune: str) -> Places:
        """Without who answers for an organisation: nothing to unseal."""
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

    async def last_told(self, commune: str) -> LastTold: ...

    async def targets(self, desk: str) -> Targets | None: ...

    async def keep_targets(self, desk: str, targets: Targets) -> None: ...
