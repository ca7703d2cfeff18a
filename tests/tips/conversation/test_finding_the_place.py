"""Where it is: typed, chosen, pointed at, or not known."""

import pytest

from tests.tips.chatting import Citizen
from tips.conversation.draft import PLACE_STAGES, Stage


def at_the_place() -> Citizen:
    citizen = Citizen()
    citizen.press("start", "kind:trom_cap")
    citizen.say("Có hai người lạ bẻ khóa xe")
    assert citizen.stage() is Stage.PLACE
    return citizen


def place_of(citizen: Citizen) -> tuple[str, str | None, str | None]:
    place = citizen.place()
    return place.words, place.commune, place.province


def test_a_name_that_decides_is_taken_and_said_back() -> None:
    citizen = at_the_place()

    citizen.say("hẻm 12 gần chợ, phường Bến Thành")

    assert "Đã ghi nơi: phường Bến Thành, thành phố Hồ Chí Minh" in citizen.read
    assert place_of(citizen) == ("hẻm 12 gần chợ, phường Bến Thành", "26743", "79")


def test_an_old_name_is_offered_with_what_it_was() -> None:
    citizen = at_the_place()

    citizen.say("Bến Nghé hay Bến Thành gì đó")

    assert "phường Sài Gòn (ben nghe cũ)" in citizen.labels
    assert citizen.choices == ["pl:26743", "pl:26740", "pl:none", "place:unknown"]
    citizen.press("pl:26740")
    assert place_of(citizen)[1] == "26740"


def test_not_in_the_list_leads_to_the_province_and_its_communes() -> None:
    citizen = at_the_place()

    citizen.say("Tân Bình")
    citizen.press("pl:none")
    assert citizen.stage() is Stage.PROVINCE
    citizen.press("pv:79", "pp:79:1", "pp:79:2")
    assert "trang 3/3" in citizen.read
    citizen.press("pl:27022")

    assert place_of(citizen) == ("Tân Bình", "27022", "79")


def test_the_first_letters_narrow_a_long_list() -> None:
    citizen = at_the_place()
    citizen.press("pv", "pv:79")

    citizen.say("hoa 2")

    assert place_of(citizen)[1] == "27002"


def test_a_province_that_is_named_leads_to_its_communes() -> None:
    citizen = at_the_place()

    citizen.say("sau chợ phiên, Cao Bằng")
    assert citizen.stage() is Stage.COMMUNE
    citizen.press("pl:01324")

    assert place_of(citizen) == ("sau chợ phiên, Cao Bằng", "01324", "04")


def test_not_knowing_the_commune_keeps_the_province_and_the_words() -> None:
    citizen = at_the_place()

    citizen.say("sau chợ phiên, Cao Bằng", "không rõ")

    assert place_of(citizen) == ("sau chợ phiên, Cao Bằng", None, "04")


def test_a_landmark_is_kept_when_the_commune_is_given_later() -> None:
    citizen = at_the_place()

    citizen.say("tiệm vàng đầu hẻm, hỏi nhà Chín Hậu")
    assert "vẫn giữ lại" in citizen.read
    citizen.say("phường Bến Thành")

    words, commune, _ = place_of(citizen)
    assert words == "tiệm vàng đầu hẻm, hỏi nhà Chín Hậu, phường Bến Thành"
    assert commune == "26743"


def test_a_landmark_is_kept_when_nothing_more_is_known() -> None:
    citizen = at_the_place()

    citizen.say("tiệm vàng đầu hẻm", "khong ro")

    assert place_of(citizen) == ("tiệm vàng đầu hẻm", None, None)


def test_words_that_say_nothing_twice_lead_to_the_list_of_provinces() -> None:
    citizen = at_the_place()

    citizen.say("sau nhà bác Ba")
    assert citizen.stage() is Stage.PLACE
    citizen.say("cạnh gốc đa")

    assert citizen.stage() is Stage.PROVINCE
    assert citizen.labels[:2] == ["Tỉnh Cà Mau", "Tỉnh Cao Bằng"]


def test_not_knowing_which_of_several_keeps_the_province_they_share() -> None:
    citizen = at_the_place()

    citizen.say("Bến Nghé hay Bến Thành gì đó", "không rõ")

    assert place_of(citizen) == ("Bến Nghé hay Bến Thành gì đó", None, "79")


def test_the_time_said_with_the_place_is_not_asked_again() -> None:
    citizen = at_the_place()

    citizen.say("phường Bến Thành, mỗi tối tầm 8 giờ")

    assert citizen.kept().when == "mỗi tối tầm 8 giờ"
    assert citizen.stage() is Stage.DETAIL


def test_a_street_named_after_a_date_is_no_time() -> None:
    citizen = at_the_place()

    citizen.say("đường 3/2, phường Bến Thành")

    assert citizen.stage() is Stage.WHEN


def test_a_shared_position_settles_the_place() -> None:
    citizen = at_the_place()

    citizen.point(10.77, 106.7, 15.0)

    assert place_of(citizen)[1] == "26743"
    assert citizen.stage() is Stage.WHEN


def test_a_position_at_the_border_is_asked_about() -> None:
    citizen = at_the_place()

    citizen.point(10.77, 106.7, 500.0)

    assert citizen.stage() is Stage.PLACE_PICK
    citizen.press("pl:26740")
    assert place_of(citizen)[1] == "26740"
    assert citizen.place().position


def test_a_position_sent_early_is_not_asked_for_again() -> None:
    citizen = Citizen()
    citizen.press("start")

    citizen.point(10.77, 106.7, 15.0)
    assert citizen.stage() is Stage.KIND
    citizen.press("kind:trom_cap")
    citizen.say("Có hai người lạ bẻ khóa xe")

    assert citizen.stage() is Stage.WHEN


