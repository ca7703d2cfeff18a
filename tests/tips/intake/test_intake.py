"""A message is answered once, whole or not at all, with the real conversation."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from typing_extensions import override

from communes.remembering import count_remembered
from communes.spelling import fold
from messages.message import RECEIPT_MARK, ChatLine, Media, MediaId, MediaKind
from tests.builders import NOON, STORY, a_citizen, said, texts
from tests.fakes import House
from tests.fakes.citizens import MemoryCitizenStore
from tests.tips.intake.chats import Chat, asked, intake_of, only_tip
from tips.errors import TipMoved
from tips.intake.ports import IntakeChange
from tips.letters import LetterKind
from tips.reading.receipt import words_of
from tips.tip import Author

TELEGRAM = a_citizen("4711", "telegram")
PHOTO = Media(MediaId("m1"), MediaKind.PHOTO, "image/jpeg", 1000)


async def test_a_told_story_reaches_the_wards_desk_and_earns_a_receipt(house: House) -> None:
    answer = await Chat(intake_of(house)).file()

    tip = only_tip(house)
    assert (tip.route.desk, tip.report.kind, tip.channel) == ("26743", "ma_tuy", "web")
    assert tip.report.story == STORY
    [line] = [line for line in answer if line.message.receipt]
    assert RECEIPT_MARK in line.message.text
    assert " · ".join(line.message.receipt) in line.message.full_text
    assert "Công an phường Bến Thành" in texts(answer)
    assert house.bell.rung == ["desk:26743", "letters"]
    assert [row.kind for row in house.memory.letters] == [LetterKind.CARD]


async def test_every_reply_is_addressed_to_whoever_spoke(house: House) -> None:
    answer = await Chat(intake_of(house), TELEGRAM).say(choice="start")

    assert {line.message.to for line in answer} == {TELEGRAM}
    assert {line.author for line in answer} == {"bot"}


async def test_the_same_event_has_the_same_answer_and_no_second_effect(house: House) -> None:
    intake = intake_of(house)
    chat = Chat(intake)
    first = await chat.file()

    again = await intake.hear(said(event=str(chat.events), choice="send"))

    assert again == first
    assert len(house.memory.tips) == 1
    assert house.bell.rung == ["desk:26743", "letters"]


async def test_three_taps_on_send_at_once_file_one_tip(house: House) -> None:
    intake = intake_of(house)
    chat = Chat(intake)
    await chat.say(choice="start")
    await chat.say(choice="kind:ma_tuy")
    await chat.tell(STORY, "gần chợ Bến Thành")
    await chat.say(choice="skip_all")
    await chat.say(choice="media:done")

    taps = [intake.hear(said(event=f"tap {n}", choice="send")) for n in range(3)]
    answers = await asyncio.gather(*taps)

    assert len(house.memory.tips) == 1
    assert all(answers)


async def test_what_is_told_after_a_tip_is_another_tip(house: House) -> None:
    chat = Chat(intake_of(house))
    await chat.file()
    await chat.say("/tinmoi")
    await chat.file()

    assert len(house.memory.tips) == 2
    assert len(house.memory.filed_drafts) == 2
    assert len(house.memory.receipts) == 2


async def test_a_new_chat_speaks_the_language_its_door_knows(house: House) -> None:
    await Chat(intake_of(house)).say(choice="start", language="en")
    await Chat(intake_of(house), TELEGRAM).say(choice="start", language="fr")

    assert house.memory.drafts[a_citizen()].draft.language == "en"
    assert house.memory.drafts[TELEGRAM].draft.language == "vi"


async def test_the_receipt_opens_the_thread_from_another_channel(house: House) -> None:
    intake = intake_of(house)
    answer = await Chat(intake).file()
    [receipt] = [line.message.receipt for line in answer if line.message.receipt]

    other = Chat(intake, TELEGRAM)
    await other.say(f"/ma {' '.join(receipt)}")

    assert house.memory.drafts[TELEGRAM].opened == only_tip(house).id
    assert TELEGRAM not in house.memory.links.values()


async def test_a_typed_receipt_never_stays_in_the_chat(house: House) -> None:
    intake = intake_of(house)
    answer = await Chat(intake).file()
    [receipt] = [line.message.receipt for line in answer if line.message.receipt]

    other = Chat(intake, a_citizen("another browser"))
    await other.say(f"/ma {' '.join(receipt)}")

    own = [line for line in await intake.lines(other.citizen) if line.author == "citizen"]
    assert own == []


async def test_wrong_receipts_are_counted_against_the_chat_that_guesses(house: House) -> None:
    chat = Chat(intake_of(house))
    await chat.say(choice="start")
    for _ in range(12):
        await chat.say("/ma " + " ".join(words_of(b"of no tip.")))

    assert house.memory.wrong_receipts == [(a_citizen(), NOON)] * 10


async def test_words_that_are_a_receipt_by_chance_are_told_as_a_story(house: House) -> None:
    chat = Chat(intake_of(house))
    await chat.say(choice="start")
    story = "em lam o lo banh mi thay ho dung trung thoi bot moc em so con nit an benh"

    await chat.say(story)

    assert house.memory.drafts[a_citizen()].draft.story == story
    assert house.memory.wrong_receipts == []


async def test_a_receipt_without_its_marks_inside_a_story_opens_its_tip(house: House) -> None:
    intake = intake_of(house)
    answer = await Chat(intake).file()
    [receipt] = [line.message.receipt for line in answer if line.message.receipt]
    other = Chat(intake, TELEGRAM)

    await other.say(f"hom qua no lai toi nha em {fold(' '.join(receipt))} xong no bo chay")

    assert house.memory.drafts[TELEGRAM].opened == only_tip(house).id
    assert fold(receipt[0]) not in repr(house.memory.drafts[TELEGRAM].draft.story)
    assert [line for line in await intake.lines(TELEGRAM) if line.author == "citizen"] == []


async def test_what_is_out_of_scope_is_counted_and_not_kept(house: House) -> None:
    chat = Chat(intake_of(house))
    await chat.say(choice="start")

    answer = await chat.say("Tôi phản đối chính sách của nhà nước, bộ trưởng làm sai.")

    assert sum(house.memory.out_of_scope.values()) == 1
    assert answer
    said_lines = [line.message.text for line in house.memory.lines[a_citizen()]]
    assert not any("bộ trưởng làm sai" in text for text in said_lines)
    assert "biểu tình" not in repr(house.memory.drafts)


async def test_erasing_leaves_the_tip_and_nothing_that_leads_to_the_citizen(house: House) -> None:
    chat = Chat(intake_of(house))
    await chat.file()
    await chat.say("/xoa")
    await chat.say(choice="erase:yes")

    assert len(house.memory.tips) == 1
    assert house.memory.links == {}
    assert a_citizen() not in house.memory.drafts
    assert [line.author for line in house.memory.lines[a_citizen()]] == ["bot"]
    assert not count_remembered()  # nor does a reader remember a word of it


async def test_a_citizens_answer_reaches_the_desk(house: House) -> None:
    chat = Chat(intake_of(house))
    await chat.file()
    await asked(house)
    house.bell.rung.clear()

    await chat.say(choice=f"thread:{only_tip(house).id}")
    await chat.say("Xe màu đỏ.", media=(PHOTO,))

    line = only_tip(house).lines[-1]
    assert (line.author, line.text, line.media) == (Author.CITIZEN, "Xe màu đỏ.", (PHOTO,))
    assert house.bell.rung == ["desk:26743", "letters"]
    assert house.memory.letters[-1].kind == LetterKind.POST


async def test_a_stranger_who_knows_a_tips_id_cannot_write_to_it(house: House) -> None:
    intake = intake_of(house)
    await Chat(intake).file()
    before = only_tip(house)

    stranger = Chat(intake, TELEGRAM)
    await stranger.say(choice=f"thread:{before.id}")
    await stranger.say("Xe màu đỏ.")

    assert only_tip(house) == before
    assert STORY not in texts(await stranger.say(choice=f"news:{before.id}"))


class Interrupted(MemoryCitizenStore):
    """Something happens in the chat between hearing a message and saving its answer."""

    def __init__(self, house: House, happens: Callable[[int], Awaitable[object]]) -> None:
        super().__init__(house.memory)
        self._happens = happens
        self.tries = 0

    @override
    async def keep(self, heard: IntakeChange) -> tuple[ChatLine, ...]:
        self.tries += 1
        await self._happens(self.tries)
        return await super().keep(heard)


async def test_a_message_that_came_second_is_decided_again(house: House) -> None:
    undisturbed = Chat(intake_of(house))

    async def another_comes_first(tries: int) -> None:
        if tries == 1:
            await undisturbed.say(choice="start")

    store = Interrupted(house, another_comes_first)

    await intake_of(house, store).hear(said(event="late", choice="kind:ma_tuy"))

    assert store.tries == 2
    assert house.memory.drafts[a_citizen()].draft.kind == "ma_tuy"


async def test_an_event_heard_twice_at_once_is_answered_twice_and_done_once(house: House) -> None:
    twin: list[tuple[ChatLine, ...]] = []

    async def the_same_comes_first(tries: int) -> None:
        twin.append(await intake_of(house).hear(said(event="1", choice="start")))

    answer = await intake_of(house, Interrupted(house, the_same_comes_first)).hear(
        said(event="1", choice="start")
    )

    assert [answer] == twin
    assert house.memory.drafts[a_citizen()].version == 1


async def test_a_chat_that_never_rests_is_given_up_after_five_tries(house: House) -> None:
    async def always(_: int) -> None:
        raise TipMoved

    store = Interrupted(house, always)

    with pytest.raises(TipMoved):
        await intake_of(house, store).hear(said(choice="start"))
    assert store.tries == 5


async def test_a_taken_code_gets_longer(house: House) -> None:
    await Chat(intake_of(house)).file()
    taken = only_tip(house).code
    house.chance.codes = [taken]

    await Chat(intake_of(house), TELEGRAM).file()

    assert len({tip.code for tip in house.memory.tips.values()}) == 2


async def test_a_chat_reads_on_where_it_stopped(house: House) -> None:
    intake = intake_of(house)
    chat = Chat(intake)
    first = await chat.say(choice="start")
    second = await chat.say(choice="kind:ma_tuy")

    assert (await intake.lines(a_citizen(), first[-1].id))[-len(second) :] == second
    assert await intake.lines(a_citizen(), second[-1].id) == ()


async def test_media_is_seen_by_its_own_chat_only(house: House) -> None:
    intake = intake_of(house)
    chat = Chat(intake)
    await chat.say(choice="start")
    await chat.say(media=(PHOTO,))

    assert await intake.may_see(a_citizen(), PHOTO.id)
    assert not await intake.may_see(TELEGRAM, PHOTO.id)


async def test_what_was_declined_is_kept_nowhere_and_still_taken_by_one_press(
    house: House,
) -> None:
    chat = Chat(intake_of(house))
    words = "Công an phường tôi nhận hối lộ, tôi muốn tố cáo cán bộ"
    await chat.say(words)
    [row] = house.memory.drafts.values()
    assert words not in repr(row)

    await chat.say(choice="scope:crime")

    [row] = house.memory.drafts.values()
    assert row.draft.story == words


async def test_declined_words_are_forgotten_after_a_quarter_of_an_hour(house: House) -> None:
    chat = Chat(intake_of(house))
    await chat.say("Công an phường tôi nhận hối lộ, tôi muốn tố cáo cán bộ")

    house.clock.pass_time(minutes=15)
    await chat.say(choice="scope:crime")

    [row] = house.memory.drafts.values()
    assert row.draft.story == ""
