"""A planted name, username, phone, id, word and place, and everywhere they must not be.

The whole program as its own process, as chatty as it gets, on both databases: a resident in
Telegram, others on the web and on both Zalo products, officers in a group and in the browser.
"""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import create_async_engine

from storage.tables.base import metadata
from tests.journeys.house import House, free_port
from tests.media_files import PLANTED, a_telling_picture
from tests.telegram.fake import TOKEN, FakeTelegram
from tests.telegram.people import Chat
from tests.telegram.test_process import linked_group, linked_officer
from tests.telegram.world import Bot
from tests.zalo.fake_bot import FakeZaloBot
from tests.zalo.fake_oa import FakeZaloOa
from tests.zalo.told_on_zalo import OnZalo

PHONE, CLIENT, DEVICE = "+84912345678", "203.0.113.77", "Thiet-Bi-La/9.137"
PERSON = {"last_name": "Trần Thị Khuất Mặt", "username": "khuat_mat_9137"}
IDENTITIES = (
    "Mộng Khuê",
    *PERSON.values(),
    PHONE,
    PHONE[1:],
    PLANTED,
    CLIENT,
    DEVICE,
)
# What a database keeps of all this: tests/storage/test_sealed_at_rest.py.
pytestmark = pytest.mark.either_database

WORD, ALLEY = "bạch-phiến-tím", "hẻm Cây Khế Cong"
STORY = f"Có nhóm người bán ma túy loại {WORD} ở {ALLEY}, phường Bến Thành, tối nào cũng có"
SAID_LATER = "Họ đi xe ba gác sơn hoa đào"
ASKED = "Xe của họ có biển số gì không?"
NOTED = "Hỏi thêm tổ trưởng dân phố Ấp Lưới"
HAMLET = "xóm Lò Gạch Cũ"
WORDS = (HAMLET, WORD, ALLEY, SAID_LATER, ASKED, NOTED, "ba gác", "Ấp Lưới")


@pytest.fixture
def bot(telegram: FakeTelegram) -> Bot:
    return telegram.add_bot()


@pytest.fixture
def zalo() -> Iterator[OnZalo]:
    with FakeZaloBot() as bot, FakeZaloOa() as oa:
        yield OnZalo(bot, oa)


@pytest.fixture
def metrics_port() -> int:
    return free_port()


@pytest.fixture
def house(
    telegram: FakeTelegram,
    bot: Bot,  # before the house: a token nobody knows is tried again after half a minute
    zalo: OnZalo,
    blank_database_url: str,
    metrics_port: int,
    tmp_path: Path,
) -> Iterator[House]:
    house = House(tmp_path, blank_database_url)
    (tmp_path / "config.toml").write_text(
        f'[database]\nurl = "{blank_database_url}"\n[logs]\nlevel = "debug"\n'
        f"[metrics]\nport = {metrics_port}\n"
        f'[telegram]\ntoken = "{TOKEN}"\napi_base = "{telegram.url}"\n'
        f"{zalo.settings}"
    )
    with house:
        yield house


@pytest.mark.timeout(300)
def test_who_wrote_and_what_stays_where_it_belongs(
    house: House,
    telegram: FakeTelegram,
    bot: Bot,
    zalo: OnZalo,
    metrics_port: int,
    blank_database_url: str,
) -> None:
    house.tinbao("desk", "open", "26743")
    group = linked_group(house, telegram, bot)
    linked_officer(house, telegram, bot)
    lan, reader = (
        telegram.people.private(telegram.people.person("Mộng Khuê", **PERSON), bot) for _ in "12"
    )
    with ThreadPoolExecutor() as beside:
        on_zalo = beside.submit(asyncio.run, zalo.live_through(house, blank_database_url, STORY))
        receipt = tells_on_telegram(lan)
        subscribes_on_telegram(reader)
        tells_on_the_web(house)
        on_zalo.result()
    for_officers = officers_read(house)
    group.sees("Bến Thành", seconds=20)
    lan.sees(ASKED, seconds=20)
    metrics = httpx.get(f"http://127.0.0.1:{metrics_port}/metrics").text
    accounts = [str(chat.room.person.id) for chat in (lan, reader) if chat.room.person]
    assert len(accounts) == 2
    identities = (*IDENTITIES, *accounts, *zalo.identities)

    assert house.stop() == 0
    unsealed = rows_of(blank_database_url) + files_below(house.folder / "data")

    assert STORY in for_officers
    for channel in ("telegram", "zalo_bot", "zalo_oa"):
        assert f'tinbao_tips_filed_total{{channel="{channel}"}} 1.0' in metrics
    assert not found(identities, group=repr(group.messages), officers=for_officers)
    secrets = (*identities, *WORDS, receipt, TOKEN, *zalo.secrets)
    assert not found(secrets, logs=house.logs(), metrics=metrics, unsealed=unsealed)


