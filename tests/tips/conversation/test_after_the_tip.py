"""After a tip was sent: answers to the desk, more words, threads, receipts, forgetting."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.tips.chatting import NOON, PHOTO, RECEIPT, TIP, Citizen, own_tip, thread
from tips.conversation import after
from tips.conversation.draft import Draft, Stage
from tips.conversation.turn import (
    AddToThread,
    Context,
    EraseMe,
    Opened,
    OpenThread,
    ShowThread,
    TipClosedOrGone,
    WrongReceipt,
)
from tips.reading.receipt_slips import readings
from tips.tip import Author, Line, Status, TipId

MORE = "Tối nay họ lại tụ tập, đông hơn hôm trước"


def with_a_tip(asked: bool = False, closed: bool = False) -> Citizen:
    citizen = Citizen(own_tips=[own_tip(asked, closed)])
    citizen.draft = Draft("f" * 32, stage=Stage.IDLE)
    return citizen


def test_words_answer_a_question_of_the_desk_at_once() -> None:
    citizen = with_a_tip(asked=True)

    citizen.say("Xe màu đỏ")

    assert citizen.effect() == AddToThread(TIP, "Xe màu đỏ")
    assert "Đã chuyển cho cán bộ" in citizen.read


@pytest.mark.parametrize("word", ["có", "không", "không rõ", "cảm ơn", "3"])
def test_even_a_word_that_looks_like_an_order_answers_the_desk(word: str) -> None:
    citizen = with_a_tip(asked=True)

    citizen.say(word)

    assert citizen.effect() == AddToThread(TIP, word)


def test_an_answer_typed_after_the_draft_was_forgotten_still_arrives() -> None:
    citizen = Citizen(own_tips=[own_tip(asked=True)])

    citizen.say("Xe màu đỏ")

    assert citizen.effect() == AddToThread(TIP, "Xe màu đỏ")


def test_a_picture_answers_the_desk_too() -> None:
    citizen = with_a_tip(asked=True)

    citizen.attach(PHOTO, text="đây ạ")

    assert citizen.effect() == AddToThread(TIP, "đây ạ", (PHOTO,))


def test_unasked_words_are_offered_to_the_tip_or_as_a_new_one() -> None:
    citizen = with_a_tip()

    citizen.say(MORE)

    assert citizen.effect() is None
    assert citizen.labels == ["Bổ sung tin vừa gửi", "Báo việc mới", "Bỏ, không gửi"]
    citizen.press("more")
    assert citizen.effect() == AddToThread(TIP, MORE)
    assert citizen.stage() is Stage.IDLE
    assert citizen.kept().pending_text == ""


def test_unasked_words_become_a_new_tip_without_typing_again() -> None:
    citizen = with_a_tip()

    citizen.say("Tối qua có sòng bạc ở phường Bến Thành")
    citizen.press("newtip")

    assert citizen.kept().story == "Tối qua có sòng bạc ở phường Bến Thành"
    assert citizen.place().commune == "26743"


def test_danger_told_after_sending_goes_to_the_tip_without_a_press() -> None:
    citizen = with_a_tip()

    read = citizen.say("nó đang cầm dao đập cửa nhà em, cứu em với")

    assert "Gọi 113 ngay" in read
    assert citizen.effect() == AddToThread(TIP, "nó đang cầm dao đập cửa nhà em, cứu em với")


def test_a_closed_tip_takes_no_more_but_the_words_are_kept() -> None:
    citizen = with_a_tip(closed=True)

    citizen.say(MORE)
    assert citizen.labels == ["Chưa được giải quyết", "Báo việc mới", "Bỏ, không gửi"]
    citizen.say("bỏ qua")

    assert citizen.kept().pending_text == ""


def test_words_refused_by_a_tip_can_become_a_new_one() -> None:
    citizen = with_a_tip()
    citizen.press(f"thread:{TIP}")

    citizen.outcome = TipClosedOrGone()
    citizen.say(MORE)
    assert "không mở được" in citizen.read
    citizen.press("newtip")

    assert citizen.kept().story == MORE


def test_the_reply_button_of_a_letter_works_at_any_step() -> None:
    citizen = Citizen(own_tips=[own_tip(asked=True)])
    citizen.press("start", "kind:trom_cap")
    citizen.say("Có hai người lạ bẻ khóa xe")

    citizen.press(f"thread:{TIP}")
    citizen.say("có")

    assert citizen.effect() == AddToThread(TIP, "có")
    assert citizen.stage() is Stage.PLACE
    assert "tin đang báo dở" in citizen.read


def test_my_tips_are_listed_with_what_is_going_on() -> None:
    citizen = Citizen(own_tips=[own_tip(asked=True), own_tip(closed=True, tip="b" * 32)])

    citizen.say("/tin")

    assert "cán bộ đang hỏi bạn" in citizen.read
    assert "đã kết thúc" in citizen.read
    assert citizen.choices == [f"news:{TIP}", "news:" + "b" * 32]
    citizen.press(f"news:{TIP}")
    assert citizen.effect() == ShowThread(TIP)


def test_without_tips_the_list_says_so() -> None:
    citizen = Citizen()

    assert "Chưa có tin nào" in citizen.say("/tin")


@pytest.mark.parametrize(
    "typed",
    ["/ma " + " ".join(RECEIPT), " ".join(RECEIPT), "-".join(RECEIPT).upper(), " · ".join(RECEIPT)],
)
def test_a_receipt_opens_its_thread(typed: str) -> None:
    citizen = Citizen()
    citizen.outcome = Opened(thread())

    citizen.say(typed)

    assert citizen.effect() == OpenThread((RECEIPT,))
    assert citizen.stage() is Stage.THREAD
    citizen.say("Họ vừa chuyển đi nơi khác")
    assert citizen.effect() == AddToThread(TIP, "Họ vừa chuyển đi nơi khác")


def test_a_receipt_is_asked_for_and_may_have_a_slip() -> None:
    citizen = Citizen()
    typed = " ".join(["x" + RECEIPT[0], *RECEIPT[1:]])

    citizen.say("/ma")
    assert citizen.stage() is Stage.RECEIPT
    citizen.say(typed)

    assert citizen.effect() == OpenThread(readings(typed))
    assert RECEIPT in readings(typed)


def test_a_wrong_receipt_may_be_tried_again_or_left() -> None:
    citizen = Citizen()

    citizen.say("/ma một hai ba bốn")
    assert citizen.effect() == OpenThread(())
    assert "Không có tin nào" in citizen.read
    assert citizen.stage() is Stage.RECEIPT
    citizen.outcome = WrongReceipt(1_800)
    assert "khoảng 30 phút" in citizen.say("bốn năm sáu")
    assert citizen.stage() is Stage.IDLE


def test_a_tip_half_told_waits_while_another_is_looked_at() -> None:
    citizen = Citizen()
    citizen.press("start", "kind:trom_cap")
    citizen.say("Có hai người lạ bẻ khóa xe")

    citizen.outcome = Opened(thread())
    citizen.say("/ma " + " ".join(RECEIPT), "hủy")

    assert citizen.stage() is Stage.PLACE
    assert citizen.kept().story == "Có hai người lạ bẻ khóa xe"


def test_a_thread_shows_both_sides_and_no_note() -> None:
    lines = (
        Line(1, NOON, Author.CITIZEN, "Có hai người lạ", media=(PHOTO,)),
        Line(2, NOON, Author.NOTE, "nội bộ", officer="Trực ban 1"),
        Line(3, NOON, Author.DESK, "Xe màu gì?", officer="Trực ban 1"),
        Line(4, NOON, Author.SYSTEM, "Đang kiểm tra, xác minh."),
    )
    citizen = Citizen()
    citizen.press("start")
    citizen.outcome = Opened(thread(lines=lines, answer_by=NOON + timedelta(hours=3)))

    citizen.press(f"news:{TIP}")

    assert "Bạn: Có hai người lạ [1 tệp]" in citizen.read
    assert "Cán bộ: Xe màu gì?" in citizen.read
    assert "15:00 22/11" in citizen.read
    assert "nội bộ" not in citizen.read
    assert "Trực ban" not in citizen.read
    assert citizen.labels == ["Trả lời", "Có tin mới?"]


def test_a_long_thread_is_split_and_its_oldest_lines_left_out() -> None:
    lines = tuple(Line(i, NOON, Author.CITIZEN, f"dòng {i} " + "x" * 300) for i in range(60))
    citizen = Citizen()
    citizen.press("start")
    citizen.outcome = Opened(thread(lines=lines))

    citizen.press(f"news:{TIP}")

    assert len(citizen.replies) > 3
    assert all(len(say.text) <= 2_000 for say in citizen.replies)
    assert "dòng 59" in citizen.read
    assert "dòng 1 " not in citizen.read
    assert "dòng cũ hơn" in citizen.read
    assert [bool(say.buttons) for say in citizen.replies].count(True) == 1


def test_a_closed_thread_tells_the_outcome() -> None:
    citizen = Citizen()
    citizen.press("start")
    citizen.outcome = Opened(
        thread(Status.CLOSED, closing_reason="co_co_so_da_xu_ly", answer_by=None)
    )

    citizen.press(f"news:{TIP}")

    assert "có cơ sở" in citizen.read
    assert citizen.labels == ["Báo việc mới"]
    assert citizen.stage() is Stage.IDLE


def test_erasing_is_explained_and_asked_twice() -> None:
    citizen = with_a_tip()

    citizen.say("/xoa")
    assert "1 tin đã gửi" in citizen.read
    citizen.say("không")
    assert citizen.effect() is None
    citizen.say("xoa", "đúng")

    assert citizen.effect() == EraseMe()
    assert citizen.draft is None
    assert "Đã xóa" in citizen.read


def test_a_position_after_filing_belongs_to_the_tip() -> None:
    citizen = with_a_tip(asked=True)

    citizen.point(10.77, 106.7)

    assert citizen.effect() == AddToThread(TIP, "Vị trí: 10.77000, 106.70000")


def test_danger_is_answered_first_even_after_filing() -> None:
    citizen = with_a_tip()

    citizen.say("Cứu tôi với, nó đang phá cửa")

    assert "Gọi 113 ngay" in citizen.replies[0].text
    assert "call:113" in citizen.choices


def test_after_filing_a_new_tip_starts_from_nothing() -> None:
    citizen = with_a_tip()

    citizen.press("newtip")

    assert citizen.stage() is Stage.KIND
    assert citizen.kept().kind is None


def test_a_tip_of_another_person_cannot_be_told_from_none() -> None:
    citizen = Citizen()
    citizen.outcome = TipClosedOrGone()

    citizen.press("news:" + "c" * 32)

    assert citizen.effect() == ShowThread(TipId("c" * 32))
    assert "không mở được" in citizen.read


def test_nothing_is_said_twice_by_an_outcome() -> None:
    context = Context(Citizen().context.places, NOON)
    turn = after(replace(Draft("f" * 32), stage=Stage.IDLE), Opened(thread()), context)

    assert turn.effect is None
    assert len(turn.replies) == 1
