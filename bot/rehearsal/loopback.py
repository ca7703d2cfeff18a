"""Nobody real gets a message from a rehearsal: nothing here leaves this machine."""

from ipaddress import ip_address
from urllib.parse import urlsplit

# No bot of Telegram's has this one, and no rehearsal uses another.
TOKEN = "7000000001:DienTapDienTapDienTapDienTapDienTap"  # noqa: S105 -- opens nothing


class NotLoopback(Exception):
    """An address that leads out of this machine."""


def ensure_loopback(host: str) -> None:
    if host == "localhost":
        return
    try:
        inside = ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise NotLoopback


def ensure_loopback_url(url: str) -> None:
    ensure_loopback(urlsplit(url).hostname or "")
