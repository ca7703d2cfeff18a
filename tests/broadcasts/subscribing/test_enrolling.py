from dataclasses import replace

import pytest

from broadcasts.audience.subscriber import Quiet, Rhythm
from broadcasts.audience.topics import GROUPS, TOPICS
from messages.message import Incoming, Media, MediaId, MediaKind
from tests.broadcasts.enrolling import SENDER, Resident

PHOTO = Media(MediaId("m1"), MediaKind.PHOTO, "image/jpeg", 1000)


def a_subscriber(*, buttons: bool = True) -> Resident:
    resident = Resident(buttons=buttons)
    resident.say("/dangky")
    return resident


# --- coming ---------------------------------------------------------------------------------------


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


# --- going ----------------------------------------------------------------------------------------


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


# --- where ----------------------------------------------------------------------------------------


def test_a_commune_is_found_by_its_name() -> None:
    resident = a_subscriber()

    assert "xã, phường nào" in resident.press("dk:commune")
    assert "phường Bến Thành" in resident.say("ben thanh q1")

    assert resident.subscribed().wishes.commune == "26743"
    assert resident.subscribed().awaiting == ""


def test_an_old_name_is_explained() -> None:
    resident = a_subscriber()
    resident.press("dk:commune")

    assert "Bến Nghé cũ".lower() not in resident.say("Bến Thành").lower()
    resident.press("dk:commune")
    assert "cũ" in resident.say("phường Bến Nghé")


def test_one_of_several_is_chosen() -> None:
    resident = a_subscriber()
    resident.press("dk:commune")

    assert "Tân Bình" in resident.say("Tân Bình")
    assert "dk:c:99971" in resident.choices
    resident.press("dk:c:99971")

    assert resident.subscribed().wishes.province == "96"


def test_of_several_the_full_name_may_be_typed_as_well() -> None:
    resident = a_subscriber()
    resident.press("dk:commune")
    resident.say("Tân Bình", "Tân Bình, Cà Mau")

    assert resident.subscribed().wishes.commune == "99971"


def test_without_buttons_a_number_chooses() -> None:
    resident = a_subscriber(buttons=False)
    resident.press("dk:commune")
    read = resident.say("Tân Bình")
    number = next(row for row in read.split("\n") if "Cà Mau" in row and row[0].isdigit())
    resident.say(number[0])

    assert resident.subscribed().wishes.commune == "99971"


def test_a_province_alone_can_be_meant() -> None:
    resident = a_subscriber()
    resident.press("dk:commune")
    resident.say("Cà Mau")
    resident.press("dk:p:96")

    assert (resident.subscribed().wishes.commune, resident.subscribed().wishes.province) == (
        "",
        "96",
    )


def test_the_whole_country_is_a_choice_again() -> None:
    resident = Resident()
    resident.press("dk:yes:26743", "dk:commune", "dk:c:none")

    assert resident.subscribed().wishes.province == ""


def test_a_name_nobody_knows_is_asked_again_kindly() -> None:
    resident = a_subscriber()
    resident.press("dk:commune")

    assert "chưa tìm ra" in resident.say("xóm Đình")
    assert resident.subscribed().awaiting == "commune"


def test_a_shared_position_answers() -> None:
    resident = a_subscriber()
    resident.press("dk:commune")

    assert "ngoài bản đồ" in resident.point(0, 0)
    assert "ngoài bản đồ" in resident.point(float("nan"), 1)
    resident.point(10.77, 106.69, 20)

    assert resident.subscribed().wishes.commune == "26743"


def test_a_position_nobody_asked_for_is_for_the_tip_line() -> None:
    resident = a_subscriber()
    resident.point(10.77, 106.69)

    assert not resident.was_heard


@pytest.mark.parametrize(
    "tip",
    ["Cứu tôi với", "có cháy ở phường Bến Thành", "đánh nhau to lắm", "bán ma túy ở Bến Thành",
     "/tinmoi", "có kết quả chưa", "lúa sông " * 30, "trợ giúp"],
)  # fmt: skip
def test_words_for_the_tip_line_are_not_swallowed(tip: str) -> None:
    for question in ("dk:commune", "dk:quiet"):
        resident = a_subscriber()
        resident.press(question)
        resident.say(tip)

        assert not resident.was_heard
        assert resident.subscribed().awaiting == ""


def test_a_photo_is_for_the_tip_line() -> None:
    resident = a_subscriber()
    resident.press("dk:commune")
    resident.hear(Incoming(SENDER, "e", text="Bến Thành", media=(PHOTO,)))

    assert not resident.was_heard


@pytest.mark.parametrize("typed", ["thôi", "bỏ qua", "không", "bo qua", "skip", "/huy"])
def test_the_question_can_be_left(typed: str) -> None:
    resident = a_subscriber()
    resident.press("dk:commune")

    assert "Bạn đang nhận bài" in resident.say(typed)
    assert resident.subscribed().awaiting == ""


# --- what, who, how often, when -------------------------------------------------------------------


