"""[database]: where it is, as operators spell it, and the driver we speak it with."""

from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import BaseModel, SecretStr, model_validator

from bot.settings.strict import STRICT

DRIVERS = {
    "sqlite+aiosqlite:///": "sqlite+aiosqlite:///",
    "sqlite:///": "sqlite+aiosqlite:///",
    "postgresql+asyncpg://": "postgresql+asyncpg://",
    "postgresql://": "postgresql+asyncpg://",
    "postgres://": "postgresql+asyncpg://",
}
WRITABLE = {"target_session_attrs": "read-write"}  # of several servers the one that is no standby


class Database(BaseModel):
    model_config = STRICT

    url: SecretStr | None = None

    @model_validator(mode="after")
    def _is_spoken(self) -> Self:
        if self.url and not self.url.get_secret_value().startswith(tuple(DRIVERS)):
            raise ValueError("database_unknown")
        return self


def with_driver(url: str) -> str:
    start = next(one for one in DRIVERS if url.startswith(one))
    driven = DRIVERS[start] + url.removeprefix(start)
    return _with_several_hosts(driven) if "," in urlsplit(driven).netloc else driven


def _with_several_hosts(url: str) -> str:
    """PostgreSQL's "one:5432,other:5432" as SQLAlchemy reads it: each a `host` of the query."""
    parts = urlsplit(url)
    account, at, hosts = parts.netloc.rpartition("@")
    asked = WRITABLE | dict(parse_qsl(parts.query))
    query = [("host", host) for host in hosts.split(",")] + list(asked.items())
    return f"{parts.scheme}://{account}{at}{parts.path}?{urlencode(query, safe=':')}"
