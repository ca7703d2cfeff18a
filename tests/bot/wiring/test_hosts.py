from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.responses import PlainTextResponse

from bot.config import Config
from bot.settings.sections import Web
from bot.wiring.hosts import only_at_home


async def _status(host: str, public_url: str) -> int:
    config = Config(data=Path("data"), web=Web(public_url=public_url))
    app = only_at_home(PlainTextResponse("here"), config)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://x") as client:
        return (await client.get("/", headers={"Host": host})).status_code


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("tinbao.example.vn", 200),
        ("tinbao.example.vn:443", 200),
        ("127.0.0.1:8080", 200),  # who watches whether it is ready
        ("evil.example", 400),
        ("tinbao.example.vn.evil.example", 400),
        ("", 400),
    ],
)
async def test_only_names_of_ours_are_answered(host: str, status: int) -> None:
    assert await _status(host, "https://tinbao.example.vn") == status


async def test_without_a_public_address_any_name_of_the_machine_will_do() -> None:
    assert await _status("tinbao.lan:8080", "") == 200
