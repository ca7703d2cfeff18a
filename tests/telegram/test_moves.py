"""The rarer moves from a desk's group: menus in place of buttons, and answers to our own lines."""

from collections.abc import AsyncIterator

import pytest

from desks.desk import Code, DeskCode
from messages.message import Address
from storage.stores import Stores
from tests.builders import WARD_DESK, a_desk
from tests.pressing import DECISION, Presses
from tests.storage.tips_filed import a_filed_tip
from tests.telegram.fake import FakeTelegram
from tests.telegram.house import TelegramHouse
from tests.telegram.people import Chat, labels, words
from tests.telegram.world import Json, User
from tips.tip import Status, Tip
from tips.triage.transfer_ports import Trace

OTHER = DeskCode("27004")


@pytest.fixture
def kind() -> str:
    return "sqlite"  # what databases do to moves has tests of its own


@pytest.fixture
async def house(stores: Stores) -> AsyncIterator[TelegramHouse]:
    for desk in (a_desk(), a_desk(OTHER, "Công an phường Tân Bình")):
        await stores.desks.open_desk(desk)
    with FakeTelegram() as telegram:
        async with TelegramHouse(telegram, stores).run() as whole:
            yield whole


@pytest.fixture
async def group(house: TelegramHouse) -> Chat:
    return await house.group_of(WARD_DESK)


@pytest.fixture
async def binh(house: TelegramHouse) -> User:
    return await house.officer_of(WARD_DESK, "Trực ban 1")


@pytest.fixture
async def chi(house: TelegramHouse) -> User:
    return await house.officer_of(WARD_DESK, "Trực ban 2")


@pytest.fixture
def lan(house: TelegramHouse) -> Chat:
    return house.citizen()


async def arrives(house: TelegramHouse, lan: Chat, group: Chat, number: int = 204) -> Json:
    """A tip's card."""
    by = Address("telegram", str(lan.room.id))
    await a_filed_tip(house.stores, number, by)
    house.bell.ring("letters")
    return await group.hears(f"K7Q-{number} · Ma túy")


async def now(house: TelegramHouse, desk: DeskCode = WARD_DESK, number: int = 204) -> Tip:
    tip: Tip | None = await house.stores.tips.tip(Code(f"K7Q-{number}"), desk)
    assert tip is not None
    return tip


async def pressed(group: Chat, officer: User, card: Json, *steps: str) -> Json:
    """One button after the other on the same message; the answer to the last."""
    answer: Json = {}
    for step in steps:
        await group.hears(step)
        answer = await group.answer_to(group.press(step, officer, card))
    return answer


async def held(house: TelegramHouse, lan: Chat, group: Chat, officer: User) -> Json:
    card = await arrives(house, lan, group)
    await pressed(group, officer, card, "Nhận")
    await group.hears("Hỏi người dân")
    return card


async def test_a_tip_is_given_to_a_colleague_without_a_message(
    house: TelegramHouse, group: Chat, binh: User, chi: User, lan: Chat
) -> None:
    card = await held(house, lan, group, binh)
    before = len(group.messages)

    answer = await pressed(group, binh, card, "Thêm…", "Giao cho…", "Trực ban 2", "Đổi ca trực")

    assert answer == {"text": "Giao cho: xong, tin K7Q-204.", "show_alert": False}
    await group.hears("Người giữ: Trực ban 2")
    assert (await now(house)).lines[-1].text == "Giao cho Trực ban 2. Lý do: Đổi ca trực"
    assert len(group.messages) == before  # menus and cards are edited in place


async def test_a_place_is_typed_and_the_tip_goes_to_its_desk(
    house: TelegramHouse, group: Chat, binh: User, lan: Chat
) -> None:
    other = await house.group_of(OTHER)
    card = await held(house, lan, group, binh)

    await pressed(group, binh, card, "Thêm…", "Chuyển đơn vị…", "Gõ tên nơi khác…")
    question = await group.hears("Tìm đơn vị nhận · K7Q-204")
    group.say("tan binh", binh, answers=question)
    found = await group.hears("K7Q-204 · Chọn:")
    await pressed(group, binh, found, "Công an phường Tân Bình", "Đúng địa bàn hơn")

    await group.hears("K7Q-204 đã chuyển đến Công an phường Tân Bình. Lý do: Đúng địa bàn hơn")
    await other.hears("K7Q-204 · Ma túy")
    await lan.hears("đã được chuyển đến Công an phường Tân Bình")
    group.say("/xem K7Q-204", binh)
    await group.hears("chỉ để xem lại")
    assert (await now(house, OTHER)).code == "K7Q-204"


