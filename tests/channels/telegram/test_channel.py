"""One message through the real channel to our fake Telegram."""

from collections.abc import AsyncIterator, Iterator

import pytest

from channels.telegram.channel import TelegramChannel, pieces_of
from channels.telegram.keyboard import ROW_LENGTH, rows_of
from channels.telegram.session import open_bot
from messages.channel import MessageGone, Refused, TryLater, Unreachable
from messages.message import (
    Address,
    Button,
    Choice,
    Media,
    MediaId,
    MediaKind,
    Outgoing,
)
from tests.builders import NOON
from tests.fakes import House
from tests.telegram.fake import FakeTelegram
from tests.telegram.people import Chat, labels, words

CLAIM = (Button("Nhận", Choice("claim:K7Q-204")),)


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        fake.add_bot()
        yield fake


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def channel(telegram: FakeTelegram, house: House) -> AsyncIterator[TelegramChannel]:
    [token] = telegram.world.bots
    bot = open_bot(token, telegram.url)
    yield TelegramChannel(bot, house.shelf)
    await bot.session.close()


@pytest.fixture
def lan(telegram: FakeTelegram) -> Chat:
    [bot] = telegram.world.bots.values()
    return telegram.people.private(telegram.people.person(), bot)


@pytest.fixture
def forum(telegram: FakeTelegram) -> Chat:
    [bot] = telegram.world.bots.values()
    return telegram.people.group(bot, is_forum=True)


def to(chat: Chat, text: str = "một", **more: object) -> Outgoing:
    return Outgoing(Address("telegram", str(chat.room.id)), text, **more)  # type: ignore[arg-type]


async def photos(house: House, number: int) -> tuple[Media, ...]:
    return tuple(
        [
            await house.shelf.put(b"\xff\xd8photo", MediaKind.PHOTO, "image/jpeg", NOON)
            for _ in range(number)
        ]
    )


async def test_a_message_says_where_it_lies(channel: TelegramChannel, lan: Chat) -> None:
    where = await channel.send(to(lan, "Chào bạn", buttons=CLAIM, step="Bước 1/6"))

    [message] = lan.from_bot
    assert (where.recipient, where.message_id) == (str(lan.room.id), str(message["message_id"]))
    assert words(message) == "Bước 1/6\n\nChào bạn"
    assert labels(message) == ["Nhận"]


async def test_no_word_becomes_markup_and_no_link_is_fetched(
    channel: TelegramChannel, telegram: FakeTelegram, lan: Chat
) -> None:
    await channel.send(to(lan, "<b>*_đường_* http://a.vn & [x](y)"))

    assert lan.texts == ["<b>*_đường_* http://a.vn & [x](y)"]
    [asked] = telegram.requests("sendMessage")
    assert "parse_mode" not in asked
    assert asked["link_preview_options"] == {"is_disabled": True}


async def test_pictures_are_uploaded_after_the_words(
    channel: TelegramChannel, house: House, lan: Chat
) -> None:
    await channel.send(to(lan, "thẻ", media=await photos(house, 2)))

    assert ["photo" in message for message in lan.from_bot] == [False, True, True]


async def test_a_picture_in_a_group_says_whose_it_is_and_hides_until_it_is_pressed(
    channel: TelegramChannel, house: House, lan: Chat, telegram: FakeTelegram
) -> None:
    await channel.send(to(lan, "thẻ", media=await photos(house, 1), caption="Tin K7Q-204"))

    card, _ = lan.from_bot
    [sent] = telegram.requests("sendPhoto")
    assert (sent["caption"], sent["has_spoiler"]) == ("Tin K7Q-204", True)
    assert sent["reply_parameters"]["message_id"] == card["message_id"]


@pytest.mark.parametrize(
    ("kind", "mime", "part"),
    [
        (MediaKind.VOICE, "audio/ogg", "voice"),
        (MediaKind.VOICE, "audio/x-other", "document"),
        (MediaKind.VIDEO, "video/mp4", "video"),
    ],
)
async def test_recordings_are_shown_as_what_they_are(
    channel: TelegramChannel, house: House, lan: Chat, kind: MediaKind, mime: str, part: str
) -> None:
    media = await house.shelf.put(b"content", kind, mime, NOON)

    await channel.send(to(lan, "", media=(media,)))

    assert part in lan.from_bot[0]


