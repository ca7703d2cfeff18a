"""What is read before anybody is heard."""

import asyncio
import socket
from pathlib import Path

import httpx
import pytest

from bot.config import Config
from bot.running import run
from bot.running.webserver import listen
from tests.journeys.house import free_port
from tests.prepared import prepared


async def test_all_is_read_before_the_door_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the loop it would hold up whoever is answered meanwhile; they wait at the socket."""
    data, port = tmp_path / "data", free_port()
    prepared(data)
    told = {"data": data, "web": {"port": port}, "metrics": {"port": 0}}
    config, stopped = Config.model_validate(told), asyncio.Event()
    heard_meanwhile: list[bool] = []
    monkeypatch.setattr(run, "read_ahead", lambda _now: heard_meanwhile.append(is_answered(port)))

    with listen(config) as door:
        async with run.standing(config) as application:
            serving = asyncio.create_task(run.open_up(application, door, stopped))
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as http:
                assert (await http.get("/healthz")).is_success
            stopped.set()
            await serving

    assert heard_meanwhile == [False]


def is_answered(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=0.5) as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        try:
            return bool(line.recv(1))
        except TimeoutError:
            return False
