"""The interface described for programs: /openapi.json."""

import asyncio
import json
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import Response


async def tell(request: Request) -> Response:
    written = await asyncio.to_thread(_written, request.app)
    return Response(written, media_type="application/json")


async def described(app: FastAPI) -> dict[str, Any]:
    """The first time takes more than a second of computing: nobody's message waits for it."""
    return await asyncio.to_thread(app.openapi)


def _written(app: FastAPI) -> bytes:
    if not hasattr(app.state, "schema"):
        app.state.schema = json.dumps(app.openapi(), ensure_ascii=False).encode()
    written: bytes = app.state.schema
    return written
