import asyncio
from collections.abc import Awaitable

from channels.cleaning.places import SLICE
from channels.cleaning.turns import Owner, Turns


class Room:
    """Files that are cleaned for as long as a test says."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.turns = Turns(2, lambda: self.seconds)
        self.begun: list[str] = []
        self.ends: dict[str, asyncio.Event] = {}

    def send(self, name: str, *owner: str) -> asyncio.Task[None]:
        self.ends[name] = asyncio.Event()
        return asyncio.create_task(self._clean(name, owner))

    async def _clean(self, name: str, owner: Owner) -> None:
        async def work() -> None:
            self.begun.append(name)
            await self.ends[name].wait()

        await self.turns.give(owner, work)

    async def wait(self, seconds: float) -> None:
        self.seconds += seconds
        self.turns.look()
        await _settled()

    async def finish(self, name: str, task: Awaitable[None], seconds: float = 1) -> None:
        self.seconds += seconds
        self.ends[name].set()
        await task
        await _settled()


async def _settled() -> None:
    for _ in range(8):
        await asyncio.sleep(0)


async def test_one_sender_never_takes_both_places() -> None:
    room = Room()
    first = room.send("a1", "a", "net")
    others = [room.send(name, "a", "net") for name in ("a2", "a3")]
    await _settled()
    assert room.begun == ["a1"]

    neighbour = room.send("b1", "b", "other")
    await _settled()

    assert room.begun == ["a1", "b1"]
    await room.finish("a1", first)
    assert room.begun == ["a1", "b1", "a2"]
    for task in (*others, neighbour):
        task.cancel()


async def test_next_is_who_took_least_lately() -> None:
    room = Room()
    long = room.send("a1", "a", "net")
    await _settled()
    await room.finish("a1", long, seconds=40)
    running = [room.send("b1", "b", "x"), room.send("c1", "c", "y")]
    await _settled()
    waiting = [room.send("a2", "a", "net"), room.send("d1", "d", "z")]
    await _settled()

    await room.finish("b1", running[0])

    assert room.begun[-1] == "d1"
    for task in (running[1], *waiting):
        task.cancel()


async def test_new_chats_of_one_network_do_not_go_before_others() -> None:
    room = Room()
    long = room.send("a1", "a", "net")
    await _settled()
    await room.finish("a1", long, seconds=40)
    running = [room.send("b1", "b", "x"), room.send("c1", "c", "y")]
    await _settled()
    waiting = [room.send("new", "new", "net"), room.send("d1", "d", "z")]
    await _settled()

    await room.finish("b1", running[0])

    assert room.begun[-1] == "d1"
    for task in (running[1], *waiting):
        task.cancel()


async def test_who_stops_waiting_leaves_no_place_taken() -> None:
    room = Room()
    running = [room.send("a1", "a"), room.send("b1", "b")]
    left = room.send("c1", "c")
    await _settled()
    left.cancel()
    await _settled()
    for name, task in zip(("a1", "b1"), running, strict=True):
        await room.finish(name, task)

    last = [room.send("d1", "d"), room.send("e1", "e")]
    await _settled()

    assert room.begun == ["a1", "b1", "d1", "e1"]
    for task in last:
        task.cancel()


async def test_two_networks_do_not_hold_both_places_against_a_third() -> None:
    room = Room()
    hostile = [room.send("a1", "a", "x"), room.send("b1", "b", "y")]
    await _settled()
    neighbour = room.send("n1", "n", "z")
    await room.wait(SLICE - 0.1)
    assert room.begun == ["a1", "b1"]

    await room.wait(0.2)

    assert room.begun == ["a1", "b1", "n1"]
    await room.finish("n1", neighbour)
    # The first goes on to its end, and the second waits for where it may do so as well.
    assert room.begun == ["a1", "b1", "n1"]
    await room.finish("a1", hostile[0])
    assert room.begun == ["a1", "b1", "n1", "b1"]
    await room.finish("b1", hostile[1])


async def test_nobody_yields_to_a_heavier_sender() -> None:
    room = Room()
    earlier = room.send("a0", "a", "x")
    await _settled()
    await room.finish("a0", earlier, seconds=30)
    running = [room.send("b1", "b", "y"), room.send("c1", "c", "z")]
    await _settled()
    waiting = room.send("a1", "a", "x")

    await room.wait(SLICE * 2)

    assert room.begun == ["a0", "b1", "c1"]
    for task in (*running, waiting):
        task.cancel()


async def test_who_leaves_while_stopped_leaves_no_place_taken() -> None:
    room = Room()
    hostile = [room.send("a1", "a", "x"), room.send("b1", "b", "y")]
    await _settled()
    neighbour = room.send("n1", "n", "z")
    await room.wait(SLICE)
    for task in (*hostile, neighbour):
        task.cancel()
    await _settled()

    last = [room.send("d1", "d"), room.send("e1", "e")]
    await _settled()

    assert room.begun[-2:] == ["d1", "e1"]
    for task in last:
        task.cancel()
