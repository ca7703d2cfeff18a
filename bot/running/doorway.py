"""How many connections stand open, in all and of one network, and which of them yields."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Protocol

from handlers.web.networks import network_of

MOST_CONNECTIONS = 4_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one connection may take, in bytes and seconds, and how many there may be."""

    connections: int = MOST_CONNECTIONS
    of_one_network: int = 400
    head: int = 32 * 1024
    head_seconds: float = 10
    chunk_seconds: float = 30
    pipelined: int = 16
    untaken_seconds: float = 60  # until an answer nobody takes is dropped


class Guest(Protocol):
    """One connection."""

    network: str

    @property
    def is_idle(self) -> bool: ...
    def hang_up(self) -> None: ...


class Doorway:
    """A proxy speaks for many and is not counted by its address: it counts them itself."""

    def __init__(self, limits: Limits, proxies: Sequence[str]) -> None:
        self.limits = limits
        self._proxies = [_as_network(one) for one in proxies if _as_network(one)]
        self._guests: dict[str, dict[Guest, None]] = {}
        self._inside = 0

    def __len__(self) -> int:
        return self._inside

    def enter(self, guest: Guest, host: str) -> bool:
        """False: there is no room, and nobody idle who could yield."""
        guest.network = "" if self._is_proxy(host) else network_of(host)
        if not self._has_room(guest.network):
            return False
        self._guests.setdefault(guest.network, {})[guest] = None
        self._inside += 1
        return True

    def leave(self, guest: Guest) -> None:
        guests = self._guests.get(guest.network, {})
        if guest not in guests:
            return
        del guests[guest]
        self._inside -= 1
        if not guests:
            del self._guests[guest.network]

    def _has_room(self, network: str) -> bool:
        own = len(self._guests.get(network, ()))
        if network and own >= self.limits.of_one_network:
            return self._somebody_yields(network)
        if self._inside >= self.limits.connections:
            return self._somebody_yields(max(self._guests, key=lambda one: len(self._guests[one])))
        return True

    def _somebody_yields(self, network: str) -> bool:
        idle = next((guest for guest in self._guests[network] if guest.is_idle), None)
        if idle is None:
            return False
        self.leave(idle)
        idle.hang_up()
        return True

    def _is_proxy(self, host: str) -> bool:
        try:
            address = ip_address(host)
        except ValueError:
            return True  # a socket file, or no address at all: nobody from outside
        return any(address in proxy for proxy in self._proxies if proxy)


def _as_network(proxy: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(proxy, strict=False)
    except ValueError:
        return None
