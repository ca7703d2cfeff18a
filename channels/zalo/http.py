"""One way to ask either Zalo product: a deadline on every call, no token in any error's text."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, FormData

PATIENCE = 20.0  # seconds
Json = dict[str, Any]


class NotSent(Exception):
    """Nobody took the call: no word of it has left."""


class NoAnswer(Exception):
    """The line broke or the time was over: it may have arrived."""


class Caller:
    """Opened with the first call: a session belongs to a running loop."""

    def __init__(self) -> None:
        self._session: ClientSession | None = None

    async def ask(
        self,
        method: str,
        url: str,
        *,
        body: Json | FormData | None = None,
        headers: Mapping[str, str] | None = None,
        patience: float = PATIENCE,
    ) -> tuple[int, Json]:
        """Status and body; an empty body when it was no JSON object. NotSent or NoAnswer."""
        if self._session is None:
            self._session = ClientSession()
        how = {"json": body} if isinstance(body, dict) else {"data": body}
        timeout = ClientTimeout(total=patience, sock_connect=10)
        try:
            async with self._session.request(
                method, url, headers=headers, timeout=timeout, allow_redirects=False, **how
            ) as answer:
                return answer.status, _parse(await answer.read())
        except ClientConnectorError:
            raise NotSent from None  # from None: the address holds a token
        except (ClientError, TimeoutError, OSError):
            raise NoAnswer from None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _parse(content: bytes) -> Json:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
