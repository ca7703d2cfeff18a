"""A web desk over fakes: real door, real use cases, rows in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fastapi import APIRouter, FastAPI
from httpx import ASGITransport, AsyncClient
from typing_extensions import override

from channels.post.bell import ProcessBell
from desks.auditing import Auditing
from desks.desk import DeskCode, Role
from desks.hierarchy import ways_up
from desks.ready_words import ReadySentences
from desks.roster import Roster
from desks.signin.access import Access
from desks.signin.code_apps import CodeApps
from desks.signin.passkeys import Passkeys
from desks.signin.seats import Seats
from desks.signin.sessions import Sessions
from desks.signin.site import Site
from handlers.desk import door as webdesk
from handlers.desk.parts import WebDesk
from handlers.signin import door as websignin
from handlers.signin.parts import WebSignin
from handlers.web.app import create_app
from tests.builders import WARD_DESK, a_desk, a_tip
from tests.fakes import House
from tests.fakes.access import MemoryReadyWords
from tests.fakes.audit import MemoryAuditBook, MemoryNearbyTips, MemoryRegisterBook
from tests.fakes.clock import MemoryReminderStore, MemoryRosterStore
from tests.fakes.tips import MemorySearchStore
from tips.clock.watching import Reminders
from tips.expiry import Expiring, Expiry, ExpiryStore, KeepingTerms, Tombstone
from tips.reports.hot_spots import HotSpots
from tips.reports.reports import Reports
from tips.tip import Tip
from tips.triage.by_phone import Counter
from tips.triage.destinations import Finding
from tips.triage.duplicates import Duplicates
from tips.triage.leaving import Leaving
from tips.triage.officer_moves import OfficerMoves
from tips.triage.overview import Overviews
from tips.triage.search import Search
from tips.triage.triage import DeskSettings, Triage

OTHER_DESK = DeskCode("27004")


class FixedHamlets:
    async def names(self, desk: DeskCode) -> Sequence[str]:
        return ("Tổ dân phố 1", "Tổ dân phố 12", "Khu phố Chợ Bến Thành")


class ListedExpiry(ExpiryStore):
    """Rows that were given; what sweeps do is asked of the databases."""

    def __init__(self) -> None:
        self.rows: tuple[Expiring, ...] = ()

    @override
    async def announced(
        self, desk: DeskCode, terms: KeepingTerms, limit: int
    ) -> tuple[Expiring, ...]:
        return self.rows

    @override
    async def announce(self, at: datetime, terms: KeepingTerms) -> int:
        return 0

    @override
    async def expire(self, at: datetime, terms: KeepingTerms, tombstone: Tombstone) -> int:
        return 0


@dataclass
class DeskHouse(House):
    chime: ProcessBell = field(default_factory=ProcessBell)
    secure: bool = False
    desk_settings: DeskSettings = field(default_factory=DeskSettings)

    @override
    def __post_init__(self) -> None:
        super().__post_init__()
        self.memory.desks[WARD_DESK] = a_desk()
        self.memory.desks[OTHER_DESK] = a_desk(OTHER_DESK, "Công an phường Tân Bình")
        self.browsers = Sessions(self.sessions, self.clock, self.chance)
        self.entry = Access(self.access, self.desks, self.clock, self.chance, self.browsers)
        desks = (self.moves, self.places.directory, self.desk_settings)
        self.triage = Triage(self.tips, self.clock, self.chime, *desks)
        self.log = MemoryAuditBook(officers=self.memory.officers)
        self.audit = Auditing(self.log, self.clock)
        self.ready_words = MemoryReadyWords()
        self.roster_book = MemoryRosterStore(self.memory)
        self.roster = Roster(self.roster_book, self.clock, self.chance, self.chime)
        self.reminder_book = MemoryReminderStore(
            self.memory, self.roster_book, above=ways_up(self.places.directory)
        )
        self.reminders = Reminders(self.reminder_book, self.clock, self.chime)
        self.expiring = ListedExpiry()
        self.site = Site(f"{self.origin}/")
        self.app = self._app()

    def has(self, *tips: Tip) -> None:
        for tip in tips:
            self.memory.tips[tip.id] = tip

    async def invite(
        self,
        desk: DeskCode = WARD_DESK,
        label: str = "Trực ban 1",
        role: Role = Role.OFFICER,
    ) -> str:
        return await self.entry.invite(desk, role, label)

    def site_is(self, page: str) -> None:
        """As browsers open it: a passkey belongs to its address."""
        self.site = Site(page)
        self.app.router.routes[:0] = self._signin().routes

    @property
    def origin(self) -> str:
        return "https://desk" if self.secure else "http://desk"

    def visitor(self, **headers: str) -> AsyncClient:
        return AsyncClient(transport=ASGITransport(self.app), base_url=self.origin, headers=headers)

    async def officer(
        self,
        label: str = "Trực ban 1",
        desk: DeskCode = WARD_DESK,
        role: Role = Role.OFFICER,
    ) -> AsyncClient:
        client = self.visitor()
        await client.post(f"/desk/join/{await self.invite(desk, label, role)}")
        return client

    def _app(self) -> FastAPI:
        directory = self.places.directory
        moves = OfficerMoves(
            self.triage, self.moves, self.desks, directory, self.citizens, self.chance
        )
        desk = WebDesk(
            triage=self.triage,
            moves=moves,
            finding=Finding(self.triage, self.desks, self.places),
            counter=Counter(
                self.triage,
                self.moves,
                self.citizens,
                self.places,
                self.clock,
                self.chance,
                self.chime,
            ),
            access=self.entry,
            audit=self.audit,
            duplicates=Duplicates(MemoryNearbyTips(self.memory)),
            search=Search(MemorySearchStore(self.tips), self.places.directory),
            reports=Reports(
                MemoryRegisterBook(self.memory), self.audit, self.places.directory, self.clock
            ),
            hot_spots=HotSpots(MemoryRegisterBook(self.memory), FixedHamlets(), self.audit),
            overviews=Overviews(
                self.triage, moves, self.reminders, self.roster, self.desks, directory, self.clock
            ),
            roster=self.roster,
            ready=ReadySentences(self.ready_words),
            expiry=Expiry(self.expiring, self.clock),
            desks=self.desks,
            shelf=self.shelf,
            directory=self.places.directory,
            bell=self.chime,
            clock=self.clock,
            chance=self.chance,
            secure_cookie=self.secure,
        )
        return create_app([self._signin(), webdesk.router(desk)], public_url=self.origin)

    def _signin(self) -> APIRouter:
        desks, clock, chance = self.desks, self.clock, self.chance
        return websignin.router(
            WebSignin(
                access=self.entry,
                code_apps=CodeApps(self.code_apps, self.seats, self.browsers, clock),
                passkeys=Passkeys(self.passkeys, self.browsers, self.site, clock, chance),
                seats=Seats(self.seats, desks, clock, chance),
                leaving=Leaving(self.leaving, self.tips, clock, self.chime),
                desks=desks,
                audit=self.audit,
                clock=clock,
                secure_cookie=self.secure,
            )
        )


def a_house(*tips: Tip, **settings: Any) -> DeskHouse:
    house = DeskHouse(**settings)
    house.has(*(tips or (a_tip(),)))
    return house