async def test_an_erased_picture_does_not_hold_the_words(
    channel: TelegramChannel, lan: Chat
) -> None:
    gone = Media(MediaId("gone"), MediaKind.PHOTO, "image/jpeg", 1)

    await channel.send(to(lan, "thẻ", media=(gone,)))

    assert lan.texts == ["thẻ"]


async def test_a_retry_takes_up_where_it_broke_off(
    channel: TelegramChannel, telegram: FakeTelegram, house: House, forum: Chat
) -> None:
    card = to(forum, "thẻ", media=await photos(house, 2), topic="K7Q-204")
    telegram.fail("sendPhoto", 500)
    with pytest.raises(TryLater):
        await channel.send(card, "letter 1")

    where = await channel.send(card, "letter 1")

    assert len(forum.room.topics) == 1
    assert [bool(words(message)) for message in forum.from_bot] == [True, False, False]
    assert where.message_id == str(forum.from_bot[0]["message_id"])


async def test_a_topic_is_opened_once_and_then_used(channel: TelegramChannel, forum: Chat) -> None:
    where = await channel.send(to(forum, "thẻ", topic="K7Q-204 · Ma túy"))
    post = Outgoing(Address("telegram", where.recipient), "thêm", topic="K7Q-204 · Ma túy")
    await channel.send(post)

    [topic] = forum.room.topics
    assert where.recipient == f"{forum.room.id}/{topic}"
    assert [message["message_thread_id"] for message in forum.from_bot] == [topic, topic]


async def test_a_closed_topic_does_not_swallow_words(channel: TelegramChannel, forum: Chat) -> None:
    where = await channel.send(to(forum, "thẻ", topic="K7Q-204"))
    forum.room.closed_topics |= set(forum.room.topics)

    await channel.send(Outgoing(Address("telegram", where.recipient), "thêm"))

    assert "message_thread_id" not in forum.from_bot[-1]


async def test_an_edit_replaces_and_not_modified_is_done(
    channel: TelegramChannel, lan: Chat
) -> None:
    where = await channel.send(to(lan, "một"))

    await channel.edit(to(lan, "hai", buttons=CLAIM), where.message_id)
    await channel.edit(to(lan, "hai", buttons=CLAIM), where.message_id)

    assert lan.texts == ["hai"]


@pytest.mark.parametrize(
    ("code", "said", "meant"),
    [
        (403, "Forbidden: bot was blocked by the user", Unreachable),
        (403, "Forbidden: user is deactivated", Unreachable),
        (403, "Forbidden: bot was kicked from the supergroup chat", Unreachable),
        (400, "Bad Request: chat not found", Unreachable),
        (400, "Bad Request: BUTTON_DATA_INVALID", Refused),
        (400, "Bad Request: not enough rights to send text messages to the chat", TryLater),
        (401, "Unauthorized", TryLater),
        (404, "Not Found", TryLater),
        (500, "Internal Server Error", TryLater),
        (502, "Bad Gateway", TryLater),
    ],
)
async def test_every_refusal_has_a_meaning(
    channel: TelegramChannel,
    telegram: FakeTelegram,
    lan: Chat,
    code: int,
    said: str,
    meant: type[Exception],
) -> None:
    telegram.fail("sendMessage", code, said)

    with pytest.raises(meant) as refusal:
        await channel.send(to(lan))

    assert str(lan.room.id) not in str(refusal.value)
    assert refusal.value.__suppress_context__


async def test_a_429_names_its_seconds_for_the_whole_channel(
    channel: TelegramChannel, telegram: FakeTelegram, lan: Chat
) -> None:
    [bot] = telegram.world.bots.values()
    telegram.halt(bot, 17)

    with pytest.raises(TryLater) as later:
        await channel.send(to(lan))

    assert (later.value.seconds, later.value.whole_channel) == (17, True)