def found(secrets: tuple[str, ...], **places: str) -> list[str]:
    return [
        f"{secret} in {place}"
        for place, text in places.items()
        for secret in secrets
        if secret in text
    ]


def tells_on_telegram(lan: Chat) -> str:
    """Everything a phone can give away on the way; returns the receipt."""
    lan.say("/start")
    lan.sees("Bạn muốn báo việc gì?", seconds=20)
    lan.show(contact={"phone_number": PHONE, "first_name": "Mộng Khuê"})
    lan.say(STORY)
    asked = lan.sees("✓ Ma túy")
    lan.press("✓ Ma túy", on=asked)
    asked = lan.sees("Bước", after=asked["message_id"])
    lan.send("photo", a_telling_picture())
    lan.press("Bỏ qua hết", on=lan.sees("Đã giữ tệp"))  # a chat hears ten messages in ten seconds
    lan.press("Xong, xem lại tin", on=lan.sees("Bạn có ảnh"))
    lan.press("Gửi tin", on=lan.sees("Xem lại tin trước khi gửi"))
    sent = lan.sees("Chép mã giữ tin")
    rows = sent["reply_markup"]["inline_keyboard"]
    return str(next(b["copy_text"]["text"] for row in rows for b in row if "copy_text" in b))


def subscribes_on_telegram(lan: Chat) -> None:
    """And names the place by words nobody else would."""
    lan.say("/dangky")
    lan.press("Nơi ở", on=lan.sees("Bạn đang nhận bài"))
    lan.sees("xã, phường nào")
    lan.say(HAMLET)
    lan.sees("chưa tìm ra")
    lan.say("thôi")


def tells_on_the_web(house: House) -> None:
    resident = house.resident()
    resident.http.headers["User-Agent"] = DEVICE
    resident.http.headers["X-Forwarded-For"] = CLIENT
    resident.say(f"{STORY}. {SAID_LATER}")
    resident.say("/dangky")
    resident.press("dk:commune")
    resident.say(HAMLET)
    resident.attach(f"{PLANTED}.jpg", a_telling_picture(), "image/jpeg")


def officers_read(house: House) -> str:
    """What a desk's browser is given of every tip, after a question and a note."""
    told = []
    browser = house.officer("26743")
    browser.headers["Origin"] = house.url
    for row in browser.get("/api/desk/tips").json()["tips"]:
        path = f"/api/desk/tips/{row['code']}"
        for move, body in (("claim", None), ("ask", {"text": ASKED}), ("note", {"text": NOTED})):
            answer = browser.post(f"{path}/{move}", json=body)
            assert answer.status_code == 200, answer.text
        tip = browser.get(path)
        told += [tip.text, *(browser.get(media["url"]).text for media in tip.json()["media"])]
    told.append(browser.get("/desk").text)
    browser.close()
    return "\n".join(told)


def rows_of(database_url: str) -> str:
    async def read() -> str:
        engine = create_async_engine(database_url)
        async with engine.connect() as connection:
            rows = [
                repr(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row))
                for table in metadata.sorted_tables
                for row in await connection.execute(select(table))
            ]
        await engine.dispose()
        return "\n".join(rows)

    return asyncio.run(read())


def files_below(folder: Path) -> str:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files)
