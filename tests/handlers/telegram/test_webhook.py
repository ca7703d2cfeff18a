import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.wiring.telegram import PATH
from handlers.telegram.webhook import LARGEST_UPDATE, SECRET_HEADER, router
from handlers.web import problems

SECRET = "a secret only Telegram was told"


class Feed:
    def __init__(self) -> None:
        self.taken: list[Mapping[str, Any]] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def take(self, raw: Mapping[str, Any]) -> None:
        await self.gate.wait()
        self.taken.append(raw)


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
async def platform(feed: Feed) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(router(feed, SECRET, PATH))  # type: ignore[arg-type]
    problems.install(app)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://tinbao") as client:
        yield client


async def test_an_update_is_acknowledged_after_its_effect(
    platform: httpx.AsyncClient, feed: Feed
) -> None:
    feed.gate.clear()
    call = asyncio.create_task(
        platform.post(PATH, json={"update_id": 1}, headers={SECRET_HEADER: SECRET})
    )
    await asyncio.sleep(0.05)
    before = call.done()
    feed.gate.set()

    assert (await call).status_code == 200
    assert not before
    assert feed.taken == [{"update_id": 1}]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "bí mật"])
async def test_a_forged_webhook_is_refused(
    platform: httpx.AsyncClient, feed: Feed, secret: str | None
) -> None:
    headers = {} if secret is None else {SECRET_HEADER.encode(): secret.encode()}

    answer = await platform.post(PATH, json={"update_id": 1}, headers=headers)

    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert feed.taken == []


async def test_without_a_secret_nobody_comes_in(feed: Feed) -> None:
    app = FastAPI()
    app.include_router(router(feed, "", PATH))  # type: ignore[arg-type]
    problems.install(app)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://tinbao") as client:
        answer = await client.post(PATH, json={}, headers={SECRET_HEADER: ""})

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\xff\x00", 400),
        (b"[1]", 400),
        (b"[" * 100_000, 400),
        (b" " * (LARGEST_UPDATE + 1), 413),
    ],
)
async def test_what_is_no_update_is_a_problem(
    platform: httpx.AsyncClient, feed: Feed, body: bytes, status: int
) -> None:
    answer = await platform.post(PATH, content=body, headers={SECRET_HEADER: SECRET})

    assert answer.status_code == status
    assert feed.taken == []
