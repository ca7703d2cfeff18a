"""One door, two conversations: lessons never disturb a tip, and a stop always gets through."""

import pytest

from broadcasts.subscribing.enrolment import Enrolment
from broadcasts.subscribing.place import find
from broadcasts.subscribing.speech import EnrolmentContext
from broadcasts.subscribing.subscription import Subscription, begin
from communes.atlas import load
from desks.errors import NoRoom
from handlers.reception import Reception, answer_of, is_for_tips
from messages.message import Address, ChatLine
from tests.builders import STORY, a_citizen, a_desk, said, texts
from tests.fakes import House
from tips.conversation.draft import Draft, Stage
from tips.intake.intake import Intake
from wording.catalogue import text

PLACE = "phường Bến Thành"


class Chat:
    """One person at the reception: every message is a new event, unless told otherwise."""

    def __init__(self, house: House, person: Address | None = None) -> None:
        house.memory.desks[a_desk().code] = a_desk()
        self.house = house
        self.person = person or a_citizen("4711", "telegram")
        intake = Intake(house.citizens, house.desks, house.surroundings)
        world = (house.places, house.clock, text)
        enrolment = Enrolment(house.subscribers, is_for_tips, *world)
        self.reception = Reception(intake, enrolment, house.space)
        self.events = 0

    async def say(self, *words: str) -> str:
        answer: tuple[ChatLine, ...] = ()
        for one in words:
            answer = await self.hear(one)
        return texts(answer)

    async def press(self, *choices: str) -> str:
        answer: tuple[ChatLine, ...] = ()
        for choice in choices:
            answer = await self.hear(choice=choice)
        return texts(answer)

    async def hear(self, words: str = "", event: str = "", **more: object) -> tuple[ChatLine, ...]:
        self.events += 1
        heard = said(words, event or str(self.events), by=self.person, **more)
        return await self.reception.hear(heard)

    async def tells(self) -> None:
        """As far as the place of a tip."""
        await self.press("start", "kind:ma_tuy")
        await self.say(STORY)

    async def files(self) -> None:
        await self.tells()
        await self.say("gần chợ Bến Thành")
        await self.press("skip_all", "media:done", "send", "saved")

    def the_desk_asks(self) -> None:
        [tip] = self.house.memory.tips
        self.house.memory.asked.add(tip)

    @property
    def known(self) -> Subscription | None:
        return self.house.memory.subscriptions.get(self.person)

    @property
    def draft(self) -> Draft:
        return self.house.memory.drafts[self.person].draft


@pytest.fixture
def chat() -> Chat:
    return Chat(House())


async def test_lessons_leave_the_tip_being_told_as_it_was(chat: Chat) -> None:
    await chat.tells()
    before = chat.draft
    assert before.stage is Stage.PLACE

    await chat.say("/dangky")
    await chat.press("dk:topics", "dk:t:+ma_tuy", "dk:commune")
    await chat.say("Tân Bình", "thôi")
    await chat.press("dk:stop")

    assert chat.draft == before
    await chat.say("gần chợ Bến Thành")
    assert chat.draft.place is not None


async def test_a_commune_for_lessons_is_not_the_place_of_the_tip(chat: Chat) -> None:
    await chat.tells()
    await chat.say("/dangky")
    await chat.press("dk:commune")
    await chat.say(PLACE)

    assert chat.known is not None
    assert chat.known.wishes.commune == "26743"
    assert chat.draft.stage is Stage.PLACE


async def test_dung_alone_ends_the_lessons_and_never_a_half_told_tip(chat: Chat) -> None:
    await chat.say("/dangky")
    await chat.tells()

    assert (await chat.say("dừng")).startswith("Đã dừng.")
    assert chat.known is None
    assert chat.draft.stage is Stage.PLACE


@pytest.mark.parametrize("words", ["/dung", "dừng nhận bài", "hủy đăng ký"])
async def test_clear_words_stop_lessons_even_in_the_middle_of_a_tip(chat: Chat, words: str) -> None:
    await chat.say("/dangky")
    await chat.tells()
    before = chat.draft

    assert (await chat.say(words)).startswith("Đã dừng.")

    assert chat.known is None
    assert chat.draft == before


async def test_yes_without_its_mark_confirms_the_tip(chat: Chat) -> None:
    await chat.say("/dangky")
    await chat.press("start")
    await chat.say(STORY)
    assert chat.draft.stage is Stage.PLACE

    await chat.say("dung")

    assert chat.known
    assert chat.draft.kind == "ma_tuy"


async def test_an_officers_question_is_answered_before_ours(chat: Chat) -> None:
    await chat.files()
    await chat.say("/dangky")
    await chat.press("dk:commune")
    chat.the_desk_asks()

    await chat.say("xe màu đỏ")

    [tip] = chat.house.memory.tips.values()
    assert tip.lines[-1].text == "xe màu đỏ"
    assert chat.known is not None
    assert (chat.known.awaiting, chat.known.wishes.commune) == ("", "")


