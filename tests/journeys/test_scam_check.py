"""Is this a scam? Asked over real HTTP, answered at once, filed by one press or forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.house import House

SCAM = "VCB: tai khoan ngan hang cua ban bi khoa, xac thuc tai vcb-xacthuc.top trong 24h"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "house"
    folder.mkdir()
    lists = folder / "scams.txt"
    lists.write_text("luadao 0912 345 678\n", "utf-8")
    with House(folder, settings=f'[residents]\nscam_lists = "{lists}"\n') as open_house:
        yield open_house


def test_three_answers_and_one_press(house: House) -> None:
    resident = house.resident()

    assert "CHƯA CHẮC" in resident.say("0987 654 321")[-1]["text"]
    assert "danh sách lừa đảo" in resident.say("kiểm tra 0912345678")[-1]["text"]
    assert "CHƯA THẤY" in resident.say("/kiemtra mai 8h họp phụ huynh")[-1]["text"]
    very_like = resident.say(f"có phải lừa đảo không: {SCAM}")[-1]["text"]
    assert "RẤT GIỐNG LỪA ĐẢO" in very_like
    assert "Tin nhắn mang tên ngân hàng nhưng là giả" in very_like  # the lesson
    assert "sẽ đi kèm tin báo" in " ".join(one["text"] for one in resident.press("scam:file"))
    assert b"vcb-xacthuc.top" not in (house.folder / "data" / "tinbao.sqlite3").read_bytes()
