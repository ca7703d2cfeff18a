import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from typing_extensions import override

from channels.post.bell import ProcessBell
from channels.post.postman import Postman
from desks.desk import Code
from messages.channel import Delivered, MessageGone, Refused, TryLater, Unreachable
from messages.message import Address, Outgoing
from tests.builders import a_desk, a_tip
from tests.fakes import House, RecordingChannel
from tests.fakes.memory import LetterRow
from tests.telegram.people import until
from tips.letters import LetterKind, WaitingLetter
from tips.tip import TipId

LAN, MAI = Address("telegram", "1"), Address("telegram", "2")


class OnlyHeard(ProcessBell):
    """Nobody who waits for it looks by the clock as well."""

    @override
    async def wait(self, topic: str, seconds: float) -> bool:
        return await super().wait(topic, 3600.0)


class Desk(House):
    """A house with a post office; every tip belongs to the citizen of the same name."""

    @override
    def __post_init__(self) -> None:
        super().__post_init__()
        self.channel = RecordingChannel("telegram")
        self.chime = ProcessBell()
        self.counted: list[tuple[str, str]] = []
        self.post = Postman(
            {"telegram": self.channel},
            self.letters,
            lambda letter: Outgoing(letter.to, letter.text),
            self.clock,
            self.chime,
            chance=lambda: 0.5,
            count=lambda outcome, channel: self.counted.append((outcome, channel)),
        )

    def letter(self, text: str, to: Address = LAN, **more: object) -> LetterRow:
        tip = a_tip(id=TipId(to.recipient))
        self.memory.tips[tip.id] = tip
        self.memory.links[tip.id] = to
        number = str(self.memory.next_number())
        row = LetterRow(number, LetterKind.CITIZEN, tip.id, self.clock.now(), text=text)
        for name, value in more.items():
            setattr(row, name, value)
        self.memory.post(row)
        self.chime.ring("letters")
        return row

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.channel.sent]

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        work = asyncio.create_task(self.post.run())
        await asyncio.sleep(0)
        try:
            yield
        finally:
            self.post.stop()
            await asyncio.wait_for(work, 60)


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_letters_of_one_chat_are_sent_in_order(desk: Desk) -> None:
    rows = [desk.letter(text) for text in ("một", "hai", "ba")]

    async with desk.at_work():
        await until(lambda: rows[-1].state == "sent")

    assert desk.texts == ["một", "hai", "ba"]


async def test_the_bell_sends_a_letter_at_once(desk: Desk) -> None:
    desk.chime = desk.post.alarm = OnlyHeard()
    async with desk.at_work():
        await asyncio.sleep(0.05)
        row = desk.letter("mới")
        await until(lambda: row.state == "sent")

    assert desk.texts == ["mới"]


async def test_a_letter_of_another_process_is_found_without_a_bell(desk: Desk) -> None:
    async with desk.at_work():
        await asyncio.sleep(0.05)
        desk.chime = ProcessBell()  # nobody listens to this one
        row = desk.letter("từ nơi khác")
        await until(lambda: row.state == "sent")

    assert desk.texts == ["từ nơi khác"]


async def test_a_slow_chat_does_not_hold_others(desk: Desk) -> None:
    slow = Slow(desk.channel, LAN)
    desk.post.channels = {"telegram": slow}
    held = desk.letter("chậm", LAN)
    quick = desk.letter("nhanh", MAI)

    async with desk.at_work():
        await until(lambda: quick.state == "sent")
        waiting = held.state
        slow.go.set()
        await until(lambda: held.state == "sent")

    assert waiting == "waiting"


@pytest.mark.parametrize(
    ("trouble", "state", "reason"),
    [
        (Unreachable("blocked"), "parked", "unreachable"),
        (Refused("malformed"), "given_up", "refused"),
        (TryLater(30), "waiting", "later"),
        (TryLater(0), "waiting", "later"),
        (RuntimeError("a bug"), "waiting", "failed"),
    ],
)
async def test_what_a_messenger_answers_is_written_down(
    desk: Desk, trouble: Exception, state: str, reason: str
) -> None:
    row = desk.letter("một")
    desk.channel.troubles.append(trouble)

    async with desk.at_work():
        await until(lambda: bool(row.reason))

    assert (row.state, row.reason) == (state, reason)


async def test_a_postponed_letter_goes_when_its_time_comes(desk: Desk) -> None:
    row = desk.letter("một")
    desk.channel.troubles.append(TryLater(30))

    async with desk.at_work():
        await until(lambda: row.reason == "later")
        assert desk.texts == []
        desk.clock.pass_time(seconds=31)
        desk.chime.ring("letters")
        await until(lambda: row.state == "sent")


async def test_failures_are_retried_ever_more_slowly(desk: Desk) -> None:
    pauses = []
    for attempt in range(12):
        row = desk.letter("một", attempt=attempt)
        desk.channel.troubles.append(TryLater(0))
        async with desk.at_work():
            await until(lambda row=row: bool(row.reason))  # type: ignore[misc]
        pauses.append((row.due - desk.clock.now()).total_seconds())
        row.state = "given_up"

        desk.post = type(desk.post)(**{k: v for k, v in vars(desk.post).items() if k[0] != "_"})

    assert pauses == sorted(pauses)
    assert pauses[0] < 3
    assert 500 < pauses[-1] < 1000


