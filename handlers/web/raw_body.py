"""Reads what a platform posted: raw, because a signature is of bytes, and never too much."""

import json

from fastapi import Request

from handlers.web.problems import Problem


async def read_body(request: Request, largest: int) -> bytes:
    """At most `largest` bytes, else 413."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise Problem(413, "too_big")
    return bytes(body)


def parse(body: bytes) -> object:
    """None for what is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
