"""Fetches what a resident sent from where the platform put it, and from nowhere else.

The address comes from outside: it may name our own database. So its host must be on the list, and
neither a redirect nor a name server may lead to a private address.
"""

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urljoin, urlsplit, urlunsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from typing_extensions import override

from channels.cleaning.verdict import LARGEST, NotTaken
from messages.message import Refusal

DEADLINE = ClientTimeout(total=40, sock_connect=5, sock_read=10)
PAUSES = (0.5, 2.0)  # an address may not be ready yet
MOST_REDIRECTS = 3
MOVED = (301, 302, 303, 307, 308)


class NotAllowed(Exception):
    """This address is not the platform's: nothing was asked of it."""


class PublicOnly(AbstractResolver):
    """Whatever a name server says: only addresses of the public internet are called."""

    def __init__(self) -> None:
        self._inner = ThreadedResolver()

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        public = [one for one in found if is_public(one["host"])]
        if not public:
            raise OSError("no public address")
        return public

    @override
    async def close(self) -> None:
        await self._inner.close()


def is_public(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_global
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Fetcher:
    """`hosts`: patterns as "*.zdn.vn". An address in digits is called only if it stands there."""

    hosts: Sequence[str]
    largest: int = LARGEST

    async def fetch(self, url: str) -> bytes:
        """Raises NotTaken with the reason to tell."""
        for pause in (*PAUSES, None):
            try:
                return await self._fetch(url)
            except NotAllowed:
                break
            except (ClientError, OSError, TimeoutError, ValueError):
                if pause is None:
                    break
                await asyncio.sleep(pause)
        raise NotTaken(Refusal.UNREADABLE)

    async def _fetch(self, url: str) -> bytes:
        connector = TCPConnector(resolver=PublicOnly(), use_dns_cache=False)
        async with ClientSession(connector=connector, timeout=DEADLINE) as session:
            for _ in range(MOST_REDIRECTS + 1):
                url = self.allowed(url)
                async with session.get(url, allow_redirects=False) as answer:
                    if answer.status not in MOVED:
                        answer.raise_for_status()
                        return await self._read(answer.content.iter_chunked(65_536))
                    url = urljoin(url, answer.headers.get("Location", ""))
        raise NotAllowed

    async def _read(self, chunks: AsyncIterator[bytes]) -> bytes:
        content = bytearray()
        async for chunk in chunks:
            content += chunk
            if len(content) > self.largest:
                raise NotTaken(Refusal.TOO_BIG)
        return bytes(content)

    def allowed(self, url: str) -> str:
        """The same address by HTTPS, as Zalo's own examples do not spell it. Or NotAllowed."""
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        if parts.scheme not in ("http", "https") or parts.username or not self._is_listed(host):
            raise NotAllowed
        if _is_number(host):
            return url  # the operator wrote it down: a server of theirs, a test's
        if parts.port not in (None, 80, 443):
            raise NotAllowed
        return urlunsplit(parts._replace(scheme="https", netloc=host))

    def _is_listed(self, host: str) -> bool:
        if _is_number(host):
            return host in self.hosts
        return any(fnmatchcase(host, pattern.lower()) for pattern in self.hosts)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