async def test_a_429_stops_every_chat_of_the_channel(desk: Desk) -> None:
    first = desk.letter("một", LAN)
    desk.channel.troubles.append(TryLater(60, whole_channel=True))

    async with desk.at_work():
        await until(lambda: bool(first.reason))
        second = desk.letter("hai", MAI)
        await until(lambda: second.reason == "channel_rests")
        assert desk.texts == []
        desk.clock.pass_time(seconds=62)
        desk.chime.ring("letters")
        await until(lambda: (first.state, second.state) == ("sent", "sent"))


async def test_a_card_is_edited_where_it_lies(desk: Desk) -> None:
    row = desk.letter("thẻ", message_id="77")

    async with desk.at_work():
        await until(lambda: row.state == "sent")

    assert [(message.text, id_) for message, id_ in desk.channel.edited] == [("thẻ", "77")]
    assert desk.texts == []


async def test_a_card_that_was_deleted_is_sent_anew(desk: Desk) -> None:
    row = desk.letter("thẻ", message_id="77")
    desk.channel.troubles.append(MessageGone())

    async with desk.at_work():
        await until(lambda: row.state == "sent")

    assert desk.texts == ["thẻ"]


async def test_a_letter_that_cannot_be_composed_stops_nothing(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def compose(letter: WaitingLetter) -> Outgoing:
        if letter.text == "hỏng":
            raise ValueError("Trần Thị Lan")
        return Outgoing(letter.to, letter.text)

    desk.post.compose = compose
    broken, good = desk.letter("hỏng"), desk.letter("tốt")

    with caplog.at_level(logging.DEBUG):
        async with desk.at_work():
            await until(lambda: good.state == "sent")

    assert (broken.state, broken.reason) == ("given_up", "not_composed")
    assert "Lan" not in caplog.text
    assert "hỏng" not in caplog.text
    assert [getattr(record, "tip", "") for record in caplog.records] == [Code("K7Q-204")]


async def test_a_database_that_is_away_for_a_moment_loses_nothing(desk: Desk) -> None:
    row = desk.letter("một")
    fails_once(desk.letters, "due")
    fails_once(desk.letters, "delivered")

    async with desk.at_work():
        await until(lambda: row.state == "sent")

    assert desk.texts == ["một"]


async def test_what_is_under_way_is_finished_before_the_end(desk: Desk) -> None:
    slow = Slow(desk.channel, LAN)
    desk.post.channels = {"telegram": slow}
    row = desk.letter("một")

    async with desk.at_work():
        await until(lambda: slow.begun)
        desk.post.stop()
        await asyncio.sleep(0.05)
        slow.go.set()

    assert row.state == "sent"


async def test_a_letter_long_under_way_is_leased_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.post.leases.STILL_AT_IT", 0.02)
    slow = Slow(desk.channel, LAN)
    desk.post.channels = {"telegram": slow}
    row = desk.letter("phim dài")

    async with desk.at_work():
        await until(lambda: row.reason == "under_way")
        desk.clock.pass_time(seconds=15)
        begun = row.due
        await until(lambda: row.due > begun)
        slow.go.set()
        await until(lambda: row.state == "sent")

    assert desk.texts == ["phim dài"]


async def test_a_letter_for_a_messenger_that_is_off_waits(desk: Desk) -> None:
    desk.post.channels = {}
    row = desk.letter("một")

    async with desk.at_work():
        await until(lambda: row.reason == "channel_off")

    assert row.state == "waiting"


async def test_a_desk_card_reaches_its_group(desk: Desk) -> None:
    desk.memory.desks[a_desk().code] = a_desk(group="-1001")
    group = RecordingChannel("telegram_desk")
    desk.post.channels = {"telegram_desk": group}
    tip = a_tip()
    desk.memory.tips[tip.id] = tip
    desk.memory.arm_card(tip, desk.clock.now())

    async with desk.at_work():
        await until(lambda: bool(group.sent))

    assert group.sent[0].to == Address("telegram_desk", "-1001")


class Slow:
    """Takes its time with one address."""

    def __init__(self, channel: RecordingChannel, address: Address) -> None:
        self.name, self._channel, self._address = channel.name, channel, address
        self.go = asyncio.Event()
        self.begun = False

    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:
        if message.to == self._address:
            self.begun = True
            await self.go.wait()
        return await self._channel.send(message, letter_id)

    async def edit(self, message: Outgoing, message_id: str) -> None:
        await self._channel.edit(message, message_id)


def fails_once(store: object, name: str) -> None:
    works: Callable[..., Awaitable[object]] = getattr(store, name)

    async def fail(*given: object) -> object:
        setattr(store, name, works)
        raise ConnectionError

    setattr(store, name, fail)
