"""Where the desk's page stands: a passkey belongs to its host and to no other."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Site:
    """The address officers open."""

    page: str

    @property
    def host(self) -> str:
        return urlsplit(self.page).hostname or ""

    @property
    def origin(self) -> str:
        parts = urlsplit(self.page)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def takes_passkeys(self) -> bool:
        """Browsers make none over plain http, nor for a bare number."""
        if self.host == "localhost":
            return True
        return self.page.startswith("https:") and not _is_number(self.host)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
