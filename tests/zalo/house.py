"""The whole line in this process, in front of a fake Zalo, with everything else real."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr
from sqlalchemy import func, select, update

from bot.clock import SystemClock
from bot.config import Config
from bot.running.run import open_up, standing
from bot.running.webserver import listen
from bot.settings.database import Database
from bot.settings.sections import Lessons, Metrics, Web
from bot.settings.zalo import ZaloBot, ZaloOa
from bot.wiring.application import Application
from bot.wiring.zalo_oa import account_of
from broadcasts.campaigns.drafting import Wanted
from desks.desk import NATIONAL, Role
from desks.permissions import Author
from messages.message import Address
from messages.tokens import Pair
from storage.letters import PARKED
from storage.platforms.tokens import SqlTokenStore
from storage.tables.arrivals import arrivals, contacts
from storage.tables.letters import letters
from storage.tables.tips import identity_links
from tests.journeys.house import free_port
from tests.zalo.fake_bot import TOKEN
from tests.zalo.fake_oa import APP_ID, APP_SECRET, OA_ID, OA_SECRET, FakeZaloOa
from tests.zalo.quiet import sometime
from wording.moments import VIETNAM

SECRET = "a-long-random-word-of-the-webhook"
WRITER = Author("a" * 32, "00", frozenset({"write"}))
APPROVER = Author("b" * 32, "00", frozenset({"write", "approve"}))
LESSON = "nh-01"


def bot_settings(url: str, mode: Any = "webhook", **more: Any) -> ZaloBot:
    secret = SecretStr(SECRET)
    hosts = ["*.zdn.vn", "127.0.0.1"]
    return ZaloBot(
        token=SecretStr(TOKEN), api_base=url, mode=mode, webhook_secret=secret,
        media_hosts=hosts, **more,
    )  # fmt: skip


def oa_settings(url: str, **more: Any) -> ZaloOa:
    return ZaloOa(
        app_id=APP_ID, app_secret=SecretStr(APP_SECRET), oa_id=OA_ID, api_base=url, oauth_base=url,
        webhook_secret=SecretStr(OA_SECRET), media_hosts=["127.0.0.1"], **more,
    )  # fmt: skip


def settings(
    folder: Path, database_url: str, zalo_bot: ZaloBot | None = None, zalo_oa: ZaloOa | None = None
) -> Config:
    """Lessons rest at an hour that is far from this one."""
    begins = SystemClock().now().astimezone(VIETNAM) + timedelta(hours=12)
    night = f"{begins:%H:%M}-{begins + timedelta(minutes=5):%H:%M}"
    return Config(
        data=folder,
        database=Database(url=SecretStr(database_url)),
        web=Web(port=free_port()),
        metrics=Metrics(port=0),
        lessons=Lessons(night=night, digest=""),
        zalo_bot=zalo_bot or ZaloBot(),
        zalo_oa=zalo_oa or ZaloOa(),
    )


@dataclass
class Town:
    application: Application
    http: httpx.AsyncClient

    async def officer(self) -> httpx.AsyncClient:
        token = await self.application.access.invite(NATIONAL, Role.OFFICER)
        assert (await self.http.post(f"/desk/join/{token}")).status_code in (200, 303)
        return self.http

    async def group_code(self) -> str:
        return await self.application.access.group_code(NATIONAL)

    async def account_code(self) -> str:
        """Of an officer who has just joined."""
        token = await self.application.access.invite(NATIONAL, Role.OFFICER)
        _, officer = await self.application.access.join(token)
        return await self.application.access.account_code(officer)

    async def moved(self, path: str, **body: str) -> Any:
        answer = await self.http.post(path, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def goes_on_on_the_web(self, receipt: str, words: str) -> str:
        """Whoever shows the receipt there, on a device that nobody knows; what was read first."""
        base_url = str(self.http.base_url)
        async with httpx.AsyncClient(base_url=base_url, timeout=30) as browser:
            assert (await browser.post("/api/chat")).status_code == 201
            shown = {"text": receipt.replace(" · ", " ")}
            answer = await browser.post("/api/chat/messages", json=shown)
            said = await browser.post("/api/chat/messages", json={"text": words})
            assert said.is_success, said.text
        return "\n".join(message["text"] for message in answer.json()["messages"])

    async def hands_in(self, film: bytes, token: str) -> int:
        """On the page behind a link; the HTTP status."""
        files = {"file": ("tep", film, "video/mp4")}
        headers = {"File-Link": token}
        return (await self.http.post("/api/file", files=files, headers=headers)).status_code

    async def until_muted(self, channel: str, recipient: str) -> None:
        async def is_muted() -> bool:
            contact = await self.application.stores.contacts.find(Address(channel, recipient))
            return contact is not None and contact.muted_until is not None

        await sometime(is_muted)

    async def pass_days(self, days: int) -> None:
        """Nobody has written since."""
        stores = self.application.stores
        earlier = self.application.clock.now() - timedelta(days=days)
        past = update(contacts).values(heard_at=earlier)
        await stores.database.write(lambda connection: connection.execute(past))

    async def until_parked(self) -> None:
        parked = select(func.count()).select_from(letters).where(letters.c.state == PARKED)

        async def is_parked() -> bool:
            return bool(await self.application.stores.database.read(lambda c: c.scalar(parked)))

        await sometime(is_parked)

    async def until_answered(self) -> None:
        """Nothing that arrived waits any more."""
        waiting = select(func.count()).select_from(arrivals).where(arrivals.c.lane != "")

        async def is_quiet() -> bool:
            return not await self.application.stores.database.read(lambda c: c.scalar(waiting))

        await sometime(is_quiet)

    async def until_unlinked(self, tip: str) -> None:
        links = select(func.count()).select_from(identity_links)

        async def is_unlinked() -> bool:
            return not await self.application.stores.database.read(lambda c: c.scalar(links))

        await sometime(is_unlinked)
        assert (await self.http.get(tip)).status_code == 200  # the tip stays

    async def send_lesson(self, channel: str) -> str:
        """The lesson's title, when its campaign has begun."""
        lessons = self.application.lessons
        wanted = Wanted(f"all; channels={channel}", lessons=(LESSON,))
        campaign = await lessons.drafting.draft(WRITER, wanted)
        await lessons.campaigns.approve(APPROVER, campaign.id)
        await lessons.campaigns.start(APPROVER, campaign.id)
        lesson = lessons.lesson_files.lesson(LESSON)
        assert lesson is not None
        return lesson.title


async def connect(town: Town, zalo: FakeZaloOa) -> None:
    """As an administrator would, who consents in the browser."""
    folder, clock = town.application.data_folder, town.application.clock
    access, refresh = zalo.connected()
    pair = Pair(access, refresh, clock.now() + timedelta(hours=25))
    store = SqlTokenStore(folder.database, folder.vault)
    assert await store.keep(account_of(town.application.config.zalo_oa), 0, pair, clock.now())


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[Town]:
    stopped = asyncio.Event()
    with listen(config) as door:
        async with standing(config) as application:
            serving = asyncio.create_task(open_up(application, door, stopped))
            try:
                base_url = f"http://127.0.0.1:{config.web.port}"
                async with httpx.AsyncClient(base_url=base_url, timeout=30) as http:
                    yield Town(application, http)
            finally:
                stopped.set()
                await serving
