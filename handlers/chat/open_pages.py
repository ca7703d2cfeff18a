"""Which pages listen for news, and who yields when there are too many: the one idle longest."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MOST_OPEN = 1_000  # each holds a connection and some 60 kB
MOST_OF_ONE_NETWORK = 200  # thousands share one address; the others ask every few seconds


@dataclass(eq=False, slots=True)
class OpenPage:
    chat: str
    network: str
    must_yield: asyncio.Event = field(default_factory=asyncio.Event)


class OpenPages:
    def __init__(self, most: int = MOST_OPEN, of_one_network: int = MOST_OF_ONE_NETWORK) -> None:
        self._most = most
        self._of_one_network = of_one_network
        self._open = 0
        # Of each network in the order they last had news: the first is idle longest.
        self._pages: dict[str, dict[OpenPage, None]] = {}
        self._of_chats: dict[str, int] = {}

    def __len__(self) -> int:
        return self._open

    def of_chat(self, chat: str) -> int:
        return self._of_chats.get(chat, 0)

    @contextmanager
    def admitted(self, chat: str, network: str) -> Iterator[OpenPage]:
        page = OpenPage(chat, network)
        if len(self._pages.get(network, ())) >= self._of_one_network:
            self._let_yield(network)
        elif self._open >= self._most:
            self._let_yield(max(self._pages, key=lambda one: len(self._pages[one])))
        self._add(page)
        try:
            yield page
        finally:
            self._remove(page)

    def had_news(self, page: OpenPage) -> None:
        pages = self._pages.get(page.network, {})
        if page in pages:
            del pages[page]
            pages[page] = None

    def _let_yield(self, network: str) -> None:
        idlest = next(iter(self._pages[network]))
        self._remove(idlest)
        idlest.must_yield.set()

    def _add(self, page: OpenPage) -> None:
        self._open += 1
        self._pages.setdefault(page.network, {})[page] = None
        self._of_chats[page.chat] = self.of_chat(page.chat) + 1

    def _remove(self, page: OpenPage) -> None:
        pages = self._pages.get(page.network, {})
        if page not in pages:
            return  # it yielded before it was left
        del pages[page]
        self._open -= 1
        _take_one(self._of_chats, page.chat)
        if not pages:
            del self._pages[page.network]


def _take_one(counts: dict[str, int], name: str) -> None:
    counts[name] -= 1
    if not counts[name]:
        del counts[name]
