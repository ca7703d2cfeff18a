from channels.web.channel import WebChatChannel, address, topic
from messages.message import Outgoing
from tests.fakes import SilentBell
from tests.fakes.memory import Memory
from tests.handlers.webchat_house import MemoryChatBook

CITIZEN = address("ab12")


async def test_what_is_sent_becomes_a_line_and_open_pages_hear_of_it() -> None:
    memory, bell = Memory(), SilentBell()
    channel = WebChatChannel(MemoryChatBook(memory), bell)

    where = await channel.send(Outgoing(CITIZEN, "Chào bạn"), "letter-1")

    [line] = memory.lines[CITIZEN]
    assert line.message.text == "Chào bạn"
    assert (where.recipient, where.message_id) == ("ab12", str(line.id))
    assert bell.rung == [topic("ab12")]


async def test_a_letter_delivered_twice_is_there_once() -> None:
    memory = Memory()
    channel = WebChatChannel(MemoryChatBook(memory), SilentBell())

    first = await channel.send(Outgoing(CITIZEN, "Chào bạn"), "letter-1")
    second = await channel.send(Outgoing(CITIZEN, "Chào bạn"), "letter-1")

    assert first == second
    assert len(memory.lines[CITIZEN]) == 1


async def test_a_correction_is_said_anew() -> None:
    memory = Memory()
    channel = WebChatChannel(MemoryChatBook(memory), SilentBell())
    said = await channel.send(Outgoing(CITIZEN, "Cũ"), "letter-1")

    await channel.edit(Outgoing(CITIZEN, "Mới"), said.message_id)

    assert [line.message.text for line in memory.lines[CITIZEN]] == ["Cũ", "Mới"]
