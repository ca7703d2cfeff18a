"""Logs as JSON lines that carry codes and places in the code, never a person's words or a token."""

import asyncio
import logging
import re
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from pythonjsonlogger.json import JsonFormatter
from typing_extensions import override

HOUSE = (
    "bot",
    "broadcasts",
    "channels",
    "communes",
    "desks",
    "handlers",
    "messages",
    "storage",
    "tips",
    "wording",
)
ROOT = Path(__file__).resolve().parents[2]
HIDDEN = "[hidden]"

SECRETS = re.compile(
    r"\d{6,}:[A-Za-z0-9_-]{20,}"  # a bot token, also inside an API address
    r"|(?<=/join/)[^\s/?\"']+"  # a one-time invite
    r"|://[^\s/@\"']+@"  # an account in a database address
    r"|[A-Za-z0-9_-]{32,}"  # session tokens, keys, ids of tips and chats
)
# Lines of other people's code whose texts are known to hold nothing of anybody.
PLAIN_SPOKEN = ("uvicorn.error", "apscheduler", "alembic")

# Says a warning for each request that is none.
OF_STRANGERS = ("uvicorn", "asyncio", "py.warnings")
MOST_LINES = 100

STANDARD = set(logging.makeLogRecord({}).__dict__)


class Discretion(logging.Filter):
    """On the handler, not on loggers: a logger's filter does not see what its children say."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        # aiogram, for one, prints whole updates: of others only where and how bad is kept.
        spoken = record.getMessage() if _is_trusted(record.name) else f"{record.module}.py"
        record.msg, record.args = scrubbed(spoken), ()
        for name in record.__dict__.keys() - STANDARD:
            record.__dict__[name] = _plain(record.__dict__[name])
        return True


class Sparing(logging.Filter):
    """What strangers can cause at will is said once a minute: a log is a disk that fills too."""

    def __init__(self, seconds: float = 60) -> None:
        super().__init__()
        self._seconds = seconds
        self._said: dict[tuple[str, object], float] = {}

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno > logging.WARNING or not record.name.startswith(OF_STRANGERS):
            return True
        line = (record.name, record.msg)
        if record.created - self._said.get(line, 0) < self._seconds:
            return False
        if len(self._said) >= MOST_LINES:
            self._said.clear()
        self._said[line] = record.created
        return True


class JsonLine(JsonFormatter):
    """An exception becomes its types and places: its text may repeat what somebody wrote."""

    converter = time.gmtime  # type: ignore[assignment]  # as the library documents it
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        names = {"asctime": "at", "levelname": "level", "name": "from", "message": "event"}
        style = "%(asctime)s %(levelname)s %(name)s %(message)s"
        super().__init__(style, rename_fields=names, json_ensure_ascii=False)

    @override
    def formatException(self, ei: Any) -> str:
        return " < ".join(places_of(ei[1])) if ei and ei[1] else ""

    @override
    def formatStack(self, stack_info: str) -> str:
        return ""


def scrubbed(text: str) -> str:
    return SECRETS.sub(HIDDEN, text)


def _plain(value: object) -> object:
    """Extras are codes and counts; an object could print anything of itself."""
    if isinstance(value, str):
        return scrubbed(value)
    return value if isinstance(value, int | float | None) else HIDDEN


def places_of(error: BaseException) -> Iterator[str]:
    """As in "ValueError tips/intake/intake.py:33 …", for an exception and those it came from."""
    seen: BaseException | None = error
    while seen is not None:
        yield " ".join([type(seen).__name__, *_steps(seen.__traceback__)])
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def _steps(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{_short(code.co_filename)}:{trace.tb_lineno}"
        trace = trace.tb_next


def _short(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
        return str(path.relative_to(ROOT))
    return "/".join(path.parts[-2:])


def _is_trusted(logger: str) -> bool:
    return logger.split(".")[0] in (*HOUSE, "root") or logger.startswith(PLAIN_SPOKEN)


def start(level: str) -> None:
    """Everything goes through one handler, whatever a library set up for itself."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Sparing())
    handler.addFilter(Discretion())
    handler.setFormatter(JsonLine())
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "aiogram", "sqlalchemy", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"
        logger.setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _report
    threading.excepthook = lambda failed: _report(
        failed.exc_type, failed.exc_value or failed.exc_type(), failed.exc_traceback
    )


def watch(loop: asyncio.AbstractEventLoop) -> None:
    """Python's own report prints the exception with its text."""
    loop.set_exception_handler(_forgotten)


def _forgotten(_loop: asyncio.AbstractEventLoop | None, context: dict[str, Any]) -> None:
    error = context.get("exception")
    logging.getLogger("bot").error("task failed", exc_info=error)


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("crashed", exc_info=(kind, error, trace))