def test_the_first_topic_chosen_means_only_that_one() -> None:
    resident = a_subscriber()
    assert "✓ Mọi chủ đề" in resident.press("dk:topics") + str(resident.labels)
    resident.press("dk:t:+ma_tuy")
    assert resident.subscribed().wishes.topics == {"ma_tuy"}
    resident.press("dk:t:+giao_thong")
    assert resident.subscribed().wishes.topics == {"ma_tuy", "giao_thong"}
    assert "✓ Giao thông" in resident.labels
    resident.press("dk:t:-ma_tuy")
    assert resident.subscribed().wishes.topics == {"giao_thong"}


def test_an_old_button_never_does_the_opposite() -> None:
    resident = a_subscriber()
    resident.press("dk:t:+ma_tuy", "dk:t:+ma_tuy", "dk:g:+hoc_sinh", "dk:g:+hoc_sinh")

    assert resident.subscribed().wishes.topics == {"ma_tuy"}
    assert resident.subscribed().wishes.groups == {"moi_nguoi", "hoc_sinh"}


def test_the_last_topic_stays() -> None:
    resident = a_subscriber()
    resident.press("dk:t:+ma_tuy")

    assert "ít nhất một chủ đề" in resident.press("dk:t:-ma_tuy")
    assert resident.subscribed().wishes.topics == {"ma_tuy"}
    resident.press("dk:t:all")
    assert resident.subscribed().wishes.topics == frozenset(TOPICS)


def test_groups_are_their_own_choice_and_nobodys_people_is_asked() -> None:
    resident = a_subscriber()
    resident.press("dk:groups")
    offered = {choice.removeprefix("dk:g:+") for choice in resident.choices}

    assert offered - {"dk:home"} == set(GROUPS) - {"moi_nguoi", "dan_toc_thieu_so"}
    resident.press("dk:g:+dan_toc_thieu_so")
    assert resident.subscribed().wishes.groups == {"moi_nguoi"}
    resident.press("dk:g:+phu_huynh", "dk:g:-phu_huynh", "dk:g:-moi_nguoi")
    assert resident.subscribed().wishes.groups == {"moi_nguoi"}


def test_how_often_is_chosen() -> None:
    resident = a_subscriber()

    assert "một bản tổng hợp mỗi tuần" in resident.press("dk:often", "dk:r:1")
    assert resident.subscribed().wishes.rhythm is Rhythm.WEEKLY
    resident.press("dk:r:9")
    assert resident.subscribed().wishes.rhythm is Rhythm.WEEKLY


def test_quiet_hours_are_pressed_or_typed() -> None:
    resident = a_subscriber()
    resident.press("dk:quiet", "dk:q:1130-1330")
    assert resident.subscribed().wishes.quiet == Quiet(690, 810)
    resident.press("dk:quiet")
    resident.say("từ 12h trưa đến 2h chiều")
    assert resident.subscribed().wishes.quiet == Quiet(720, 840)
    resident.press("dk:quiet")
    assert "chưa hiểu giờ" in resident.say("buổi trưa")
    resident.press("dk:q:off")
    assert resident.subscribed().wishes.quiet is None


def test_quiet_hours_must_leave_room_for_a_lesson() -> None:
    resident = a_subscriber()
    resident.press("dk:quiet")

    assert "không còn chỗ" in resident.say("6:00-21:00")
    assert resident.subscribed().wishes.quiet is None


def test_the_language_is_theirs() -> None:
    resident = a_subscriber()

    assert "You are getting" in resident.press("dk:lang:en")
    assert "You are getting" in resident.say("/dangky")
    assert "Bạn đang nhận" in resident.press("dk:lang:vi")


def test_without_buttons_everything_is_reached_by_numbers() -> None:
    resident = a_subscriber(buttons=False)
    assert "2. Chủ đề" in resident.read
    assert "1. Mọi chủ đề".replace("Mọi", "✓ Mọi") in resident.say("2")
    resident.say("số 2")
    assert resident.subscribed().wishes.topics == {"chong_lua_dao"}
    resident.say("9", "5", "3.")
    assert resident.subscribed().wishes.rhythm is Rhythm.URGENT
    assert "số 40" in resident.say("40")


def test_many_topics_are_read_nine_rows_at_a_time_and_ticked_where_they_stand() -> None:
    resident = a_subscriber(buttons=False)
    first = resident.say("2")
    assert "8. Xem thêm lựa chọn\n9. Xong" in first

    resident.say("8", "1")
    ticked = resident.say("hai")

    assert resident.subscribed().wishes.topics == {TOPICS[6], TOPICS[7]}
    assert "1. ✓" in ticked
    assert "2. ✓" in ticked
    assert "1. Mọi chủ đề" in resident.say("xem them lua chon")
    assert "1. Nơi ở" in resident.say("xong")


def test_a_number_without_a_menu_is_for_the_tip_line() -> None:
    resident = a_subscriber()
    resident.say("2")

    assert not resident.was_heard


def test_after_other_words_a_number_answers_no_old_menu() -> None:
    resident = a_subscriber(buttons=False)
    resident.say("Tối qua có người lạ vào xóm")
    assert not resident.was_heard
    resident.say("2")

    assert not resident.was_heard


def test_a_question_of_another_day_waits_no_longer() -> None:
    resident = a_subscriber()
    resident.press("dk:commune")
    resident.known = replace(resident.subscribed(), awaiting="")  # as the store recalls it
    resident.say("Bến Thành")

    assert not resident.was_heard
