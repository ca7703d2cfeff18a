"""The movement's desk over a real database."""

from dataclasses import dataclass

from httpx import AsyncClient

from broadcasts.lessons.library import Library, open_library
from desks.desk import DeskCode, Role
from handlers.movement import door as webmovement
from handlers.movement.parts import WebMovement
from outreach.calendar import shipped
from outreach.lesson_reach import LessonReaches
from outreach.movement import Movement
from outreach.registers.form import shipped_forms
from outreach.registers.keeping import Registers
from outreach.reporting import Reporting
from storage.database.interface import Database
from storage.outreach.lesson_log import SqlLessonLog
from storage.outreach.registers import SqlRegisterStore
from storage.outreach.reports import SqlSentReports
from storage.outreach.store import SqlOutreachStore
from storage.subscribers.lesson_reach import SqlChatReach
from tests.builders import WARD_DESK, a_desk
from tests.handlers.webdesk_house import DeskHouse
from tests.keys import a_vault

PROVINCE = DeskCode("79")
LIBRARY = open_library()


class PlainPosters:
    async def draw(self, desk: str, named: str) -> bytes:
        return f"%PDF {desk} {named}".encode()


class Shelf:
    def library(self) -> Library:
        return LIBRARY


@dataclass
class MovementHouse:
    database: Database

    def __post_init__(self) -> None:
        self.desk = DeskHouse()
        self.desk.memory.desks[PROVINCE] = a_desk(PROVINCE, "Công an thành phố Hồ Chí Minh")
        self.store = SqlOutreachStore(self.database, a_vault())
        directory = self.desk.places.directory
        audit, clock = self.desk.audit, self.desk.clock
        self.movement = Movement(self.store, directory, clock, audit)
        store = SqlRegisterStore(self.database, a_vault())
        registers = Registers(shipped_forms(), store, directory, audit, clock)
        sent = SqlSentReports(self.database)
        parts = WebMovement(
            movement=self.movement,
            registers=registers,
            lesson_reaches=LessonReaches(
                self.movement,
                SqlLessonLog(self.database),
                SqlChatReach(self.database),
                directory,
            ),
            reporting=Reporting(self.movement, registers, sent, shipped(), audit),
            lesson_files=Shelf(),
            posters=PlainPosters(),
            access=self.desk.entry,
            audit=self.desk.audit,
            clock=self.desk.clock,
            secure_cookie=False,
        )
        self.desk.app.include_router(webmovement.router(parts))

    async def officer(self, role: Role, desk: DeskCode = WARD_DESK) -> AsyncClient:
        return await self.desk.officer(str(role), desk, role)
