"""Orders on the way: back, cancel, start again, help, another language."""

import pytest

from tests.tips.chatting import PHOTO, Citizen
from tests.tips.conversation.telling import STORY, told
from tips.conversation.draft import Stage


@pytest.mark.parametrize(
    ("part", "typed", "shown"),
    [
        ("kind", "lừa đảo", "• Việc: Lừa đảo"),
        ("story", "Nhớ thêm: hai người bẻ khóa lấy xe máy", "\nNhớ thêm: hai người"),
        ("place", "xã Bảo Lạc, Cao Bằng", "xã Bảo Lạc, tỉnh Cao Bằng"),
        ("when", "sáng nay", "• Lúc: sáng nay (22/11/2026)"),
    ],
)
def test_every_answer_can_be_changed_at_review(part: str, typed: str, shown: str) -> None:
    citizen = told()

    citizen.press("edit", f"edit:{part}")
    citizen.say(typed)
    while citizen.stage() is Stage.DETAIL:
        citizen.press("skip_all")

    assert citizen.stage() is Stage.REVIEW
    assert shown in citizen.read


def test_details_and_files_can_be_changed_too() -> None:
    citizen = told()

    citizen.say("sua chi tiet", "mất xe Dream", "không")
    assert "mất xe Dream" in citizen.read
    citizen.press("edit", "edit:media")
    citizen.attach(PHOTO)
    citizen.press("media:done")
    assert "1 ảnh" in citizen.read
    citizen.say("thêm ảnh")
    citizen.press("media:clear", "media:done")
    assert "ảnh" not in citizen.read.split("Đúng rồi")[0]


def test_words_at_the_review_are_added_never_lost() -> None:
    citizen = told()

    citizen.say("à quên, nó đi xe Exciter màu xanh")

    assert "Exciter" in citizen.read
    assert citizen.stage() is Stage.REVIEW


def test_back_goes_one_question_back_and_keeps_what_was_said() -> None:
    citizen = Citizen()
    citizen.press("start", "kind:trom_cap")
    citizen.say(STORY, "Bến Thành", "tối qua", "quay lai")

    assert citizen.stage() is Stage.WHEN
    citizen.say("quay lại")
    assert citizen.stage() is Stage.PLACE
    citizen.say("bỏ qua")  # keeps Bến Thành
    assert citizen.place().commune == "26743"
    assert citizen.stage() is Stage.DETAIL


def test_back_while_changing_one_answer_returns_to_the_choice_of_parts() -> None:
    citizen = told()

    citizen.press("edit", "edit:when", "back")

    assert citizen.stage() is Stage.EDIT


def test_cancel_keeps_nothing() -> None:
    citizen = told()

    citizen.say("huỷ")

    assert "không có gì được gửi đi" in citizen.read
    assert citizen.kept().story == ""
    assert citizen.stage() is Stage.IDLE


def test_restart_begins_anew_and_start_goes_on() -> None:
    citizen = Citizen()
    citizen.press("start", "kind:trom_cap")

    citizen.say(STORY, "/start")
    assert citizen.stage() is Stage.PLACE
    citizen.say("làm lại")
    assert citizen.stage() is Stage.KIND
    assert citizen.kept().story == ""


def test_help_answers_and_asks_again() -> None:
    citizen = told()

    citizen.say("trợ giúp")

    assert "/quaylai" in citizen.replies[0].text
    assert "Xem lại tin" in citizen.replies[-1].text


def test_stop_is_not_yes_though_they_look_alike_without_diacritics() -> None:
    citizen = told()

    citizen.say("dừng")

    assert citizen.filed == []


def test_the_language_can_be_changed_at_any_step() -> None:
    citizen = Citizen()
    citizen.press("start", "kind:trom_cap")

    citizen.say("/ngonngu")
    assert "Theft" in citizen.read
    citizen.say("tiếng việt")
    assert "Trộm cắp" in citizen.read
