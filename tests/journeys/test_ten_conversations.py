"""Ten people write to the line, each for a reason of their own: over HTTP, then on a phone.

With TINBAO_SCREENSHOTS=FOLDER what each of them sees at the end is kept as a picture.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browsing import NEEDS_CHROMIUM, PHONE, a_page
from tests.journeys.house import House, Resident

BEN_THANH = "26743"
PLACE = "hẻm 51 Cao Thắng, phường Bến Thành, TP.HCM"
SETTINGS = """
[residents]
crisis_line = "0900 000 000 (8:00-22:00)"
[desks]
phones = { "26743" = "028 0000 0000" }
"""
PICTURES = os.environ.get("TINBAO_SCREENSHOTS", "")
DESPAIR = "mình đang đứng trên cầu, mệt quá rồi, không muốn sống nữa"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("house"), settings=SETTINGS) as open_house:
        open_house.tinbao("desk", "open", BEN_THANH)
        yield open_house


@pytest.fixture
def resident(house: House) -> Resident:
    someone = house.resident()
    someone.press("start")
    return someone


def read(messages: list[dict[str, Any]]) -> str:
    return "\n".join(message["text"] for message in messages if message["from"] != "citizen")


def choices(messages: list[dict[str, Any]]) -> list[str]:
    return [button["choice"] for message in messages for button in message["buttons"]]


def receipt_in(messages: list[dict[str, Any]]) -> str:
    [receipt] = [message["receipt"] for message in messages if message.get("receipt")]
    return " ".join(receipt)


def test_the_frightened_is_told_whom_to_call_and_is_through_in_three_turns(
    resident: Resident,
) -> None:
    told = resident.say("có đứa cầm dao đập cửa nhà em, em với con đang trốn trong phòng")
    assert told[0]["text"].startswith("Gọi 113 ngay")
    assert choices(told)[0] == "call:113"

    assert "send" in choices(resident.say(PLACE))
    assert "khoảng 5 phút" in read(resident.press("send"))


def test_the_angry_is_answered_calmly_and_then_heard(resident: Resident) -> None:
    scolded = read(resident.say("làm ăn vô trách nhiệm, cái kênh vớ vẩn, dẹp đi"))
    assert "bạn cứ kể" in scolded
    assert "Gọi 1" not in scolded

    told = resident.say("quán nhậu sau nhà tôi đêm nào cũng đánh bạc, ghi đề, đông lắm")
    assert "lời kể đã được ghi" in read(told)
    assert "kind:co_bac" in choices(told)


def test_the_child_is_given_the_childrens_line_first(resident: Resident) -> None:
    told = resident.say("chú ơi con 10 tuổi, dượng hay đánh con, tối nay mẹ đi làm con sợ lắm")

    assert "Gọi 111 ngay" in read(told)
    assert choices(told)[:2] == ["call:111", "call:113"]
    assert "Chỉ còn hai bước" in read(told)
    assert "Bạn không có lỗi" in read(told)
    assert "Không hỏi trẻ" not in read(told)  # which is said to whoever looks after one


def test_who_has_just_paid_a_swindler_hears_of_the_bank_and_repeats_nothing(
    resident: Resident,
) -> None:
    told = read(
        resident.say("em vừa chuyển 20 triệu vào stk 0123456789 Vietinbank cho kẻ giả công an")
    )

    assert "gọi ngay tổng đài ngân hàng" in told
    assert "Đã ghi: 20 triệu; stk 0123456789." in told
    resident.say(PLACE)
    asked = read(resident.press("when:now"))
    assert "bao nhiêu tiền" not in asked
    assert "tài khoản nào" not in asked


def test_the_man_on_the_bridge_meets_care_and_an_officer_by_one_press(resident: Resident) -> None:
    told = resident.say(DESPAIR)
    assert "bạn không phải chịu một mình" in read(told)
    assert "0900 000 000" in read(told)
    assert choices(told) == ["call:115", "call:113", "crisis:help"]
    assert not any(message.get("step") for message in told)

    assert "Bạn đang ở đâu? Chỉ cần nơi" in read(resident.press("crisis:help"))
    assert "send" in choices(resident.say("cầu Khánh Hội, phường Bến Thành, TP.HCM"))
    assert "khoảng 5 phút" in read(resident.press("send"))


def test_the_wife_who_hides_need_not_know_where_nor_when(resident: Resident) -> None:
    told = resident.say("chồng em đang đập phá ngoài kia, em trốn trong nhà tắm, không nói to được")
    assert "Gọi 113 ngay" in read(told)
    assert "kind:bao_luc_gia_dinh" in choices(told)

    reviewed = read(resident.say("không biết"))
    assert "• Lúc: đang diễn ra" in reviewed
    assert receipt_in(resident.press("send"))


def test_the_joker_sets_off_no_alarm_and_files_nothing(resident: Resident) -> None:
    for words in ("cười chết mất, con mèo nhà em cướp con cá của hàng xóm haha", "giỡn thôi ạ"):
        answered = read(resident.say(words))
        assert "Gọi 1" not in answered
        assert "lời kể đã được ghi" not in answered


def test_the_foreigner_is_answered_in_english_to_the_end(house: House) -> None:
    someone = house.resident()
    someone.press("lang:en")

    told = read(someone.say("someone stole my scooter last night, plate 29D1-456.78"))
    assert "Noted: scooter; plate 29D1-456.78." in told
    assert "Kind: Theft" in told
    someone.say("Ben Thanh ward, Ho Chi Minh City")
    someone.press("skip_all")
    someone.press("media:done")
    assert "Your receipt" in read(someone.press("send"))


def test_a_question_is_answered_and_leaves_no_draft_behind(resident: Resident) -> None:
    assert "Không ai ở đây thấy tên" in read(resident.say("báo ở đây có ai biết tên em không?"))
    assert "028 0000 0000" in read(resident.say("số điện thoại công an phường Bến Thành là gì?"))
    assert "Chưa có tin nào" in read(resident.say("/tin"))

    told = resident.say("ok để em kể: hàng xóm bán pháo nổ trong kho")
    assert "kind:vu_khi_phao" in choices(told)


def test_whoever_comes_back_in_danger_lifts_the_tip_at_the_desk(
    house: House, resident: Resident
) -> None:
    resident.say("Mấy hôm nay có nhóm lạ ngồi đánh bạc sau nhà tôi, tối nào cũng đông")
    resident.say(PLACE)
    resident.press("skip_all")
    resident.press("media:done")
    receipt = receipt_in(resident.press("send"))
    officer, elsewhere = house.officer(BEN_THANH), house.resident()
    [calm] = [
        tip for tip in officer.get("/api/desk/tips").json()["tips"] if tip["kind"] == "co_bac"
    ]

    shown = read(elsewhere.say(f"mã của em là {receipt}, tụi nó đang cầm dao đập cửa nhà em"))

    assert "Gọi 113 ngay" in shown
    assert "Cờ bạc" in shown
    raised = officer.get(f"/api/desk/tips/{calm['code']}").json()
    assert calm["urgency"] != raised["urgency"]
    assert raised["lines"][-1]["text"].startswith("Người dân vừa nói đang có nguy hiểm")


# What each types or [presses], and what is answered.
ON_A_PHONE = {
    "frightened": (
        ("có đứa cầm dao đập cửa nhà em, em với con trốn trong phòng", "Gọi 113 ngay"),
        (PLACE, "phường Bến Thành"),
        ("[send]", "khoảng 5 phút"),
    ),
    "angry": (
        ("làm ăn vô trách nhiệm, cái kênh vớ vẩn, dẹp đi", "bạn cứ kể"),
        ("quán nhậu sau nhà tôi đêm nào cũng đánh bạc, ghi đề", "lời kể đã được ghi"),
    ),
    "child": (
        ("chú ơi con 10 tuổi, dượng hay đánh con, tối nay mẹ đi làm con sợ lắm", "Gọi 111 ngay"),
    ),
    "has just paid": (
        ("em vừa chuyển 20 triệu vào stk 0123456789 cho kẻ giả công an", "tổng đài ngân hàng"),
    ),
    "on the bridge": (
        (DESPAIR, "bạn không phải chịu một mình"),
        ("[crisis:help]", "Bạn đang ở đâu? Chỉ cần nơi"),
    ),
    "hiding wife": (
        ("chồng em đang đập phá ngoài kia, em trốn trong nhà tắm", "Gọi 113 ngay"),
        ("không biết", "đang diễn ra"),
        ("[send]", "khoảng 5 phút"),
    ),
    "joker": (("cười chết mất, con mèo nhà em cướp cá của hàng xóm haha", "bạn cứ kể"),),
    "foreigner": (
        ("someone stole my scooter last night, plate 29D1-456.78", "Noted: scooter"),
        ("Ben Thanh ward, Ho Chi Minh City", "Bến Thành"),
    ),
    "question": (("báo ở đây có ai biết tên em không?", "Không ai ở đây thấy tên"),),
    "receipt": (("mã của em là {receipt}, họ xử lý chưa ạ", "Tình trạng:"),),
}


@pytest.mark.browser
@NEEDS_CHROMIUM[1]
@NEEDS_CHROMIUM[2]
async def test_all_ten_are_answered_on_a_phone(browser: Browser, house: House) -> None:
    receipt = ""
    async with a_page(browser, PHONE, touch=True) as phone:
        for person, turns in ON_A_PHONE.items():
            await phone.context.clear_cookies()
            await phone.goto(house.url)
            for said, answered in turns:
                await say(phone, said.format(receipt=receipt))
                await expect(phone.locator("#log")).to_contain_text(answered)
            if not receipt:
                receipt = " ".join(await phone.locator(".receipt-card li").all_inner_texts())
            if PICTURES:
                await phone.screenshot(path=Path(PICTURES, f"{person}.png"), full_page=True)


async def say(phone: Page, words: str) -> None:
    if words.startswith("["):
        await phone.locator(f"[data-choice='{words.strip('[]')}']:visible").last.click()
        return
    await phone.locator("#write").fill(words)
    await phone.locator("#send").click()
