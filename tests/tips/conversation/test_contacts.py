"""Numbers that an operator has told are shown where they help, and nothing stands in for them."""

from dataclasses import replace

from tests.tips.chatting import Citizen
from tips.conversation.contacts import Contacts

TOLD = Contacts(
    crisis_line="0900 000 000 (8:00-22:00)",
    phones={"26743": "028 0000 0000", "04": "0206 000 0000"},
    offices={"26743": "số 24 Lê Thánh Tôn"},
    hours="07:30-11:30, 13:30-17:00",
)
DESPAIR = "em không muốn sống nữa, em chuẩn bị thuốc rồi"


def a_citizen(contacts: Contacts) -> Citizen:
    citizen = Citizen()
    citizen.context = replace(citizen.context, contacts=contacts)
    citizen.press("start")
    return citizen


def test_somebody_in_despair_is_told_the_line_that_was_checked() -> None:
    assert "0900 000 000 (8:00-22:00)" in a_citizen(TOLD).say(DESPAIR)
    assert "Bạn cũng có thể gọi" not in a_citizen(Contacts()).say(DESPAIR)


def test_who_asks_for_the_commune_police_is_told_phone_address_and_hours() -> None:
    read = a_citizen(TOLD).say("số điện thoại công an phường Bến Thành là bao nhiêu ạ?")

    assert "Công an phường Bến Thành: 028 0000 0000" in read
    assert "số 24 Lê Thánh Tôn" in read
    assert "07:30-11:30, 13:30-17:00" in read


def test_a_commune_that_told_no_phone_is_answered_with_its_province() -> None:
    read = a_citizen(TOLD).say("số điện thoại công an xã Bảo Lạc tỉnh Cao Bằng là gì ạ?")

    assert "Công an tỉnh Cao Bằng: 0206 000 0000" in read


def test_where_nothing_was_told_the_general_way_is_said() -> None:
    read = a_citizen(Contacts()).say("số điện thoại công an xã em là bao nhiêu ạ?")

    assert "hỏi Ủy ban nhân dân xã, phường" in read
