"""What operators do to desks and officers from the command line, also while the line is open."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.clock import SystemClock
from bot.config import Config
from bot.operators.late_places import LatePlaces
from bot.operators.reporting import Reporting
from bot.problem import Problem
from bot.startup import DataFolder, opened_data_folder
from bot.telling import desk_name, directory_of
from bot.wiring.use_cases import UseCases
from desks.desk import NATIONAL, Desk, DeskCode, Officer, Role
from desks.errors import ShiftNotAllowed, UnknownDesk, UnknownOfficer
from desks.roster import Shift
from storage.migrations import head_revision
from tips.triage.leaving import Left
from wording.moments import VIETNAM


class OperatorUseCases(UseCases):
    def __init__(self, config: Config, data_folder: DataFolder) -> None:
        super().__init__(
            config, data_folder, LatePlaces(config, directory_of(config)), SystemClock()
        )
        stores, clock = self.stores, self.clock
        self.reporting = Reporting(stores, self.audit, self.reports, clock)

    async def open_desk(self, code: str) -> Desk:
        desk = Desk(DeskCode(code), desk_name(code, self.directory), is_open=True)
        await self.stores.desks.open_desk(desk)
        return desk

    async def close_desk(self, code: str) -> int:
        """How many open tips stay with it: somebody has to hand them over."""
        desk_name(code, self.directory)
        if code == NATIONAL:
            raise Problem("desk_stays_open")
        await self.stores.desks.close_desk(DeskCode(code))
        return await self.reporting.count_open(code)

    async def open_desks(self) -> tuple[Desk, ...]:
        return await self.stores.desks.every_open()

    async def group_code(self, code: str) -> str:
        try:
            return await self.access.group_code(DeskCode(code))
        except UnknownDesk:
            raise Problem("desk_not_open", code=code) from None

    async def invite(self, code: str, role: str, label: str) -> tuple[str, Role]:
        """The address that signs an officer in, once, and as what. A seat that is there keeps its
        role unless another is named.
        """
        if role and role not in set(Role):
            raise Problem("role_unknown", role=role)
        wanted = Role(role) if role else await self._role_of(code, label)
        try:
            token = await self.access.invite(DeskCode(code), wanted, label)
        except UnknownDesk:
            raise Problem("desk_not_open", code=code) from None
        return self.config.page(f"/desk/join/{token}"), wanted

    async def _role_of(self, code: str, label: str) -> Role:
        seated = await self.stores.seats.seated(DeskCode(code))
        there = [one.role for one in seated if one.label == " ".join(label.split())]
        return there[0] if there else Role.OFFICER

    async def seated(self, code: str) -> tuple[Officer, ...]:
        await self.known_desk(code)
        return await self.leaving.store.seated(DeskCode(code))

    async def remove(self, code: str, label: str) -> Left:
        await self.known_desk(code)
        try:
            return await self.leaving.leave(DeskCode(code), label)
        except UnknownOfficer:
            raise Problem("officer_unknown", code=code) from None

    async def set_shift(self, code: str, officer: str, starts: str, ends: str) -> Shift:
        await self.known_desk(code)
        begins, stops = moment(starts), moment(ends)
        try:
            return await self.roster.enter(DeskCode(code), officer, begins, stops)
        except ShiftNotAllowed:
            raise Problem("roster_not_set") from None

    async def shifts(self, code: str) -> tuple[tuple[Shift, ...], datetime]:
        await self.known_desk(code)
        return await self.roster.ahead(DeskCode(code)), self.clock.now()

    async def officer(self, told: str) -> Officer:
        """By desk and label, "00:Trực ban 1"; by the label alone where only one has it."""
        desk, colon, label = told.partition(":")
        named = await self.stores.officers.labelled((label if colon else told).strip())
        found = [one for one in named if not colon or one.desk == desk.strip()]
        if not found:
            raise Problem("officer_not_found", officer=told)
        if len(found) > 1:
            several = ", ".join(f"{one.desk}:{one.label}" for one in found)
            raise Problem("officer_ambiguous", officer=told, several=several)
        return found[0]

    async def known_desk(self, code: str) -> None:
        if DeskCode(code) not in await self.stores.desks.desks([DeskCode(code)]):
            raise Problem("desk_not_open", code=code)


@asynccontextmanager
async def use_cases(config: Config) -> AsyncIterator[OperatorUseCases]:
    async with opened_data_folder(config) as data_folder:
        yield OperatorUseCases(config, data_folder)


async def migrate(config: Config) -> tuple[str, DataFolder]:
    async with opened_data_folder(config, migrates=True) as data_folder:
        return head_revision(), data_folder


def moment(told: str) -> datetime:
    """A Vietnamese clock, unless a zone is told."""
    try:
        at = datetime.fromisoformat(told.strip())
    except ValueError:
        raise Problem("roster_wrong_time") from None
    return at if at.tzinfo else at.replace(tzinfo=VIETNAM)