async def test_a_likely_twin_is_offered_and_taken_out_again(
    house: TelegramHouse, group: Chat, binh: User, lan: Chat
) -> None:
    first = await arrives(house, lan, group, 204)
    twin = await arrives(house, lan, group, 205)
    assert "Có thể trùng với: K7Q-204" in words(twin)
    await pressed(group, binh, first, "Nhận")
    await group.hears("Hỏi người dân")

    await pressed(group, binh, twin, "Thêm…", "Gộp vào…")
    offered = [one for one in labels(twin_now(group, twin)) if one.startswith("K7Q-204 ·")]
    answer = await pressed(group, binh, twin, offered[0], "Cùng một vụ việc")
    assert answer["text"] == "Gộp vào: xong, tin K7Q-205."
    await group.hears("Đã gộp vào tin K7Q-204")
    assert (await now(house, number=205)).lead == "K7Q-204"
    await group.answer_to(group.press("Chi tiết", binh, first))
    await group.hears("Người dân (tin K7Q-205): Có mấy người bán ma túy")

    await pressed(group, binh, twin, "Thêm…", "Tách khỏi tin đã gộp…", "Gộp nhầm")
    await lan.hears("từ nay được giải quyết riêng")
    assert (await now(house, number=205)).lead is None


def twin_now(group: Chat, card: Json) -> Json:
    [message] = [one for one in group.messages if one["message_id"] == card["message_id"]]
    return message


async def test_spam_takes_two_officers(
    house: TelegramHouse, group: Chat, binh: User, chi: User, lan: Chat
) -> None:
    card = await held(house, lan, group, binh)

    await pressed(group, binh, card, "Thêm…", "Đề nghị từ chối (tin rác)…", "Không kể việc gì")
    await group.hears("Có đề nghị từ chối vì là tin rác")
    await pressed(group, chi, card, "Thêm…", "Đồng ý từ chối (tin rác)…", "Không kể việc gì")

    await lan.hears("không phải là một việc cần báo")
    assert (await now(house)).closing_reason == "tin_rac"


async def test_a_reason_of_ones_own_is_asked_for_and_heard_after_a_restart(
    house: TelegramHouse, group: Chat, binh: User, lan: Chat
) -> None:
    card = await held(house, lan, group, binh)

    await pressed(group, binh, card, "Thêm…", "Loại việc…", "Trộm cắp", "Ghi lý do khác…")
    question = await group.hears("Lý do sửa loại việc · K7Q-204 · Trộm cắp")
    for feed in house.feeds:
        feed._dispatcher["asked"]._prompts.clear()
    group.say("Đây là vụ mất xe", binh, answers=question)

    await group.hears("Loại việc: xong, tin K7Q-204.")
    tip = await now(house)
    assert tip.report.kind == "trom_cap"
    assert tip.lines[-1].text == "Loại tin: Ma túy → Trộm cắp. Lý do: Đây là vụ mất xe"


async def test_a_corrected_place_is_chosen_among_those_of_the_same_name(
    house: TelegramHouse, group: Chat, binh: User, lan: Chat
) -> None:
    card = await held(house, lan, group, binh)

    await pressed(group, binh, card, "Thêm…", "Nơi xảy ra…")
    question = await group.hears("Tìm nơi xảy ra · K7Q-204")
    group.say("Tân Bình", binh, answers=question)
    found = await group.hears("K7Q-204 · Chọn:")
    await pressed(
        group, binh, found, "phường Tân Bình (thành phố Hồ Chí Minh)", "Theo kết quả kiểm tra"
    )

    assert (await now(house, OTHER)).report.place.commune == "27004"


async def test_words_that_match_nothing_are_said_to_match_nothing(
    house: TelegramHouse, group: Chat, binh: User, lan: Chat
) -> None:
    card = await held(house, lan, group, binh)
    await pressed(group, binh, card, "Thêm…", "Nơi xảy ra…")
    before = await now(house)

    group.say("đâu đó", binh, answers=await group.hears("Tìm nơi xảy ra"))

    await group.hears("Không thấy nơi nào khớp với “đâu đó”")
    assert (await now(house)).version == before.version