async def test_a_429_of_a_group_is_that_groups_alone(
    channel: TelegramChannel, telegram: FakeTelegram
) -> None:
    [bot] = telegram.world.bots.values()
    group = telegram.people.group(bot)
    telegram.halt(bot, 17)

    with pytest.raises(TryLater) as later:
        await channel.send(to(group))

    assert not later.value.whole_channel


async def test_a_dead_line_is_tried_later(
    channel: TelegramChannel, telegram: FakeTelegram, lan: Chat
) -> None:
    telegram.drop("sendMessage")

    with pytest.raises(TryLater):
        await channel.send(to(lan))


@pytest.mark.parametrize("recipient", ["", "abc", "-100/x", "1/#y"])
async def test_an_address_that_is_none_is_refused(channel: TelegramChannel, recipient: str) -> None:
    with pytest.raises(Refused):
        await channel.send(Outgoing(Address("telegram", recipient), "một"))


async def test_a_message_to_edit_that_is_gone_is_said_to_be(
    channel: TelegramChannel, lan: Chat
) -> None:
    with pytest.raises(MessageGone):
        await channel.edit(to(lan, "hai"), "999")


async def test_a_moved_group_is_followed(channel: TelegramChannel, telegram: FakeTelegram) -> None:
    [bot] = telegram.world.bots.values()
    old = telegram.people.group(bot, kind="group")
    card = await channel.send(to(old, "thẻ"))
    new = telegram.people.upgrade(old)

    with pytest.raises(MessageGone):
        await channel.edit(to(old, "thẻ mới"), card.message_id)
    where = await channel.send(to(old, "thẻ mới"))

    assert where.recipient == str(new.room.id)


async def test_words_too_long_for_one_message_are_torn_at_a_word(
    channel: TelegramChannel, lan: Chat
) -> None:
    story = "tối nào cũng tụ tập " * 500

    await channel.send(to(lan, story, buttons=CLAIM))

    assert " ".join(" ".join(lan.texts).split()) == " ".join(story.split())
    assert [labels(message) for message in lan.from_bot] == [[], [], ["Nhận"]]


def test_one_endless_word_is_torn_too() -> None:
    assert "".join(pieces_of("x" * 9000)) == "x" * 9000


def test_buttons_stand_in_rows_that_fit_a_phone() -> None:
    names = ["Có", "Không", "Không rõ", "Lừa đảo, chiếm đoạt tài sản trên mạng", "Quay lại"]
    rows = rows_of([Button(label, Choice(label)) for label in names])

    assert [[button.label for button in row] for row in rows] == [
        ["Có", "Không", "Không rõ"],
        ["Lừa đảo, chiếm đoạt tài sản trên mạng"],
        ["Quay lại"],
    ]
    assert all(len(row) <= ROW_LENGTH for row in rows)


async def test_a_picture_telegram_will_not_show_goes_as_a_file(
    channel: TelegramChannel, telegram: FakeTelegram, house: House, lan: Chat
) -> None:
    telegram.fail("sendPhoto", 400, "Bad Request: PHOTO_INVALID_DIMENSIONS")

    await channel.send(to(lan, "thẻ", media=await photos(house, 1)))

    assert "document" in lan.from_bot[-1]


@pytest.mark.parametrize(
    ("code", "said", "attempts"),
    [
        (400, "Bad Request: not enough rights to send photos to the chat", 1),
        (413, "Request Entity Too Large", 1),
        (500, "Internal Server Error", 4),
    ],
)
async def test_a_picture_never_taken_does_not_hold_its_card(
    channel: TelegramChannel,
    telegram: FakeTelegram,
    house: House,
    lan: Chat,
    code: int,
    said: str,
    attempts: int,
) -> None:
    telegram.fail("sendPhoto", code, said, times=9)
    telegram.fail("sendDocument", code, said, times=9)
    card = to(lan, "thẻ", media=await photos(house, 1))

    for _ in range(attempts - 1):
        with pytest.raises(TryLater):
            await channel.send(card, "letter")
    where = await channel.send(card, "letter")

    assert where.message_id == str(lan.from_bot[0]["message_id"])
    assert lan.texts == ["thẻ"]
