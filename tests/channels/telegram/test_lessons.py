"""A lesson to one of very many, through real HTTP to our fake Telegram."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from channels.telegram.lessons import TelegramLessons
from messages.channel import MessageGone, Refused, TryLater, Unreachable, Unsure
from messages.lesson_line import LessonMessage
from messages.message import Button, Choice
from storage.database.interface import Database
from storage.lessons.uploads import SqlUploads
from tests.telegram.fake import TOKEN, FakeTelegram
from tests.telegram.people import Chat

LESSON = LessonMessage("Không đọc mã cho ai.", (Button("Dừng nhận bài", Choice("dk:stop")),))


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        fake.add_bot()
        yield fake


@pytest.fixture
async def lessons(telegram: FakeTelegram, database: Database) -> AsyncIterator[TelegramLessons]:
    line = TelegramLessons(TOKEN, telegram.url, SqlUploads(database), lambda file: file.name)
    yield line
    await line.close()


@pytest.fixture
def lan(telegram: FakeTelegram) -> Chat:
    [bot] = telegram.world.bots.values()
    return telegram.people.private(telegram.people.person(), bot)


def who(chat: Chat) -> str:
    return str(chat.room.id)


def shown(chat: Chat, message: int) -> dict[str, object]:
    return dict(chat.room.messages[message])


async def test_words_and_the_button_to_stop_arrive(lessons: TelegramLessons, lan: Chat) -> None:
    sent = await lessons.send(who(lan), LESSON, "")

    message = shown(lan, sent)
    assert message["text"] == LESSON.text
    assert "dk:stop" in str(message["reply_markup"])


async def test_whoever_blocked_the_bot_is_unreachable(lessons: TelegramLessons, lan: Chat) -> None:
    lan.block()

    with pytest.raises(Unreachable):
        await lessons.send(who(lan), LESSON, "")
    with pytest.raises(Unreachable):
        await lessons.send("999999", LESSON, "")  # no such chat


@pytest.mark.parametrize(
    ("code", "words", "meant"),
    [
        (400, "Bad Request: can't parse entities", Refused),
        (500, "Internal Server Error", Unsure),
        (502, "Bad Gateway", Unsure),
        (401, "Unauthorized", TryLater),
    ],
)
async def test_refusals_keep_their_meaning(
    telegram: FakeTelegram,
    lessons: TelegramLessons,
    lan: Chat,
    code: int,
    words: str,
    meant: type[Exception],
) -> None:
    telegram.fail("sendMessage", code, words)

    with pytest.raises(meant):
        await lessons.send(who(lan), LESSON, "")


async def test_429_is_for_the_whole_bot(
    telegram: FakeTelegram, lessons: TelegramLessons, lan: Chat
) -> None:
    [bot] = telegram.world.bots.values()
    telegram.halt(bot, 30)

    with pytest.raises(TryLater) as told:
        await lessons.send(who(lan), LESSON, "")

    assert told.value.whole_channel
    assert told.value.seconds > 20


async def test_an_answer_that_never_came_is_in_doubt(
    telegram: FakeTelegram, lessons: TelegramLessons, lan: Chat
) -> None:
    telegram.drop("sendMessage")

    with pytest.raises(Unsure):
        await lessons.send(who(lan), LESSON, "")

    assert len(lan.room.messages) == 1


async def test_where_nobody_listens_it_surely_did_not_leave(database: Database) -> None:
    line = TelegramLessons(TOKEN, "http://127.0.0.1:9", SqlUploads(database), str)

    with pytest.raises(TryLater) as told:
        await line.send("5", LESSON, "")

    assert not told.value.whole_channel
    await line.close()


async def test_a_wrong_lesson_is_edited_and_a_repeat_is_done_already(
    lessons: TelegramLessons, lan: Chat
) -> None:
    sent = await lessons.send(who(lan), LESSON, "")
    right = LessonMessage("Đính chính: số đúng là 113.", LESSON.buttons)

    await lessons.edit(who(lan), sent, right)
    await lessons.edit(who(lan), sent, right)

    assert shown(lan, sent)["text"] == right.text


async def test_a_lesson_is_taken_back_once(lessons: TelegramLessons, lan: Chat) -> None:
    sent = await lessons.send(who(lan), LESSON, "")

    await lessons.delete(who(lan), sent)

    assert sent not in lan.room.messages
    with pytest.raises(MessageGone):
        await lessons.delete(who(lan), sent)
    with pytest.raises(MessageGone):
        await lessons.edit(who(lan), sent, LESSON)


async def test_a_picture_is_uploaded_once_for_everybody(
    telegram: FakeTelegram, lessons: TelegramLessons, lan: Chat, tmp_path: Path
) -> None:
    [bot] = telegram.world.bots.values()
    other = telegram.people.private(telegram.people.person(), bot)
    picture = tmp_path / "ld-01.jpg"
    picture.write_bytes(b"\xff\xd8picture")
    told = LessonMessage(LESSON.text, LESSON.buttons, picture=str(picture))

    sent = await lessons.send(who(lan), told, "")
    again = await lessons.send(who(other), told, "")
    await lessons.edit(who(lan), sent, LessonMessage("Đính chính.", LESSON.buttons))

    first, second = telegram.requests("sendPhoto")
    assert isinstance(first["photo"], bytes)
    assert isinstance(second["photo"], str)
    assert shown(lan, sent)["caption"] == "Đính chính."
    assert shown(other, again)["caption"] == LESSON.text


async def test_a_voice_comes_after_the_words(
    telegram: FakeTelegram, lessons: TelegramLessons, lan: Chat, tmp_path: Path
) -> None:
    voice = tmp_path / "ld-01.ogg"
    voice.write_bytes(b"OggSvoice")
    told = LessonMessage(LESSON.text, voice=str(voice))

    await lessons.send(who(lan), told, "")

    words, spoken = lan.room.messages.values()
    assert told.messages == 2
    assert words["text"] == LESSON.text
    assert "voice" in spoken


@pytest.mark.parametrize("how", ["recalled", "corrected"])
async def test_what_was_spoken_is_taken_back_with_its_words(
    lessons: TelegramLessons, lan: Chat, tmp_path: Path, how: str
) -> None:
    voice = tmp_path / "ld-01.ogg"
    voice.write_bytes(b"OggSvoice")
    sent = await lessons.send(who(lan), LessonMessage(LESSON.text, voice=str(voice)), "")

    if how == "recalled":
        await lessons.delete(who(lan), sent)
        assert not lan.room.messages
    else:
        for _twice in range(2):  # as after a crash
            await lessons.edit(who(lan), sent, LessonMessage("Đính chính."))
        [left] = lan.room.messages.values()
        assert left["text"] == "Đính chính."
