"""Residents and an officer at work at two copies of the program while the database's server dies
and its standby takes over.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from typing_extensions import override

from tests.journeys.house import House
from tests.storms.crashing import Storm, neighbourhood
from tests.storms.crashing_telegram import TelegramTale, telegram_settings
from tests.storms.crashing_web import Phone
from tests.storms.two_servers import Server, two_servers, url_of
from tests.telegram.fake import FakeTelegram
from tests.telegram.world import Bot

CALM = 60.0  # seconds until a tip of every channel must have come through
DOUBLED = 64  # letters of one copy that may be under way at once (channels/post/postman.py)


@dataclass(kw_only=True)
class Failover(Storm):
    copies: Sequence[House]
    servers: tuple[Server, Server]  # who leads, and its standby
    told: int = 1  # tips to be acknowledged before it happens, and again afterwards
    silent: bool = False  # the old server neither answers nor refuses
    promoted: float = 0.0  # seconds after the death
    back: dict[str, float] = field(default_factory=dict)  # the same, by the copy's address
    _before: int = 0

    @override
    def strike(self) -> float:
        leader, standby = self.servers
        self._more_acknowledged()
        self._before = self.acknowledged
        died = time.monotonic()
        self.weather.kills.append(died)
        (leader.silence if self.silent else leader.kill)()
        standby.promote()
        self.promoted = time.monotonic() - died
        self._knock_until_all_answer(died)
        self.weather.up_since = time.monotonic()
        self._more_acknowledged()
        return 1.0

    def _knock_until_all_answer(self, died: float) -> None:
        knocking = [Thread(target=self._knock, args=(copy, died)) for copy in self.copies]
        for thread in knocking:
            thread.start()
        for thread in knocking:
            thread.join()

    def _knock(self, copy: House, died: float) -> None:
        with self._watched():
            Phone(copy, self.weather).insist("POST", "/api/chat")
            self.back[copy.url] = time.monotonic() - died

    def _more_acknowledged(self) -> None:
        wanted, until = self.acknowledged + self.told, time.monotonic() + CALM
        while self.acknowledged < wanted and time.monotonic() < until and not self.failures:
            time.sleep(0.05)

    @property
    def acknowledged_after(self) -> int:
        return self.acknowledged - self._before

    @property
    def doubled(self) -> int:
        return sum(tale.doubled for tale in self.tales if isinstance(tale, TelegramTale))

    @override
    def losses(self) -> list[str]:
        found = super().losses()
        if self.doubled > DOUBLED * len(self.copies):
            found.append(f"{self.doubled} letters doubled")
        found += [f"{h.url} did not come back" for h in self.copies if h.url not in self.back]
        return found


@dataclass(frozen=True, slots=True)
class Province:
    """Two copies of the program on one database, Telegram, and nothing happened yet."""

    telegram: FakeTelegram
    bot: Bot
    copies: Sequence[House]
    servers: tuple[Server, Server]  # who leads, and its standby


@contextmanager
def standing_province(folder: Path, servers: Path, *settings: str) -> Iterator[Province]:
    """`servers`: a folder where others may look in."""
    with FakeTelegram() as telegram, two_servers(servers, *settings) as (leader, standby):
        bot, copies = telegram.add_bot(), []
        for name in ("one", "other"):
            (folder / name).mkdir()
            copies.append(House(folder / name, url_of(leader, standby), shared(folder)))
            copies[-1].add_settings(telegram_settings(telegram, bot, "polling", copies[-1]))
        with copies[0], copies[1]:
            yield Province(telegram, bot, copies, (leader, standby))


@contextmanager
def failing_over(folder: Path, servers: Path, *settings: str, seed: int) -> Iterator[Failover]:
    with standing_province(folder, servers, *settings) as there:
        around = [neighbourhood(copy, there.telegram, there.bot)[-3:] for copy in there.copies]
        tellers = [*around[0][:2], around[1][0]]  # one on the web at each copy
        first = there.copies[0]
        yield Failover(first, tellers, seed, copies=there.copies, servers=there.servers)


def shared(folder: Path) -> str:
    """What copies have in common beside the database."""
    return f"""
[disk]
media_folder = "{folder}/media"
[keys]
content = "{folder}/content.key"
identity = "{folder}/identity.key"
subscribers = "{folder}/subscribers.key"
links = "{folder}/links/links.key"
"""
