"""None"""

import pytest

from broadcasts.audience.subscriber import Rhythm
from broadcasts.audience.topics import TOPICS
from tests.broadcasts.enrolling import Resident
from tests.broadcasts.subscribing.residents import a_subscriber


def test_who_types_dangky_is_subscribed_at_once_and_told_everything() -> None:
    resident = Resident()

    read = resident.say("/dangky")

    wishes = resident.subscribed().wishes
    assert (wishes.topics, wishes.groups) == (frozenset(TOPICS), frozenset({"moi_nguoi"}))
    assert (wishes.commune, wishes.rhythm, wishes.quiet) == ("", Rhythm.ALL, None)
    for promise in ("3 bài mỗi tuần", "21 giờ đến 6 giờ 30", "DỪNG", "khóa khác", "Telegram"):
        assert promise in read
    assert "dk:stop" in resident.choices


@pytest.mark.parametrize("typed", ["đăng ký nhận bài", "Dang ky nhan bai", "NHẬN BÀI", "nhan bai."])
def test_plain_words_subscribe_too(typed: str) -> None:
    resident = Resident()

    resident.say(typed)

    assert resident.known


def test_a_button_or_a_link_only_asks() -> None:
    for choice in ("dk:new", "dk:link:26743", "dk:link:26743_hs", "dk:topics", "dk:t:all"):
        resident = Resident()

        read = resident.press(choice)

        assert resident.known is None
        assert "Bạn có muốn nhận bài" in read
        assert resident.choices[0].startswith("dk:yes")


def test_whoever_agrees_is_subscribed_with_what_the_poster_presets() -> None:
    resident = Resident()

    read = resident.press("dk:link:26743_hs")
    assert "phường Bến Thành" in read
    assert "Học sinh" in read
    resident.press(resident.choices[0])

    wishes = resident.subscribed().wishes
    assert (wishes.commune, wishes.province) == ("26743", "79")
    assert wishes.groups == {"moi_nguoi", "hoc_sinh"}


@pytest.mark.parametrize("code", ["99999", "26743_khong_co", "26743_dan_toc_thieu_so", "x", ""])
def test_a_poster_nobody_made_presets_nothing_unknown(code: str) -> None:
    resident = Resident()

    resident.press(f"dk:link:{code}", f"dk:yes:{code}")

    assert resident.subscribed().wishes.groups == {"moi_nguoi"}


def test_who_declines_is_not_kept() -> None:
    resident = Resident()

    assert "không giữ gì" in resident.press("dk:new", "dk:no")
    assert resident.known is None


def test_asked_again_it_shows_what_they_get() -> None:
    resident = a_subscriber()
    before = resident.known

    for again in ("/dangky", "nhận bài"):
        assert "Bạn đang nhận bài" in resident.say(again)
    for button in ("dk:new", "dk:yes", "dk:no"):
        assert "Bạn đang nhận bài" in resident.press(button)

    assert resident.known == before


def test_who_has_told_no_place_is_told_what_they_miss_and_how_to_mend_it() -> None:
    resident = Resident()

    missing = resident.say("/dangky")
    resident.press("dk:commune")
    placed = resident.say("phường Bến Thành")

    assert "cả nước (bài chung)" in missing
    assert "Bấm “Nơi ở” để nhận cả bài" in missing
    assert "chưa cho biết nơi ở" not in placed + resident.say("/dangky")


def test_another_communes_poster_offers_to_move() -> None:
    resident = Resident()
    resident.press("dk:yes:26743")

    assert "Sài Gòn" in resident.press("dk:link:26740")
    assert resident.subscribed().wishes.commune == "26743"
    resident.press(resident.choices[0])

    assert resident.subscribed().wishes.commune == "26740"


def test_without_buttons_a_number_moves_to_the_communes_poster() -> None:
    resident = Resident(buttons=False)
    resident.say("đồng ý nhận bài 26743")

    assert "1. phường Sài Gòn" in resident.press("dk:link:26740")
    assert resident.choices == []
    for number, commune in (("3", "26743"), ("1", "26740")):  # "Thôi" leaves it
        resident.press("dk:link:26740")
        resident.say(number)
        assert resident.subscribed().wishes.commune == commune


def test_on_the_web_it_says_what_a_browser_can_and_cannot_do() -> None:
    assert "trình duyệt" in Resident(channel="web").press("dk:new")
    assert "Telegram" not in Resident(channel="web").press("dk:new")


def test_where_there_are_no_buttons_words_agree() -> None:
    resident = Resident(buttons=False)

    read = resident.press("dk:link:26743_hs")
    assert "ĐỒNG Ý NHẬN BÀI 26743_hs" in read
    assert resident.choices == []
    resident.say("đồng ý nhận bài 26743_hs")

    assert resident.subscribed().wishes.commune == "26743"


@pytest.mark.parametrize(
    "typed", ["/dung", "dừng", "DỪNG", "Dừng.", "dung", "dừng nhận bài", "dung nhan bai", "stop",
              "hủy đăng ký", "huỷ đăng kí", "unsubscribe", "/unsubscribe", "đừng gửi bài nữa"]
)  # fmt: skip
def test_a_stop_ends_it_at_once_and_is_confirmed(typed: str) -> None:
    resident = a_subscriber()

    assert resident.say(typed).startswith("Đã dừng.")
    assert resident.known is None


def test_the_button_under_every_lesson_stops() -> None:
    resident = a_subscriber()

    assert resident.press("dk:stop").startswith("Đã dừng.")
    assert resident.known is None
    assert "không có trong danh sách" in resident.press("dk:stop")


def test_a_stop_ends_it_in_the_middle_of_any_question() -> None:
    for question in ("dk:commune", "dk:topics", "dk:quiet", "dk:often", "dk:groups"):
        for buttons in (True, False):
            resident = a_subscriber(buttons=buttons)
            resident.press(question)

            assert resident.say("dừng").startswith("Đã dừng."), question
            assert resident.known is None


def test_who_is_not_subscribed_hears_so_kindly() -> None:
    for typed in ("/dung", "dừng", "dừng nhận bài", "hủy đăng ký", "stop"):
        assert "không có trong danh sách" in Resident().say(typed)


def test_yes_without_its_mark_is_no_stop() -> None:
    resident = a_subscriber()
    resident.say("đúng")
    assert not resident.was_heard
    assert resident.known

    newcomer = Resident()
    newcomer.say("dung")
    assert not newcomer.was_heard
