"""A web desk over fakes: real door, real use cases, rows in memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from typing_extensions import override

from channels.bell import Chime
from handlers import webdesk
from handlers.webapp import create_app
from handlers.webdesk_parts import WebDesk
from tests.builders import WARD_DESK, a_desk, a_tip
from tests.fakes import House
from tests.fakes_audit import MemoryAuditBook
from tips.access import Access
from tips.auditing import Auditing
from tips.desk import DeskCode, Role
from tips.tip import Tip
from tips.triage import Triage

OTHER_DESK = DeskCode("27004")


@dataclass
class DeskHouse(House):
    chime: Chime = field(default_factory=Chime)
    secure: bool = False

    @override
    def __post_init__(self) -> None:
        super().__post_init__()
        self.memory.desks[WARD_DESK] = a_desk()
        self.memory.desks[OTHER_DESK] = a_desk(OTHER_DESK, "Công an phường Tân Bình")
        self.entry = Access(self.access, self.desks, self.clock, self.chance)
        self.triage = Triage(self.tips, self.clock, self.chime)
        self.log = MemoryAuditBook()
        self.audit = Auditing(self.log, self.clock)
        self.app = self._app()

    def has(self, *tips: Tip) -> None:
        for tip in tips:
            self.memory.tips[tip.id] = tip

    async def invite(self, desk: DeskCode = WARD_DESK, label: str = "Trực ban 1") -> str:
        return await self.entry.invite(desk, Role.OFFICER, label)

    @property
    def origin(self) -> str:
        return "https://desk" if self.secure else "http://desk"

    def visitor(self, **headers: str) -> AsyncClient:
        return AsyncClient(transport=ASGITransport(self.app), base_url=self.origin, headers=headers)

    async def officer(self, label: str = "Trực ban 1", desk: DeskCode = WARD_DESK) -> AsyncClient:
        client = self.visitor()
        await client.get(f"/desk/join/{await self.invite(desk, label)}")
        return client

    def _app(self) -> FastAPI:
        desk = WebDesk(
            triage=self.triage,
            access=self.entry,
            audit=self.audit,
            desks=self.desks,
            shelf=self.shelf,
            directory=self.places.directory,
            bell=self.chime,
            clock=self.clock,
            chance=self.chance,
            secure_cookie=self.secure,
        )
        return create_app([webdesk.router(desk)], public_url=self.origin)


def a_house(*tips: Tip, **settings: Any) -> DeskHouse:
    house = DeskHouse(**settings)
    house.has(*(tips or (a_tip(),)))
    return house


@asynccontextmanager
async def served(house: DeskHouse) -> AsyncIterator[str]:
    """The in-process client hands out whole answers only, so a stream needs a real server."""
    server = uvicorn.Server(uvicorn.Config(house.app, port=0, log_level="critical", lifespan="off"))
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells by this flag only
        await asyncio.sleep(0.01)
    [socket] = server.servers[0].sockets
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        await asyncio.wait_for(running, 10)
