"""Hand-over, merging, spam, reopening, the phone and the register, over a real `tinbao run`."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.journeys.house import House, Resident
from tests.journeys.test_web_story import BEN_THANH, from_desk, go_on, moved, wait_for

TAN_BINH = "27004"
WHY = "đúng địa bàn hơn"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for all: each story has tips of its own."""
    with House(tmp_path_factory.mktemp("house")) as open_house:
        for desk in (BEN_THANH, TAN_BINH):
            open_house.tinbao("desk", "open", desk)
        yield open_house


@pytest.fixture(scope="module")
def officer(house: House) -> httpx.Client:
    return house.officer(BEN_THANH)


@pytest.fixture(scope="module")
def colleague(house: House) -> httpx.Client:
    return house.officer(BEN_THANH)


@pytest.fixture(scope="module")
def elsewhere(house: House) -> httpx.Client:
    return house.officer(TAN_BINH)


def test_a_tip_handed_over_takes_everything_along(
    house: House, officer: httpx.Client, elsewhere: httpx.Client
) -> None:
    resident = house.resident()
    receipt, code = told(resident, officer, "Tiệm số ba bán ma túy mỗi tối")
    moved(officer, f"{code}/claim")
    moved(officer, f"{code}/note", text="Tổ 3 biết nhà này")
    assert elsewhere.get(code).status_code == 404

    left = moved(officer, f"{code}/handover", desk=TAN_BINH, reason=WHY)
    write_more(resident, receipt, "Họ vừa dọn sang nhà bên")
    moved(elsewhere, f"{code}/claim")
    moved(elsewhere, f"{code}/ask", text="Nhà bên trái hay bên phải?")

    assert left["trace"]["desk"] == TAN_BINH
    wait_for(lambda: from_desk(resident, "Nhà bên trái hay bên phải?"))
    there = words_of(elsewhere.get(code).json())
    assert "Tổ 3 biết nhà này" in there
    assert "Họ vừa dọn sang nhà bên" in there
    kept = officer.get(code).json()
    assert (kept["trace"]["reason"], kept["moves"]) == (WHY, [])
    assert "Tổ 3 biết nhà này" in words_of(kept)
    assert "dọn sang" not in officer.get(code).text
    assert officer.post(f"{code}/claim", json={}).status_code == 409
    assert "Nhà bên trái hay bên phải?" in read_by(house.resident(), receipt)


def test_two_residents_of_one_matter_each_read_the_closing_and_only_their_own_words(
    house: House, officer: httpx.Client
) -> None:
    an, binh = house.resident(), house.resident()
    first, one = told(an, officer, "Kho hàng xanh giấu ma túy sau chợ")
    second, two = told(binh, officer, "Mấy người chở ma túy vào ngõ bảy")
    moved(officer, f"{one}/claim")

    lead = moved(officer, f"{two}/merge", into=one.rpartition("/")[2], reason="cùng một vụ")
    moved(officer, f"{one}/close", reason="co_co_so_da_xu_ly", text="Đã xử lý, cảm ơn bạn.")

    assert (lead["reporters"], lead["merged"]) == (2, [two.rpartition("/")[2]])
    for resident in (an, binh):
        wait_for(lambda resident=resident: from_desk(resident, "Đã xử lý"))  # type: ignore[misc]
        assert len(from_desk(resident, "Đã xử lý")) == 1
    reading = {who: read_by(house.resident(), who) for who in (first, second)}
    assert all("Đã xử lý, cảm ơn bạn." in words for words in reading.values())
    assert "ngõ bảy" not in reading[first] + str(an.news())
    assert "Kho hàng xanh" not in reading[second] + str(binh.news())


def test_a_tip_by_phone_has_a_receipt_like_any_other(house: House, officer: httpx.Client) -> None:
    told = {"kind": "ma_tuy", "story": "Người gọi thấy nhóm lạ ở ngõ năm", "place": "p ben thanh"}
    taken = officer.post("/api/desk/tips", json=told | {"commune": BEN_THANH})

    assert taken.status_code == 201, taken.text
    phoned = taken.json()
    assert phoned["tip"]["channel_label"]
    whole = officer.get(f"/api/desk/tips/{phoned['code']}")
    assert whole.json()["story"] == told["story"]
    assert phoned["receipt"] not in whole.text
    assert "Ma túy" in read_by(house.resident(), phoned["receipt"])


