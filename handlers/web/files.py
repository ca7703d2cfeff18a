"""A sealed file, opened for one reader: whole or in part, never kept by the browser."""

import re
from typing import Any

from fastapi import Request
from starlette.responses import Response

from handlers.web.problems import Problem
from messages.message import Media

_BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
DOCUMENTED: dict[str, Any] = {
    "description": "The file.",
    "content": dict.fromkeys(("image/*", "audio/*", "video/*", "application/pdf"), _BINARY),
}
# Whatever a file turns out to hold, a browser must not run it as a page of ours.
_INERT = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Content-Disposition": "inline",
    "Accept-Ranges": "bytes",
}
_PART = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


def file_answer(request: Request, media: Media, content: bytes) -> Response:
    wanted = _wanted(request.headers.get("range", ""), len(content))
    if wanted is None:
        return Response(content, media_type=media.mime, headers=_INERT)
    first, last = wanted
    part = {"Content-Range": f"bytes {first}-{last}/{len(content)}"}
    return Response(content[first : last + 1], 206, headers=_INERT | part, media_type=media.mime)


def _wanted(header: str, size: int) -> tuple[int, int] | None:
    """The one part asked for; None for the whole file. Safari plays no video without this."""
    asked = _PART.fullmatch(header.strip())
    if asked is None or asked[1] == asked[2] == "":
        return None  # what cannot be read as one part is answered whole (RFC 9110, 14.2)
    if asked[1]:
        first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
    else:
        first, last = max(size - int(asked[2]), 0), size - 1
    if first > last:
        raise Problem(416, "no_such_part", headers={"Content-Range": f"bytes */{size}"})
    return first, last
