"""Where Zalo delivers an Official Account's events: 200 once on disk, 401 without its signature."""

from collections.abc import Awaitable, Callable
from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from handlers.web.problems import Problem, documented
from handlers.web.raw_body import parse, read_body
from handlers.zalo.arrived import LARGEST_EVENT, Arrived, Receiving
from handlers.zalo.oa.reading import read_event
from handlers.zalo.oa.signature import HEADER, TIMESTAMP_HEADER, Signature
from wording.catalogue import text

PATH = "/zalo/oa"
CONNECTED = "/zalo/oa/connected"  # where the browser arrives after consent
PROBES = (b"", b"{}")  # how Zalo tries an address before it keeps it: without a signature


def router(
    inbox: Receiving, signature: Signature, oa_id: str, *, groups: bool = False
) -> APIRouter:
    door = APIRouter(tags=["zalo"])
    door.add_api_route(
        PATH,
        _receiver(inbox, signature, partial(read_event, oa_id=oa_id, groups=groups)),
        methods=["POST"],
        responses=documented(401, 413),
        openapi_extra={"requestBody": _BODY, "parameters": [_SIGNATURE]},
        summary="An event of a Zalo Official Account",
        operation_id="zalo_oa_event",
        response_class=Response,
    )
    door.add_api_route(CONNECTED, connected, methods=["GET"], include_in_schema=False)
    return door


async def connected() -> PlainTextResponse:
    """The code stands in the address, for `tinbao zalo connect`; nothing is kept of it here."""
    return PlainTextResponse(text("zalo.connected", "vi"), headers={"Cache-Control": "no-store"})


def _receiver(
    inbox: Receiving, signature: Signature, read: Callable[[object], Arrived | None]
) -> Callable[[Request], Awaitable[Response]]:
    async def receive(request: Request) -> Response:
        body = await read_body(request, LARGEST_EVENT)
        if body.strip() in PROBES:
            return Response()
        told = request.headers.get(HEADER, "")
        if not signature.is_of(body, told, request.headers.get(TIMESTAMP_HEADER, "")):
            raise Problem(401, "refused")
        arrived = read(parse(body))
        await inbox.receive([arrived] if arrived else [])
        return Response()

    return receive


_BODY = {
    "description": "An event as Zalo's OpenAPI documents it.",
    "content": {"application/json": {"schema": {"type": "object"}}},
}
_SIGNATURE = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "mac= and the SHA-256 of application, body, timestamp and OA Secret Key.",
}
