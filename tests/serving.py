"""An app on a real socket: an in-process client would only see a stream once it has ended."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

import uvicorn
from fastapi import FastAPI
from sse_starlette.sse import AppStatus

STOPPING = 5  # seconds for what is still open


class Served(Protocol):
    app: FastAPI


@asynccontextmanager
async def served(house: Served) -> AsyncIterator[str]:
    """The address it is found at."""
    AppStatus.should_exit = False  # a line that stopped in this process left it set
    server = uvicorn.Server(
        uvicorn.Config(house.app, port=0, log_level="critical", timeout_graceful_shutdown=STOPPING)
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
