"""Where the pages' own files lie, and under which address browsers may keep them."""

import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path

import web

STATIC = Path(web.__file__).parent / "static"
# Lines that are nothing but a remark, for who reads the source: a tenth of what a phone would load.
_REMARK = re.compile(r"^ *(?://.*|/\*\*[^*]*(?:\*(?!/)[^*]*)*\*/) *\n", re.MULTILINE)
_IMPORTED = re.compile(r'(?:(?<=from "\./)|(?<=import\("\./))[\w-]+\.js(?=")')


@cache
def asset(name: str) -> str:
    """A static file's address that changes with its content, so that it may be kept for ever."""
    return f"/static/{_versioned(name)}"


@cache
def content_of(name: str) -> bytes:
    """As it is sent: a script without remarks, which names what it imports by version too, or it
    would come twice.
    """
    content = (STATIC / name).read_bytes()
    if not name.endswith(".js"):
        return content
    script = _REMARK.sub("", content.decode())
    return _IMPORTED.sub(lambda found: _versioned(found[0]), script).encode()


def media_type_of(name: str) -> str:
    return "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0] or ""


def _versioned(name: str) -> str:
    return f"{name}?v={hashlib.sha256(content_of(name)).hexdigest()[:12]}"
