"""One look at a desk's queue for all its open pages, however many there are.

Each page looked for itself every two seconds: a thousand of them left no time for residents.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

from desks.desk import Code

POLL_SECONDS = 2.0  # another process's changes ring no bell here

Versions = Mapping[Code, int]
Look = Callable[[], Awaitable[Versions]]
Standing = Callable[[Collection[str]], Awaitable[Collection[str]]]
Waiting = Callable[[float], Awaitable[bool]]


class SignedOut(Exception):
    pass


class OpenPage:
    """`token`: of the session it was opened in."""

    def __init__(self, token: str) -> None:
        self.token = token
        self._told: asyncio.Queue[Sequence[Code] | Exception] = asyncio.Queue()

    def tell(self, news: Sequence[Code] | Exception) -> None:
        self._told.put_nowait(news)

    async def hear(self) -> Sequence[Code]:
        """Which tips changed; none of them by name: something did. SignedOut at the end, and
        whatever kept the watch from looking.
        """
        news = await self._told.get()
        if isinstance(news, Exception):
            raise news
        return news


class DeskWatch:
    """`standing`: who of these tokens is still signed in. `wait`: until the desk's bell rings."""

    def __init__(self, look: Look, standing: Standing, wait: Waiting) -> None:
        self._look = look
        self._standing = standing
        self._wait = wait
        self._pages: set[OpenPage] = set()
        self._first = asyncio.ensure_future(look())
        self._running = asyncio.create_task(self._run())

    @property
    def is_over(self) -> bool:
        return self._running.done()

    @property
    def has_pages(self) -> bool:
        return bool(self._pages)

    async def join(self, page: OpenPage) -> None:
        """Returns when what changes from now on will be told."""
        self._pages.add(page)
        await asyncio.shield(self._first)

    def leave(self, page: OpenPage) -> None:
        self._pages.discard(page)
        if not self._pages:
            self._running.cancel()

    async def _run(self) -> None:
        try:
            await self._go_on(await self._first)
        except Exception as problem:  # noqa: BLE001 - pages come back by themselves, to a new watch
            for page in self._pages:
                page.tell(problem)

    async def _go_on(self, known: Versions) -> None:
        rang = False
        while True:
            listening = asyncio.ensure_future(self._wait(POLL_SECONDS))
            try:
                await asyncio.sleep(0)  # listen first, look then: nothing falls between the two
                now = await self._look()
                await self._let_go()
                if rang or now != known:
                    self._tell(sorted({code for code, _ in now.items() ^ known.items()}))
                known, rang = now, await listening
            finally:
                listening.cancel()

    async def _let_go(self) -> None:
        asked = tuple(self._pages)  # others may open meanwhile
        standing = await self._standing({page.token for page in asked})
        for page in asked:
            if page.token not in standing:
                page.tell(SignedOut())
                self._pages.discard(page)

    def _tell(self, codes: Sequence[Code]) -> None:
        for page in self._pages:
            page.tell(codes)
