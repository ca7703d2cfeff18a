"""Where the Bot Platform delivers: 200 once it is on disk, 401 for whoever lacks the secret."""

import secrets
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request, Response

from handlers.web.problems import Problem, documented
from handlers.web.raw_body import parse, read_body
from handlers.zalo.arrived import LARGEST_EVENT, Receiving
from handlers.zalo.bot.reading import read_update

PATH = "/zalo/bot"
SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 -- its name


def router(inbox: Receiving, secret: str) -> APIRouter:
    door = APIRouter(tags=["zalo"])
    door.add_api_route(
        PATH,
        _receiver(inbox, secret),
        methods=["POST"],
        responses=documented(401, 413),
        openapi_extra={"requestBody": _BODY, "parameters": [_SECRET]},
        summary="An event of a Zalo bot",
        operation_id="zalo_bot_event",
        response_class=Response,
    )
    return door


def _receiver(inbox: Receiving, secret: str) -> Callable[[Request], Awaitable[Response]]:
    async def receive(request: Request) -> Response:
        body = await read_body(request, LARGEST_EVENT)
        if not body.strip():  # how Zalo tries an address, once seen without any header
            return Response()
        told = request.headers.get(SECRET_HEADER, "")
        if not secret or not secrets.compare_digest(told.encode(), secret.encode()):
            raise Problem(401, "refused")
        arrived = read_update(parse(body))
        await inbox.receive([arrived] if arrived else [])
        return Response()

    return receive


_BODY = {
    "description": "An update of the Zalo Bot Platform, wrapped or flat.",
    "content": {"application/json": {"schema": {"type": "object"}}},
}
_SECRET = {
    "name": SECRET_HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "The secret given to setWebhook.",
}
