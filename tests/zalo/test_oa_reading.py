"""What an event of an Official Account says, and whether it is Zalo's at all."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.zalo.arrived import Arrived, What, is_id
from handlers.zalo.oa.reading import read_event
from handlers.zalo.oa.signature import Signature
from messages.message import Position
from tests.zalo.recorded import body

OA, LAN = "4000000000000000004", "3000000000000000003"
VECTOR = (
    '{"app_id":"1000000000000000001","user_id_by_app":"2000000000000000002",'
    '"event_name":"user_send_text","sender":{"id":"3000000000000000003"},'
    '"recipient":{"id":"4000000000000000004"},"message":{"text":"Tin báo thử",'
    '"msg_id":"aa11bb22cc33dd44ee55"},"timestamp":"1790000000000"}'
).encode()
MAC = "ddd14e76feb8d240b51bd02c271c8f655290811aafbc0395d9c0d2129b318e6e"
SIGNATURE = Signature("1000000000000000001", "oa-secret-key-for-tests-only")


def read(told: object) -> Arrived:
    arrived = read_event(told, OA)
    assert arrived is not None
    return arrived


@pytest.mark.parametrize("told", [MAC, f"mac={MAC}", f"mac={MAC.upper()}"])
@pytest.mark.parametrize("stamp", ["", "1790000000000", "1790000000999"])
def test_the_known_signature_is_recognised(told: str, stamp: str) -> None:
    assert len(VECTOR) == 276
    assert SIGNATURE.is_of(VECTOR, told, stamp)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (VECTOR.replace("thử".encode(), "giả".encode()), f"mac={MAC}"),
        (json.dumps(json.loads(VECTOR)).encode(), f"mac={MAC}"),  # the same words, other bytes
        (VECTOR, ""),
        (VECTOR, "mac="),
        (VECTOR, "mac=ữ"),
        (b"[]", f"mac={MAC}"),
        (b"nothing", f"mac={MAC}"),
    ],
)
def test_what_zalo_did_not_sign_is_not_zalos(raw: bytes, told: str) -> None:
    assert not SIGNATURE.is_of(raw, told)


def test_a_recorded_text_a_picture_and_a_position_are_read() -> None:
    text, picture = read(body("oa-user-send-text")), read(body("oa-user-send-image"))
    pin = read(body("oa-user-send-location"))

    assert (text.what, text.recipient, text.text) == (What.HEARD, LAN, "Báo tin")
    assert picture.files == (("http://f6.photo.talk.zdn.vn/test/full.jpg", "image/jpeg"),)
    assert (pin.position, pin.text) == (Position(10.7769001, 106.7009001), "Chợ Thử, Xã Mẫu")
    assert not [one for one in (text, picture, pin) if "2000000000000000002" in repr(one)]


def test_whoever_begins_to_follow_is_welcomed_and_receipts_are_not_answered() -> None:
    assert read(body("oa-follow")).what is What.STARTED
    for name in ("oa-user-received-message", "oa-user-seen-message"):
        assert read_event(body(name), OA) is None


@pytest.mark.parametrize("variant", ["a", "b"])
def test_groups_are_nobodys_place_to_tell(variant: str) -> None:
    assert read_event(body(f"oa-group-text-variant-{variant}"), OA) is None


@pytest.mark.parametrize("variant", ["a", "b"])
@pytest.mark.parametrize(
    "quoted", [{"quote_msg_id": "q1"}, {"quote_msg": {"msg_id": "q1"}}, {"quote": {"msg_id": "q1"}}]
)
def test_where_desks_work_in_groups_it_is_known_who_said_what_about_which_message(
    variant: str, quoted: dict[str, object]
) -> None:
    told = body(f"oa-group-text-variant-{variant}")
    told["message"] |= quoted

    said = read_event(told, OA, groups=True)

    assert said is not None
    assert (said.what, said.recipient) == (What.AT_DESK, "gmf:f414c8f76fa586fbdfb4")
    assert (said.account, said.quoted, said.text) == (LAN, "q1", "@OA Mẫu có tin mới")
    assert read_event(told | {"event_name": "oa_send_group_text"}, OA, groups=True) is None
    assert read_event(told | {"event_name": "user_join_group"}, OA, groups=True) is None


def test_another_accounts_event_is_left_alone() -> None:
    assert read_event(body("oa-user-send-text"), "5") is None
    assert read_event(body("oa-follow"), "5") is None


def test_an_anonymous_chat_is_answered_through_its_conversation() -> None:
    told = body("oa-user-send-text") | {"event_name": "anonymous_send_text"}
    told["message"]["conversation_id"] = "fa8f30000c2e80000003"

    assert read(told).recipient == f"{LAN}/fa8f30000c2e80000003"


def test_a_card_a_sticker_and_a_form_leave_nothing_of_whom_they_name() -> None:
    card = body("oa-user-send-text") | {"event_name": "user_send_business_card"}
    card["message"] |= {"text": "Anh Ba 0912345678"}
    form = body("oa-user-send-text") | {"event_name": "user_submit_info"}

    assert (read(card).what, read(card).text) == (What.UNSUPPORTED, "")
    assert read_event(form, OA) is None


def test_an_echo_says_nothing_and_an_administrator_mutes() -> None:
    echo = {"event_name": "oa_send_text", "sender": {"id": OA}, "recipient": {"id": LAN},
            "message": {"text": "…", "msg_id": "1"}, "timestamp": "1790000000000"}  # fmt: skip
    by_hand = {**echo, "sender": {"id": OA, "admin_id": "7"}}

    assert read_event(echo, OA) is None
    assert (read(by_hand).what, read(by_hand).recipient) == (What.BY_HAND, LAN)


def test_who_withdraws_is_named_by_the_event_itself() -> None:
    told = {"event_name": "user_withdraw", "user_id": LAN, "timestamp": "1790000006000"}

    assert (read(told).what, read(told).recipient) == (What.WITHDREW, LAN)


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["message", "attachments", "payload", "type", "text", "msg_id", "id"]),
            inner,
            max_size=4,
        )
    ),
)


@given(
    st.sampled_from(["user_send_text", "user_send_hologram", "follow", "oa_send_x", "x"]),
    JSON,
    JSON,
)
def test_nothing_that_is_json_makes_it_fall(name: str, message: object, sender: object) -> None:
    told = {"event_name": name, "message": message, "sender": sender, "oa_id": OA}

    for arrived in (read_event(told, OA), read_event(message, OA)):
        assert arrived is None or is_id(arrived.chat)
