"""Desks at work in groups of an Official Account: cards as messages, officers by numbers."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from broadcasts.audience.audience import Audience
from tests.builders import a_desk
from tests.zalo.deliveries import Faults
from tests.zalo.fake_groups import Group
from tests.zalo.fake_oa import FakeZaloOa, Resident
from tests.zalo.house import Town, connect, oa_settings, opened, settings
from tests.zalo.told_on_zalo import file_a_tip
from tips.reading.kinds import every_kind, kind_label
from tips.statuses import status_label
from tips.tip import Status

EMERGENCY = "Cứu với, có người đang cầm dao đánh nhau ở chợ Bến Thành"


@dataclass
class AtWork:
    town: Town
    zalo: FakeZaloOa
    group: Group
    lan: Resident
    officer: Resident
    stranger: Resident


@pytest.fixture
def oa() -> Iterator[FakeZaloOa]:
    with FakeZaloOa(faults=Faults(doubled=0.4)) as fake:
        yield fake


@pytest.fixture
async def at_work(oa: FakeZaloOa, database_url: str, tmp_path: Path) -> AsyncIterator[AtWork]:
    config = settings(tmp_path, database_url, zalo_oa=oa_settings(oa.url, desk_groups=True))
    oa.webhook = config.page("/zalo/oa")
    async with opened(config) as town:
        await connect(town, oa)
        people = [oa.resident() for _ in range(3)]
        work = AtWork(town, oa, Group(oa, apart=True), *people)
        await link(work)
        yield work


async def link(work: AtWork) -> None:
    group, officer = work.group, work.officer
    group.says(officer, "/hangdoi")
    await group.hears("chưa nối với bàn trực")
    group.says(officer, f"/lienket {await work.town.group_code()}")
    await group.hears("đã nối với")
    group.says(officer, "/hangdoi")
    await group.hears("nối tài khoản trước")
    officer.say(f"/lienket {await work.town.account_code()}")
    await officer.hears("Đã nối tài khoản Zalo này")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_desk_works_on_a_tip_from_its_group(at_work: AtWork) -> None:
    work, group, lan = at_work, at_work.group, at_work.lan
    await file_a_tip(lan, EMERGENCY)
    card = await group.hears("[ảnh]")  # right behind the card: both are read together
    assert "Trích tin này rồi nhắn số: 1 Nhận" in card
    [code] = {word.strip("“”.,") for word in card.split() if word[1:2].isdigit() and "-" in word}
    await strangers_and_slips_are_answered(work, code)

    group.says(work.officer, "1", quoting="1 Nhận")
    await group.hears("Người giữ:")
    await lan.hears("Cán bộ đã nhận tin")
    await words_pass_both_ways(work, code)
    await rarer_moves_ask_for_what_is_missing(work, code)

    group.says(work.officer, "7", quoting=code)
    await group.hears("7.1 ")
    group.says(work.officer, f"{code} 7.1 Cảm ơn bạn")
    await group.hears("Tình trạng: Trả lời, kết thúc")
    await lan.hears("Cảm ơn bạn")
    await the_tip_goes_to_another_desk(work, code)


async def strangers_and_slips_are_answered(work: AtWork, code: str) -> None:
    group = work.group
    group.says(work.stranger, "1", quoting="1 Nhận")
    await group.hears("nối tài khoản trước")
    group.says(work.officer, "3", quoting="never said")
    await group.hears("Không rõ đồng chí trả lời tin nào")
    group.says(work.officer, "chiều nay họp lúc 2 giờ")  # stays among them
    group.says(work.officer, "cái này sao?", quoting="1 Nhận")
    told = await group.hears(f"“{code} 4 đã gọi tổ dân phố”")
    assert "1 Nhận" in told
    assert "9 Chi tiết" in told
    group.says(work.officer, "7.1", quoting="1 Nhận")
    await group.hears("nhận tin trước rồi làm")


async def words_pass_both_ways(work: AtWork, code: str) -> None:
    group, lan = work.group, work.lan
    group.says(work.officer, "3", quoting=code)
    assert "miễn phí" in await group.hears("Viết lời gửi người dân")
    group.says(work.officer, "3 Bạn chuyển 2 triệu vào tài khoản 123456789012 nhé", quoting=code)
    await group.hears("Chưa gửi: lời này có")
    group.says(work.officer, f"{code} 3 Có mấy người cầm dao?")
    await group.hears("Đã gửi câu hỏi")
    await lan.hears("Có mấy người cầm dao?")
    lan.say("Hai người")
    await group.hears("Hai người")
    group.says(work.officer, "ghi chú: đã gọi trực ban phường", quoting="Hai người")
    await group.hears("Đã ghi chú")


async def rarer_moves_ask_for_what_is_missing(work: AtWork, code: str) -> None:
    group = work.group
    group.says(work.officer, f"{code} 8")
    assert "8.2 Chuyển đơn vị" in await group.hears("8.5 ")
    group.says(work.officer, f"{code} 8.2")
    await group.hears("dấu hai chấm")
    group.says(work.officer, f"{code} 8.2 xứ không có: ở đó")
    await group.hears("Không thấy nơi nào khớp")
    group.says(work.officer, f"{code} 5")
    await group.hears("5.2 ")
    group.says(work.officer, f"{code} 5.2")
    await group.hears(f"◔ {code}")
    group.says(work.officer, f"{code} 8.5 1")
    await group.hears("Viết thêm lời ngay sau số, ví dụ: “8.5.1 ")
    group.says(work.officer, f"{code} 8.5.1 người dân nói rõ thêm")
    await group.hears(f"◔ {code} · {kind_label(every_kind()[0].id)}")
    group.says(work.officer, f"{code} 8.9 đang bận việc khác")
    await group.hears(f"xong, tin {code}")
    group.says(work.officer, f"{code} 8.1")
    await group.hears("không có gì để chọn")  # nobody else sits at this desk
    group.says(work.officer, f"/xem {code}")
    await group.hears("đã gọi trực ban phường")
    group.says(work.officer, "/cuatoi")
    await group.hears("Bạn đang giữ 1 tin")


async def the_tip_goes_to_another_desk(work: AtWork, code: str) -> None:
    group = work.group
    await work.town.application.stores.desks.open_desk(a_desk())
    group.says(work.officer, f"{code} 6.2")
    await group.hears(f"Tình trạng: {status_label(Status.CLASSIFYING)}")
    group.says(work.officer, f"{code} 8.3 K7Q-204: cùng một vụ")
    await group.hears("không có tin nào mang mã này")
    group.says(work.officer, f"{code} 8.2 phường Bến Thành: đúng địa bàn hơn")
    await group.hears(f"{code} đã chuyển đến")
    group.says(work.officer, "1", quoting="1 Nhận")
    await group.hears("đúng địa bàn hơn")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", ["postgres"])
async def test_a_hamlets_group_hears_the_lessons_of_its_place(at_work: AtWork) -> None:
    work, hamlet = at_work, Group(at_work.zalo)
    hamlet.says(work.stranger, "/nhanbai")
    await hamlet.hears("nối tài khoản trước")
    hamlet.says(work.officer, "/nhanbai")
    await hamlet.hears("nhận bài của địa bàn")

    await hamlet.hears(await work.town.send_lesson("zalo_oa"))

    hamlet.says(work.officer, "/thoibai")
    await hamlet.hears("không nhận bài nữa")
    assert not await work.town.application.stores.subscribers.count(Audience())
