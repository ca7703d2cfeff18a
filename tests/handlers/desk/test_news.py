"""Open desk pages hear of changes."""

import asyncio
import json
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest

from desks.desk import Code
from handlers.desk import watching
from handlers.desk.news import MOST_PAGES
from handlers.desk.watching import DeskWatch, OpenPage, SignedOut, Versions
from tests.builders import a_tip
from tests.handlers.webdesk_house import OTHER_DESK, DeskHouse, a_house
from tests.serving import served
from tips.tip import Route, TipId

BUSY = 60.0  # seconds that a machine with other work may take
Events = AsyncIterator[tuple[str, list[str]]]


@asynccontextmanager
async def listening(house: DeskHouse, base: str) -> AsyncIterator[tuple[httpx.AsyncClient, Events]]:
    async with httpx.AsyncClient(base_url=base, timeout=BUSY) as officer:
        await officer.post(f"/desk/join/{await house.invite()}")
        async with officer.stream("GET", "/api/desk/stream") as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.headers["cache-control"] == "no-store"
            events = _events(answer)
            assert await anext(events) == ("ready", [])
            yield officer, events


async def _events(answer: httpx.Response) -> Events:
    event = ""
    async for line in answer.aiter_lines():
        name, _, value = line.partition(": ")
        if name == "event":
            event = value
        if name == "data":
            yield event, json.loads(value).get("codes", [])


async def test_a_colleagues_claim_is_heard_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "POLL_SECONDS", 3600.0)  # by the bell alone
    house = a_house()
    async with served(house) as base, listening(house, base) as (officer, events):
        await officer.post("/api/desk/tips/K7Q-204/claim")

        assert await asyncio.wait_for(anext(events), BUSY) == ("changed", ["K7Q-204"])


async def test_what_another_process_changed_is_found_without_a_bell() -> None:
    house = a_house()
    async with served(house) as base, listening(house, base) as (_, events):
        house.has(a_tip(version=7))

        assert await asyncio.wait_for(anext(events), BUSY) == ("changed", ["K7Q-204"])


async def test_an_open_page_reads_no_tip_while_nothing_changes() -> None:
    house = a_house(*(a_tip(id=TipId(f"{n:032x}"), code=Code(f"K7Q-{n}")) for n in range(200, 250)))
    async with served(house) as base, listening(house, base) as (_, events):
        for _ in range(3):
            house.chime.ring("desk:26743")
            await asyncio.wait_for(anext(events), BUSY)

        assert not house.tips.reads


class Queue:
    """A desk's queue and its officers' sessions, that count who asks."""

    def __init__(self) -> None:
        self.looks = self.asked = 0
        self.version = 1
        self.gone: set[str] = set()
        self.bell = asyncio.Event()

    async def look(self) -> Versions:
        self.looks += 1
        if not self.version:
            raise OSError
        return {Code("K7Q-204"): self.version}

    async def standing(self, tokens: Collection[str]) -> Collection[str]:
        self.asked += 1
        return set(tokens) - self.gone

    async def wait(self, _seconds: float) -> bool:
        await self.bell.wait()
        self.bell.clear()
        return True


@asynccontextmanager
async def watched(queue: Queue, count: int) -> AsyncIterator[list[OpenPage]]:
    watch = DeskWatch(queue.look, queue.standing, queue.wait)
    pages = [OpenPage(f"session {number}") for number in range(count)]
    for page in pages:
        await watch.join(page)
    yield pages
    for page in pages:
        watch.leave(page)
    for _turn in range(3):
        await asyncio.sleep(0)
    assert watch.is_over


async def test_a_thousand_pages_of_a_desk_cost_one_look() -> None:
    queue = Queue()
    async with watched(queue, 1_000) as pages:
        await asyncio.sleep(0.01)
        before = (queue.looks, queue.asked)
        queue.version = 2
        queue.bell.set()
        heard = await asyncio.wait_for(asyncio.gather(*(page.hear() for page in pages)), BUSY)

        assert heard == [["K7Q-204"]] * 1_000
        assert (queue.looks, queue.asked) == (before[0] + 1, before[1] + 1)


async def test_whoever_is_signed_out_hears_nothing_more() -> None:
    queue = Queue()
    async with watched(queue, 2) as (stays, leaves):
        await asyncio.sleep(0.01)
        queue.gone.add(leaves.token)
        queue.version = 2
        queue.bell.set()

        with pytest.raises(SignedOut):
            await asyncio.wait_for(leaves.hear(), BUSY)
        assert await asyncio.wait_for(stays.hear(), BUSY) == ["K7Q-204"]


async def test_pages_come_back_when_the_database_was_away() -> None:
    queue = Queue()
    async with watched(queue, 2) as pages:
        await asyncio.sleep(0.01)
        queue.version = 0
        queue.bell.set()

        for page in pages:
            with pytest.raises(OSError):  # noqa: PT011 - whatever the look raised
                await asyncio.wait_for(page.hear(), BUSY)


async def test_another_desks_changes_are_not_heard() -> None:
    house = a_house(a_tip(route=Route(OTHER_DESK, "Phường Tân Bình.")))
    async with served(house) as base, listening(house, base) as (_, events):
        house.chime.ring(f"desk:{OTHER_DESK}")

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(events), 0.5)


async def test_the_stream_ends_with_the_session() -> None:
    house = a_house()
    async with served(house) as base, listening(house, base) as (officer, events):
        await officer.post("/desk/leave")
        house.chime.ring("desk:26743")

        heard = [event async for event in events]

    assert heard[-1] == ("ended", [])


async def test_one_officer_cannot_hold_endless_streams() -> None:
    house = a_house()
    async with (
        served(house) as base,
        listening(house, base) as (officer, _),
        AsyncExitStack() as more,
    ):
        for _page in range(MOST_PAGES - 1):
            await more.enter_async_context(officer.stream("GET", "/api/desk/stream"))

        refused = await officer.get("/api/desk/stream")

        assert (refused.status_code, refused.json()["code"]) == (429, "too_many")
