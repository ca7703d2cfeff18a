"""A receipt opens its tip wherever it is written, and its words are in no story and no thread."""

import pytest

from messages.message import Incoming
from tests.tips.chatting import PHOTO, RECEIPT, SENDER, TIP, Citizen, own_tip, thread
from tips.conversation.advance import advance
from tips.conversation.draft import Stage
from tips.conversation.turn import (
    AddToThread,
    Opened,
    OpenThread,
    ShowThread,
    TooFewWords,
)

WORDS = " ".join(RECEIPT)
NUMBERED = "\n".join(f"{number}. {word}" for number, word in enumerate(RECEIPT, start=1))


def opening(citizen: Citizen) -> OpenThread:
    effect = citizen.effect()
    assert isinstance(effect, OpenThread)
    return effect


def telling(*said: str) -> Citizen:
    citizen = Citizen()
    citizen.press("start")
    citizen.say(*said)
    return citizen


@pytest.mark.parametrize(
    "typed",
    [NUMBERED, f"mã của tôi là {WORDS}", f"{WORDS} cảm ơn ạ", f"xem giùm tin {WORDS} tới đâu rồi"],
)
def test_a_receipt_opens_its_tip_as_the_first_thing_said(typed: str) -> None:
    citizen = Citizen()
    citizen.outcome = Opened(thread())

    citizen.say(typed)

    assert opening(citizen) == OpenThread((RECEIPT,))
    assert citizen.stage() is Stage.THREAD
    assert not citizen.kept().story


def test_half_way_through_a_tip_it_is_no_part_of_the_story() -> None:
    citizen = telling("Nhà bên cạnh bị trộm cạy cửa", "đúng")
    story = citizen.kept().story

    citizen.say(f"à còn tin trước của em {WORDS} sao chưa thấy ai trả lời")

    assert opening(citizen).readings == (RECEIPT,)
    assert citizen.kept().story == story
    assert not any(word in citizen.kept().place_words for word in RECEIPT)


def test_in_a_caption_it_opens_the_tip_and_says_that_the_picture_was_not_sent() -> None:
    citizen = Citizen()
    citizen.outcome = Opened(thread(), left_out=True)

    citizen.attach(PHOTO, text=f"mã giữ tin: {WORDS}")

    assert opening(citizen).says_more
    assert "chưa gửi đi" in citizen.read


def test_in_an_open_thread_no_officer_reads_it() -> None:
    citizen = Citizen(own_tips=[own_tip(asked=True)])
    citizen.press(f"thread:{TIP}")
    assert isinstance(citizen.effect(), ShowThread) or citizen.stage() is Stage.THREAD

    citizen.say(f"mã em đây {WORDS}")

    assert not isinstance(citizen.effect(), AddToThread)
    assert opening(citizen).readings == (RECEIPT,)


def test_what_is_said_beside_it_is_not_lost_in_silence() -> None:
    citizen = Citizen()
    citizen.say(f"mã em là {WORDS}. Em bổ sung: xe nó dán decal con bò cạp màu vàng")

    assert opening(citizen).says_more


def test_danger_beside_a_receipt_is_heard() -> None:
    citizen = Citizen()

    citizen.say(f"mã của em {WORDS} nó đang cầm dao chém người trước nhà")

    assert "113" in citizen.read
    assert isinstance(citizen.effect(), OpenThread)


def test_where_it_may_be_chance_the_look_up_decides() -> None:
    citizen = telling()
    typed = "em lam o lo banh mi thay ho dung trung thoi bot moc em so con nit an benh"

    citizen.say(typed)

    assert not opening(citizen).sure


@pytest.mark.parametrize("looked_up", [True, False])
def test_nine_words_of_a_story_are_a_story(looked_up: bool) -> None:
    citizen = telling()
    citizen.context = citizen.context.__class__(
        citizen.context.places, citizen.context.now, looked_up=looked_up
    )
    typed = "em lam o lo banh mi thay ho dung trung thoi bot moc em so con nit an benh"

    turn = advance(citizen.kept(), Incoming(SENDER, "event", text=typed), citizen.context)

    assert isinstance(turn.effect, OpenThread) != looked_up
    assert not looked_up or (turn.draft is not None and turn.draft.story == typed)


def test_too_few_words_get_an_answer_that_helps() -> None:
    citizen = Citizen()
    citizen.outcome = TooFewWords()

    citizen.say(f"em chỉ nhớ 6 từ trong mã: {' '.join(RECEIPT[:6])}")

    assert opening(citizen).readings == ()
    assert "8 từ" in citizen.read
    assert citizen.stage() is Stage.RECEIPT


def test_where_a_receipt_is_asked_for_other_words_are_no_guess() -> None:
    citizen = Citizen()
    citizen.say("/ma")

    citizen.say("em quên mất rồi")

    assert opening(citizen).readings == ()


def test_an_answer_with_a_place_is_not_asked_whether_it_is_a_receipt() -> None:
    citizen = telling("Nhà bên cạnh bị trộm cạy cửa", "đúng")
    assert citizen.stage() is Stage.PLACE

    citizen.say("xóm chài ven sông gần đình làng")

    assert citizen.effect() is None