async def test_a_communes_name_alone_is_ours_even_then(chat: Chat) -> None:
    await chat.files()
    await chat.say("/dangky")
    await chat.press("dk:commune")
    chat.the_desk_asks()

    await chat.say("Bến Thành")

    assert chat.known is not None
    assert chat.known.wishes.commune == "26743"


async def test_right_to_an_officer_is_no_stop(chat: Chat) -> None:
    await chat.say("/dangky")
    await chat.files()
    chat.the_desk_asks()

    await chat.say("dung")

    assert chat.known
    [tip] = chat.house.memory.tips.values()
    assert tip.lines[-1].text == "dung"


async def test_a_button_of_the_tip_ends_our_question(chat: Chat) -> None:
    await chat.say("/dangky")
    await chat.press("dk:commune", "newtip", "kind:ma_tuy")
    await chat.say(f"{STORY} Ở {PLACE}")

    assert chat.known is not None
    assert chat.known.wishes.commune == ""
    assert PLACE in chat.draft.story


async def test_a_message_that_comes_twice_is_answered_the_same(chat: Chat) -> None:
    subscribed = await chat.hear("/dangky", "a")
    await chat.hear(choice="dk:commune", event="b")
    placed = await chat.hear("Bến Thành", "c")
    stopped = await chat.hear("dừng", "d")

    assert await chat.hear("Bến Thành", "c") == placed
    assert await chat.hear("dừng", "d") == stopped
    assert await chat.hear("/dangky", "a") == subscribed
    assert chat.known is None
    assert all(line.aside for line in (*subscribed, *placed, *stopped))


async def test_whatever_is_not_ours_goes_to_the_tip_line(chat: Chat) -> None:
    assert "Bạn muốn báo việc gì?" in await chat.press("start")
    assert not any(line.aside for line in await chat.hear(STORY))
    assert "Ở đâu" in await chat.say("dung")


async def test_xoa_ends_the_lessons_and_says_so(chat: Chat) -> None:
    await chat.say("/dangky")

    assert "Nếu bạn đang nhận bài cảnh báo, việc đó cũng dừng" in await chat.say("/xoa")
    assert "không còn bài nào" in await chat.press("erase:yes")
    assert chat.known is None


async def test_help_names_both_ways(chat: Chat) -> None:
    read = await chat.say("trợ giúp")

    assert "/dangky" in read
    assert "/dung" in read


@pytest.fixture(scope="module")
def world() -> EnrolmentContext:
    return EnrolmentContext(load(), text, is_for_tips, "telegram")


@pytest.mark.parametrize(
    "name", ["Bãi Cháy", "phường Bãi Cháy, Quảng Ninh", "bai chay", "xã Đông Cứu"]
)
def test_a_name_that_holds_a_cry_for_help_is_heard_as_a_name(
    world: EnrolmentContext, name: str
) -> None:
    assert find(begin("vi"), name, world) is not None


def test_a_cry_for_help_that_holds_a_name_is_for_the_tip_line(world: EnrolmentContext) -> None:
    assert find(begin("vi"), "cháy ở Bãi Cháy nhà tôi", world) is None
    assert find(begin("vi"), "cứu với Đông Cứu", world) is None


def test_every_communes_full_name_is_taken_for_a_place(world: EnrolmentContext) -> None:
    communes = list(world.places.directory.communes.values())[::5]
    names = [f"{commune.full_name}, {commune.province.name}" for commune in communes]

    assert [name for name in names if find(begin("vi"), name, world) is None] == []


async def test_dung_ends_the_lessons_while_an_officers_question_is_open(chat: Chat) -> None:
    await chat.say("/dangky")
    await chat.files()
    chat.the_desk_asks()

    assert "Đã dừng." in await chat.say("DỪNG")

    assert chat.known is None


@pytest.mark.parametrize(
    "typed", ["p ben thanh q1 tphcm", "phường Bến Thành, quận 1", "xã Tân An", "xóm Lò Gạch Cũ"]
)
def test_an_address_alone_is_no_tip(typed: str) -> None:
    assert not is_for_tips(typed)


@pytest.mark.parametrize("typed", ["xóm tôi có sòng bạc", "phường Bến Thành có sòng bạc lớn lắm"])
def test_a_crime_at_an_address_is_one(typed: str) -> None:
    assert is_for_tips(typed)


async def test_with_no_room_left_words_are_refused_and_a_stop_is_heard(chat: Chat) -> None:
    await chat.say("/dangky")
    await chat.press("dk:stop")
    chat.house.space.words = False

    with pytest.raises(NoRoom):
        await chat.say(STORY)
    incoming = said(STORY, "full", by=chat.person)
    [refusal] = await answer_of(chat.reception, incoming)

    assert "113" in refusal.text
    assert not chat.house.memory.drafts.get(chat.person)
    assert await chat.say("DỪNG")
