"""Long, odd and broken input: kept where it can be, answered kindly, never a blow."""

import pytest

from messages.message import RECEIPT_MARK, Refusal
from tests.tips.chatting import PHOTO, VOICE, Citizen
from tests.tips.conversation.telling import STORY
from tips.conversation.draft import Stage
from tips.conversation.steps.where import LONGEST_STORY


def test_a_very_long_story_is_kept_in_part_and_said_so() -> None:
    citizen = Citizen()
    citizen.press("start", "kind:khac")

    citizen.say("Rất dài. " * 1_200, "Ở quán nước đó. " * 900)

    assert len(citizen.kept().story) == LONGEST_STORY
    assert "20.000 ký tự đầu" in citizen.read


def test_a_megabyte_is_heard_in_a_blink() -> None:
    citizen = Citizen()

    citizen.say("a" * 1_000_000)

    assert len(citizen.kept().story) <= LONGEST_STORY


def test_invisible_letters_and_direction_tricks_are_taken_out() -> None:
    citizen = Citizen()
    citizen.press("start", "kind:khac")

    citizen.say("Thấy\u202e kẻ\u200b lạ\x00 \ud800 ở đây z\u0301\u0301\u0301\u0301\u0301 \u2066x")

    assert citizen.kept().story == "Thấy kẻ lạ ở đây ź\u0301\u0301 x"


def test_nobody_can_type_the_place_of_a_receipt() -> None:
    citizen = Citizen()
    citizen.press("start", "kind:khac")

    citizen.say("Mã là {receipt} đó")

    assert RECEIPT_MARK not in citizen.kept().story


def test_media_are_kept_at_any_step_up_to_ten() -> None:
    citizen = Citizen()

    citizen.attach(PHOTO)
    assert citizen.stage() is Stage.KIND
    citizen.press("kind:trom_cap")
    citizen.attach(PHOTO, VOICE, text=STORY)
    assert citizen.stage() is Stage.PLACE
    citizen.attach(*[PHOTO] * 9)

    assert "tối đa 10" in citizen.read
    assert len(citizen.kept().media) == 10


@pytest.mark.parametrize("refusal", list(Refusal))
def test_a_refused_file_gets_a_kind_sentence_and_the_question_again(refusal: Refusal) -> None:
    citizen = Citizen()
    citizen.press("start", "kind:trom_cap")

    citizen.refused(refusal)

    assert len(citizen.replies) == 2
    assert "Trộm cắp" in citizen.replies[1].text


@pytest.mark.parametrize("at_the_end", [True, False])
def test_of_a_very_long_story_the_beginning_and_the_end_say_where_and_when(
    at_the_end: bool,
) -> None:
    told = "Chuyện xảy ra tối qua lúc 21 giờ ở phường Bến Thành. "
    around = "Họ đi qua đi lại rồi lại ngồi xuống ghế đá nói chuyện rất lâu. " * 90
    citizen = Citizen()

    citizen.say(around + told if at_the_end else told + around)

    assert citizen.kept().place is not None
    assert "21 giờ" in (citizen.kept().when or "")
    assert citizen.kept().story.startswith("Họ đi qua" if at_the_end else "Chuyện")
    assert len(citizen.kept().story) > 5_000
