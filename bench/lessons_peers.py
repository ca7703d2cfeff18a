"""One peer's way of sending the same words to many, in a process of its own.

`python -m bench.lessons_peers NAME URL COUNT [KNOWN]` prints its processor seconds, wall seconds
and messages as JSON. KNOWN: how many chats a broadcast is for, of which COUNT are sent to.
"""

import asyncio
import itertools
import json
import logging
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

import telegram as ptb
import uvloop
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram_broadcaster import Broadcaster
from aiogram_broadcaster.contents import TextContent
from aiogram_broadcaster.storages.file import FileStorage
from telegram.request import HTTPXRequest

from bench.lessons_words import LESSON
from bot.rehearsal.loopback import TOKEN
from bot.rehearsal.platform_process import FIRST_CHAT

TOGETHER = 100
WORDS = f"{LESSON.tellings['vi'].title}\n\n{LESSON.tellings['vi'].body}"


async def gathered(send: Callable[[int], Awaitable[object]], chats: Iterable[int]) -> None:
    """What tutorials show: everything at once behind a semaphore."""
    gate = asyncio.Semaphore(TOGETHER)

    async def one(chat: int) -> None:
        async with gate:
            await send(chat)

    await asyncio.gather(*(one(chat) for chat in chats))


async def by_ptb(url: str, count: int, _known: int) -> None:
    request = HTTPXRequest(connection_pool_size=TOGETHER, pool_timeout=60)
    async with ptb.Bot(TOKEN, f"{url}/bot", request=request) as bot:
        await gathered(lambda chat: bot.send_message(chat, WORDS), chats(count))


async def by_aiogram(url: str, count: int, _known: int) -> None:
    bot = aiogram_bot(url)
    await gathered(lambda chat: bot.send_message(chat, WORDS), chats(count))
    await bot.session.close()


async def by_broadcaster(url: str, count: int, known: int) -> None:
    """With its file, without which it keeps nothing; stopped after `count` messages."""
    bot = aiogram_bot(url)
    with tempfile.TemporaryDirectory() as folder:
        storage = FileStorage(Path(folder) / "mailers.json")
        await storage.startup()
        broadcaster = Broadcaster(bot, storage=storage)
        mailer = await broadcaster.create_mailer(
            chats=chats(known), content=TextContent(text=WORDS)
        )
        sent = itertools.count(1)

        async def enough() -> None:
            if next(sent) == count:
                await mailer.stop()

        broadcaster.event.success_send.register(enough)
        await mailer.start()
    await bot.session.close()


async def by_broadcaster_in_memory(url: str, count: int, _known: int) -> None:
    bot = aiogram_bot(url)
    mailer = await Broadcaster(bot).create_mailer(
        chats=chats(count), content=TextContent(text=WORDS)
    )
    await mailer.start()
    await bot.session.close()


def aiogram_bot(url: str) -> Bot:
    return Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(url)))


def chats(count: int) -> range:
    return range(FIRST_CHAT, FIRST_CHAT + count)


WAYS = {
    "ptb": by_ptb,
    "aiogram": by_aiogram,
    "broadcaster": by_broadcaster,
    "broadcaster_in_memory": by_broadcaster_in_memory,
}


def main() -> None:
    logging.disable(logging.INFO)
    _, name, url, count, *rest = sys.argv
    known = int(rest[0]) if rest else int(count)
    before, began = used(), time.perf_counter()
    uvloop.run(WAYS[name](url, int(count), known))
    told = {"cpu": used() - before, "seconds": time.perf_counter() - began, "messages": int(count)}
    sys.stdout.write(json.dumps(told) + "\n")


def used() -> float:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main()
