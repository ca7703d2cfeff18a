"""Who carries something is rung for it: here nobody ever looks by themselves, so that what is not
rung for is not carried, on a fast machine and on a slow one.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.config import load
from bot.running.calendar_keeper import CalendarKeeper
from bot.running.run import standing
from bot.services import Part, run_until
from bot.wiring.application import Application, moves_of, postman
from bot.wiring.courier import courier
from bot.wiring.web_chat import WebChatMessenger
from broadcasts.campaigns.drafting import Wanted
from broadcasts.delivery.ports import TOPIC
from broadcasts.delivery.run import Run
from channels.post.bell import Listener, ProcessBell
from channels.web.channel import topic
from desks.desk import DeskCode, Officer, Role
from desks.permissions import Author
from messages.message import Address, Choice, Incoming
from tests.prepared import prepared
from tests.pressing import Presses

WRITER = Author("a" * 32, "00", frozenset({"write"}))
CHIEF = Author("b" * 32, "00", frozenset({"alert", "write", "approve"}))
RESIDENT = Address("web", "w" * 32)
ALERT = "Số nóng là 0912 345 678."
ANSWERS = ("send", "media:done", "skip", "kind:ma_tuy")
PATIENCE = 60.0  # seconds; on an idle machine it takes some milliseconds


class OnlyWhenRung:
    """The house's bell, heard by those who wait for it until it rings, however long that is."""

    def __init__(self, bell: ProcessBell) -> None:
        self._bell = bell

    def ring(self, topic: str) -> None:
        self._bell.ring(topic)

    async def wait(self, topic: str, _seconds: float) -> bool:
        return await self._bell.wait(topic, PATIENCE * 2)

    @contextmanager
    def listening(self, topic: str) -> "Iterator[Ear]":
        with self._bell.listening(topic) as listener:
            yield Ear(listener)


@dataclass
class Ear:
    listener: Listener

    async def wait(self, _seconds: float) -> bool:
        return await self.listener.wait(PATIENCE * 2)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Application]:
    """At work: calendar, courier and post."""
    config = load(None, {"TINBAO_DATA": str(prepared(tmp_path / "data"))})
    async with standing(config) as house:
        bell = OnlyWhenRung(house.bell)
        keeper = CalendarKeeper(house.lessons.tick, bell)
        web = WebChatMessenger(house)
        lessons = replace(courier(house, web.lessons), alarm=bell)
        post = replace(postman(house, web.channels), alarm=bell)
        stopped = asyncio.Event()
        parts = [
            Part("calendar", keeper.run(), keeper.stop),
            Part("lessons", lessons.run(), lessons.stop),
            Part("post", post.run(), post.stop),
        ]
        working = asyncio.create_task(run_until(stopped, parts))
        await asyncio.sleep(0)
        yield house
        stopped.set()
        await working


async def test_an_alert_that_is_let_out_is_corrected_and_taken_back(house: Application) -> None:
    await told(house, "/dangky")
    campaign = await let_out(house, ALERT)
    assert ALERT in await shown(house, lambda texts: ALERT in texts)
    await ended(house, campaign)

    mended = await house.lessons.drafting.correct(WRITER, campaign, "Số đúng là 113.")
    await house.lessons.campaigns.approve(CHIEF, mended.id)
    await shown(house, lambda texts: "Số đúng là 113." in texts and ALERT not in texts)

    recalled = await house.lessons.drafting.recall(WRITER, campaign)
    await house.lessons.campaigns.approve(CHIEF, recalled.id)
    await shown(house, lambda texts: "113." not in texts.partition("Bạn đang nhận")[2])


async def test_a_campaign_that_is_started(house: Application) -> None:
    await told(house, "/dangky")
    lesson = next(
        one for one in house.lessons.lesson_files.library().lessons if not one.needs_lawyer
    )
    wanted = Wanted("all", "start", [lesson.id], urgent=True)  # whatever the hour of this test
    drafted = await house.lessons.drafting.draft(WRITER, wanted)
    await house.lessons.campaigns.approve(CHIEF, drafted.id)
    await house.lessons.campaigns.start(CHIEF, drafted.id)

    assert lesson.title in await shown(house, lambda texts: lesson.title in texts)


async def test_an_officers_answer(house: Application) -> None:
    await a_tip_is_told(house)
    officer = await at_a_desk(house)
    [row] = await house.triage.queue(officer)
    press = Presses(moves_of(house))
    await press.claim(officer, row.code, "claim")
    await press.ask(officer, row.code, "Xe màu gì?", "ask")

    assert "Xe màu gì?" in await shown(house, lambda texts: "Xe màu gì?" in texts)


async def let_out(house: Application, words: str) -> str:
    drafted = await house.lessons.drafting.draft(WRITER, Wanted("all", text=words))
    await house.lessons.campaigns.approve(CHIEF, drafted.id)
    return drafted.id


async def at_a_desk(house: Application) -> Officer:
    token = await house.access.invite(DeskCode("00"), Role.OFFICER)
    return (await house.access.join(token))[1]


async def a_tip_is_told(house: Application) -> None:
    choices = await told(house, "Tối qua có nhóm người mua bán ma túy, đi ba xe máy")
    while "send" not in choices:
        answer = next((one for one in ANSWERS if one in choices), "")
        choices = await told(house, "" if answer else "p ben thanh q1 tphcm", answer)
    await told(house, "", "send")


async def told(house: Application, words: str, choice: str = "") -> list[str]:
    """What the resident may press next."""
    event = house.chance.hex(64)
    pressed = Choice(choice) if choice else None
    lines = await house.reception.hear(Incoming(RESIDENT, event, words, choice=pressed))
    return [button.choice for line in lines for button in line.message.buttons]


async def shown(house: Application, wanted: Callable[[str], bool]) -> str:
    """What the resident's chat reads as soon as it is what is wanted; it is looked at whenever
    the chat page would be."""
    async with asyncio.timeout(PATIENCE):
        with house.bell.listening(topic(RESIDENT.recipient)) as page:
            while not wanted(texts := await read(house)):
                await page.wait(PATIENCE)
    return texts


async def ended(house: Application, campaign: str) -> None:
    async with asyncio.timeout(PATIENCE):
        with house.bell.listening(TOPIC) as news:
            while (await house.stores.campaigns.occurrences(campaign))[-1].state is not Run.DONE:
                await news.wait(PATIENCE)


async def read(house: Application) -> str:
    return "\n".join(line.message.text for line in await house.reception.lines(RESIDENT))
