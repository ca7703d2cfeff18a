import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from bot.observing.logs import Discretion, JsonLine, Sparing

WORDS = "Bọn chúng bán ma túy ở nhà số 7"
TOKEN = "123456789:AAHfiqksKZ8WmR2zSjiQ7_xVtmGVIcq9DGk"


class Log:
    def __init__(self) -> None:
        self.stream = StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def last(self) -> dict[str, Any]:
        line: dict[str, Any] = json.loads(self.text.splitlines()[-1])
        return line


@pytest.fixture
def log() -> Iterator[Log]:
    log = Log()
    handler = logging.StreamHandler(log.stream)
    handler.addFilter(Discretion())
    handler.setFormatter(JsonLine())
    root = logging.getLogger()
    root.addHandler(handler)
    yield log
    root.removeHandler(handler)


def test_a_line_is_json_with_codes(log: Log) -> None:
    logging.getLogger("tips.intake.intake").warning(
        "tip filed", extra={"tip": "K7Q-204", "tries": 2}
    )

    assert log.last["event"] == "tip filed"
    assert (log.last["tip"], log.last["tries"], log.last["level"]) == ("K7Q-204", 2, "WARNING")


@pytest.mark.parametrize(
    "secret",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        "a" * 64,
        "0123456789abcdef0123456789abcdef",
        "/desk/join/short-one",
        "postgresql+asyncpg://tinbao:hush@db/tinbao",
    ],
)
def test_tokens_are_hidden_in_texts_arguments_and_extras(log: Log, secret: str) -> None:
    house = logging.getLogger("bot.running.run")
    house.error(f"went to {secret}")
    house.error("went to %s", secret)
    house.error("went", extra={"to": secret, "object": {"token": secret}})

    for part in (secret, TOKEN, "hush", "short-one"):
        assert part not in log.text


def fail(kind: type[Exception], because: Exception | None = None) -> None:
    raise kind(WORDS) from because


def test_an_exception_shows_its_type_and_place_but_not_its_words(log: Log) -> None:
    try:
        try:
            fail(KeyError)
        except KeyError as first:
            fail(ValueError, first)
    except ValueError:
        logging.getLogger("tips").exception("failed")

    assert WORDS not in log.text
    assert log.last["exc_info"].startswith("ValueError tests/bot/observing/test_logs.py:")
    assert "KeyError tests/bot/observing/test_logs.py:" in log.last["exc_info"]


@pytest.mark.parametrize("library", ["aiogram.event", "sqlalchemy.engine.Engine", "asyncio", "PIL"])
def test_of_other_libraries_only_the_place_is_kept(log: Log, library: str) -> None:
    logging.getLogger(library).error("Update is not handled: %s", WORDS)
    logging.getLogger(library).error(WORDS)

    assert WORDS not in log.text
    assert log.last["event"] == "test_logs.py"
    assert log.last["from"] == library


def test_a_name_that_only_begins_like_ours_is_not_ours(log: Log) -> None:
    logging.getLogger("bottle").error(WORDS)

    assert WORDS not in log.text


def test_a_failed_task_says_nothing_of_its_words(log: Log) -> None:
    from bot.observing.logs import _forgotten

    try:
        fail(RuntimeError)
    except RuntimeError as error:
        told = {"message": f"Task exception was never retrieved {error!r}", "exception": error}
        _forgotten(None, told)

    assert WORDS not in log.text
    assert log.last["exc_info"].startswith("RuntimeError")


def test_a_crash_says_nothing_of_its_words(log: Log) -> None:
    from bot.observing.logs import _report

    try:
        fail(RuntimeError)
    except RuntimeError as error:
        _report(type(error), error, error.__traceback__)

    assert WORDS not in log.text
    assert log.last["level"] == "CRITICAL"


def test_what_strangers_cause_is_said_once_a_minute() -> None:
    sparing = Sparing(seconds=60)

    def passes(name: str, level: int, at: float) -> bool:
        record = logging.LogRecord(name, level, "", 0, "Invalid HTTP request received.", (), None)
        record.created = at
        return bool(sparing.filter(record))

    flood = [
        passes("uvicorn.error", logging.WARNING, 1_000 + number / 100) for number in range(100)
    ]
    assert flood == [True] + [False] * 99
    assert passes("uvicorn.error", logging.WARNING, 1_061)
    assert passes("uvicorn.error", logging.ERROR, 1_061)
    assert all(passes("tips.intake", logging.WARNING, 1_000) for _ in range(3))
