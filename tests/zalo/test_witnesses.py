"""Clients that others wrote speak with our fakes: the fakes are not only our own reading of Zalo.

Where one of them disagrees stands here as a test and in docs/zalo.md; none of them is used by the
product, for each loses something.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
import zalo_sdk
from pyzalo.main import PyZALO
from zalo_bot import Bot
from zalo_sdk.oa import Client, ZaloMessageBody, ZaloRecipient

from tests.media_files import a_telling_picture
from tests.zalo.fake_bot import NAME, TOKEN, FakeZaloBot
from tests.zalo.fake_oa import APP_ID, APP_SECRET, FakeZaloOa, Trouble
from tests.zalo.house import SECRET


@pytest.fixture
def zalo() -> Iterator[FakeZaloBot]:
    with FakeZaloBot() as fake:
        fake.idle_seconds = 0.05
        yield fake


@pytest.fixture
async def ptb(zalo: FakeZaloBot) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=zalo.url) as bot:
        yield bot


@pytest.fixture
def pyzalo(zalo: FakeZaloBot) -> Iterator[PyZALO]:
    client = PyZALO(TOKEN, base_url=zalo.url)
    yield client
    client.session.close()


async def test_python_zalo_bot_talks_with_a_resident_of_our_fake(
    zalo: FakeZaloBot, ptb: Bot
) -> None:
    lan = zalo.person()
    lan.say("có cháy ở chợ")
    lan.show(b"a picture")
    lan.send_a_file()

    words, picture, hidden = [await ptb.get_update(timeout=1) for _ in range(3)]
    sent = await words.message.reply_text("Chào bạn")

    assert (await ptb.get_me()).account_type == "BASIC"
    assert (words.message.text, words.message.chat.id) == ("có cháy ở chợ", lan.id)
    assert (words.message.chat.type, words.effective_user.display_name) == ("PRIVATE", NAME)
    assert picture.message.photo_url.startswith(zalo.url)
    assert picture.message.message_type == "CHAT_PHOTO"
    assert hidden.message.text is None
    assert (lan.heard, bool(sent.message_id)) == (["Chào bạn"], True)


async def test_python_zalo_bot_takes_a_refusal_under_http_200_for_nothing(
    zalo: FakeZaloBot, ptb: Bot
) -> None:
    """A dead token looks like a quiet night to it: this is why we judge by the body."""
    zalo.idle_status = 200
    async with Bot("1:wrong", base_url=zalo.url) as stranger:
        assert await stranger.get_me() is None
        assert await stranger.send_message("a1", "Chào") is None
    assert await ptb.get_update(timeout=1) is None


def test_pyzalo_sets_tries_and_takes_away_a_webhook(pyzalo: PyZALO) -> None:
    assert pyzalo.getMe()["result"]["account_name"] == "bot.AbCdEfGhI"
    assert pyzalo.getWebhookInfo()["error_code"] == 404
    url = "https://tin.example.vn/zalo/bot"

    told = pyzalo.setWebhook(url, SECRET)["result"]

    assert (told["url"], told["verification"]["outcome"]) == (url, "webhook.ok")
    assert pyzalo.testWebhook()["result"]["ok"] is True
    assert pyzalo.getWebhookInfo()["result"]["url"] == url
    assert pyzalo.getUpdates(timeout=1)["ok"] is False  # one or the other, never both
    assert pyzalo.deleteWebhook()["result"]["url"] == ""
    assert pyzalo.setWebhook(url)["ok"] is False  # it allows none; Zalo wants a secret


def test_pyzalo_speaks_and_stumbles_where_it_reads_zalo_otherwise(
    zalo: FakeZaloBot, pyzalo: PyZALO
) -> None:
    lan = zalo.person()
    lan.say("xin chào")
    update = pyzalo.getUpdates(timeout=1)

    assert update["result"]["message"]["text"] == "xin chào"  # one object
    lan.say("xin chào")
    assert pyzalo.getChatID() is None  # it waits for a list
    assert pyzalo.getUpdates(timeout=1)["error_code"] == 408
    assert pyzalo.sendMessage(lan.id, "Chào bạn")["ok"] is True
    assert pyzalo.sendChatAction(lan.id)["ok"] is True
    assert pyzalo.sendPhoto(lan.id, "https://tin.example.vn/a.jpg")["ok"] is True
    assert pyzalo.sendSticker(lan.id, "0e078a2f")["ok"] is False  # it posts them to sendPhoto
    assert lan.heard == ["Chào bạn"]


async def test_zalo_sdk_answers_through_the_official_account() -> None:
    with FakeZaloOa() as oa:
        lan = oa.resident()
        oa.webhook = oa.url
        lan.say("có cháy ở chợ")
        access, refresh = oa.connected()
        client = Client(APP_ID, APP_SECRET, access, refresh, endpoint_prefix=oa.url)
        to, words = ZaloRecipient(user_id=lan.id), ZaloMessageBody(text="Chào bạn")

        sent = await asyncio.to_thread(client.send_message, to, words)
        kept = await asyncio.to_thread(
            client.upload_file, a_telling_picture(), "image", "anh.jpg", "image/jpeg"
        )
        stranger = await refused(client, ZaloRecipient(user_id="1"), words)
        old = await refused(client, to, words, category="action")
        oa.days_away = 8
        late = await refused(client, to, words)
        oa.troubles.append(Trouble("/v3.0", -216, text="Access token has expired"))
        expired = await refused(client, to, words)

    assert (lan.heard, sent["data"]["user_id"]) == (["Chào bạn"], lan.id)
    assert kept["data"]["attachment_id"]
    assert ["-201" in stranger, "-240" in old, "-230" in late] == [True] * 3
    assert expired == zalo_sdk.ZaloOAAuthTokenExpiredException.__name__


async def refused(
    client: Client, to: ZaloRecipient, words: ZaloMessageBody, category: str = "consultant"
) -> str:
    """What it says of a refusal; of an ended token the name it has for that."""
    with pytest.raises(zalo_sdk.ZaloException) as told:
        await asyncio.to_thread(client.send_message, to, words, category=category)
    if isinstance(told.value, zalo_sdk.ZaloOAAuthTokenExpiredException):
        return type(told.value).__name__
    return str(told.value)
