"""The lessons' desk over a real database: real door, real use cases, officers in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from httpx import AsyncClient
from typing_extensions import override

from broadcasts.lessons.content import Content
from broadcasts.lessons.library import Library
from desks.desk import NATIONAL, DeskCode, Role
from handlers.lessons import door as weblessons
from handlers.lessons.parts import WebLessons
from tests.handlers.webdesk_house import DeskHouse
from tests.storage.campaign_house import CampaignHouse


@dataclass
class Book:
    """The drawer as a library."""

    house: CampaignHouse

    def library(self) -> Library:
        return Library(tuple(self.house.lesson_files.lessons.values()), ())


class Plainly:
    channels = ("telegram", "web")

    def texts(self, content: Content, desk: str, channel: str, /) -> tuple[str, ...]:
        told = content.telling("vi")
        words = f"{told.title}\n\n{told.body}".replace("{don_vi}", f"Công an {desk}")
        return (words.replace("{truc_ban}", "0283 829 7643"),)


@dataclass
class Seats:
    desk: DeskHouse

    async def labels(self, officers: Iterable[str]) -> Mapping[str, str]:
        known = {str(one): officer.label for one, officer in self.desk.memory.officers.items()}
        return {one: known[one] for one in officers if one in known}


@dataclass
class LessonHouse(CampaignHouse):
    desk: DeskHouse = field(init=False)

    @override
    def __post_init__(self) -> None:
        super().__post_init__()
        self.desk = DeskHouse(clock=self.clock)
        parts = WebLessons(
            campaigns=self.campaigns,
            drafting=self.drafting,
            overview=self.overview,
            lesson_files=Book(self),
            rendering=Plainly(),
            learned=self.desk.subscribers,
            officers=Seats(self.desk),
            access=self.desk.entry,
            audit=self.desk.audit,
            directory=self.places.directory,
            clock=self.clock,
            secure_cookie=False,
        )
        self.desk.app.include_router(weblessons.router(parts))

    async def officer(self, role: Role, label: str = "", desk: str = NATIONAL) -> AsyncClient:
        return await self.desk.officer(label or str(role), DeskCode(desk), role)


async def drafted(client: AsyncClient, **wanted: Any) -> dict[str, Any]:
    body = {"to": "all", "at": "now", "lessons": ["ld-01"]} | wanted
    answer = await client.post("/api/desk/campaigns", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made
