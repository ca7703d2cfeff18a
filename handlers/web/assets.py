"""Where the pages' own files lie, and under which address browsers may keep them."""

import hashlib
from functools import cache
from pathlib import Path

import web

STATIC = Path(web.__file__).parent / "static"


@cache
def asset(name: str) -> str:
    """A static file's address that changes with its content, so that it may be kept for ever."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"
