"""Makes lines to PostgreSQL: of several servers to the one that takes what is written."""

import asyncio
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import asyncpg

Address = tuple[str, int]


class Dial:
    """For SQLAlchemy's `async_creator_fn`.

    All servers are asked at once: asyncpg asks one after the other within one limit of time, and
    behind a silent one the next is never asked.
    """

    def __init__(self) -> None:
        self._lines: WeakKeyDictionary[asyncpg.Connection, Address] = WeakKeyDictionary()

    async def __call__(
        self, *, host: Any = None, port: Any = None, **account: Any
    ) -> asyncpg.Connection:
        if not isinstance(host, list):
            return await asyncpg.connect(host=host, port=port, **account)
        address, line = await _first(list(zip(host, port, strict=True)), account)
        self._leave_others(address)
        self._lines[line] = address
        return line

    def _leave_others(self, leader: Address) -> None:
        """Only one server takes what is written: who still waits for another waits in vain."""
        for line, address in list(self._lines.items()):
            if address != leader:
                line.terminate()


async def _first(
    addresses: Sequence[Address], account: dict[str, Any]
) -> tuple[Address, asyncpg.Connection]:
    """Raises what the last of them said, when nobody is left."""
    left = {asyncio.create_task(_ask(address, account)) for address in addresses}
    try:
        while left:
            done, left = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
            answers = [task.result() for task in done if not task.exception()]
            for _, line in answers[1:]:
                line.terminate()
            if answers or not left:
                return answers[0] if answers else done.pop().result()
    finally:
        for task in left:
            task.cancel()
    raise ValueError("no server was named")


async def _ask(address: Address, account: dict[str, Any]) -> tuple[Address, asyncpg.Connection]:
    host, port = address
    return address, await asyncpg.connect(host=host, port=port, **account)
