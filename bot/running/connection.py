"""One connection of a stranger, with bounds that uvicorn does not set: on the size of a request's
head and on its time, on the pauses of its body, and on answers that nobody takes.

Without them 300 MB of headers took 335 MB, and half a request stayed for ever.
"""

import asyncio
from asyncio.events import TimerHandle
from typing import Any

import uvicorn
from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from bot.running.doorway import Doorway

TOO_LARGE = 431  # RFC 6585: Request Header Fields Too Large
TOO_SLOW = 408


class GuardedConfig(uvicorn.Config):
    def __init__(self, app: Any, doorway: Doorway, **settings: Any) -> None:
        super().__init__(app, http=GuardedConnection, **settings)
        self.doorway = doorway


class GuardedConnection(HttpToolsProtocol):
    network = ""

    def __init__(
        self,
        config: GuardedConfig,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._doorway = config.doorway
        self._limits = config.doorway.limits
        self._patience: TimerHandle | None = None
        self._untaken: TimerHandle | None = None
        self._head = 0  # bytes of the names and values of this request
        self._bodiless = 0  # bytes that arrived without being part of a body
        self._is_over = False
        self._reads_body = False

    @property
    def is_idle(self) -> bool:
        return bool(getattr(self.cycle, "response_complete", True))  # None before the first

    def hang_up(self) -> None:
        self._is_over = True
        self.transport.abort()

    # --- what asyncio tells

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if not self._doorway.enter(self, self.client[0] if self.client else ""):
            self.hang_up()
            return
        self._wait_for(self._limits.head_seconds)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._doorway.leave(self)
        self._stop_waiting()
        if self._untaken:
            self._untaken.cancel()
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        if self._is_over:
            return
        if self._patience is None and self.is_idle:
            # An empty line begins no request, and would keep the connection for ever.
            self._wait_for(self._limits.head_seconds)
        self._bodiless += len(data)
        super().data_received(data)
        if self._bodiless > self._limits.head:
            self._refuse(TOO_LARGE)

    @override
    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_writing(self._left_to_send())

    @override
    def resume_writing(self) -> None:
        super().resume_writing()
        if self._untaken:
            self._untaken.cancel()
            self._untaken = None

    # --- what the parser tells

    @override
    def on_message_begin(self) -> None:
        self._head = self._bodiless = 0
        self._reads_body = False
        super().on_message_begin()

    @override
    def on_url(self, url: bytes) -> None:
        if self._fits(len(url)):
            super().on_url(url)

    @override
    def on_header(self, name: bytes, value: bytes) -> None:
        if self._fits(len(name) + len(value) + 4):
            super().on_header(name, value)

    @override
    def on_headers_complete(self) -> None:
        if self._is_over:
            return
        super().on_headers_complete()
        self._reads_body = True
        self._wait_for(self._limits.chunk_seconds)
        if len(self.pipeline) > self._limits.pipelined:
            self.hang_up()

    @override
    def on_body(self, body: bytes) -> None:
        if self._is_over:
            return
        self._bodiless = 0
        self._wait_for(self._limits.chunk_seconds)
        super().on_body(body)

    @override
    def on_message_complete(self) -> None:
        self._reads_body = False
        self._stop_waiting()
        self._bodiless = 0
        if not self._is_over:
            super().on_message_complete()

    # --- bounds

    def _fits(self, more: int) -> bool:
        self._head += more
        if self._head > self._limits.head:
            self._refuse(TOO_LARGE)
        return not self._is_over

    def _wait_for(self, seconds: float) -> None:
        self._stop_waiting()
        self._patience = self.loop.call_later(seconds, self._lose_patience)

    def _stop_waiting(self) -> None:
        if self._patience:
            self._patience.cancel()
            self._patience = None

    def _lose_patience(self) -> None:
        if self.flow.read_paused:  # we do not take what they send: not their fault
            self._wait_for(self._limits.chunk_seconds)
        elif self._reads_body:
            self.hang_up()
        else:
            self._refuse(TOO_SLOW)

    def _refuse(self, status: int) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._stop_waiting()
        if self.is_idle and not self._reads_body:
            self.transport.write(STATUS_LINE[status] + b"connection: close\r\n\r\n")
            self.transport.close()
        else:
            self.transport.abort()

    def _left_to_send(self) -> int:
        return self.transport.get_write_buffer_size()

    def _watch_writing(self, left: int) -> None:
        if self._untaken:
            self._untaken.cancel()
        seconds = self._limits.untaken_seconds
        self._untaken = self.loop.call_later(seconds, self._look_at_writing, left)

    def _look_at_writing(self, before: int) -> None:
        left = self._left_to_send()
        if left >= before:
            self.hang_up()
        else:
            self._watch_writing(left)