def test_an_early_position_at_a_border_is_settled_at_the_place_step() -> None:
    citizen = Citizen()
    citizen.press("start")

    citizen.point(10.77, 106.7, 500.0)
    citizen.press("kind:trom_cap")
    citizen.say("Có hai người lạ bẻ khóa xe")

    assert citizen.stage() is Stage.PLACE_PICK


def test_a_position_outside_the_map_is_said_kindly() -> None:
    citizen = at_the_place()

    for latitude, longitude in [(0.0, 0.0), (float("nan"), 1.0), (1e9, -1e9), (106.7, 10.77)]:
        citizen.point(latitude, longitude)
        assert "ngoài bản đồ" in citizen.read
        assert citizen.stage() is Stage.PLACE


def test_a_story_with_two_possible_places_asks_which() -> None:
    citizen = Citizen()

    citizen.say("Trộm bẻ khóa lấy xe ở Tân Bình tối qua", "đúng")

    assert citizen.stage() is Stage.PLACE_PICK
    assert "pl:26971" in citizen.choices
    assert "pl:99971" in citizen.choices


def test_changing_the_place_asks_afresh() -> None:
    citizen = at_the_place()
    citizen.point(10.77, 106.7, 15.0)
    citizen.press("when:today", "skip_all", "media:done", "edit", "edit:place")

    citizen.say("xã Bảo Lạc, Cao Bằng")

    assert place_of(citizen) == ("xã Bảo Lạc, Cao Bằng", "01324", "04")
    assert citizen.place().position is None
    assert citizen.stage() is Stage.REVIEW


def test_an_age_is_no_place() -> None:
    citizen = at_the_place()

    citizen.say("con 8 tuổi")

    assert "Đã thêm vào lời kể" in citizen.read
    assert citizen.stage() is Stage.PLACE
    assert "con 8 tuổi" in citizen.kept().story


def test_a_question_at_the_place_is_answered_without_its_mark() -> None:
    citizen = at_the_place()

    assert "Bạn viết bằng chữ thường" in citizen.say("tôi không nói được, nhắn tin được không")
    assert citizen.stage() is Stage.PLACE


def test_where_somebody_says_they_are_is_a_place_at_the_last_step_too() -> None:
    citizen = at_the_place()
    citizen.say("phường Sài Gòn")
    citizen.press("skip_all", "media:done")

    citizen.say("nhà con ở số 12 đường Lê Lợi, phường Bến Thành")

    assert citizen.place().commune == "26743"


@pytest.mark.parametrize(
    "correction",
    [
        "à, ở phường Bến Thành mới đúng",
        "nhầm rồi, phường Bến Thành",
        "thôi đổi lại phường Bến Thành",
        "không, phường Bến Thành",
        "sorry, phường Bến Thành",
    ],
)
def test_a_place_that_corrects_the_first_is_no_answer_to_what_was_asked(correction: str) -> None:
    citizen = at_the_place()
    citizen.say("phường Sài Gòn")
    asked = citizen.stage()

    citizen.say(correction)

    assert citizen.place().commune == "26743"
    assert "Bến Thành" in citizen.place().words
    assert citizen.place().words[:1] in {"p", "ở"}
    assert citizen.stage() is asked
    assert not citizen.kept().answers


def test_an_old_name_in_a_story_is_said_beside_the_new_one() -> None:
    citizen = Citizen()

    read = citizen.say("Có nhóm hút chích ở bãi đất trống phường Bến Nghé")

    assert "phường Sài Gòn, thành phố Hồ Chí Minh (ben nghe cũ, quận 1)" in read


def test_more_of_the_story_at_the_choice_of_places_leaves_them_to_choose_from() -> None:
    citizen = at_the_place()
    citizen.say("Bến Nghé hay Bến Thành gì đó")

    citizen.say("tui giữ tờ tiền nè")

    assert "tui giữ tờ tiền nè" in citizen.kept().story
    assert citizen.stage() is Stage.PLACE_PICK
    assert citizen.choices[:2] == ["pl:26743", "pl:26740"]
    citizen.say("rồi")
    assert "rồi" not in citizen.kept().story


@pytest.mark.parametrize(
    "unknown", ["không biết địa chỉ", "em không nhớ đường", "dạ không rõ chỗ nào ạ"]
)
def test_who_does_not_know_the_address_is_not_asked_for_it_again(unknown: str) -> None:
    citizen = at_the_place()

    citizen.say(unknown)

    assert citizen.stage() not in PLACE_STAGES
    assert citizen.kept().place_words == ""


def test_a_day_at_the_place_of_an_urgent_tip_is_its_time() -> None:
    citizen = Citizen()
    citizen.say("có đám đang chém nhau trước quán nhậu")
    assert citizen.stage() is Stage.PLACE

    citizen.say("hôm qua")

    assert (citizen.kept().when or "").startswith("hôm qua")
    assert citizen.stage() is Stage.PLACE


@pytest.mark.parametrize("before", [(), ("skip_all",)], ids=["at a detail", "at the pictures"])
def test_a_place_is_corrected_at_every_later_question(before: tuple[str, ...]) -> None:
    citizen = at_the_place()
    citizen.say("phường Sài Gòn")
    citizen.say("hôm qua")
    citizen.press(*before)
    asked = citizen.stage()

    citizen.say("à, ở phường Bến Thành mới đúng")

    assert citizen.place().commune == "26743"
    assert citizen.stage() is asked
    assert not citizen.kept().answers


def test_a_correction_at_the_choice_of_places_leaves_nothing_of_the_first() -> None:
    citizen = at_the_place()
    citizen.say("Bến Nghé hay Bến Thành gì đó")

    citizen.say("à, ở phường Bến Thành mới đúng")

    assert citizen.place().words == "ở phường Bến Thành"
