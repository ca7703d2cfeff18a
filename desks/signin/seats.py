"""Who gets in at a desk: invited, and helped back in, by its commander or an administrator."""

from collections.abc import Sequence
from dataclasses import dataclass

from desks.desk import DeskCode, Officer, Role
from desks.errors import NotPermitted, UnknownDesk, UnknownOfficer
from desks.permissions import Action, allowed, commands
from desks.ports import Chance, Clock, DeskBook
from desks.signin.access import INVITE_BITS, INVITE_LASTS, LABEL_LIMIT
from desks.signin.ports import Invite, Seat, SeatStore


@dataclass(frozen=True, slots=True)
class Seats:
    store: SeatStore
    desks: DeskBook
    clock: Clock
    chance: Chance

    async def of(self, by: Officer, desk: DeskCode) -> Sequence[Seat]:
        """Raises NotPermitted, UnknownDesk."""
        await self._must_run(by, desk)
        return await self.store.seats(desk, self.clock.now())

    async def invite(
        self, by: Officer, desk: DeskCode, label: str, role: Role | None = None
    ) -> Invite:
        """For a new seat, or again for one that is there: it keeps its tips, and its role unless
        another is named. Raises NotPermitted, UnknownDesk.
        """
        await self._must_run(by, desk)
        label = " ".join(label.split())[:LABEL_LIMIT]
        there = await self._seated(desk, label)
        role = role or (there.role if there else Role.OFFICER)
        if there is not None:
            _must_give(by, there.role)
        _must_give(by, role)
        now = self.clock.now()
        invite = Invite(self.chance.hex(INVITE_BITS), desk, role, label, now + INVITE_LASTS)
        await self.store.invite(invite, by.id, now)
        return invite

    async def start_over(self, by: Officer, desk: DeskCode, label: str) -> Invite:
        """The phone is lost: whatever let them in is void, and a new link lets them in again.
        Raises UnknownOfficer beside what `invite` raises.
        """
        await self._must_run(by, desk)
        there = await self._seated(desk, label)
        if there is None:
            raise UnknownOfficer
        _must_give(by, there.role)
        await self.store.shut(there, by.id, self.clock.now())
        return await self.invite(by, desk, label)

    async def must_dismiss(self, by: Officer, desk: DeskCode, label: str) -> None:
        """May they? Nobody dismisses themselves. Raises as `start_over` does."""
        await self._must_run(by, desk)
        there = await self._seated(desk, label)
        if there is None:
            raise UnknownOfficer
        if there.id == by.id:
            raise NotPermitted
        _must_give(by, there.role)

    async def _must_run(self, by: Officer, desk: DeskCode) -> None:
        if not may_seat(by, desk):
            raise NotPermitted
        if desk not in await self.desks.desks([desk]):
            raise UnknownDesk

    async def _seated(self, desk: DeskCode, label: str) -> Officer | None:
        seated = await self.store.seated(desk)
        return next((one for one in seated if one.label == label), None)


def may_seat(by: Officer, desk: DeskCode) -> bool:
    return allowed(by, Action.ADMINISTER, desk) or (commands(by) and by.desk == desk)


def given_by(by: Officer) -> tuple[Role, ...]:
    """A commander seats officers and guards only: with a second commander's seat, or an
    approver's, one person could be the two whom an urgent lesson needs.
    """
    return tuple(Role) if by.role is Role.ADMINISTRATOR else (Role.OFFICER, Role.GUARD)


def _must_give(by: Officer, role: Role) -> None:
    if role not in given_by(by):
        raise NotPermitted
