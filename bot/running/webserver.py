"""uvicorn inside our own event loop: our signals, our socket, no access log."""

import contextlib
import logging
import socket
from collections.abc import Iterator

import uvicorn
from sse_starlette.sse import AppStatus
from starlette.types import ASGIApp
from typing_extensions import override

from bot.config import Config
from bot.observing import open_files
from bot.problem import Problem
from bot.running.connection import GuardedConfig
from bot.running.doorway import MOST_CONNECTIONS, Doorway, Limits

BACKLOG = 2048
UNFINISHED_REQUESTS = 5  # seconds


def is_news(record: logging.LogRecord) -> bool:
    """A live page cut off while stopping is what was asked for, not an error."""
    return "without completing response" not in str(record.msg)


class WebServer(uvicorn.Server):
    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The runner hears the signals: every part has to stop, not the pages alone."""
        AppStatus.should_exit = False
        yield

    def stop(self) -> None:
        self.should_exit = True
        logging.getLogger("uvicorn.error").addFilter(is_news)
        AppStatus.should_exit = True  # ends the live pages, which would never end by themselves


def listen(config: Config) -> socket.socket:
    """Before anything else is touched: a taken port must not cost a migration."""
    host, port = config.web.host, config.web.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError:
        raise Problem("port_taken", host=host, port=port) from None


def web_server(app: ASGIApp, config: Config) -> WebServer:
    proxies = list(config.web.proxies)
    most = min(MOST_CONNECTIONS, open_files.limit() - open_files.KEPT_BACK)
    return WebServer(
        GuardedConfig(
            app,
            Doorway(Limits(connections=most), proxies),
            log_config=None,
            access_log=False,  # addresses of people and of one-time links
            server_header=False,
            ws="none",
            proxy_headers=True,
            forwarded_allow_ips=proxies,
            timeout_graceful_shutdown=UNFINISHED_REQUESTS,
            backlog=BACKLOG,
        )
    )
