"""Words go to the tip they are about: the one quoted, else the one whose question is newest."""

from dataclasses import replace
from datetime import timedelta

from tests.tips.chatting import NOON, PHOTO, TIP, Citizen, own_tip
from tips.conversation.draft import Draft, Spoken, Stage, dumps, loads
from tips.conversation.turn import AddToThread, MoveWords, OwnTip
from tips.tip import TipId

OTHER = TipId("b" * 32)


def asked(tip: str, minutes: int, desk: str) -> OwnTip:
    own = own_tip(asked=True, tip=tip)
    return replace(own, asked_at=NOON + timedelta(minutes=minutes), desk_name=desk)


def with_two_questions() -> Citizen:
    """The older tip was asked last."""
    own = [asked(TIP, 0, "Công an xã Tân Hội"), asked(OTHER, 5, "Công an phường Cửa Nam")]
    citizen = Citizen(own_tips=own)
    citizen.draft = Draft("f" * 32, stage=Stage.IDLE)
    return citizen


def test_an_answer_goes_to_the_question_asked_last_and_says_so() -> None:
    citizen = with_two_questions()

    citizen.say("Xe màu đỏ")

    assert citizen.effect() == AddToThread(OTHER, "Xe màu đỏ")
    assert "Công an phường Cửa Nam" in citizen.read
    assert citizen.choices == [f"move:{TIP}"]


def test_an_answer_under_a_letter_goes_to_the_tip_of_that_letter() -> None:
    citizen = with_two_questions()

    citizen.hear(text="Xe màu đỏ", about=TIP)

    assert citizen.effect() == AddToThread(TIP, "Xe màu đỏ")
    assert "Công an xã Tân Hội" in citizen.read
    assert citizen.stage() is Stage.IDLE


def test_a_plain_yes_under_a_letter_is_an_answer_too() -> None:
    citizen = with_two_questions()

    citizen.hear(text="có", about=TIP)

    assert citizen.effect() == AddToThread(TIP, "có")


def test_what_went_to_the_wrong_tip_is_moved_by_one_press() -> None:
    citizen = with_two_questions()
    citizen.attach(PHOTO, text="Xe màu đỏ")

    citizen.press(f"move:{TIP}")

    assert citizen.effect() == MoveWords(Spoken(OTHER, "Xe màu đỏ", (PHOTO,), was_asked=True), TIP)
    assert "Đã chuyển sang Công an xã Tân Hội" in citizen.read
    assert not citizen.choices
    citizen.press(f"move:{OTHER}")
    assert citizen.effect() is None


def test_where_there_are_no_buttons_it_is_moved_by_its_number() -> None:
    citizen = with_two_questions().without_buttons()
    citizen.say("Xe màu đỏ")
    assert "1. Về tin" in citizen.read

    citizen.say("1")

    assert isinstance(citizen.effect(), MoveWords)


def test_once_something_else_is_said_nothing_can_be_moved() -> None:
    citizen = with_two_questions()
    citizen.say("Xe màu đỏ", "/trogiup")

    citizen.press(f"move:{TIP}")

    assert citizen.effect() is None
    assert "câu hỏi đã qua" in citizen.read


def test_an_answer_under_a_letter_leaves_the_tip_being_told_alone() -> None:
    citizen = with_two_questions()
    citizen.press("newtip", "kind:trom_cap")
    citizen.say("Có hai người lạ bẻ khóa xe")

    citizen.hear(text="Xe màu đỏ", about=TIP)

    assert citizen.effect() == AddToThread(TIP, "Xe màu đỏ")
    assert citizen.kept().story == "Có hai người lạ bẻ khóa xe"
    assert citizen.stage() is Stage.PLACE
    assert "tin đang báo dở" in citizen.read


def test_an_order_under_a_letter_is_an_order() -> None:
    citizen = with_two_questions()

    assert "/tinmoi" in citizen.hear(text="/trogiup", about=TIP)
    assert citizen.effect() is None


def test_with_one_tip_there_is_nothing_to_choose() -> None:
    citizen = Citizen(own_tips=[own_tip(asked=True), own_tip(closed=True, tip=OTHER)])
    citizen.draft = Draft("f" * 32, stage=Stage.IDLE)

    assert citizen.say("Xe màu đỏ") == "Đã chuyển cho cán bộ. Cảm ơn bạn."
    assert not citizen.choices


def test_what_can_be_moved_is_remembered() -> None:
    draft = Draft("f" * 32, spoken=Spoken(OTHER, "Xe màu đỏ", (PHOTO,), was_asked=True))

    assert loads(dumps(draft)) == draft
