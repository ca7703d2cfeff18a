"""Telling a tip, from the notice to the receipt."""

import pytest

from messages.message import RECEIPT_MARK
from tests.tips.chatting import RECEIPT, VOICE, Citizen
from tests.tips.conversation.telling import STORY, told
from tips.conversation.draft import Stage
from tips.conversation.turn import FileTip
from tips.reading.kinds import KINDS
from tips.tip import PlaceTold

WHOLE_STORY = "Tối qua khoảng 10h đêm, nhà tôi bị trộm lấy xe. Nhà ở phường Bến Thành, quận 1."


def test_the_honest_notice_comes_first() -> None:
    citizen = Citizen()

    citizen.press("start")

    notice = citizen.replies[0].text
    for promise in ("không thấy tên", "Telegram, Zalo", "OTP", "căn cước"):
        assert promise in notice
    for number in ("113", "114", "115", "111"):
        assert number in notice
    assert len(citizen.choices) == 18
    assert "trụ sở" in citizen.press("help")


def test_a_tip_is_told_step_by_step() -> None:
    citizen = Citizen()
    steps = []

    for press, text in [
        ("start", ""), ("kind:trom_cap", ""), ("", STORY), ("", "gần chợ Bến Thành"),
        ("", "tối qua"), ("", "xe Wave đỏ"), ("answer:yes", ""), ("media:done", ""),
    ]:  # fmt: skip
        citizen.press(press) if press else citizen.say(text)
        steps.append(citizen.replies[-1].step)
    citizen.press("send")

    assert steps[0] == "Bước 1/6 · Việc gì?"
    assert steps[2] == "Bước 3/6 · Ở đâu?"
    assert steps[-1] == "Bước 6/6 · Xem lại"
    [report] = citizen.filed
    assert report.kind == "trom_cap"
    assert report.story == STORY
    assert report.place == PlaceTold("gần chợ Bến Thành", "26743", "79", None, "phường Bến Thành")  # type: ignore[arg-type]
    assert report.when == "tối qua (21/11/2026)"
    assert report.answers == (("trom_cap.1", "xe Wave đỏ"), ("trom_cap.3", "Có"))
    assert not report.urgent_words


def test_the_receipt_is_shown_with_the_desk_and_asked_to_be_kept() -> None:
    citizen = told()

    citizen.say("gửi")

    [receipt] = citizen.replies
    assert receipt.receipt == RECEIPT
    assert RECEIPT_MARK in receipt.text
    assert "Công an phường Bến Thành" in receipt.text
    assert "30 phút" in receipt.text
    assert citizen.labels == ["Tôi đã lưu"]
    assert "Cảm ơn" in citizen.say("da luu roi")
    assert citizen.stage() is Stage.IDLE


def test_a_resident_may_start_with_the_story() -> None:
    citizen = Citizen()

    citizen.say(WHOLE_STORY)

    assert "Chào bạn" in citizen.replies[0].text
    assert "Loại việc: Trộm cắp" in citizen.read
    assert {"kind:trom_cap", "kinds"} <= set(citizen.choices)
    assert "phường Bến Thành, thành phố Hồ Chí Minh" in citizen.read
    assert "10h đêm" in citizen.read


def test_what_the_story_says_is_not_asked_again() -> None:
    citizen = Citizen()

    citizen.say(WHOLE_STORY)

    assert citizen.stage() is Stage.DETAIL
    citizen.say("bo qua het", "xong", "ok")
    [report] = citizen.filed
    assert report.place.commune == "26743"
    assert report.place.words == "phường Bến Thành, quận 1"
    assert report.when.startswith("Tối qua")


def test_another_kind_can_be_chosen_for_a_story() -> None:
    citizen = Citizen()

    citizen.say(WHOLE_STORY)
    citizen.press("kinds")

    assert citizen.stage() is Stage.KIND
    citizen.say("lừa đảo")
    assert citizen.kept().kind == "lua_dao"
    assert citizen.kept().story == WHOLE_STORY


def test_a_kind_may_be_typed() -> None:
    citizen = Citizen()

    citizen.press("start")
    citizen.say("ma tuy")

    assert citizen.kept().kind == "ma_tuy"
    assert citizen.stage() is Stage.STORY


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_gives_its_safety_line_and_asks_its_own_questions(kind: str) -> None:
    citizen = Citizen()
    citizen.press("start", f"kind:{kind}")
    seen = citizen.read

    citizen.say("Việc lạ ở xóm tôi, kể ra đây")
    seen += citizen.read
    seen += citizen.press("place:unknown")
    seen += citizen.press("when:unknown")
    while citizen.stage() is Stage.DETAIL:
        seen += citizen.say("ba người")
    seen += citizen.read

    assert KINDS[kind].safety() in seen  # type: ignore[index]
    for asked in KINDS[kind].asked:  # type: ignore[index]
        if asked.about not in {"story", "detail"}:
            assert asked.text() in seen
    assert 1 <= sum(asked.text() in seen for asked in KINDS[kind].details()) <= 2  # type: ignore[index]
    citizen.press("media:done", "send")
    assert len(citizen.filed) == 1


