"""A resident on each Zalo product, and all that Zalo tells of a person who never asked it to."""

import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from pydantic import SecretStr

from bot.clock import SystemClock
from bot.config import Config
from bot.settings.database import Database
from bot.startup import opened_data_folder
from bot.wiring.zalo_oa import account_of
from messages.tokens import Pair
from storage.platforms.tokens import SqlTokenStore
from tests.journeys.house import House
from tests.media_files import a_telling_picture
from tests.zalo import fake_bot, fake_oa
from tests.zalo.fake_bot import FakeZaloBot
from tests.zalo.fake_oa import FakeZaloOa
from tests.zalo.house import SECRET, oa_settings


@dataclass
class OnZalo:
    bot: FakeZaloBot
    oa: FakeZaloOa
    tokens: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lan, self.binh = self.bot.person(), self.oa.resident()

    @property
    def settings(self) -> str:
        bot = {"token": fake_bot.TOKEN, "api_base": self.bot.url, "webhook_secret": SECRET}
        oa = {
            "app_id": fake_oa.APP_ID,
            "app_secret": fake_oa.APP_SECRET,
            "oa_id": fake_oa.OA_ID,
            "api_base": self.oa.url,
            "oauth_base": self.oa.url,
            "webhook_secret": fake_oa.OA_SECRET,
        }
        return _table("zalo_bot", bot) + _table("zalo_oa", oa)

    @property
    def identities(self) -> tuple[str, ...]:
        people = (self.lan.id, self.binh.id, self.binh.id_by_app)
        return (*people, fake_bot.NAME, fake_bot.AVATAR, *fake_oa.CARD.values())

    @property
    def secrets(self) -> tuple[str, ...]:
        """Of the line itself, and of links that were given."""
        keys = (fake_bot.TOKEN, SECRET, fake_oa.APP_SECRET, fake_oa.OA_SECRET)
        return (*keys, *self.tokens, *self.oa.refreshed, self.oa.access)

    async def live_through(self, house: House, database_url: str, story: str) -> None:
        await self.open_up(house, database_url)
        self._quote_in_refusals(story)
        for resident in (self.lan, self.binh):
            await file_a_tip(resident, story)
        self.lan.send_a_file()
        self.tokens += re.findall("/gui-tep/([0-9a-f]{32})", await self.lan.hears("/gui-tep/"))
        self.binh.send_a_card()
        await self.binh.hears("không đọc được nội dung")
        self.oa.connected()  # our token was spent by somebody else: what follows is refused
        self.binh.say(story)

    async def open_up(self, house: House, database_url: str) -> None:
        """Zalo delivers to this house, which may answer."""
        self.bot.webhook = {"url": f"{house.url}/zalo/bot", "secret": SECRET}
        self.oa.webhook = f"{house.url}/zalo/oa"
        await self._connect(house, database_url)

    async def _connect(self, house: House, database_url: str) -> None:
        """As an administrator does, who consents in the browser."""
        url, now = SecretStr(database_url), SystemClock().now()
        config = Config(
            data=house.folder / "data",
            database=Database(url=url),
            zalo_oa=oa_settings(self.oa.url),
        )
        async with opened_data_folder(config) as folder:
            store = SqlTokenStore(folder.database, folder.vault)
            pair = Pair(*self.oa.connected(), now + timedelta(hours=25))
            assert await store.keep(account_of(config.zalo_oa), 0, pair, now)
        self.tokens += [pair.access, pair.refresh]

    def _quote_in_refusals(self, story: str) -> None:
        """What Zalo refuses it repeats, words and person and all."""
        told = f"{story} {fake_bot.NAME}"
        self.bot.troubles.append(fake_bot.Trouble("sendMessage", 500, text=told))
        self.oa.troubles += [
            fake_oa.Trouble("/v3.0", -216, text=told),
            fake_oa.Trouble("/v3.0", -200, text=told),
        ]


async def file_a_tip(resident: Any, story: str) -> None:
    resident.say(story)
    told = await resident.hears("Bước")
    resident.show(a_telling_picture())
    while "1. Gửi tin" not in told:
        resident.say("không rõ")
        told = await resident.hears("Bước")
    resident.say("1")
    await resident.hears("Mã giữ tin của bạn")


def _table(name: str, values: dict[str, str]) -> str:
    rows = [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    return "\n".join([f"[{name}]", *rows, 'media_hosts = ["127.0.0.1"]', ""])
