"""Every call of a store fails once, with an error that quotes what was told, while residents tell
and officers answer: no byte of what the line leaves behind repeats it.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client import generate_latest
from pydantic import SecretStr

from bot.observing import logs
from bot.settings.telegram import Telegram
from tests.journeys.failing import Failing
from tests.media_files import PLANTED, a_telling_picture
from tests.promise.thief import everything_under, hits
from tests.telegram.fake import TOKEN, FakeTelegram
from tests.trials import lasting
from tests.zalo import fake_bot
from tests.zalo.fake_bot import FakeZaloBot
from tests.zalo.house import SECRET, Town, bot_settings, opened, settings

MESSAGES = "/api/chat/messages"
STORY = "Có nhóm bán ma túy loại bạch-phiến-tím ở hẻm Cây Khế Cong, phường Bến Thành"
ASKED = "Xe ba gác sơn hoa đào có biển số gì không?"
SECRETS = ("bạch-phiến-tím", "hẻm Cây Khế Cong", "sơn hoa đào", "Mộng Khuê", PLANTED, TOKEN, SECRET)
QUOTED = " ".join((STORY, ASKED, *SECRETS))
CALLS_OF_A_MESSAGE = lasting(8, 40)

pytestmark = [pytest.mark.parametrize("kind", ["sqlite"]), pytest.mark.timeout(300)]
Ask = Callable[[], Awaitable[httpx.Response]]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """As chatty as it gets, and written as the running line writes it."""
    stream, root = StringIO(), logging.getLogger()
    handler, before = logging.StreamHandler(stream), root.level
    handler.addFilter(logs.Discretion())
    handler.setFormatter(logs.JsonLine())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def zalo() -> Iterator[FakeZaloBot]:
    with FakeZaloBot() as fake:
        yield fake


@pytest.fixture
async def town(
    database_url: str, tmp_path: Path, telegram: FakeTelegram, zalo: FakeZaloBot
) -> AsyncIterator[Town]:
    telegram.add_bot()
    bots = Telegram(token=SecretStr(TOKEN), api_base=telegram.url)
    config = settings(tmp_path, database_url, bot_settings(zalo.url))
    config = config.model_copy(update={"telegram": bots})
    zalo.webhook = {"url": config.page("/zalo/bot"), "secret": SECRET}
    logs.watch(asyncio.get_running_loop())
    async with opened(config) as town:
        yield town


async def test_no_error_repeats_what_was_told(
    town: Town,
    telegram: FakeTelegram,
    zalo: FakeZaloBot,
    log: StringIO,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    application, failing = town.application, Failing(QUOTED)
    failing.lay_around(application.data_folder.database, "read", "write", "ask")
    failing.lay_around(application.stores.media, "put", "take")

    refusals = await _on_the_web(town, failing)
    await _on_messengers(failing, telegram, zalo)

    metrics = generate_latest(application.metrics.pages).decode()
    left = everything_under(tmp_path)
    printed = "".join(capfd.readouterr())
    assert failing.happened > 2 * CALLS_OF_A_MESSAGE
    assert "OperationalError" in log.getvalue()
    told = "\n".join((log.getvalue(), metrics, printed, *refusals)).encode()
    assert hits(told, SECRETS) == []
    assert hits(left, SECRETS) == []
    (tmp_path / "planted").write_bytes(b"\0" + SECRETS[0].encode("utf-16-le"))
    assert hits(everything_under(tmp_path), SECRETS) == [SECRETS[0]], "the search finds nothing"


async def _on_the_web(town: Town, failing: Failing) -> list[str]:
    """What those were told for whom something failed."""
    base_url, refusals = str(town.http.base_url), list[str]()
    officer = await town.officer()
    async with httpx.AsyncClient(base_url=base_url, timeout=30) as browser:
        await browser.post("/api/chat")
        teller = _Teller(browser, failing, refusals)
        answer = await teller.says({"text": STORY})
        await teller.shows(a_telling_picture())
        while not (receipts := [m for m in answer.json()["messages"] if m.get("receipt")]):
            answer = await teller.says(_next(answer.json()["messages"]))
        assert receipts
        [row] = (await officer.get("/api/desk/tips")).json()["tips"]
        tip = f"/api/desk/tips/{row['code']}"
        await _insist(failing, lambda: officer.post(f"{tip}/claim"), refusals)
        asking = {"text": ASKED}
        await _insist(failing, lambda: officer.post(f"{tip}/ask", json=asking), refusals)
        await _insist(failing, lambda: officer.get(tip), refusals)
    return refusals


class _Teller:
    def __init__(self, browser: httpx.AsyncClient, failing: Failing, refusals: list[str]) -> None:
        self._browser = browser
        self._failing = failing
        self._refusals = refusals
        self._keys = count()

    async def says(self, told: dict[str, str]) -> httpx.Response:
        key = {"Idempotency-Key": f"say-{next(self._keys)}"}
        ask = lambda: self._browser.post(MESSAGES, json=told, headers=key)  # noqa: E731
        return await _insist(self._failing, ask, self._refusals)

    async def shows(self, picture: bytes) -> None:
        key = {"Idempotency-Key": f"show-{next(self._keys)}"}
        files = {"file": (f"{PLANTED}.jpg", picture, "image/jpeg")}
        ask = lambda: self._browser.post(MESSAGES, files=files, headers=key)  # noqa: E731
        await _insist(self._failing, ask, self._refusals)


async def _insist(failing: Failing, ask: Ask, refusals: list[str]) -> httpx.Response:
    """The first call fails, then the second, until it is answered all the same."""
    for number in range(1, 60):
        failing.arm(number)
        answer = await ask()
        while answer.status_code == 429:
            await asyncio.sleep(0.2)
            answer = await ask()
        if answer.is_success:
            failing.arm(0)
            return answer
        assert answer.status_code >= 500, answer.text
        refusals.append(answer.text)
    raise AssertionError("never answered")


def _next(messages: list[dict[str, Any]]) -> dict[str, str]:
    choices = [button["choice"] for message in messages for button in message["buttons"]]
    for choice in ("send", "media:done", "skip", "kind:ma_tuy"):
        if choice in choices:
            return {"choice": choice}
    return {"text": "không rõ"}


async def _on_messengers(failing: Failing, telegram: FakeTelegram, zalo: FakeZaloBot) -> None:
    """The platforms' own answers fail too, and quote."""
    [bot] = telegram.world.bots.values()
    for number in range(1, CALLS_OF_A_MESSAGE + 1):
        happened = failing.happened
        lan = telegram.people.private(telegram.people.person("Mộng Khuê"), bot)
        telegram.fail("sendMessage", 400, QUOTED)
        zalo.troubles.append(fake_bot.Trouble("sendMessage", 500, 500, text=QUOTED))
        failing.arm(number)
        lan.say(STORY)
        if number % 5 == 1:
            lan.send("photo", a_telling_picture())
        zalo.person().say(STORY)
        for _ in range(40):
            await asyncio.sleep(0.02)
            if failing.happened > happened:
                break
    failing.arm(0)
