"""The Telegram side of the house in this process, in front of our fake Telegram.

Everything is real but what a test puts in: the intake, the stores, the platform.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol, Self

from aiogram import Bot as AiogramBot

from bot.clock import SystemChance, SystemClock
from broadcasts.subscribing.enrolment import Enrolment
from channels.cleaning.clean import clean
from channels.post.bell import ProcessBell
from channels.post.postman import Postman
from channels.telegram.brake import Brake
from channels.telegram.channel import TelegramChannel
from channels.telegram.group_queue import GroupQueue
from channels.telegram.pacing import Limit, Pace, PacedChannel
from channels.telegram.session import open_bot
from desks.auditing import Auditing
from desks.desk import DeskCode, Officer, Role
from desks.signin.access import Access
from desks.signin.sessions import Sessions
from handlers.keeping import FileKeeper
from handlers.reception import Reception, is_for_tips
from handlers.telegram.dispatcher import for_all, for_citizens, for_desks
from handlers.telegram.feed import Feed
from handlers.telegram.files import FileRoom
from handlers.telegram.officers.desk import Desk
from handlers.telegram.polling import Polling
from messages.channel import Channel
from messages.contact import Contact, Windows
from messages.message import Outgoing
from tests.fakes import FakePlaces, FakeSpace, House
from tests.fakes.audit import MemoryAuditBook, MemoryNearbyTips
from tests.telegram.fake import DESK_TOKEN, FakeTelegram
from tests.telegram.people import Chat
from tests.telegram.world import Bot, User
from tips.cards.cards import compose
from tips.intake.intake import Intake, Surroundings
from tips.letters import WaitingLetter
from tips.tip import TipId
from tips.triage.destinations import Finding
from tips.triage.duplicates import Duplicates
from tips.triage.officer_moves import OfficerMoves
from tips.triage.reaching import Reaching
from tips.triage.triage import Triage
from wording.catalogue import text

UNHURRIED = (Limit(100, 1.0), Limit(100, 1.0))  # the limits have tests of their own


ZALO = {"zalo_oa": Windows(timedelta(hours=48), 8, timedelta(days=7))}


class NobodyWrote:
    async def contact_of(self, tip: TipId) -> Contact | None:
        return None


class Part(Protocol):
    async def run(self) -> None: ...
    def stop(self) -> None: ...


async def wanted(sender: object) -> bool:
    """Where somebody else listens."""
    return bool(sender)


@dataclass
class TelegramHouse:
    """Give it stores, fake ones (`House`) or real ones; `run` it around a story."""

    telegram: FakeTelegram
    stores: Any
    intake: Any = None  # the real one
    two_bots: bool = False
    bell: ProcessBell = field(default_factory=ProcessBell)
    counted: list[str] = field(default_factory=list)
    clean: Any = clean
    pace: tuple[Limit, Limit] = UNHURRIED  # of a private chat, of a group

    def __post_init__(self) -> None:
        self.places, self.chance = FakePlaces(), SystemChance()
        self.log = MemoryAuditBook()
        self.clock: Any = SystemClock()
        if isinstance(self.stores, House):
            self.clock, self.shelf = self.stores.clock, self.stores.shelf
        else:
            self.shelf = self.stores.media
        if self.intake is None:
            world = Surroundings(self.places, self.clock, self.chance, self.bell)
            self.intake = Intake(self.stores.citizens, self.stores.desks, world)
            lessons = (is_for_tips, self.places, self.clock, text)
            enrolment = Enrolment(self.stores.subscribers, *lessons)
            self.reception: Any = Reception(self.intake, enrolment, FakeSpace())
        else:
            self.reception = self.intake
        sessions = Sessions(self.stores.sessions, self.clock, self.chance)
        self.access = Access(
            self.stores.access, self.stores.desks, self.clock, self.chance, sessions
        )
        directory = self.places.directory
        self.triage = Triage(self.stores.tips, self.clock, self.bell, self.stores.moves, directory)
        self.bot = self.telegram.add_bot()
        self.desk_bot = (
            self.telegram.add_bot(DESK_TOKEN, "tinbao_truc_bot") if self.two_bots else self.bot
        )

    @asynccontextmanager
    async def run(self) -> AsyncIterator[Self]:
        bots = {bot.token: open_bot(bot.token, self.telegram.url) for bot in self._bots}
        paces = {token: Pace(time.monotonic, *self.pace) for token in bots}
        for token, bot in bots.items():
            bot.session.middleware(Brake(paces[token]))
        self.group_queue = GroupQueue(paces[self.desk_bot.token])
        post = self.post = self._postman(bots, paces)
        self.feeds = self._feeds(bots, post)
        parts: list[Part] = [post, self.group_queue, *map(self.polling, self.feeds)]
        work = [asyncio.create_task(part.run()) for part in parts]
        try:
            yield self
        finally:
            for part in parts:
                part.stop()
            await asyncio.wait_for(asyncio.gather(*work), 60)
            for bot in bots.values():
                await bot.session.close()

    # --- people -------------------------------------------------------------------------------

    def citizen(self, first_name: str = "Lan", **more: Any) -> Chat:
        return self.telegram.people.private(
            self.telegram.people.person(first_name, **more), self.bot
        )

    async def group_of(self, desk: str, *, is_forum: bool = False) -> Chat:
        """A linked group."""
        group = self.telegram.people.group(self.desk_bot, is_forum=is_forum)
        chief = self.telegram.people.person("Chỉ huy")
        group.say(f"/lienket {await self.access.group_code(DeskCode(desk))}", chief)
        await group.hears("đã nối với")
        return group

    async def officer_of(self, desk: str, label: str) -> User:
        """A linked account."""
        account = self.telegram.people.person(f"Tên thật của {label}")
        officer = await self.sworn_in(desk, label)
        chat = self.telegram.people.private(account, self.desk_bot)
        chat.say(f"/lienket {await self.access.account_code(officer)}")
        await chat.hears(label)
        return account

    async def sworn_in(self, desk: str, label: str, role: Role = Role.OFFICER) -> Officer:
        invite = await self.access.invite(DeskCode(desk), role, label)
        _, officer = await self.access.join(invite)
        return officer

    # --- parts --------------------------------------------------------------------------------

    @property
    def _bots(self) -> list[Bot]:
        return [self.bot, self.desk_bot] if self.two_bots else [self.bot]

    def polling(self, feed: Feed) -> Part:
        return Polling(feed)

    def channel(self, name: str, bot: AiogramBot) -> Channel:
        return TelegramChannel(bot, self.shelf, name)

    def _postman(self, bots: dict[str, AiogramBot], paces: dict[str, Pace]) -> Postman:
        names = {"telegram": self.bot.token, "telegram_desk": self.desk_bot.token}
        channels = {
            name: PacedChannel(self.channel(name, bots[token]), paces[token])
            for name, token in names.items()
        }
        letters = self.stores.letters
        return Postman(channels, letters, self._written, self.clock, self.bell, chance=lambda: 0.0)

    def _written(self, letter: WaitingLetter) -> Outgoing:
        return compose(letter, self.places.directory, self.clock.now())

    def moves(self) -> OfficerMoves:
        stores, directory = self.stores, self.places.directory
        return OfficerMoves(
            self.triage, stores.moves, stores.desks, directory, stores.citizens, self.chance
        )

    def _desk(self, post: Postman, audit: Auditing) -> Desk:
        stores = self.stores
        nearby = MemoryNearbyTips(stores.memory) if isinstance(stores, House) else stores.nearby
        return Desk(
            access=self.access,
            triage=self.triage,
            moves=self.moves(),
            finding=Finding(self.triage, stores.desks, self.places),
            duplicates=Duplicates(nearby),
            postman=post,
            directory=self.places.directory,
            clock=self.clock,
            audit=audit,
            group_queue=self.group_queue,
            reaching=Reaching(NobodyWrote(), ZALO),
        )

    def _feeds(self, bots: dict[str, AiogramBot], post: Postman) -> list[Feed]:
        keeping = (self.shelf, self.clock, getattr(self.intake, "takes_file", wanted))
        files = FileRoom(FileKeeper(*keeping, clean=self.clean))
        book = self.log if isinstance(self.stores, House) else self.stores.audit
        desk = self._desk(post, Auditing(book, self.clock))
        count = self.counted.append
        citizens, desks = bots[self.bot.token], bots[self.desk_bot.token]
        if not self.two_bots:
            both = for_all(self.reception, post, files, desk)
            return [Feed(citizens, both, post, self.clock, count=count)]
        return [
            Feed(
                citizens, for_citizens(self.reception, post, files), post, self.clock, count=count
            ),
            Feed(desks, for_desks(desk), post, self.clock, "telegram_desk", count=count),
        ]
