"""A resident's file is fetched from the platform, and from nowhere else."""

from collections.abc import Iterator

import pytest
from aiohttp import web
from typing_extensions import override

from channels.cleaning.verdict import NotTaken
from handlers.zalo.fetching import Fetcher, NotAllowed, PublicOnly
from messages.message import Refusal
from tests.zalo.loopback import Loopback

OURS = ("*.zdn.vn",)


class Cdn(Loopback):
    failures = 0

    @override
    def routes(self, app: web.Application) -> None:
        app.router.add_get("/good", self._good)
        app.router.add_get("/moved", self._moved)
        app.router.add_get("/inside", self._inside)

    async def _good(self, request: web.Request) -> web.Response:
        self.failures -= 1
        if self.failures >= 0:
            raise web.HTTPServiceUnavailable
        return web.Response(body=b"x" * 1000)

    async def _moved(self, request: web.Request) -> web.Response:
        raise web.HTTPFound("/good")

    async def _inside(self, request: web.Request) -> web.Response:
        raise web.HTTPFound("http://169.254.169.254/latest/meta-data")


@pytest.fixture
def cdn() -> Iterator[Cdn]:
    with Cdn() as server:
        yield server


async def test_a_file_comes_after_a_failure_and_a_redirect(cdn: Cdn) -> None:
    cdn.failures = 1

    assert await Fetcher(["127.0.0.1"]).fetch(f"{cdn.url}/moved") == b"x" * 1000


@pytest.mark.parametrize(
    ("path", "largest", "refusal"),
    [("good", 999, Refusal.TOO_BIG), ("inside", 9999, Refusal.UNREADABLE),
     ("gone", 9999, Refusal.UNREADABLE)],
)  # fmt: skip
async def test_what_is_too_big_gone_or_leads_inside_is_not_taken(
    cdn: Cdn, path: str, largest: int, refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.zalo.fetching.PAUSES", (0.0,))
    with pytest.raises(NotTaken) as told:
        await Fetcher(["127.0.0.1"], largest).fetch(f"{cdn.url}/{path}")

    assert told.value.refusal is refusal


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080/x", "https://evil.vn/x", "https://zdn.vn.evil.vn/x", "file:///etc/x",
        "https://u:p@a.zdn.vn/x", "https://a.zdn.vn:22/x", "https://[::1]/x", "", "//a.zdn.vn/x",
    ],
)  # fmt: skip
def test_an_address_that_is_not_the_platforms_is_not_asked(url: str) -> None:
    with pytest.raises(NotAllowed):
        Fetcher(OURS).allowed(url)


def test_zalos_plain_addresses_are_asked_over_https() -> None:
    found = Fetcher(OURS).allowed("http://f6.photo.talk.zdn.vn/test/full.jpg?x=1")

    assert found == "https://f6.photo.talk.zdn.vn/test/full.jpg?x=1"


async def test_a_name_that_leads_to_a_private_address_leads_nowhere() -> None:
    with pytest.raises(OSError, match="no public address"):
        await PublicOnly().resolve("localhost", 80)
