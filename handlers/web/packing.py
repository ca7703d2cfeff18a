"""Sends compressed what everybody may read: pages, scripts and looks, nothing of any talk.

What belongs to one person is never compressed beside what another may choose: its length would
tell of it (BREACH).
"""

import gzip
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

_SMALLEST = 256  # bytes; below, the wrapping is longer than what it saves


def packed(request: Request, content: bytes, media_type: str) -> Response:
    headers = {"Vary": "Accept-Encoding"}
    if len(content) >= _SMALLEST and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        content = _gzipped(content)
    return Response(content, media_type=media_type, headers=headers)


@lru_cache(maxsize=128)
def _gzipped(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)
