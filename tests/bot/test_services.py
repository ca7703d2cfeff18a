import asyncio

import pytest

from bot.services import Part, run_until


class Work:
    """Goes on until told to stop, then needs a moment to finish."""

    def __init__(self, moment: float = 0.01) -> None:
        self.moment = moment
        self.stopping = asyncio.Event()
        self.is_finished = False

    async def run(self) -> None:
        await self.stopping.wait()
        await asyncio.sleep(self.moment)
        self.is_finished = True

    def part(self, name: str) -> Part:
        return Part(name, self.run(), self.stopping.set)


async def fail() -> None:
    raise ConnectionError


async def test_every_part_finishes_what_it_began() -> None:
    web, post, stopped = Work(), Work(), asyncio.Event()
    asyncio.get_running_loop().call_later(0.02, stopped.set)

    await run_until(stopped, [web.part("web"), post.part("post")])

    assert web.is_finished
    assert post.is_finished


async def test_a_part_that_fails_stops_the_others_and_is_told() -> None:
    web = Work()

    with pytest.raises(ConnectionError):
        await run_until(asyncio.Event(), [Part("post", fail(), lambda: None), web.part("web")])

    assert web.is_finished


async def test_a_part_that_never_ends_is_cut_off() -> None:
    endless, stopped = Work(moment=60), asyncio.Event()
    stopped.set()

    await asyncio.wait_for(run_until(stopped, [endless.part("endless")], 0.05), timeout=30)

    assert not endless.is_finished
