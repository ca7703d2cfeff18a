"""`tinbao run` with a Telegram bot, as its own process: polled, by webhook, killed and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.house import House
from tests.journeys.test_web_story import wait_for
from tests.media_files import a_telling_picture
from tests.telegram.fake import DESK_TOKEN, TOKEN, FakeTelegram
from tests.telegram.people import Chat, buttons, words
from tests.telegram.world import Bot, User

pytestmark = pytest.mark.either_database

STORY = "Tối qua ở phường Bến Thành, quận 1 có nhóm người mua bán ma túy ở đầu hẻm"
SECRET = "webhook-secret-of-sixteen-or-more"
PROCESS_STARTS = 30.0
MEMORY = 260  # MB; a flood adds a few, and 300 is the promise


@pytest.fixture
def bot(telegram: FakeTelegram) -> Bot:
    return telegram.add_bot()


@pytest.fixture
def desk_bot(telegram: FakeTelegram) -> Bot:
    return telegram.add_bot(DESK_TOKEN, "tinbao_truc_bot")


@pytest.fixture(params=["polling", "webhook"])
def house(
    request: pytest.FixtureRequest, telegram: FakeTelegram, bot: Bot, desk_bot: Bot, tmp_path: Path
) -> Iterator[House]:
    folder = tmp_path / "house"
    folder.mkdir()
    ready = House(folder)
    settings = f"""
[telegram]
token = "{TOKEN}"
desk_token = "{DESK_TOKEN}"
api_base = "{telegram.url}"
mode = "{request.param}"
"""
    if request.param == "webhook":
        settings += f'webhook_url = "{ready.url}"\nwebhook_secret = "{SECRET}"\n'
    ready.add_settings(settings)
    with ready:
        yield ready


def test_a_tip_travels_through_the_whole_program_and_survives_a_kill(
    house: House, telegram: FakeTelegram, bot: Bot, desk_bot: Bot
) -> None:
    house.tinbao("desk", "open", "26743")
    nobody_else_delivers(house, bot)
    forum = linked_group(house, telegram, desk_bot)
    officer = linked_officer(house, telegram, desk_bot)
    lan = telegram.people.private(telegram.people.person("Lan", username="lan_an_danh"), bot)
    receipt = tells(lan)
    card = forum.sees("Nơi: phường Bến Thành")
    assert "photo" in forum.sees("", after=card["message_id"])

    # Telegram has it; a kill before this is written down would send it twice.
    wait_for(lambda: not house.waiting_letters())
    house.kill()
    forum.press("Nhận", officer, card)
    lan.say("/tin")
    house.start()

    forum.sees("Người giữ", seconds=PROCESS_STARTS)
    lan.sees("Cán bộ đã nhận tin của bạn")
    forum.press("Kết thúc…", officer, card)
    forum.sees("Không đủ thông tin để xác minh")
    forum.press("Không đủ thông tin để xác minh", officer, card)
    lan.sees("chưa đủ chi tiết")
    on_the_web = "\n".join(m["text"] for m in house.resident().say(f"/ma {receipt}"))

    assert "chưa đủ chi tiết" in on_the_web
    assert house.memory() < MEMORY
    assert house.stop() == 0
    assert len([m for m in forum.from_bot if STORY in words(m)]) == 1
    assert not bot.updates  # all acknowledged before the end
    for secret in (TOKEN, DESK_TOKEN, "lan_an_danh", "đầu hẻm", str(lan.room.id), receipt):
        assert secret not in house.logs()


def nobody_else_delivers(house: House, bot: Bot) -> None:
    address = bot.webhook or f"{house.url}/telegram/webhook"
    answer = house.resident().http.post(address, json={"update_id": 1})
    assert answer.status_code == (403 if bot.webhook else 404)


def linked_group(house: House, telegram: FakeTelegram, bot: Bot) -> Chat:
    printed = house.tinbao("desk", "link", "26743")
    code = next(word for word in printed.replace("\n", " ").split() if is_link_code(word))
    group = telegram.people.group(bot, is_forum=True)
    group.say(f"/lienket {code}", telegram.people.person("Chỉ huy"))
    group.sees("đã nối với", seconds=PROCESS_STARTS)
    return group


def is_link_code(word: str) -> bool:
    return len(word) == 9 and word[4] == "-" and word.replace("-", "").isalnum()


def linked_officer(house: House, telegram: FakeTelegram, bot: Bot) -> User:
    browser = house.officer("26743")
    answer = browser.post("/api/desk/link-code", headers={"Origin": house.url})
    assert answer.status_code == 200, answer.text
    account = telegram.people.person("Tên thật")
    chat = telegram.people.private(account, bot)
    chat.say(f"/lienket {answer.json()['code']}")
    chat.sees("Đã liên kết tài khoản này")
    return account


def tells(lan: Chat) -> str:
    lan.say("/start")
    lan.sees("Bạn muốn báo việc gì?")
    lan.say(STORY)
    asked = lan.sees("✓ Ma túy")
    lan.press("✓ Ma túy", on=asked)
    asked = lan.sees("Bước", after=asked["message_id"])
    lan.send("photo", a_telling_picture())
    lan.press("Bỏ qua hết", on=lan.sees("Đã giữ tệp"))  # a chat hears ten messages in ten seconds
    lan.press("Xong, xem lại tin", on=lan.sees("Bạn có ảnh"))
    lan.press("Gửi tin", on=lan.sees("Xem lại tin trước khi gửi"))
    sent = lan.sees("Chép mã giữ tin")
    return str(next(b["copy_text"]["text"] for b in buttons(sent) if "copy_text" in b))
