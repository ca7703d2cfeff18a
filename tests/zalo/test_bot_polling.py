"""Polling, for a trial: one update a call, idle is no fault, what is replayed is heard once."""

from collections.abc import Iterator, Sequence

import pytest

from channels.zalo.bot.calls import BotCalls, BotRefused
from channels.zalo.bot.channel import ZaloBotChannel
from channels.zalo.http import NoAnswer, NotSent
from handlers.zalo.arrived import Arrived
from handlers.zalo.bot.polling import Polling
from messages.channel import Refused, TryLater
from messages.message import Address, Outgoing
from tests.journeys.house import free_port
from tests.zalo.fake_bot import TOKEN, FakeZaloBot, Trouble
from tests.zalo.quiet import OpenBudget, OpenQuota, channel, running, until


@pytest.fixture
def zalo() -> Iterator[FakeZaloBot]:
    with FakeZaloBot() as fake:
        yield fake


class Inbox:
    def __init__(self) -> None:
        self.heard: list[str] = []

    async def receive(self, arrived: Sequence[Arrived]) -> None:
        self.heard += [one.text for one in arrived]


@pytest.mark.parametrize("idle", [408, 200])
async def test_idle_is_no_fault_and_updates_come_one_by_one(zalo: FakeZaloBot, idle: int) -> None:
    zalo.idle_status, zalo.replays = idle, 2
    calls, inbox = BotCalls(TOKEN, zalo.url), Inbox()
    assert await calls.next_update() is None
    lan = zalo.person()
    for words in ("một", "hai"):
        lan.say(words)
    zalo.troubles.append(Trouble("getUpdates", 500, 500))

    async with running(Polling(calls, inbox, shortest=0.01)):
        await until(lambda: {"một", "hai"} <= set(inbox.heard))

    await calls.caller.close()
    assert len(inbox.heard) == 4  # the store knows the two that were replayed


@pytest.mark.parametrize(
    ("trouble", "meant"),
    [
        (Trouble("sendMessage", 400), Refused),
        (Trouble("sendMessage", 401), TryLater),
        (Trouble("sendMessage", 403), TryLater),
        (Trouble("sendMessage", 404, 404), Refused),
        (Trouble("sendMessage", 408, 408), TryLater),
        (Trouble("sendMessage", 429), TryLater),
        (Trouble("sendMessage", 426, field="errorCode"), TryLater),
        (Trouble("sendMessage", 500, 500), TryLater),
    ],
)
async def test_what_zalo_refuses_is_said_in_our_words(
    zalo: FakeZaloBot, trouble: Trouble, meant: type[Exception]
) -> None:
    zalo.troubles.append(trouble)
    async with channel(zalo.url) as speaking:
        with pytest.raises(meant) as told:
            await speaking.send(Outgoing(Address("zalo_bot", "a1"), "Chào bạn"))

    assert TOKEN not in repr(told.value)


async def test_a_halt_grows_longer_and_the_whole_bot_rests(zalo: FakeZaloBot) -> None:
    zalo.troubles.append(Trouble("sendMessage", 429, times=3))
    async with channel(zalo.url) as speaking:
        pauses = [await refused_for(speaking) for _ in range(3)]
        await speaking.send(Outgoing(Address("zalo_bot", "a1"), "Chào bạn"))

    assert pauses == [(60.0, True), (300.0, True), (900.0, True)]
    assert isinstance(speaking.turns.budget, OpenBudget)
    assert isinstance(speaking.quota, OpenQuota)
    assert (speaking.turns.budget.paused, speaking.quota.counted) == ([60.0, 300.0, 900.0], 1)


async def test_a_platform_that_is_not_there_has_no_token_in_its_error() -> None:
    calls = BotCalls(TOKEN, f"http://127.0.0.1:{free_port()}")
    with pytest.raises((NotSent, NoAnswer)) as told:
        await calls.call("getMe")
    await calls.caller.close()

    assert TOKEN not in repr(told.value)


async def test_a_wrong_token_is_named_by_its_code_alone(zalo: FakeZaloBot) -> None:
    calls = BotCalls("1:wrong", zalo.url)
    with pytest.raises(BotRefused) as told:
        await calls.call("getMe")
    await calls.caller.close()

    assert (told.value.code, str(told.value)) == (401, "getMe: 401")


async def refused_for(speaking: ZaloBotChannel) -> tuple[float, bool]:
    with pytest.raises(TryLater) as told:
        await speaking.send(Outgoing(Address("zalo_bot", "a1"), "Chào bạn"))
    return told.value.seconds, told.value.whole_channel
