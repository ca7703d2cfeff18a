import asyncio
from collections.abc import Iterable

import pytest

from handlers.telegram.citizens.albums import Albums
from messages.message import Address, Button, Choice, Outgoing

LAN = Address("telegram", "1")
QUESTION = Outgoing(LAN, "Còn ảnh nào nữa không?", (Button("Xong", Choice("media:done")),))


class Speaker:
    def __init__(self) -> None:
        self.said: list[str] = []

    async def speak(self, messages: Iterable[Outgoing]) -> None:
        self.said += [message.text for message in messages]


@pytest.fixture
def speaker() -> Speaker:
    return Speaker()


@pytest.fixture
def albums(speaker: Speaker) -> Albums:
    return Albums(speaker, quiet=0.05)


def kept(number: int) -> list[Outgoing]:
    return [Outgoing(LAN, f"Đã giữ tệp của bạn ({number}/10)."), QUESTION]


async def silence() -> None:
    await asyncio.sleep(0.2)


async def test_an_album_is_answered_once(albums: Albums, speaker: Speaker) -> None:
    for number in range(1, 6):
        await albums.answer(1, kept(number), "A")
    assert speaker.said == []

    await silence()

    assert speaker.said == ["Đã giữ tệp của bạn (5/10).\n\nCòn ảnh nào nữa không?"]
    assert not albums._held


async def test_what_only_one_picture_was_told_is_not_lost(albums: Albums, speaker: Speaker) -> None:
    await albums.answer(1, kept(1), "A")
    await albums.answer(1, [Outgoing(LAN, "Tệp này không mở được."), QUESTION], "A")
    await albums.answer(1, kept(2), "A")

    await silence()

    assert speaker.said == [
        "Tệp này không mở được.\n\nĐã giữ tệp của bạn (2/10).\n\nCòn ảnh nào nữa không?"
    ]


async def test_what_comes_after_an_album_is_answered_after_it(
    albums: Albums, speaker: Speaker
) -> None:
    await albums.answer(1, kept(1), "A")
    await albums.answer(2, [Outgoing(LAN, "của người khác")])
    await albums.answer(1, [Outgoing(LAN, "Xem lại tin")])
    await silence()

    assert speaker.said == [
        "của người khác",
        "Đã giữ tệp của bạn (1/10).\n\nCòn ảnh nào nữa không?",
        "Xem lại tin",
    ]


async def test_two_albums_are_two_answers(albums: Albums, speaker: Speaker) -> None:
    await albums.answer(1, kept(1), "A")
    await albums.answer(1, kept(2), "B")
    await silence()

    assert len(speaker.said) == 2


async def test_a_picture_that_takes_long_holds_the_answer(albums: Albums, speaker: Speaker) -> None:
    await albums.answer(1, kept(1), "A")
    albums.goes_on(1, "A")
    await silence()
    assert speaker.said == []

    await albums.answer(1, kept(2), "A")
    await silence()

    assert len(speaker.said) == 1
