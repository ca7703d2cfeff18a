"""A resident asks for a lesson, subscribed or not, with buttons or without."""

from datetime import datetime

import pytest

from broadcasts.asking.answering import LessonRequests
from broadcasts.audience.audience import Audience
from broadcasts.campaigns.contents import content_of
from broadcasts.campaigns.ports import SentLesson
from broadcasts.lessons.library import Library, open_library
from broadcasts.subscribing.enrolment import Enrolment
from handlers.reception import Reception, is_for_tips
from messages.message import Choice, Incoming
from tests.builders import NOON, a_citizen, a_desk, said, texts
from tests.fakes import House
from tips.intake.intake import Intake
from wording.catalogue import text

LIBRARY = open_library()


class Shelf:
    def library(self) -> Library:
        return LIBRARY

    def tell(self, lesson: str, language: str, at: datetime, place: str = "") -> str:
        found = LIBRARY.lesson(lesson)
        assert found is not None
        return f"{found.title}\n\n{found.body}"


class Sent:
    def __init__(self) -> None:
        self.lessons: list[str] = []

    async def sent_between(self, after: datetime, until: datetime) -> list[SentLesson]:
        found = [LIBRARY.lesson(one) for one in self.lessons]
        return [
            SentLesson(one.id, "00", Audience(), content_of(one, NOON.date()), until)
            for one in found
            if one
        ]


class Reader:
    def __init__(self, channel: str) -> None:
        house = House()
        house.memory.desks[a_desk().code] = a_desk()
        self.store = house.subscribers
        self.person = a_citizen("4711", channel)
        self.sent = Sent()
        intake = Intake(house.citizens, house.desks, house.surroundings)
        requests = LessonRequests(Shelf(), self.sent, house.clock)
        world = (house.places, house.clock, text, requests)
        enrolment = Enrolment(self.store, is_for_tips, *world)
        self.reception = Reception(intake, enrolment, house.space)
        self.events = 0
        self.choices: list[str] = []

    async def say(self, words: str) -> str:
        self.events += 1
        return await self._hear(said(words, str(self.events), by=self.person))

    async def press(self, choice: str) -> str:
        self.events += 1
        return await self._hear(Incoming(self.person, str(self.events), choice=Choice(choice)))

    async def _hear(self, incoming: Incoming) -> str:
        answer = await self.reception.hear(incoming)
        self.choices = [button.choice for line in answer for button in line.message.buttons]
        return texts(answer)


async def test_a_stranger_reads_a_lesson_answers_and_is_told_why() -> None:
    reader = Reader("telegram")

    read = await reader.say("bài về giả danh công an")
    answer = await reader.press("dk:quiz:ld-14:2")
    wrong = await reader.press("dk:quiz:ld-14:1")

    assert "Viện kiểm sát" in read
    assert "Hỏi nhanh" in read
    assert "Đúng rồi" in answer
    assert "Chưa đúng" in wrong
    assert "không bao giờ nhận tiền" in wrong
    assert not await reader.store.is_subscribed(reader.person)
    counted = await reader.store.counted_since("2000-01-01")
    assert counted == {"lesson.ld-14": 1, "quiz.ld-14.2": 1, "quiz.ld-14.1": 1}


async def test_where_there_are_no_buttons_a_code_and_a_letter_do() -> None:
    reader = Reader("zalo_bot")

    read = await reader.say("bài về giả danh công an")
    answer = await reader.say("ld-14 b")
    topics = await reader.say("các bài")
    listed = await reader.say("bài về ma túy")

    assert "nhắn ld-14 A, ld-14 B hoặc ld-14 C" in read
    assert "Đúng rồi" in answer
    assert "Phòng, chống ma túy" in topics
    assert "nhắn mã bài" in listed
    assert reader.choices == []


async def test_the_newest_is_what_went_out_last() -> None:
    reader = Reader("web")
    reader.sent.lessons = ["ld-26"]

    assert "hội viên" in await reader.say("bài mới")


async def test_a_number_that_several_series_have_is_asked_about() -> None:
    reader = Reader("telegram")

    await reader.say("bài số 14")

    assert reader.choices[:1] == ["dk:read:ld-14"]
    assert "Viện kiểm sát" in await reader.press("dk:read:ld-14")


async def test_a_subscriber_keeps_their_subscription_and_a_teller_their_tip() -> None:
    reader = Reader("telegram")
    await reader.say("/dangky")

    await reader.say("bài mới")
    assert await reader.store.is_subscribed(reader.person)

    await reader.press("start")
    asked = await reader.press("kind:ma_tuy")
    await reader.say("bài về shipper")
    assert asked
    assert "Không" not in await reader.say("Có người bán ma túy ở quán nước đầu ngõ 12 mỗi tối")


@pytest.mark.parametrize(
    "choice", ["dk:read:", "dk:read:xx", "dk:quiz:ld-14:9", "dk:quiz:", "dk:about:nowhere:x"]
)
async def test_a_button_nobody_made_is_answered_with_the_topics(choice: str) -> None:
    reader = Reader("telegram")

    assert "chủ đề" in await reader.press(choice)
    assert await reader.store.counted_since("2000-01-01") == {}
