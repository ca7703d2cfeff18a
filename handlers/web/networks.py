"""Whose network a request comes from, so that what one network may take can be counted."""

import hashlib
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from fastapi import Request

from desks.ports import Chance

ONE_HOUSEHOLD = 64  # bits of an IPv6 address: whoever has one has 2^64 of them


def network_of(host: str) -> str:
    """An IPv4 address as it is, an IPv6 address without the part its owner chooses."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, ONE_HOUSEHOLD), strict=False))


class Networks:
    """Names networks by marks of this process: memory holds no address of a person."""

    def __init__(self, chance: Chance) -> None:
        self._salt = chance.hex(128).encode()

    def mark_of(self, request: Request) -> str:
        network = network_of(request.client.host if request.client else "")
        return hashlib.blake2b(network.encode(), key=self._salt, digest_size=16).hexdigest()