async def test_the_legal_time_is_extended_and_words_are_muted(
    house: TelegramHouse, group: Chat, binh: User, lan: Chat
) -> None:
    card = await held(house, lan, group, binh)

    await pressed(group, binh, card, "Thêm…", "Gia hạn…")
    question = await group.hears("Quyết định gia hạn · K7Q-204 · Hạn 1/4/2026 → 12/5/2026")
    group.say("Chờ kết quả giám định", binh, answers=question)
    await group.hears("Gia hạn phải theo một quyết định")
    group.say(DECISION, binh, answers=question)
    await lan.hears("cần thêm thời gian, đến 12/5/2026")
    await group.hears("Hỏi người dân", after=0)
    await pressed(
        group, binh, card, "Thêm…", "Tắt báo lời nhắn…", "Đã đủ thông tin, lời nhắn lặp lại"
    )

    tip = await now(house)
    assert (tip.extensions, tip.muted) == (1, True)


async def test_taking_up_asks_whose_decision_it_is(
    house: TelegramHouse, group: Chat, binh: User, lan: Chat
) -> None:
    card = await held(house, lan, group, binh)
    await pressed(group, binh, card, "Tình trạng…", "Kiểm tra, xác minh")
    await lan.hears("Đang kiểm tra, xác minh")

    await pressed(group, binh, card, "Tình trạng…", "Thụ lý")
    question = await group.hears("Quyết định thụ lý · K7Q-204")
    assert (await now(house)).status is Status.CHECKING
    group.say("Cơ quan điều tra, số 12 ngày 20/3", binh, answers=question)

    await lan.hears("Đã được thụ lý giải quyết")
    assert any("Thụ lý: Cơ quan điều tra, số 12" in one.text for one in (await now(house)).lines)


async def test_a_tip_is_closed_with_words_that_are_checked(
    house: TelegramHouse, group: Chat, binh: User, lan: Chat
) -> None:
    card = await held(house, lan, group, binh)
    await pressed(group, binh, card, "Kết thúc…", "Kết thúc kèm lời…", "Không có cơ sở")
    question = await group.hears("Lời kết thúc cho người dân · K7Q-204 · Không có cơ sở")

    group.say("Gọi 0912 345 678 nhé", binh, answers=question)
    await group.hears("Chưa gửi: lời này có số điện thoại")
    group.say("Cảm ơn bạn, cán bộ đã đến xem", binh, answers=question)

    letter = await lan.hears("Cảm ơn bạn, cán bộ đã đến xem")
    assert "chưa thấy dấu hiệu vi phạm" in words(letter)
    assert not any("0912" in text for text in lan.texts)


async def test_who_does_not_hold_the_tip_is_refused_at_once(
    house: TelegramHouse, group: Chat, binh: User, chi: User, lan: Chat
) -> None:
    card = await held(house, lan, group, binh)
    await pressed(group, binh, card, "Thêm…", "Tắt báo lời nhắn…")

    answer = await pressed(group, chi, card, "Đã đủ thông tin, lời nhắn lặp lại")

    assert answer == {"text": "Trực ban 1 đang giữ tin này.", "show_alert": True}
    assert not (await now(house)).muted


@pytest.mark.parametrize(
    "data",
    [
        "assign:K7Q-204:nobody:1",
        "handover:K7Q-204:01279:1",
        "handover:K7Q-204:?:x",
        "merge:K7Q-204:K7Q-204:1",
        "merge:K7Q-204:K7Q-999:1",
        "kind:K7Q-204:nothing:1",
        "kind:K7Q-204:trom_cap:9",
        "place:K7Q-204:99999:1",
        "split:K7Q-204:-:1",
        "spam:K7Q-999:-:1",
        "closewith:K7Q-204:nothing:w",
        "more:K7Q-999",
        "extend",
    ],
)
async def test_forged_choices_change_nothing(
    house: TelegramHouse, group: Chat, binh: User, lan: Chat, data: str
) -> None:
    card = await held(house, lan, group, binh)
    before = await now(house)

    answer = await group.answer_to(group.press_data(data, card, binh))

    if data != "handover:K7Q-204:?:x":  # asks what was meant
        assert answer["show_alert"], answer
    assert await now(house) == before


async def test_the_old_desk_sees_a_trace_and_presses_in_vain(
    house: TelegramHouse, group: Chat, binh: User, lan: Chat
) -> None:
    card = await held(house, lan, group, binh)
    officer = await house.stores.access.officer_by_account(str(binh.id))
    press = Presses(house.moves())
    assert isinstance(await press.hand_over(officer, Code("K7Q-204"), OTHER, "xa", "1"), Trace)

    answer = await group.answer_to(group.press_data("extend:K7Q-204:-:1", card, binh))

    assert answer["show_alert"]
    assert "Công an phường Tân Bình" in answer["text"] or "không có tin" in answer["text"]
