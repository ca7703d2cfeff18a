"""Tells an open chat page what is new, from where it last read."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Protocol

from sse_starlette import EventSourceResponse, ServerSentEvent

from channels.web.channel import address, topic
from handlers.chat.open_pages import OpenPage, OpenPages
from handlers.chat.shapes import as_json
from handlers.reception import ChatListener
from handlers.web.problems import Problem

POLL_SECONDS = 10.0  # another process's letters ring no bell here
PING_SECONDS = 20
SLOWEST_READER = 30.0  # seconds until a page that takes nothing is left
MOST_PAGES = 4  # of one chat, open at once


class ChatBell(Protocol):
    def ring(self, topic: str) -> None: ...
    async def wait(self, topic: str, seconds: float) -> bool: ...


class Streams:
    def __init__(self, reception: ChatListener, bell: ChatBell, pages: OpenPages) -> None:
        self._reception = reception
        self._bell = bell
        self._pages = pages

    def open(self, recipient: str, after: int, network: str) -> EventSourceResponse:
        if self._pages.of_chat(recipient) >= MOST_PAGES:
            raise Problem(429, "too_many", headers={"Retry-After": "30"})
        news = self._news(recipient, after, network)
        return EventSourceResponse(news, ping=PING_SECONDS, send_timeout=SLOWEST_READER)

    async def _news(
        self, recipient: str, after: int, network: str
    ) -> AsyncGenerator[ServerSentEvent, None]:
        with self._pages.admitted(recipient, network) as page:
            yield ServerSentEvent(comment="open", retry=3000)
            while not page.must_yield.is_set():
                if event := await self._next(page, after):
                    after = int(event.id or after)
                    yield event
        # Not just an end: the browser would be back at once, and push out the next one.
        yield ServerSentEvent("", event="crowded")

    async def _next(self, page: OpenPage, after: int) -> ServerSentEvent | None:
        # Listens before it reads, so that nothing falls between the two.
        listening = asyncio.create_task(self._bell.wait(topic(page.chat), POLL_SECONDS))
        yielding = asyncio.create_task(page.must_yield.wait())
        try:
            lines = await self._reception.lines(address(page.chat), after)
            if lines:
                self._pages.had_news(page)
                return ServerSentEvent(as_json(lines), event="messages", id=str(lines[-1].id))
            await asyncio.wait((listening, yielding), return_when=asyncio.FIRST_COMPLETED)
        finally:
            listening.cancel()
            yielding.cancel()
        return None
