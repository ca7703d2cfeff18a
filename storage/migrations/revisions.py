"""Which revisions this program knows, read from their files: what a start asks of them.

Alembic answers the same and takes a twentieth of a start and 10 MB for it, which only a line that
has something to migrate needs.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

VERSIONS = Path(__file__).parent / "versions"
_OWN = re.compile(r'^revision = "(\w+)"$', re.MULTILINE)
_BEFORE = re.compile(r'^down_revision = (?:None|"(\w+)")$', re.MULTILINE)


def head_revision() -> str:
    [head] = known_revisions().keys() - set(known_revisions().values())
    return head


def is_known(revision: str) -> bool:
    """Whether this program has ever heard of it: a newer one's it has not."""
    return revision in known_revisions()


def revision_of(connection: Connection) -> str:
    """What this database is at; empty before the first migration."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


@cache
def known_revisions() -> Mapping[str, str]:
    """Each with the one before it; empty before the first."""
    return dict(_revision_and_before(file) for file in VERSIONS.glob("*.py"))


def _revision_and_before(file: Path) -> tuple[str, str]:
    words = file.read_text("utf-8")
    own, before = _OWN.search(words), _BEFORE.search(words)
    if own is None or before is None:
        raise ValueError(f"{file.name} names no revision")
    return own.group(1), before.group(1) or ""