def test_what_a_story_tells_is_shown_and_not_asked_again() -> None:
    citizen = Citizen()
    citizen.press("start")

    told = citizen.say("Tối qua hai thằng đi xe wave biển 59X1-123.45 giật túi ở phường Bến Thành")
    asked = citizen.say("không") if citizen.stage() is Stage.DETAIL else ""

    assert "biển 59" in told
    assert "xe gì" not in told + asked


def test_a_karaoke_is_asked_for_no_weapons() -> None:
    citizen = Citizen()
    citizen.press("start", "kind:danh_nhau_gay_roi")

    citizen.say("hàng xóm hát karaoke ầm ĩ tới khuya")
    seen = citizen.press("place:unknown") + citizen.press("when:unknown")
    seen += citizen.say("bỏ qua")

    assert "hung khí" not in seen


def test_everything_may_be_unknown_but_the_story() -> None:
    citizen = Citizen()

    citizen.say("/start", "khong ro", "không rõ")
    assert citizen.stage() is Stage.STORY
    citizen.say(
        "Người lạ thuê trọ không khai báo", "khong biet", "ko rõ", "bỏ qua", "không", "gửi đi"
    )

    [report] = citizen.filed
    assert report.kind == "khac"
    assert report.place == PlaceTold()
    assert report.when == "không rõ"


def test_a_voice_message_may_be_the_whole_story() -> None:
    citizen = Citizen()
    citizen.press("start", "kind:ma_tuy")

    citizen.attach(VOICE)
    assert "Chỉ gửi ảnh, tin thoại" in citizen.labels
    citizen.press("story:none")

    assert citizen.stage() is Stage.PLACE


def test_danger_brings_the_number_before_anything_else_and_once() -> None:
    citizen = Citizen()

    citizen.say("Đang đánh nhau ngoài chợ Bến Thành, có dao")

    assert "Gọi 113 ngay" in citizen.replies[0].text
    assert "call:113" in citizen.choices
    assert "Chào bạn" in citizen.replies[1].text
    assert "Gọi 113 ngay" not in citizen.say("vẫn đang đánh nhau ngoài đó")
    assert "Gọi 115 ngay" in citizen.say("có người bị đâm, nằm bất tỉnh, máu nhiều lắm")


def test_who_is_in_danger_says_where_and_sends() -> None:
    citizen = Citizen()

    citizen.say("nó đang cầm dao chém vợ nó ngoài sân")
    assert citizen.stage() is Stage.PLACE
    citizen.say("phường Bến Thành, quận 1")
    assert citizen.stage() is Stage.REVIEW
    citizen.press("send")

    [report] = citizen.filed
    assert report.urgent_words
    assert report.when == "đang diễn ra"


def test_danger_makes_the_tip_critical() -> None:
    citizen = Citizen()

    citizen.say("Nó bị nhốt trong phòng trọ số 4", "khác", "Bến Thành", "đang diễn ra")
    citizen.say("bỏ qua hết", "xong", "gửi")

    assert citizen.filed[0].urgent_words


def test_a_button_of_an_earlier_question_is_answered_kindly() -> None:
    citizen = told()

    citizen.press("pl:26743")

    assert "câu hỏi đã qua" in citizen.replies[0].text
    assert citizen.stage() is Stage.REVIEW


def test_the_kind_can_be_changed_by_one_press_at_any_step() -> None:
    citizen = told()

    citizen.press("kind:ma_tuy")

    assert citizen.kept().kind == "ma_tuy"


def test_send_twice_is_one_tip() -> None:
    citizen = told()

    citizen.press("send", "send")

    assert len(citizen.filed) == 1
    assert "đã được gửi rồi" in citizen.read


def test_a_number_without_a_menu_is_answered_kindly() -> None:
    citizen = Citizen()
    citizen.press("start")

    citizen.say("7")

    assert "số 7" in citizen.replies[0].text


def test_a_channel_without_buttons_works_by_numbers_alone() -> None:
    citizen = Citizen().without_buttons()

    citizen.say("/start")
    assert "\n3. Trộm cắp" in citizen.read
    citizen.say("3", STORY, "tân bình", "2", "số 2")
    assert citizen.place().commune == "99971"
    assert citizen.kept().when == "hôm nay (22/11/2026)"
    citizen.say("5 cái", "1", "1", "1")

    [report] = citizen.filed
    assert report.answers == (("trom_cap.1", "5 cái"), ("trom_cap.3", "Có"))
    assert all(not say.buttons for say in citizen.replies)


def test_a_bare_number_answers_a_question_about_numbers() -> None:
    citizen = Citizen().without_buttons()
    citizen.say("/start", "8", "Đá gà sau đình", "không rõ", "5")

    citizen.say("20")

    assert citizen.kept().answers == {"co_bac.2": "20"}


def test_it_all_works_in_english() -> None:
    citizen = Citizen()

    citizen.hear(text="/start", language="en")
    assert "Hello." in citizen.read
    citizen.say("theft", "Two men stole a motorbike", "not sure", "yesterday", "skip all", "done")
    assert "• Kind: Theft" in citizen.read
    citizen.say("send it")

    assert isinstance(citizen.effect(), FileTip)
    assert "Your receipt" in citizen.read
