"""Holds what one of several processes has taken on, for as long as it works on it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

STILL_AT_IT = 8.0  # seconds; pictures may take minutes


@asynccontextmanager
async def held(renew: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
    """Renews the lease every eight seconds; where that fails, it ends and another takes over."""
    renewing = asyncio.create_task(_renew_often(renew))
    try:
        yield
    finally:
        renewing.cancel()
        # A renewal already on its way must not come after what became of the work.
        await asyncio.wait({renewing})


async def _renew_often(renew: Callable[[], Awaitable[object]]) -> None:
    while True:
        await asyncio.sleep(STILL_AT_IT)
        with suppress(Exception):
            await renew()
