import asyncio

import pytest
from typing_extensions import override

from channels.post.prompts import LONGEST_BACKLOG, Prompts
from messages.channel import Delivered, TryLater, Unreachable
from messages.message import Address, Outgoing
from tests.fakes import RecordingChannel
from tests.telegram.people import until

LAN, MAI = Address("telegram", "1"), Address("telegram", "2")


class Held(RecordingChannel):
    """Takes one chat's messages only while the gate is open."""

    def __init__(self) -> None:
        super().__init__("telegram")
        self.gate = asyncio.Event()

    @override
    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:
        if message.to == LAN:
            await self.gate.wait()
        return await super().send(message, letter_id)


@pytest.fixture
def channel() -> Held:
    return Held()


@pytest.fixture
def counted() -> list[str]:
    return []


@pytest.fixture
def prompts(channel: Held, counted: list[str]) -> Prompts:
    return Prompts({"telegram": channel}, lambda outcome, _: counted.append(outcome))


def said(channel: RecordingChannel) -> list[str]:
    return [message.text for message in channel.sent]


def texts(to: Address, *words: str) -> list[Outgoing]:
    return [Outgoing(to, word) for word in words]


async def test_what_is_said_is_said_in_order(prompts: Prompts, channel: Held) -> None:
    await prompts.speak(texts(MAI, "một", "hai", "ba"))

    assert said(channel) == ["một", "hai", "ba"]


async def test_a_chat_that_is_behind_holds_its_asker_only_a_moment(
    prompts: Prompts, channel: Held
) -> None:
    await prompts.speak(texts(LAN, "một"))
    again = asyncio.create_task(prompts.speak(texts(LAN, "hai")))
    await asyncio.sleep(0)
    assert again.done()  # not even a moment, now that the chat is behind
    await prompts.speak(texts(MAI, "kịp"))
    channel.gate.set()
    await prompts.finish()

    assert said(channel) == ["kịp", "một", "hai"]


async def test_who_asks_for_a_receipt_waits_until_it_is_shown(
    prompts: Prompts, channel: Held
) -> None:
    """Then the update it answers is acknowledged: a death in between must bring it again."""
    receipt = Outgoing(LAN, "mã", receipt=("lúa", "sông"))
    speaking = asyncio.create_task(prompts.speak([receipt]))
    await asyncio.sleep(1.2)
    assert not speaking.done()

    again = asyncio.create_task(prompts.speak([receipt]))  # the chat is behind: all the same
    await asyncio.sleep(0.05)
    assert not again.done()
    channel.gate.set()
    await asyncio.gather(speaking, again)

    assert said(channel) == ["mã", "mã"]


async def test_a_backlog_has_an_end(prompts: Prompts, channel: Held, counted: list[str]) -> None:
    await prompts.speak(texts(LAN, "một"))
    for number in range(LONGEST_BACKLOG + 5):
        await prompts.speak(texts(LAN, str(number)))
    channel.gate.set()
    await prompts.finish()

    assert counted.count("prompt_lost") == 5
    assert len(channel.sent) == LONGEST_BACKLOG + 1


async def test_nothing_a_messenger_does_is_raised(
    prompts: Prompts, channel: Held, counted: list[str]
) -> None:
    channel.gate.set()
    channel.troubles += [RuntimeError("a bug"), Unreachable(), TryLater(3600)]

    for word in ("một", "hai", "ba", "bốn"):
        await prompts.speak(texts(LAN, word))

    assert counted == ["prompt_lost"] * 3 + ["spoken"]


async def test_a_short_wait_is_waited_out(prompts: Prompts, channel: Held) -> None:
    channel.troubles.append(TryLater(0.1))

    await prompts.speak(texts(MAI, "một"))
    await until(lambda: bool(said(channel)))

    assert said(channel) == ["một"]


@pytest.mark.parametrize(
    "message",
    [
        Outgoing(MAI, "Bước 2/6"),
        Outgoing(MAI, "Đã gửi", receipt=("chếch", "hoành")),
        Outgoing(Address("telegram_desk", "-100/#7"), "Chưa gửi: lời này có số"),
    ],
)
async def test_what_a_limit_held_back_is_said_late_rather_than_never(
    message: Outgoing, counted: list[str]
) -> None:
    channel = RecordingChannel(message.to.channel)
    channel.troubles += [TryLater(60)]
    prompts = Prompts({channel.name: channel}, lambda outcome, _: counted.append(outcome))

    await prompts.speak([message])

    assert counted == []
    prompts.cancel()


async def test_many_short_limits_are_waited_out(prompts: Prompts, channel: Held) -> None:
    channel.troubles += [TryLater(0.01)] * 2

    await prompts.speak(texts(MAI, "một"))
    await until(lambda: bool(said(channel)))

    assert said(channel) == ["một"]


async def test_a_messenger_that_is_off_loses_the_prompt(counted: list[str]) -> None:
    prompts = Prompts({}, lambda outcome, _: counted.append(outcome))

    await prompts.speak(texts(MAI, "một"))

    assert counted == ["prompt_lost"]
