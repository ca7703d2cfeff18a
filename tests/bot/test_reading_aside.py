import asyncio
import threading

from bot.reading_aside import LONG, ReadingAside
from messages.message import Address, Incoming
from tips.conversation.draft import Draft
from tips.conversation.turn import Turn

TURN = Turn(Draft("0" * 32), ())


def _from(chat: str, text: str) -> Incoming:
    return Incoming(Address("web", chat), "event", text=text)


async def test_long_words_are_read_beside_the_loop_and_short_ones_at_once() -> None:
    reading, begun, ends = ReadingAside(), threading.Event(), threading.Event()

    def advance() -> Turn:
        begun.set()
        ends.wait(10)
        return TURN

    long = asyncio.create_task(reading.read(_from("a", "x" * LONG), advance))
    await asyncio.to_thread(begun.wait, 10)
    try:
        short = await reading.read(_from("b", "x"), lambda: TURN)
    finally:
        ends.set()

    assert short is TURN
    assert await long is TURN


async def test_one_is_read_at_a_time() -> None:
    reading, running, most = ReadingAside(), 0, 0

    def advance() -> Turn:
        nonlocal running, most
        running += 1
        most = max(most, running)
        threading.Event().wait(0.01)
        running -= 1
        return TURN

    texts = [_from(str(number), "x" * LONG) for number in range(10)]
    await asyncio.gather(*(reading.read(text, advance) for text in texts))

    assert most == 1
