"""A server of our own on loopback, in a thread of its own: what both fakes of Zalo stand on."""

import asyncio
import threading
from types import TracebackType
from typing import Any, Self

from aiohttp import web

Json = dict[str, Any]


class Loopback:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._port = 0
        self._ready = threading.Event()
        self._over: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10), "the fake did not start"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._loop is not None
        assert self._over is not None
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    def routes(self, app: web.Application) -> None:
        raise NotImplementedError

    async def beside(self) -> None:
        """What runs beside the server, until it is cancelled."""

    async def _run(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application(client_max_size=30 * 1024 * 1024)
        self.routes(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.02)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._port = runner.addresses[0][1]
        beside = asyncio.create_task(self.beside())
        self._ready.set()
        await self._over.wait()
        beside.cancel()
        await asyncio.gather(beside, return_exceptions=True)
        await runner.cleanup()
