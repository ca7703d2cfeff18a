"""The rehearsal's platform is a Bot API to every client, and its records tell the truth."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import aiogram.types
import pytest
import telegram as ptb
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import BufferedInputFile
from aiogram_broadcaster import Broadcaster
from aiogram_broadcaster.contents import TextContent
from telegram.request import HTTPXRequest

from bot.rehearsal.faults import PRESETS, Fate, Faults, draw
from bot.rehearsal.loopback import TOKEN, NotLoopback
from bot.rehearsal.platform_process import FIRST_CHAT, PlatformProcess
from channels.telegram.session import open_bot

QUICK = Faults(latency=0, jitter=0, rate=10_000)
LESSON = "Công an không bao giờ yêu cầu chuyển tiền qua điện thoại."


@pytest.fixture(scope="module")
def running() -> Iterator[PlatformProcess]:
    with PlatformProcess(people=200, faults=QUICK) as opened:
        yield opened


@pytest.fixture
def platform(running: PlatformProcess) -> PlatformProcess:
    running.change(QUICK)
    running.forget()
    return running


def aiogram_bot(platform: PlatformProcess, token: str = TOKEN, timeout: float = 5) -> Bot:
    server = TelegramAPIServer.from_base(platform.url)
    return Bot(token, AiohttpSession(api=server, timeout=timeout))


def a_chat_that_is(fate: Fate, faults: Faults, first: int = FIRST_CHAT) -> int:
    """Whose first request meets this."""
    return next(c for c in range(first, first + 200) if draw(faults, c, 0).fate is fate)


# --- every client ---------------------------------------------------------------------------------


async def test_aiogram_is_understood(platform: PlatformProcess) -> None:
    bot = aiogram_bot(platform)
    sent = await bot.send_message(FIRST_CHAT, LESSON)
    photo = await bot.send_photo(FIRST_CHAT, BufferedInputFile(b"\xff\xd8" * 9_000, "a.jpg"))
    assert photo.photo
    await bot.send_photo(FIRST_CHAT + 1, photo.photo[0].file_id, caption=LESSON)
    await bot.send_voice(FIRST_CHAT + 1, BufferedInputFile(b"OggS\r\n--", "a.ogg"))
    await bot.edit_message_text("Đính chính", chat_id=FIRST_CHAT, message_id=sent.message_id)
    await bot.session.close()

    report = platform.report()
    assert (report["messages"], report["edited"], report["uploads"]) == (4, 1, 2)
    assert list(platform.counts()[:3]) == [2, 2, 0]


async def test_our_lean_session_is_understood(platform: PlatformProcess) -> None:
    bot = open_bot(TOKEN, platform.url)
    sent = await bot.send_message(FIRST_CHAT, LESSON)
    await bot.session.close()

    assert [number for number, _ in platform.messages(FIRST_CHAT)] == [sent.message_id]


async def test_python_telegram_bot_is_understood(platform: PlatformProcess) -> None:
    request = HTTPXRequest(connection_pool_size=4)
    async with ptb.Bot(TOKEN, f"{platform.url}/bot", request=request) as bot:
        sent = await bot.send_message(FIRST_CHAT, LESSON)
        await bot.send_photo(FIRST_CHAT, b"\xff\xd8" * 90, caption=LESSON)
        await bot.edit_message_text("Đính chính", FIRST_CHAT, sent.message_id)
        await bot.delete_message(FIRST_CHAT, sent.message_id)
    await asyncio.sleep(0.05)  # for its sockets to close

    report = platform.report()
    assert (sent.text, sent.api_kwargs) == (LESSON, {})
    assert (report["messages"], report["edited"], report["deleted"]) == (2, 1, 1)


async def test_aiogram_broadcaster_is_understood(platform: PlatformProcess) -> None:
    bot = aiogram_bot(platform)
    broadcaster = Broadcaster(bot)
    # Where our own line was imported first, aiogram's types are built when they are needed.
    TextContent.model_rebuild(_types_namespace=vars(aiogram.types))

    mailer = await broadcaster.create_mailer(
        chats=range(FIRST_CHAT, FIRST_CHAT + 5), content=TextContent(text=LESSON)
    )
    await mailer.start()
    await bot.session.close()

    assert list(platform.counts()[:6]) == [1, 1, 1, 1, 1, 0]


# --- what goes wrong ------------------------------------------------------------------------------


def test_the_same_seed_meets_the_same_faults() -> None:
    faults = replace(PRESETS["harsh"], seed=5)
    other = replace(faults, seed=6)
    chats = range(3_000)

    fates = [draw(faults, chat, 0) for chat in chats]
    assert fates == [draw(faults, chat, 0) for chat in chats]
    assert fates != [draw(other, chat, 0) for chat in chats]


def test_shares_are_kept_and_half_of_what_fails_arrives() -> None:
    faults = Faults(blocked=0.1, gone=0.05, silent=0.1, broken=0.1, reset=0.1, seed=3)
    drawn = [draw(faults, chat, 0) for chat in range(20_000)]

    for fate, share in ((Fate.BLOCKED, 0.1), (Fate.GONE, 0.05), (Fate.SILENT, 0.085)):
        assert sum(one.fate is fate for one in drawn) / 20_000 == pytest.approx(share, rel=0.1)
    for fate in (Fate.SILENT, Fate.BROKEN, Fate.RESET):
        arrived = [one.arrives for one in drawn if one.fate is fate]
        assert sum(arrived) / len(arrived) == pytest.approx(0.5, abs=0.05)


def test_who_blocked_the_bot_stays_so() -> None:
    faults = replace(PRESETS["harsh"], seed=9)
    chat = a_chat_that_is(Fate.BLOCKED, faults)

    assert {draw(faults, chat, attempt).fate for attempt in range(50)} == {Fate.BLOCKED}


async def test_refusals_are_telegrams_own(platform: PlatformProcess) -> None:
    faults = replace(QUICK, blocked=0.3, gone=0.3)
    platform.change(faults)
    bot = aiogram_bot(platform)

    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(a_chat_that_is(Fate.BLOCKED, faults), LESSON)
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(a_chat_that_is(Fate.GONE, faults), LESSON)
    with pytest.raises(TelegramBadRequest, match="empty"):
        await bot.send_message(a_chat_that_is(Fate.TAKEN, faults), " ")
    with pytest.raises(TelegramBadRequest, match="too long"):
        await bot.send_message(a_chat_that_is(Fate.TAKEN, faults), "ă" * 4097)
    await bot.session.close()
    assert platform.report()["messages"] == 0


@pytest.mark.parametrize(
    ("faults", "problem"),
    [
        (replace(QUICK, silent=1.0), TelegramNetworkError),
        (replace(QUICK, broken=1.0), (TelegramServerError, TelegramNetworkError)),
        (replace(QUICK, reset=1.0), TelegramNetworkError),
    ],
)
async def test_half_of_the_unanswered_arrive(
    platform: PlatformProcess, faults: Faults, problem: Any
) -> None:
    platform.change(faults)
    bot = open_bot(TOKEN, platform.url)
    bot.session.timeout = 1.5  # a busy machine is late, and late is not unanswered

    async def send(chat: int) -> None:
        with pytest.raises(problem):
            await bot.send_message(chat, LESSON)

    await asyncio.gather(*(send(FIRST_CHAT + n) for n in range(60)))
    await bot.session.close()

    arrive = [draw(faults, FIRST_CHAT + n, 0).arrives for n in range(60)]
    assert list(platform.counts()[:60]) == arrive
    assert 10 < sum(arrive) < 50


async def test_too_many_in_a_second_are_refused_and_all_wait(platform: PlatformProcess) -> None:
    platform.change(replace(QUICK, rate=20, tolerance=0.05, halt_seconds=1))
    bot = aiogram_bot(platform)

    answers = await asyncio.gather(
        *(bot.send_message(FIRST_CHAT + n, LESSON) for n in range(40)), return_exceptions=True
    )
    refused = [answer for answer in answers if isinstance(answer, TelegramRetryAfter)]
    await bot.session.close()

    report = platform.report()
    assert (len(refused), refused[0].retry_after) == (19, 1)
    assert (report["messages"], report["worst_second"]) == (21, 21)
    assert report["requests"] == {"200": 21, "429": 19}


async def test_a_halt_that_nobody_heeds_is_told_apart(platform: PlatformProcess) -> None:
    platform.halt(30)
    bot = aiogram_bot(platform)
    await asyncio.sleep(0.6)

    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.send_message(FIRST_CHAT, LESSON)
    await bot.session.close()

    assert refused.value.retry_after == 30
    assert platform.report()["requests"] == {"429, unheeded": 1}


async def test_only_the_message_of_that_chat_can_be_edited_and_only_while_it_is_there(
    platform: PlatformProcess,
) -> None:
    bot = aiogram_bot(platform)
    sent = await bot.send_message(FIRST_CHAT, LESSON)

    with pytest.raises(TelegramBadRequest, match="not found"):
        await bot.edit_message_text("x", chat_id=FIRST_CHAT + 1, message_id=sent.message_id)
    assert await bot.delete_message(FIRST_CHAT, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="not found"):
        await bot.delete_message(FIRST_CHAT, sent.message_id)
    await bot.session.close()
    assert [number for number, _ in platform.messages(FIRST_CHAT)] == [sent.message_id]


# --- nobody real ----------------------------------------------------------------------------------


async def test_a_bots_real_token_is_not_taken(platform: PlatformProcess) -> None:
    bot = aiogram_bot(platform, "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr")

    with pytest.raises(TelegramUnauthorizedError):
        await bot.send_message(FIRST_CHAT, LESSON)
    await bot.session.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "api.telegram.org", ""])  # noqa: S104
def test_it_listens_on_nothing_but_loopback(host: str) -> None:
    with pytest.raises(NotLoopback), PlatformProcess(people=1, host=host):
        pass
