"""Our own chat for bench.steps: the six answers, and a browser that says them."""

import json
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

from starlette.types import ASGIApp

from bot.config import Config
from bot.startup import opened_data_folder
from bot.wiring.application import Application, postman
from bot.wiring.messengers import open_messengers
from bot.wiring.pages import web_application

STEPS = (
    "Tối qua có nhóm người tụ tập mua bán ma túy sau chợ, đi ba xe máy",
    "phường Bến Thành, thành phố Hồ Chí Minh",
    "không rõ",
    "không rõ",
    "bỏ qua",
    "quay lại",
)


@asynccontextmanager
async def in_process(config: Config) -> AsyncIterator[tuple[Application, ASGIApp]]:
    """The program with nothing running beside it."""
    async with opened_data_folder(config) as data_folder:
        application = Application(config, data_folder)
        async with open_messengers(application) as messengers:
            doors, parts = messengers.open(postman(application, messengers.channels))
            for part in parts:
                part.work.close()
            yield application, web_application(application, doors)


class Chat:
    """A browser without HTTP around it: what is measured is ours."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._cookie = ""

    async def begin(self) -> None:
        headers = await self._post("/api/chat", b"")
        self._cookie = headers.get(b"set-cookie", b"").decode().split(";")[0]

    async def say(self, words: str) -> None:
        await self._post("/api/chat/messages", json.dumps({"text": words}).encode())

    async def _post(self, path: str, body: bytes) -> dict[bytes, bytes]:
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST",
            "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"",
            "root_path": "", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8080),
            "headers": self._headers(body),
        }  # fmt: skip
        got: list[MutableMapping[str, Any]] = []

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            got.append(message)

        await self._app(scope, receive, send)
        if got[0]["status"] >= 400:
            raise RuntimeError(f"{path}: {got[0]['status']}")
        return dict(got[0]["headers"])

    def _headers(self, body: bytes) -> list[tuple[bytes, bytes]]:
        here = b"127.0.0.1:8080"
        headers = [(b"host", here), (b"origin", b"http://" + here)]
        headers += [(b"content-type", b"application/json"), (b"cookie", self._cookie.encode())]
        headers.append((b"idempotency-key", secrets.token_hex(16).encode()))
        return [*headers, (b"content-length", str(len(body)).encode())]


async def cpu(work: Awaitable[object]) -> float:
    began = time.process_time()
    await work
    return time.process_time() - began