def test_one_officer_alone_cannot_refuse_a_tip_as_spam(
    house: House, officer: httpx.Client, colleague: httpx.Client
) -> None:
    resident = house.resident()
    _, code = told(resident, officer, "Bán ma túy trên cung trăng")
    moved(officer, f"{code}/claim")

    for _ in range(2):
        proposed = moved(officer, f"{code}/spam", reason="bịa đặt")
        assert (proposed["closed_at"], proposed["spam_proposed"]) == (None, True)
    refused = moved(colleague, f"{code}/spam", reason="đồng ý, bịa đặt")

    assert refused["closing_reason"]["id"] == "tin_rac"
    wait_for(lambda: [m for m in resident.news() if m["from"] == "desk"])


def test_what_is_not_solved_comes_back_to_the_queue(house: House, officer: httpx.Client) -> None:
    resident = house.resident()
    receipt, code = told(resident, officer, "Quán nước bán ma túy cho học sinh")
    moved(officer, f"{code}/claim")
    moved(officer, f"{code}/close", reason="khong_co_co_so", text="")

    resident.say(f"/ma {receipt}")
    resident.press(choice_of(resident, "unsolved:"))
    resident.say("Tối qua họ lại bán ở đó")

    again = officer.get(code).json()
    assert (again["closed_at"], again["officer_label"], again["unread"]) == (None, "", True)
    assert "Tối qua họ lại bán ở đó" in words_of(again)
    assert code.rpartition("/")[2] in queue_of(officer)


def test_the_register_has_the_tip_and_the_log_is_whole(house: House, officer: httpx.Client) -> None:
    _, code = told(house.resident(), officer, "Xe tải lạ giao ma túy ban đêm")
    moved(officer, f"{code}/claim")
    now, day = datetime.now(UTC), timedelta(days=1)
    window = {"from": f"{now - day:%Y-%m-%d}", "to": f"{now + day:%Y-%m-%d}", "format": "csv"}

    register = officer.get("/api/desk/reports/register", params=window)

    assert register.status_code == 200
    assert "attachment" in register.headers["content-disposition"]
    head, *rows = csv.reader(io.StringIO(register.text.removeprefix("\ufeff")))
    assert len(head) == 18
    assert any(code.rpartition("/")[2] in row for row in rows)
    assert "nguyên vẹn" in house.tinbao("audit", "verify")


# --- what residents and officers do in these stories ----------------------------------------------


def told(resident: Resident, officer: httpx.Client, story: str) -> tuple[str, str]:
    """The receipt, and where the officer's API has the tip."""
    receipt = go_on(resident, resident.say(story))
    found = wait_for(lambda: [row for row in rows_of(officer) if row["gist"].startswith(story)])
    return receipt, f"/api/desk/tips/{found[0]['code']}"


def rows_of(officer: httpx.Client) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = officer.get("/api/desk/tips").json()["tips"]
    return rows


def queue_of(officer: httpx.Client) -> set[str]:
    return {row["code"] for row in rows_of(officer)}


def words_of(tip: dict[str, Any]) -> str:
    return "\n".join(line["text"] for line in tip["lines"])


def read_by(resident: Resident, receipt: str) -> str:
    return "\n".join(message["text"] for message in resident.say(f"/ma {receipt}"))


def write_more(resident: Resident, receipt: str, words: str) -> None:
    resident.say(f"/ma {receipt}")
    resident.press(choice_of(resident, "thread:"))
    resident.say(words)


def choice_of(resident: Resident, starts: str) -> str:
    """The newest button that does this."""
    for message in reversed(resident.messages):
        for button in message["buttons"]:
            if button["choice"].startswith(starts):
                return str(button["choice"])
    raise AssertionError(f"no button for {starts}")
