"""The last door before the server's own log."""

import logging
from collections.abc import Callable

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)


class Unspoken:
    """Answers what nobody foresaw with a 500, and logs where it happened but not what it said:
    the text of an exception may quote a story, and the framework would log all of it.
    """

    def __init__(self, app: ASGIApp, answer: Callable[[Request], ASGIApp]) -> None:
        self.app = app
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Watched(send)
        try:
            await self.app(scope, receive, answer)
        except ClientDisconnect:  # somebody left a tunnel, or a file half-way: no fault of ours
            log.info("left before the answer")
        except Exception as error:  # noqa: BLE001 - whatever it is, the server would log its words
            _log_place_of(error)
            if answer.begun:
                raise BrokenOff from None
            await self.answer(Request(scope))(scope, receive, send)


class _Watched:
    def __init__(self, send: Send) -> None:
        self.begun = False
        self._send = send

    async def __call__(self, message: Message) -> None:
        self.begun = True
        await self._send(message)


class BrokenOff(Exception):
    """An answer failed half-way; the connection is dropped so that no half is taken for whole."""


def _log_place_of(error: BaseException) -> None:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "?"
    log.error("unforeseen", extra={"error": type(error).__name__, "where": where})
