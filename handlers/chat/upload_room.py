"""Who holds how much of the room for uploads, and who yields when it is full.

Three files of 20 MB that stopped at their last byte filled it: nobody else could send anything.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from fastapi import Request

from handlers.web.networks import network_of
from handlers.web.problems import Problem

HELD_AT_ONCE = 60 * 1024 * 1024  # of all uploads together, so that memory stays below 300 MB
OF_ONE_NETWORK = 2 / 3
SLOWEST_SECONDS = 180
STALLED_SECONDS = 5.0
LEAST_A_SECOND = 4 * 1024  # bytes; a byte now and then keeps no place


@dataclass(eq=False, slots=True)
class Place:
    network: int  # a mark of this process: memory holds no address of a person
    held: int = 0
    due: float = 0.0  # when it counts as stalled, by the clock of the loop
    patience: asyncio.Timeout | None = None  # while its bytes are still coming


class UploadRoom:
    """Holds the uploads being read and cleaned. Who comes to a full room takes the place of one
    that stalled, or is asked to come back a little later.
    """

    def __init__(self, capacity: int = HELD_AT_ONCE, stalled: float = STALLED_SECONDS) -> None:
        self._capacity = capacity
        self._stalled = stalled
        self._places: dict[Place, None] = {}

    @contextmanager
    def place(self, request: Request, size: int = 0) -> Iterator[Place]:
        """`size`: of a file that is put together from its pieces."""
        place = Place(hash(network_of(request.client.host if request.client else "")))
        self._make_room(place, size)
        place.held = size
        self._places[place] = None
        try:
            yield place
        finally:
            self._places.pop(place, None)

    @asynccontextmanager
    async def patience(self, place: Place) -> AsyncIterator[None]:
        """For as long as its bytes come; it may end because others need the room."""
        place.due = _now() + self._stalled
        try:
            async with asyncio.timeout(SLOWEST_SECONDS) as place.patience:
                yield
        except TimeoutError:
            raise Problem(408, "too_slow") from None
        finally:
            place.patience = None

    async def chunks(self, request: Request, place: Place) -> AsyncGenerator[bytes, None]:
        async for chunk in request.stream():
            self._make_room(place, len(chunk))
            place.held += len(chunk)
            place.due = min(place.due + len(chunk) / LEAST_A_SECOND, _now() + self._stalled)
            yield chunk

    def _make_room(self, place: Place, size: int) -> None:
        own = [one for one in self._places if one.network == place.network and one is not place]
        if own and _held(own) + place.held + size > self._capacity * OF_ONE_NETWORK:
            self._let_one_yield(own, size)
        if _held(self._places) + size > self._capacity:
            self._let_one_yield([one for one in self._places if one is not place], size)

    def _let_one_yield(self, among: list[Place], size: int) -> None:
        late = [one for one in among if one.patience and one.due < _now() and one.held >= size]
        if not late:
            raise busy()
        yielding = max(late, key=lambda one: one.held)
        del self._places[yielding]
        if yielding.patience:
            yielding.patience.reschedule(_now())


def busy() -> Problem:
    return Problem(503, "busy", headers={"Retry-After": "10"})


def _held(places: Iterable[Place]) -> int:
    return sum(one.held for one in places)


def _now() -> float:
    return asyncio.get_running_loop().time()
