"""What operators do to desks and officers from the command line, also while the line is open."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.anchoring import Anchoring
from bot.clock import SystemChance, SystemClock
from bot.config import Config
from bot.groundwork import lay
from bot.problem import Problem
from communes.artifact import read
from communes.directory import CommuneCode, Directory, ProvinceCode
from communes.shelf import Shelf
from storage.migrations import head_revision
from storage.stores import Stores
from tips.access import Access
from tips.catalogue import text
from tips.desk import NATIONAL, Desk, DeskCode, Role
from tips.errors import UnknownDesk
from tips.ports import DeskBook


@dataclass(frozen=True, slots=True)
class Office:
    config: Config
    access: Access
    desks: DeskBook
    directory: Directory
    anchoring: Anchoring

    async def open_desk(self, code: str) -> Desk:
        desk = Desk(DeskCode(code), desk_name(code, self.directory), is_open=True)
        await self.desks.open_desk(desk)
        return desk

    async def close_desk(self, code: str) -> None:
        desk_name(code, self.directory)
        if code == NATIONAL:
            raise Problem("desk_stays_open")
        await self.desks.close_desk(DeskCode(code))

    async def open_desks(self) -> tuple[Desk, ...]:
        return await self.desks.every_open()

    async def group_code(self, code: str) -> str:
        try:
            return await self.access.group_code(DeskCode(code))
        except UnknownDesk:
            raise Problem("desk_not_open", code=code) from None

    async def invite(self, code: str, role: str, label: str) -> str:
        """The address that signs an officer in, once."""
        if role not in set(Role):
            raise Problem("role_unknown", role=role)
        try:
            token = await self.access.invite(DeskCode(code), Role(role), label)
        except UnknownDesk:
            raise Problem("desk_not_open", code=code) from None
        return self.config.page(f"/desk/join/{token}")


@asynccontextmanager
async def office(config: Config) -> AsyncIterator[Office]:
    ground = await lay(config)
    try:
        stores = Stores(ground.database, ground.vault, config.media)
        clock = SystemClock()
        access = Access(stores.access, stores.desks, clock, SystemChance())
        anchoring = Anchoring(stores.audit, config.data / "anchors", clock)
        yield Office(config, access, stores.desks, directory_of(config), anchoring)
    finally:
        await ground.database.close()


def directory_of(config: Config) -> Directory:
    return read(Shelf(config.data / "communes").map()).directory


async def migrate(config: Config) -> str:
    ground = await lay(config)
    await ground.database.close()
    return head_revision()


def desk_name(code: str, directory: Directory) -> str:
    if code == NATIONAL:
        return text("operator.national_desk")
    commune = directory.communes.get(CommuneCode(code))
    if commune is not None:
        return text("operator.police_of", place=commune.full_name)
    province = directory.provinces.get(ProvinceCode(code))
    if province is None:
        raise Problem("desk_unknown", code=code)
    return text("operator.police_of", place=province.name)
