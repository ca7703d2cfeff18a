"""Nothing said is cut in silence: long stories, long answers, words beside a refused file."""

from dataclasses import replace
from datetime import timedelta

import pytest

from messages.message import Address, Refusal
from tests.tips.chatting import NOON, TIP, Citizen, own_tip
from tips.conversation.draft import Draft, Stage
from tips.conversation.turn import AddToThread

LONG = ("Nhóm thanh niên tụ tập bán ma túy ở quán nước. " * 100)[:4_050]
REST = "Bọn chúng đi xe biển số 59X1-12345, cầm đầu tên Tí."
ON_TELEGRAM = Address("telegram", "1")


PLACE = "Sau lưng trường cấp hai, gần bãi xe cũ"


def telling(
    rest: str = REST, *, later: timedelta = timedelta(0), by: Address = ON_TELEGRAM
) -> Citizen:
    citizen = Citizen()
    citizen.press("start", "kind:ma_tuy")
    citizen.hear(text=LONG, sender=by)
    citizen.context = replace(citizen.context, now=NOON + later)
    citizen.hear(text=rest, sender=by)
    return citizen


def test_the_second_half_of_a_story_cut_by_telegram_is_story() -> None:
    citizen = telling()

    assert citizen.kept().story == f"{LONG.strip()} {REST}"
    assert citizen.stage() is Stage.PLACE
    assert "Đã ghi thêm vào lời kể" in citizen.read


def test_what_is_typed_a_minute_later_is_an_answer() -> None:
    assert PLACE not in telling(PLACE, later=timedelta(minutes=1)).kept().story


def test_our_own_page_cuts_nothing_so_the_next_message_is_an_answer() -> None:
    assert PLACE not in telling(PLACE, by=Address("web", "0" * 32)).kept().story


def test_the_second_half_of_a_long_answer_goes_to_the_same_tip() -> None:
    citizen = Citizen(own_tips=[own_tip(asked=True)])
    citizen.draft = Draft("f" * 32, stage=Stage.IDLE)
    citizen.hear(text=LONG, sender=ON_TELEGRAM)
    citizen.context = replace(citizen.context, own_tips=[own_tip()])

    citizen.hear(text=REST, sender=ON_TELEGRAM)

    assert citizen.effect() == AddToThread(TIP, REST)


@pytest.mark.parametrize("stage", ["detail", "when"])
def test_a_long_answer_stands_whole_in_the_story(stage: str) -> None:
    citizen = Citizen()
    citizen.press("start", "kind:ma_tuy")
    citizen.say("Họ bán ở quán nước", "phường Bến Thành")
    if stage == "detail":
        citizen.press("when:often")
    assert citizen.stage() == stage
    answer = (
        "Tối nào cũng vậy. "
        + "Tầm ba bốn người, thay nhau đứng canh từ đầu hẻm. " * 15
        + "Xe 59X1."
    )

    citizen.say(answer)

    assert answer in citizen.kept().story
    assert "giữ đủ trong lời kể" in citizen.read


def test_words_beside_a_file_that_is_not_taken_are_heard() -> None:
    citizen = Citizen()
    citizen.press("start", "kind:ma_tuy")

    citizen.hear(text="Họ bán ở quán nước", refusal=Refusal.TOO_BIG)

    assert "lớn quá" in citizen.replies[0].text
    assert citizen.kept().story == "Họ bán ở quán nước"


def test_long_words_after_filing_are_kept_whole() -> None:
    citizen = Citizen(own_tips=[own_tip()])
    citizen.draft = Draft("f" * 32, stage=Stage.IDLE)
    citizen.say(LONG)

    citizen.press("more")

    assert citizen.effect() == AddToThread(TIP, LONG.strip())
