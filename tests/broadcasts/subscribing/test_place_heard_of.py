"""Which place somebody hears of: found, explained, chosen, the whole country, or left."""

import pytest

from messages.message import Incoming, Media, MediaId, MediaKind
from tests.broadcasts.enrolling import SENDER, Resident
from tests.broadcasts.subscribing.residents import a_subscriber

PHOTO = Media(MediaId("m1"), MediaKind.PHOTO, "image/jpeg", 1000)


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
