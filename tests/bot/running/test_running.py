"""`tinbao run` as its own process: first start, stop, neighbours on its ports."""

import re
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.journeys.house import House, free_port

LONGEST_STOP = 10.0  # seconds


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.close()


@pytest.fixture
def house_anew(tmp_path: Path) -> Iterator[House]:
    """With an interpreter of its own, as an operator starts it."""
    house = House(tmp_path, forked=False, fresh=True)
    yield house
    house.close()


def test_the_first_start_makes_keys_once_and_says_how_to_go_on(house_anew: House) -> None:
    house_anew.start()
    files = sorted((house_anew.folder / "data" / "keys").iterdir())
    before = [file.read_bytes() for file in files]
    told = house_anew.logs()
    assert house_anew.stop() == 0

    house_anew.forked = True  # once was enough
    house_anew.start()

    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600] * 3
    assert [file.read_bytes() for file in files] == before
    assert f"{house_anew.url}/" in told
    assert all(str(file) in told for file in files)
    assert "officer invite --desk 00" in told
    assert house_anew.logs().count("officer invite") == 1


def test_a_stop_ends_open_pages_and_leaves_nothing_half_done(house: House) -> None:
    house.start()
    with (
        httpx.Client(base_url=house.url, timeout=20) as client,
        client.stream("GET", "/api/chat/stream", headers=_chat(client)) as page,
    ):
        assert page.status_code == 200
        began = time.monotonic()
        code = house.stop()

    assert code == 0
    assert time.monotonic() - began < LONGEST_STOP
    assert '"event": "stopped"' in house.logs()
    assert "cut off" not in house.logs()
    assert "ERROR" not in house.logs()


def _chat(client: httpx.Client) -> dict[str, str]:
    assert client.post("/api/chat").status_code == 201
    return {"Accept": "text/event-stream"}


def test_operators_work_beside_the_running_line(house: House) -> None:
    house.start()

    house.tinbao("desk", "open", "26743")
    listed = house.tinbao("desk", "list")
    link = house.invite("26743")
    code = house.tinbao("desk", "link", "26743")
    house.tinbao("desk", "close", "26743")

    assert "Công an phường Bến Thành" in listed
    assert "Công an phường Bến Thành" not in house.tinbao("desk", "list")
    assert re.search(r"/lienket [0-9A-Z]{4}-[0-9A-Z]{4}", code)
    with httpx.Client(base_url=house.url, timeout=20) as browser:
        assert browser.post(link).status_code in (200, 303)
        assert browser.get("/api/desk/me").status_code == 200


def test_a_taken_port_is_named_before_anything_is_touched(tmp_path: Path) -> None:
    house = House(tmp_path, fresh=True)
    taken = socket.create_server(("127.0.0.1", house.port))
    with taken, pytest.raises(AssertionError, match="did not start"):
        house.start()

    assert "web.port" in house.logs()
    assert str(house.port) in house.logs()
    assert "Traceback" not in house.logs()
    assert not (house.folder / "data").exists()


def test_numbers_are_on_a_port_of_their_own(tmp_path: Path) -> None:
    port = free_port()
    settings = f"[metrics]\nport = {port}"
    with _with_metrics(tmp_path, settings) as house:
        httpx.get(f"{house.url}/desk/join/a-secret-that-is-nobodys")
        told = httpx.get(f"http://127.0.0.1:{port}/metrics").text

        assert httpx.get(f"{house.url}/metrics").status_code == 404
    assert 'tinbao_requests_total{method="GET",route="/desk/join/{token}"' in told
    assert "a-secret" not in told


def test_a_taken_metrics_port_is_no_reason_to_stay_away(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = f"[metrics]\nport = {taken.getsockname()[1]}"
        with _with_metrics(tmp_path, settings) as house:
            assert "metrics port taken" in house.logs()


def _with_metrics(folder: Path, settings: str) -> House:
    house = House(folder)
    file = folder / "config.toml"
    file.write_text(settings)
    return house


def test_keys_lost_beside_a_database_stop_the_start(house: House) -> None:
    house.invite()
    for file in (house.folder / "data" / "keys").iterdir():
        file.unlink()

    with pytest.raises(AssertionError, match="did not start"):
        house.start()

    assert "keys.content" in house.logs()
    assert "keys.identity" in house.logs()
    assert not list((house.folder / "data" / "keys").iterdir())


def test_help_answers_without_waking_the_big_libraries() -> None:
    heavy = {"aiogram", "aiohttp", "alembic", "fastapi", "numpy", "sqlalchemy", "uvicorn", "rich"}

    assert not heavy & imported_by("bot.cli.app")


@pytest.mark.trial
def test_the_start_waits_for_no_library_that_few_need() -> None:
    """Tables change, sheets are drawn and passkeys asked for seldom, or never."""
    rare = {"matplotlib", "openpyxl", "webauthn", "PIL", "av", "alembic"}

    assert not rare & imported_by("bot.cli.app, bot.running.run, bot.operators.use_cases")


def imported_by(modules: str) -> set[str]:
    script = f"import sys, {modules}; print(*(name.split('.')[0] for name in sys.modules))"
    command = [sys.executable, "-c", script]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_a_clean_stop_leaves_no_entry_without_an_anchor(house: House) -> None:
    house.start()
    assert house.officer().get("/api/desk/tips").status_code == 200
    while_open = house.tinbao("audit", "verify")

    house.stop()

    assert "chưa có mốc chốt" in while_open
    assert "chưa có mốc chốt" not in house.tinbao("audit", "verify")
