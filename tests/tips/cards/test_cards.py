"""What a desk group and a citizen read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from messages.message import (
    Address,
    Button,
    Choice,
    Media,
    MediaId,
    MediaKind,
    Outgoing,
    Position,
)
from tests.builders import NOON, a_citizen, a_held_tip, a_letter, a_place, a_report, a_tip
from tests.fakes import FakePlaces
from tips.cards.cards import card_buttons, compose, detail, menu
from tips.letters import LetterKind, WaitingLetter
from tips.statuses import CLOSING_REASONS
from tips.tip import Author, Line, PlaceTold, Status, Tip, Urgency

DIRECTORY = FakePlaces().directory
PHOTO = Media(MediaId("m1"), MediaKind.PHOTO, "image/jpeg", 1000)
VOICE = Media(MediaId("m2"), MediaKind.VOICE, "audio/ogg", 1000)


def written(letter: WaitingLetter) -> Outgoing:
    return compose(letter, DIRECTORY, NOON + timedelta(minutes=2))


def card(tip: Tip) -> Outgoing:
    return written(a_letter(tip=tip))


def labels(buttons: tuple[Button, ...]) -> list[str]:
    return [button.label for button in buttons]


def test_a_card_tells_what_where_when_how_urgent_and_how_long() -> None:
    message = card(a_tip(report=a_report(media=(PHOTO, PHOTO, VOICE), urgent_words=True)))

    assert message.text == (
        "◔ K7Q-204 · Ma túy · Cao\n"
        "Có lời nói đến nguy hiểm đang xảy ra.\n"
        "Nơi: phường Bến Thành (thành phố Hồ Chí Minh)\n"
        "Người dân tả: gần chợ Bến Thành\n"
        "Khi: tối qua\n"
        "\n"
        "Có mấy người bán ma túy ở đầu hẻm, tối nào cũng tụ tập.\n"
        "\n"
        "Kèm: 2 ảnh, 1 ghi âm\n"
        "Vì sao về đây: Phường Bến Thành: bàn trực phường nhận tin.\n"
        "Gửi lúc 12:00, 12/3 qua trang web\n"
        "Hạn nhận tin: 12:30, 12/3 (lúc 12:02 còn 28 phút)\n"
        "Tình trạng: Tiếp nhận\n"
        "Chưa ai nhận"
    )
    assert message.topic == "K7Q-204 · Ma túy"
    assert message.media == (PHOTO, PHOTO, VOICE)
    assert message.to == Address("telegram_desk", "-100123")


def test_a_place_told_in_the_story_is_not_told_twice() -> None:
    story = "Tối qua ở đầu chợ Bến Thành có mấy người bán ma túy"
    told = a_report(story=story, place=a_place(words=" ở đầu  Chợ Bến Thành "))
    late = a_report(story=f"{'Đêm nào cũng vậy. ' * 40}{story}", place=told.place)

    assert "Người dân tả" not in card(a_tip(report=told)).text
    assert "Người dân tả" in card(a_tip(report=late)).text


def test_a_late_card_says_so_in_words() -> None:
    message = compose(a_letter(), DIRECTORY, NOON + timedelta(hours=2, minutes=40))

    assert "(lúc 14:40 trễ 2 giờ)" in message.text


def test_a_claimed_card_says_who_has_it() -> None:
    assert "Người giữ: Trực ban 1" in card(a_held_tip()).text


def test_a_closed_card_says_how_it_ended_and_has_no_clock() -> None:
    closed = a_held_tip(status=Status.CLOSED, closed_at=NOON, closing_reason="trung_lap")

    assert "Tình trạng: Trả lời, kết thúc · Trùng tin đã có" in card(closed).text
    assert "Hạn" not in card(closed).text


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (PlaceTold(), "Nơi: chưa rõ\n"),
        (PlaceTold(province="04"), "Nơi: tỉnh Cao Bằng\n"),
        (PlaceTold(position=Position(10.77, 106.69)), "Vị trí đã gửi: 10.77000, 106.69000\n"),
    ],
)
def test_a_card_says_as_much_of_the_place_as_is_known(place: PlaceTold, line: str) -> None:
    assert line in card(a_tip(report=a_report(place=place))).text


def endless() -> Tip:
    words = "một hai ba bốn " * 1000
    report = a_report(story=words, when=words, place=a_place(words=words))
    tip = a_held_tip(report=report, officer_label=words, lines=(citizen_line(words),), unread=True)
    return replace(tip, route=replace(tip.route, reason=words))


def citizen_line(words: str) -> Line:
    return Line(1, NOON, Author.CITIZEN, words)


def test_an_endless_story_is_cut_and_the_rest_of_the_card_stays() -> None:
    message = card(endless())

    assert len(message.text) <= 1800
    assert "…" in message.text
    assert "Hạn phân loại" in message.text


def test_an_edit_is_silent_unless_it_is_critical_and_sends_no_picture_again() -> None:
    tip = a_tip(report=a_report(media=(PHOTO,)))
    edit = written(a_letter(tip=tip, message_id="7"))

    assert not card(tip).silent
    assert (edit.silent, edit.media) == (True, ())
    critical = replace(tip, urgency=Urgency.CRITICAL)
    assert not written(a_letter(tip=critical, message_id="7")).silent


def test_buttons_follow_the_tip() -> None:
    closed = a_held_tip(status=Status.CLOSED, closed_at=NOON, closing_reason="trung_lap")

    assert labels(card_buttons(a_tip())) == [
        "Nhận",
        "Ghi chú",
        "Mức khẩn…",
        "Thêm…",
        "Chi tiết",
    ]
    assert labels(card_buttons(a_held_tip())) == [
        "Hỏi người dân",
        "Ghi chú",
        "Tình trạng…",
        "Mức khẩn…",
        "Kết thúc…",
        "Trả lại",
        "Thêm…",
        "Chi tiết",
    ]
    assert labels(card_buttons(closed)) == ["Mở lại", "Ghi chú", "Chi tiết"]
    assert labels(card_buttons(replace(closed, status=Status.ARCHIVED))) == ["Chi tiết"]


def test_menus_offer_what_may_come_next() -> None:
    tip = a_held_tip()

    assert labels(menu(tip, "urgency")) == ["● Khẩn cấp", "○ Bình thường"]
    assert [button.choice for button in menu(tip, "status")] == [
        "status:K7Q-204:bo_sung",
        "status:K7Q-204:xac_minh",
        "passed:K7Q-204",  # asks where to and under which number
    ]
    assert [button.choice for button in menu(tip, "close")] == [
        *(f"closing:K7Q-204:{reason}" for reason in CLOSING_REASONS),
        "closewith:K7Q-204",
    ]


def test_every_choice_fits_a_telegram_button() -> None:
    tips = [a_tip(), *(a_held_tip(status=status) for status in Status)]
    buttons = [b for tip in tips for b in card_buttons(tip)]
    buttons += [
        b for tip in tips for what in ("urgency", "status", "close") for b in menu(tip, what)
    ]
    buttons += written(to_citizen("Mấy giờ?")).buttons

    assert buttons
    assert all(len(button.choice.encode()) <= 64 for button in buttons)


def test_a_post_brings_the_citizens_new_words_and_media_to_the_topic() -> None:
    letter = a_letter(
        kind=LetterKind.POST, tip=a_held_tip(), text="Xe màu đỏ.", media=(PHOTO,), message_id=""
    )

    message = written(letter)

    assert message.text == "K7Q-204 · Người dân nhắn thêm:\nXe màu đỏ.\nKèm: 1 ảnh"
    assert message.media == (PHOTO,)
    assert message.topic == "K7Q-204 · Ma túy"
    assert labels(message.buttons) == ["Hỏi người dân", "Ghi chú", "Chi tiết"]
    assert len(written(replace(letter, text="dài " * 2000)).text) <= 1800


def to_citizen(words: str, *, asks: bool = True, tip: Tip | None = None) -> WaitingLetter:
    return a_letter(
        kind=LetterKind.CITIZEN, tip=tip or a_held_tip(), to=a_citizen(), text=words, asks=asks
    )


def test_a_question_to_the_citizen_says_how_to_answer() -> None:
    tip = a_held_tip()

    message = written(to_citizen("Xe màu gì?", tip=tip))

    assert message.text == (
        "Về tin bạn gửi lúc 12:00, 12/3:\n\n"
        "Xe màu gì?\n\n"
        "Bạn có thể trả lời ngay tại đây, khi thấy an toàn. Cán bộ vẫn không biết bạn là ai."
    )
    assert message.buttons == (Button("Trả lời", Choice(f"thread:{tip.id}")),)
    assert (message.sender, message.to) == ("desk", a_citizen())


def test_news_to_the_citizen_asks_for_nothing() -> None:
    message = written(to_citizen("Đang kiểm tra, xác minh.", asks=False))

    assert message.text.endswith("Đang kiểm tra, xác minh.")


def test_the_outcome_of_a_closed_tip_can_be_read_but_not_answered() -> None:
    closed = a_held_tip(status=Status.CLOSED, closed_at=NOON, closing_reason="trung_lap")

    assert labels(written(to_citizen("Xong.", asks=False, tip=closed)).buttons) == [
        "Xem tin",
        "Chưa được giải quyết",
    ]


def test_a_letter_speaks_the_citizens_language() -> None:
    message = written(to_citizen("What colour?", tip=a_held_tip(language="en")))

    assert message.text.startswith("About the tip you sent at 12:00, 12/3:")
    assert labels(message.buttons) == ["Answer"]


def test_the_longest_letter_still_fits_every_channel() -> None:
    for language in ("vi", "en"):
        letter = to_citizen("a" * 1800, tip=a_held_tip(language=language))
        assert len(written(letter).text) <= 2000


def test_a_citizen_never_reads_who_the_officer_is() -> None:
    message = written(to_citizen("Mấy giờ?"))

    assert "Trực ban" not in message.text
    assert "K7Q" not in message.text


def test_the_details_hold_every_word_in_messages_that_fit() -> None:
    tip = endless()
    answered = replace(tip, report=replace(tip.report, answers=(("ma_tuy.3", "Ba người."),)))

    told = detail(answered, DIRECTORY, NOON)

    assert all(len(page) <= 1900 for page in told)
    assert "\n".join(told).count("bốn") >= 4 * 1000
    assert "Khoảng bao nhiêu người? Ba người." in "\n".join(told)


def test_the_details_show_the_thread_with_who_said_what() -> None:
    lines = (
        Line(1, NOON, Author.SYSTEM, "Cán bộ đã nhận tin của bạn."),
        Line(2, NOON, Author.DESK, "Mấy giờ?", "Trực ban 1"),
        Line(3, NOON, Author.CITIZEN, "Tám giờ.", media=(PHOTO,)),
        Line(4, NOON, Author.NOTE, "Đã xem.", "Trực ban 2"),
    )

    [page] = detail(a_held_tip(lines=lines), DIRECTORY, NOON)

    assert page.endswith(
        "12:00, 12/3 · Đã báo người dân: Cán bộ đã nhận tin của bạn.\n\n"
        "12:00, 12/3 · Trực ban 1 gửi người dân: Mấy giờ?\n\n"
        "12:00, 12/3 · Người dân: Tám giờ.\nKèm: 1 ảnh\n\n"
        "12:00, 12/3 · Ghi chú nội bộ của Trực ban 2: Đã xem."
    )
