"""Our fake Telegram speaks the Bot API: two independent libraries read every object it emits."""

import io
from typing import Any

import pytest
import telegram as ptb
from aiogram import types
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from PIL import Image
from telegram.request import HTTPXRequest

from channels.telegram.session import open_bot
from tests.telegram.fake import DESK_TOKEN, TOKEN, FakeTelegram
from tests.telegram.leftovers import leftovers, leftovers_of_aiogram, leftovers_of_ptb
from tests.telegram.people import Chat
from tests.telegram.world import Bot, Json

BUTTONS = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Nhận", callback_data="claim:A")]])


@pytest.fixture
def bot(telegram: FakeTelegram) -> Bot:
    return telegram.add_bot()


@pytest.fixture
def client(telegram: FakeTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> ptb.Bot:
    """python-telegram-bot, speaking to our fake."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    return ptb.Bot(
        bot.token,
        base_url=f"{telegram.url}/bot",
        base_file_url=f"{telegram.url}/file/bot",
        request=HTTPXRequest(connection_pool_size=4),
    )


async def test_every_emitted_object_is_read_completely_by_both(
    telegram: FakeTelegram, bot: Bot, client: ptb.Bot
) -> None:
    lan = telegram.people.private(
        telegram.people.person("Lan", last_name="Trần", username="lantran"), bot
    )
    forum = telegram.people.group(bot, is_forum=True)
    plain = telegram.people.group(bot, kind="group")

    everything_people_send(lan)
    everything_officers_do(telegram, plain)
    await everything_bots_do(client, lan, forum)

    kinds = {kind for kind, _ in telegram.world.emitted}
    assert kinds >= {"Update", "Message", "File", "ForumTopic", "ChatFullInfo", "User"}
    assert leftovers(telegram) == []


def everything_people_send(lan: Chat) -> None:
    lan.say("/start")
    said = lan.say("có người bán ma túy")
    lan.say("ở đầu hẻm", answers=said)
    lan.send("photo", a_picture(), caption="đây ạ")
    lan.send("photo", a_picture(), album="13200000000001")
    for kind in ("voice", "video", "video_note", "document", "audio"):
        lan.send(kind, b"content")
    lan.show(location={"latitude": 10.77, "longitude": 106.69, "horizontal_accuracy": 12.0})
    lan.show(contact={"phone_number": "+84900000000", "first_name": "Lan"})
    lan.show(forward_origin={"type": "hidden_user", "sender_user_name": "Lan", "date": 1}, text="a")


def everything_officers_do(telegram: FakeTelegram, group: Chat) -> None:
    binh = telegram.people.person("Bình")
    group.say("/lienket ABCD", binh)
    telegram.people.upgrade(group)


async def everything_bots_do(client: ptb.Bot, lan: Chat, forum: Chat) -> None:
    await client.initialize()
    topic = await client.create_forum_topic(forum.room.id, "K7Q-204 · Ma túy")
    card = await client.send_message(
        forum.room.id,
        "Thẻ",
        message_thread_id=topic.message_thread_id,
        reply_markup=BUTTONS,
    )
    forum.press("Nhận", lan.room.person)
    await client.edit_message_text("Đã nhận", forum.room.id, card.message_id)
    await client.send_message(lan.room.id, "Chào", reply_markup=ptb.ForceReply(selective=True))
    await client.send_photo(lan.room.id, a_picture(), caption="ảnh")
    await client.send_voice(lan.room.id, b"voice")
    await client.send_video(lan.room.id, b"video")
    await client.send_document(lan.room.id, b"document")
    photo = next(m for m in lan.messages if "photo" in m)["photo"][-1]
    fetched = await client.get_file(photo["file_id"])
    assert bytes(await fetched.download_as_bytearray()) == a_picture()
    await client.get_chat(forum.room.id)
    await client.get_webhook_info()
    await client.shutdown()


async def test_it_refuses_as_telegram_does(
    telegram: FakeTelegram, bot: Bot, client: ptb.Bot
) -> None:
    lan = telegram.people.private(telegram.people.person(), bot)
    async with client:
        sent = await client.send_message(lan.room.id, "một", reply_markup=BUTTONS)
        for refused, words in [
            (client.send_message(lan.room.id, "x" * 4097), "too long"),
            (client.send_message(404, "x"), "chat not found"),
            (client.send_photo(lan.room.id, b"x", caption="x" * 1025), "caption is too long"),
            (client.send_message(lan.room.id, "x", reply_markup=too_big_a_button()), "INVALID"),
            (client.edit_message_text("một", lan.room.id, sent.message_id, reply_markup=BUTTONS),
             "message is not modified"),
            (client.edit_message_text("hai", lan.room.id, 999), "message to edit not found"),
            (client.create_forum_topic(telegram.people.group(bot).room.id, "x"), "not a forum"),
            (client.answer_callback_query("Q0"), "query is too old"),
        ]:  # fmt: skip
            with pytest.raises(ptb.error.BadRequest, match=f"(?i){words}"):
                await refused

        lan.block()
        with pytest.raises(ptb.error.Forbidden, match="blocked by the user"):
            await client.send_message(lan.room.id, "x")
        lan.unblock()
        telegram.halt(bot, 30)
        with pytest.raises(ptb.error.RetryAfter):
            await client.send_message(lan.room.id, "x")


async def test_aiogram_reads_the_refusals_too(telegram: FakeTelegram, bot: Bot) -> None:
    lan = telegram.people.private(telegram.people.person(), bot)
    async with an_aiogram_bot(telegram) as client:
        with pytest.raises(TelegramBadRequest, match="message text is empty"):
            await client.send_message(lan.room.id, " ")
        lan.block()
        with pytest.raises(TelegramForbiddenError):
            await client.send_message(lan.room.id, "x")
        lan.unblock()
        telegram.halt(bot, 7)
        with pytest.raises(TelegramRetryAfter) as refusal:
            await client.send_message(lan.room.id, "x")
        assert refusal.value.retry_after == 7


async def test_the_offset_confirms_and_nothing_else_does(
    telegram: FakeTelegram, bot: Bot, client: ptb.Bot
) -> None:
    lan = telegram.people.private(telegram.people.person(), bot)
    for word in ("một", "hai", "ba"):
        lan.say(word)

    async with client:
        first = await client.get_updates(timeout=0)
        again = await client.get_updates(timeout=0, limit=1)
        rest = await client.get_updates(first[1].update_id, timeout=0)
        gone = await client.get_updates(rest[-1].update_id + 1, timeout=0)

    assert [len(first), len(again), len(rest), len(gone)] == [3, 1, 2, 0]


async def test_a_file_id_is_good_for_one_bot_only(telegram: FakeTelegram, bot: Bot) -> None:
    telegram.add_bot(DESK_TOKEN, "tinbao_truc_bot")
    lan = telegram.people.private(telegram.people.person(), bot)
    file_id = lan.send("photo", a_picture())["photo"][-1]["file_id"]

    async with an_aiogram_bot(telegram, DESK_TOKEN) as stranger:
        with pytest.raises(TelegramBadRequest, match="wrong file_id"):
            await stranger.get_file(file_id)


def test_in_a_group_a_bot_hears_commands_and_answers_only(telegram: FakeTelegram, bot: Bot) -> None:
    group, binh = telegram.people.group(bot), telegram.people.person("Bình")

    group.say("chuyện riêng của đội", binh)
    group.say("/hangdoi@bot_khac", binh)
    group.say("/hangdoi@tinbao_bot", binh)

    assert [update["message"]["text"] for update in bot.updates] == ["/hangdoi@tinbao_bot"]


def an_aiogram_bot(telegram: FakeTelegram, token: str = TOKEN) -> Any:
    return open_bot(token, telegram.url).context()


def too_big_a_button() -> ptb.InlineKeyboardMarkup:
    button = ptb.InlineKeyboardButton("x", callback_data="đ" * 33)  # 66 bytes
    return ptb.InlineKeyboardMarkup([[button]])


def a_picture() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(held, "JPEG")
    return held.getvalue()


def test_the_check_would_find_a_misspelt_field(telegram: FakeTelegram, bot: Bot) -> None:
    lan = telegram.people.private(telegram.people.person(), bot)
    message: Json = lan.say("xin chào") | {"chat": lan.room.json | {"titel": "x"}}

    assert leftovers_of_aiogram(types.Message.model_validate(message)) == [".chat.titel"]
    assert leftovers_of_ptb(ptb.Message.de_json(message, None)) == [".chat.titel"]
