"""A channel added by its row, way out, door and part alone: filing, relay, lessons work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.clock import SystemClock
from bot.config import Config
from bot.running.run import open_up, standing
from bot.running.webserver import listen
from bot.settings.database import Database
from bot.settings.sections import Lessons, Web
from bot.wiring.application import Application
from bot.wiring.messengers import MESSENGERS
from broadcasts.campaigns.drafting import Wanted
from desks.desk import NATIONAL, Role
from desks.permissions import Author
from messages.channels import CHANNELS
from messages.fitting import length
from messages.message import Address
from tests.journeys.house import free_port
from tests.journeys.pretend_channel import BOARD, board
from wording.moments import VIETNAM

pytestmark = pytest.mark.either_database

STORY = "Tối qua có nhóm người tụ tập mua bán ma túy, đi ba xe máy"
PLACE = "p ben thanh q1 tphcm"
PARAGRAPHS = [f"Đoạn {n}. " + "Bạn nhớ thêm điều gì thì kể nhé. " * 8 for n in (1, 2, 3)]
WRITER = Author("a" * 32, "00", frozenset({"write"}))
APPROVER = Author("b" * 32, "00", frozenset({"write", "approve"}))
LESSON = "nh-01"


@dataclass
class Reader:
    """Somebody who comes by the board."""

    http: httpx.AsyncClient
    name: str = "reader-1"
    read: int = 0
    said: int = 0
    notes: list[str] = field(default_factory=list)

    async def say(self, text: str) -> str:
        self.said += 1
        body = {"text": text, "event": str(self.said)}
        answer = await self.http.post(f"/board/{self.name}", json=body)
        assert answer.status_code == 200, answer.text
        return await self.news()

    async def news(self) -> str:
        self.notes = (await self.http.get(f"/board/{self.name}")).json()
        fresh, self.read = self.notes[self.read :], len(self.notes)
        return "\n".join(fresh)

    async def hears(self, words: str) -> str:
        """What was pinned meanwhile, when these words are there."""
        heard = ""
        for _ in range(400):
            heard += await self.news()
            if words in heard:
                return heard
            await asyncio.sleep(0.05)
        raise AssertionError(f"never pinned: {words}\n{heard}")


@dataclass
class Town:
    house: Application
    http: httpx.AsyncClient
    reader: Reader

    async def officer(self) -> httpx.AsyncClient:
        token = await self.house.access.invite(NATIONAL, Role.OFFICER)
        assert (await self.http.post(f"/desk/join/{token}")).status_code in (200, 303)
        return self.http  # the board knows no cookies


def settings(folder: Path, database_url: str) -> Config:
    """Lessons rest at an hour that is far from this one."""
    begins = SystemClock().now().astimezone(VIETNAM) + timedelta(hours=12)
    night = f"{begins:%H:%M}-{begins + timedelta(minutes=5):%H:%M}"
    return Config(
        data=folder,
        database=Database(url=SecretStr(database_url)),
        web=Web(port=free_port()),
        lessons=Lessons(night=night, digest=""),
    )


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[Town]:
    stopped = asyncio.Event()
    with CHANNELS.beside(BOARD), listen(config) as door:
        async with standing(config) as house:
            serving = asyncio.create_task(open_up(house, door, stopped, (*MESSENGERS, board)))
            try:
                base_url = f"http://127.0.0.1:{config.web.port}"
                async with httpx.AsyncClient(base_url=base_url, timeout=20) as http:
                    yield Town(house, http, Reader(http))
            finally:
                stopped.set()
                await serving


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with opened(settings(tmp_path, database_url)) as open_town:
        yield open_town


async def file_a_tip(reader: Reader) -> str:
    """As people type: a number in words, orders, labels with and without their marks, a digit."""
    await reader.say(STORY)
    review = await reader.say(PLACE)  # the kind was told, and so were the people
    assert "2. Sửa" in review
    assert "4. Lúc nào" in await reader.say("số hai")
    assert "1. Gửi tin" in await reader.say("xem lai tin")
    assert "5. Xem lại tin" in await reader.say("Sửa")
    assert "1. Gửi tin" in await reader.say("5")
    return await reader.say("1")


async def test_a_tip_is_filed_by_typing_and_words_pass_both_ways(town: Town) -> None:
    reader = town.reader
    menu = await reader.say("xin chào")
    assert "9. Xem thêm" in menu
    assert "10. " not in menu
    assert "Việc khác" in await reader.say("xem thêm")
    assert len(reader.notes) > 2  # the notice and the menu do not fit on two notes
    assert "Mã giữ tin của bạn" in await file_a_tip(reader)
    officer = await town.officer()
    [row] = (await officer.get("/api/desk/tips")).json()["tips"]
    tip = f"/api/desk/tips/{row['code']}"
    await moved(officer, f"{tip}/claim")
    await reader.hears("Cán bộ đã nhận tin của bạn.")

    await moved(officer, f"{tip}/ask", text="\n\n".join(PARAGRAPHS))
    assert "“xem tin”" in await reader.hears("Cũng có thể gõ:")
    assert [n for n in (1, 2, 3) if any(f"Đoạn {n}." in note for note in reader.notes)] == [1, 2, 3]
    await reader.say("Một xe màu đỏ, hai xe đen")
    lines = (await officer.get(tip)).json()["lines"]
    assert [line["author"] for line in lines if "màu đỏ" in line["text"]] == ["citizen"]
    await moved(officer, f"{tip}/close", reason="co_co_so_da_xu_ly", text="Cảm ơn bạn.")
    assert "“chưa được giải quyết”" in await reader.hears("Cũng có thể gõ:")
    assert "Gõ số để chọn." in await reader.say("xem tin")
    assert "Đoạn 1." in await reader.say("một")
    assert all(length(note) <= BOARD.longest_text for note in reader.notes)


async def test_a_lesson_reaches_the_board_and_ends_with_a_word(town: Town) -> None:
    reader, lessons = town.reader, town.house.lessons
    await reader.say("đăng ký nhận bài")
    await reader.say("đồng ý nhận bài")
    assert "2. " in await reader.say("hai")  # the topics, by their number in words
    await reader.say("xong")
    wanted = Wanted("all; channels=board", lessons=(LESSON,))
    campaign = await lessons.drafting.draft(WRITER, wanted)
    await lessons.campaigns.approve(APPROVER, campaign.id)
    await lessons.campaigns.start(APPROVER, campaign.id)

    lesson = lessons.lesson_files.lesson(LESSON)
    assert lesson is not None
    told = await reader.hears("Thôi nhận: nhắn DỪNG.")

    assert lesson.title in told
    assert all(length(note) <= BOARD.longest_text for note in reader.notes)
    await reader.say("DỪNG")
    assert not await town.house.reception.stays(Address(BOARD.name, reader.name))


async def moved(officer: httpx.AsyncClient, path: str, **body: str) -> Any:
    answer = await officer.post(path, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()
