"""How Zalo brings events to a webhook, and all that may go wrong on the way.

Only a delivery that nobody took (no connection) is promised to come again; the pauses are Zalo's,
shortened. After an answer that is not 200 nothing is promised, nor is the order.
"""

import asyncio
import json
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout

from tests.zalo.loopback import Json

RETRIES = (0.3, 0.5, 1.5, 3.0, 6.0)  # for 30 s, 5 min, 15 min, 30 min, 1 h


@dataclass
class Faults:
    """Chances between 0 and 1; the seed makes them the same each time."""

    doubled: float = 0.0
    swapped: float = 0.0  # a delivery waits for the next one to go first
    delayed: float = 0.0  # the first call reaches nobody
    seed: int = 1


@dataclass
class Delivery:
    url: str
    body: bytes
    headers: Mapping[str, str]


@dataclass
class Deliveries:
    faults: Faults = field(default_factory=Faults)
    waiting: list[Delivery] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)  # HTTP status of each
    lost: int = 0
    held: bool = False
    to_drop: int = 0
    told: list[Delivery] = field(default_factory=list)  # each once
    begun: int = 0
    ended: list[bool] = field(default_factory=list)  # appended to in the fake's thread

    def __post_init__(self) -> None:
        self._dice = random.Random(self.faults.seed)  # noqa: S311

    def add(self, url: str, body: Json | bytes, headers: Mapping[str, str]) -> None:
        if self.to_drop:
            self.to_drop -= 1
            self.lost += 1
            return
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        self.waiting.append(Delivery(url, raw, {"Content-Type": "application/json", **headers}))
        self.told.append(self.waiting[-1])
        if self._dice.random() < self.faults.doubled:
            self.waiting.append(self.waiting[-1])
            self.begun += 1
        self.begun += 1

    @property
    def is_over(self) -> bool:
        """Nothing is on its way."""
        return len(self.ended) >= self.begun

    def drop(self, many: int = 1) -> None:
        """The next events reach nobody, and nobody tries again."""
        self.to_drop += many

    @contextmanager
    def reversed(self) -> Iterator[None]:
        """What happens meanwhile is brought in the other order."""
        self.held = True
        yield
        self.waiting.reverse()
        self.held = False

    def repeat_all(self) -> None:
        """As an hour later, in no order."""
        again = self._dice.sample(self.told, len(self.told))
        self.begun += len(again)
        self.waiting += again

    async def run(self) -> None:
        async with ClientSession(timeout=ClientTimeout(total=10)) as session:
            under_way: set[asyncio.Task[None]] = set()
            while True:
                if self.held or not self.waiting:
                    await asyncio.sleep(0.01)
                    continue
                late = len(self.waiting) > 1 and self._dice.random() < self.faults.swapped
                task = asyncio.create_task(self._bring(session, self.waiting.pop(int(late))))
                under_way.add(task)
                task.add_done_callback(under_way.discard)
                await asyncio.wait({task}, timeout=0.5)  # the next one usually comes after it

    async def _bring(self, session: ClientSession, one: Delivery) -> None:
        await self._deliver(session, one)
        self.ended.append(True)

    async def _deliver(self, session: ClientSession, one: Delivery) -> None:
        begins = int(self._dice.random() < self.faults.delayed)
        for number, pause in enumerate((0.0, *RETRIES)[begins:], begins):
            await asyncio.sleep(pause)
            again = {"num_retry": str(number)} if number else {}
            try:
                async with session.post(
                    one.url, data=one.body, headers={**one.headers, **again}
                ) as answer:
                    self.answered.append(answer.status)
                    return
            except ClientConnectorError:
                continue  # nobody took it
            except (ClientError, TimeoutError):
                return  # somebody may have: no promise
        self.lost += 1
