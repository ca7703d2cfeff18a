"""A summer of lessons: two residents sign up, the ten messages of 19/8 reach them on their days,
through an approval, a pause, a crash in the middle and one stop.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import update

from bot.config import Config
from bot.settings.database import Database
from bot.settings.telegram import Telegram
from bot.startup import open_data_folder
from bot.telling import digest
from bot.wiring.application import Application
from bot.wiring.courier import courier
from bot.wiring.web_chat import WebChatMessenger
from broadcasts.delivery.ports import LeaseLost
from broadcasts.errors import LacksRight
from channels.courier.courier import Courier
from channels.telegram.lessons import TelegramLessons
from desks.permissions import Author
from messages.message import Address, Incoming
from storage.tables.lessons import shards
from tests.fakes import StoppedClock
from tests.telegram.fake import TOKEN, FakeTelegram
from tests.telegram.people import Chat
from wording.moments import VIETNAM

pytestmark = pytest.mark.either_database

YEAR = 2026
JUNE = datetime(YEAR, 6, 25, 12, 35, tzinfo=UTC)  # 19:35 in Vietnam; the hour of lessons is 19:30
SEPTEMBER = datetime(YEAR, 9, 1, tzinfo=UTC)
OFFSETS = (-49, -42, -35, -28, -21, -14, -10, -6, -2, 0)
DAYS = [date(YEAR, 8, 19) + timedelta(days=offset) for offset in OFFSETS]
SERIES = [f"nh-{n:02}" for n in range(1, 11)]
WRITER = Author("a" * 32, "00", frozenset({"write"}))
APPROVER = Author("b" * 32, "00", frozenset({"write", "approve"}))
WEB = Address("web", "w" * 32)


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        fake.add_bot()
        yield fake


@dataclass
class Summer:
    house: Application
    line: TelegramLessons
    lan: Chat
    clock: StoppedClock
    events: int = 0
    web_days: list[tuple[date, str]] = field(default_factory=list)
    telegram_days: list[tuple[date, str]] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.courier = self.hired()
        found = [self.house.lessons.lesson_files.lesson(one) for one in SERIES]
        self.titles = [lesson.title for lesson in found if lesson]

    def hired(self) -> Courier:
        return courier(self.house, [*WebChatMessenger(self.house).lessons, self.line])

    @property
    def by_app(self) -> Address:
        return Address("telegram", str(self.lan.room.id))

    async def say(self, who: Address, text: str) -> str:
        self.events += 1
        lines = await self.house.reception.hear(Incoming(who, str(self.events), text))
        return "\n".join(line.message.text for line in lines)

    async def pass_to(self, until: datetime) -> None:
        while self.clock.now() < until:
            self.clock.pass_time(days=1)
            await self.house.lessons.tick()
            await self.send()

    async def send(self) -> None:
        while await self.courier.freezer.step(self.clock.now()):
            pass
        for channel in ("web", "telegram"):
            while await self.courier.carry(channel):
                pass
        await self._note()

    async def _note(self) -> None:
        today = self.clock.now().astimezone(VIETNAM).date()
        for number, message in self.lan.room.messages.items():
            if number not in self._seen and "text" in message:
                self.telegram_days.append((today, message["text"].partition("\n")[0]))
            self._seen.add(number)
        told = [
            line.message.text.partition("\n")[0] for line in await self.house.reception.lines(WEB)
        ]
        lessons = [title for title in told if title in self.titles]
        self.web_days += [(today, title) for title in lessons[len(self.web_days) :]]


@pytest.fixture
async def summer(
    telegram: FakeTelegram, database_url: str, tmp_path: Path
) -> AsyncIterator[Summer]:
    [bot] = telegram.world.bots.values()
    lan = telegram.people.private(telegram.people.person(), bot)
    config = Config(
        data=tmp_path,
        database=Database(url=SecretStr(database_url)),
        telegram=Telegram(token=SecretStr(TOKEN), api_base=telegram.url),
    )
    data_folder = await open_data_folder(config)
    clock = StoppedClock(JUNE)
    house = Application(config, data_folder, clock)
    line = TelegramLessons(TOKEN, telegram.url, house.stores.uploads, digest)
    yield Summer(house, line, lan, clock)
    await line.close()
    await data_folder.database.close()


async def dies_before_saving(summer: Summer) -> None:
    """kill -9 after the platform took the messages, before anything was written down."""
    store = summer.courier.store

    async def save(*_: Any) -> Any:
        raise LeaseLost

    class Dying:
        def __getattr__(self, name: str) -> Any:
            return save if name in ("save", "release") else getattr(store, name)

    summer.courier.store = Dying()
    for channel in ("web", "telegram"):
        await summer.courier.carry(channel)
    summer.courier = summer.hired()
    # Ten seconds later nobody holds its shards any more.
    freed = update(shards).values(lease_until=None)
    await summer.house.data_folder.database.write(lambda c: c.execute(freed))


async def test_two_residents_get_the_series_of_19_8_on_its_days(summer: Summer) -> None:
    lessons = summer.house.lessons
    for who in (WEB, summer.by_app):
        await summer.say(who, "/dangky")
    campaign = await lessons.drafting.series(WRITER, SERIES, "all", YEAR)
    with pytest.raises(LacksRight):
        await lessons.campaigns.approve(WRITER, campaign.id)
    await lessons.campaigns.approve(APPROVER, campaign.id)
    await lessons.campaigns.start(APPROVER, campaign.id)

    await summer.pass_to(datetime(YEAR, 7, 16, tzinfo=UTC))
    await lessons.campaigns.pause(APPROVER, campaign.id)
    await summer.pass_to(datetime(YEAR, 7, 20, tzinfo=UTC))
    await lessons.campaigns.resume(APPROVER, campaign.id)
    await summer.pass_to(datetime(YEAR, 7, 28, tzinfo=UTC))
    summer.clock.pass_time(days=1)
    assert summer.clock.now().date() == DAYS[4]
    await lessons.tick()
    while await summer.courier.freezer.step(summer.clock.now()):
        pass
    await dies_before_saving(summer)
    await summer.send()
    await summer.pass_to(datetime(YEAR, 8, 10, tzinfo=UTC))
    await summer.say(WEB, "dừng")
    await summer.pass_to(SEPTEMBER)

    expected = list(zip(DAYS, summer.titles, strict=True))
    assert summer.web_days == expected[:7]
    twice = summer.telegram_days
    assert sorted(set(twice)) == sorted(expected)
    assert len(twice) == 11  # what the platform had taken when we died came once more
    ended = await lessons.campaigns.campaign(None, campaign.id)
    assert str(ended.state) == "sent"


async def test_the_courier_is_wired_for_both_channels(summer: Summer) -> None:
    assert isinstance(summer.courier, Courier)
    assert set(summer.courier.lines) == {"web", "telegram"}
