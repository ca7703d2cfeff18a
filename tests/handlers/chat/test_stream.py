import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from httpx import AsyncClient, Response

from handlers.chat.open_pages import OpenPages
from handlers.chat.stream import MOST_PAGES
from tests.handlers.webchat_house import MESSAGES, STREAM, ChatHouse, messages, say
from tests.serving import served

QUESTION = "Bạn có nhớ biển số xe không?"


async def test_an_officers_question_arrives_without_asking() -> None:
    house = ChatHouse()
    async with served(house) as url, AsyncClient(base_url=url, timeout=60) as client:
        await client.post("/api/chat")
        async with client.stream("GET", STREAM) as stream:
            news = _news(stream)
            greeting = await anext(news)
            await house.ask(QUESTION)
            asked = await anext(news)

    assert greeting["messages"][-1]["from"] == "bot"
    assert [one["text"] for one in asked["messages"]] == [QUESTION]


async def test_what_one_page_says_the_other_page_shows() -> None:
    house = ChatHouse()
    async with served(house) as url, AsyncClient(base_url=url, timeout=60) as client:
        await client.post("/api/chat")
        async with client.stream("GET", STREAM) as stream:
            news = _news(stream)
            await anext(news)
            await say(client, "Chào kênh tin báo")
            told = await anext(news)

    assert told["messages"][0]["text"] == "Chào kênh tin báo"


@pytest.mark.parametrize("how", ["header", "query"])
async def test_a_stream_goes_on_where_it_broke_off(how: str) -> None:
    house = ChatHouse()
    async with served(house) as url, AsyncClient(base_url=url, timeout=60) as client:
        last = str(messages(await client.post("/api/chat"))[-1]["id"])
        await house.ask(QUESTION)
        sent: dict[str, Any] = (
            {"headers": {"Last-Event-ID": last}} if how == "header" else {"params": {"after": last}}
        )
        async with client.stream("GET", STREAM, **sent) as stream:
            news = await anext(_news(stream))

    assert [one["text"] for one in news["messages"]] == [QUESTION]


async def test_a_ring_while_reading_is_not_missed() -> None:
    house = ChatHouse()
    async with served(house) as url, AsyncClient(base_url=url, timeout=60) as client:
        await client.post("/api/chat")
        async with client.stream("GET", STREAM) as stream:
            news = _news(stream)
            await anext(news)
            await asyncio.gather(*(house.ask(f"{QUESTION} {number}") for number in range(20)))
            heard: list[str] = []
            while len(heard) < 20:
                heard += [one["text"] for one in (await anext(news))["messages"]]

    assert heard == [f"{QUESTION} {number}" for number in range(20)]


async def test_a_chat_has_only_so_many_open_pages() -> None:
    house = ChatHouse()
    async with served(house) as url, AsyncClient(base_url=url, timeout=60) as client:
        await client.post("/api/chat")
        every: list[AsyncIterator[dict[str, Any]]] = []
        async with AsyncExitStack() as pages:
            for _ in range(MOST_PAGES):
                page = await pages.enter_async_context(client.stream("GET", STREAM))
                every.append(news := _news(page))  # kept, else the page is closed
                await anext(news)
            refused = await client.get(STREAM)
        await asyncio.sleep(0.2)
        async with client.stream("GET", STREAM) as again:
            pass

    assert refused.status_code == 429
    assert again.status_code == 200


async def test_when_too_many_listen_the_idlest_page_is_told_to_ask_instead() -> None:
    house = ChatHouse(pages=OpenPages(of_one_network=1))
    async with (
        served(house) as url,
        AsyncClient(base_url=url, timeout=60) as one,
        AsyncClient(base_url=url, timeout=60) as other,
    ):
        await one.post("/api/chat")
        await other.post("/api/chat")
        async with one.stream("GET", STREAM) as first:
            lines = first.aiter_lines()
            while not (await anext(lines)).startswith("data: "):
                pass
            async with other.stream("GET", STREAM) as second:
                assert (await anext(_news(second)))["messages"]
                told = [line async for line in lines if line]
        asked = await one.get(MESSAGES)

    assert told[-2:] == ["event: crowded", "data: "]  # and that is its end
    assert asked.status_code == 200


async def test_a_stopping_server_does_not_wait_for_open_pages() -> None:
    house = ChatHouse()
    async with served(house) as url:
        client = AsyncClient(base_url=url, timeout=60)
        await client.post("/api/chat")
        page = await client.send(client.build_request("GET", STREAM), stream=True)
        news = _news(page)
        await anext(news)
        stopped_at = asyncio.get_running_loop().time()

    assert asyncio.get_running_loop().time() - stopped_at < 4.5  # five are given to the rest
    await client.aclose()


async def _news(stream: Response) -> AsyncIterator[dict[str, Any]]:
    async for line in stream.aiter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))
