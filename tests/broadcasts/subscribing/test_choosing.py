"""What a subscriber chooses: topics, groups, how often, quiet hours; also without buttons."""

from dataclasses import replace

from broadcasts.audience.subscriber import Quiet, Rhythm
from broadcasts.audience.topics import GROUPS, TOPICS
from tests.broadcasts.subscribing.residents import a_subscriber


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
