"""Reads what a platform posted: raw, because a signature is of bytes, and never too much."""

import json

from fastapi import Request

from handlers.web.problems import Problem

LARGEST_EVENT = 256 * 1024


async def read_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_EVENT:
            raise Problem(413, "too_big")
    return bytes(body)


def parse(body: bytes) -> object:
    """None for what is no JSON: a platform that is refused for it would only come again."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
