"""Open desk pages hear of changes."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest

from desks.desk import Code
from handlers.desk import news
from handlers.desk.news import MOST_PAGES
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
    monkeypatch.setattr(news, "POLL_SECONDS", 3600.0)  # by the bell alone
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
