"""Where Telegram delivers updates: 200 after the commit, 403 for whoever lacks the secret."""

import logging
import secrets
from collections.abc import Awaitable, Callable

from aiogram import Bot
from fastapi import APIRouter, Request, Response

from handlers.telegram.feed import ALLOWED_UPDATES, Feed
from handlers.web.problems import Problem, documented
from handlers.web.raw_body import parse, read_body

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- its name
LARGEST_UPDATE = 1024 * 1024
CONNECTIONS = 100

log = logging.getLogger(__name__)


async def announce(bot: Bot, url: str, secret: str) -> None:
    """Tell Telegram where to deliver; `url` is complete."""
    await bot.set_webhook(
        url,
        secret_token=secret,
        allowed_updates=ALLOWED_UPDATES,
        max_connections=CONNECTIONS,
        drop_pending_updates=False,
    )


def router(feed: Feed, secret: str, path: str) -> APIRouter:
    door = APIRouter(tags=["telegram"])
    door.add_api_route(
        path,
        _receiver(feed, secret),
        methods=["POST"],
        responses=documented(400, 403, 413),
        openapi_extra={"requestBody": _BODY, "parameters": [_SECRET]},
        summary="An update from Telegram",
        operation_id=f"telegram_update{path.replace('/', '_')}",
        response_class=Response,
    )
    return door


def _receiver(feed: Feed, secret: str) -> Callable[[Request], Awaitable[Response]]:
    async def receive(request: Request) -> Response:
        told = request.headers.get(SECRET_HEADER, "")
        if not secret or not secrets.compare_digest(told.encode(), secret.encode()):
            raise Problem(403, "refused")
        await feed.take(await _update(request))
        return Response()

    return receive


async def _update(request: Request) -> dict[str, object]:
    update = parse(await read_body(request, LARGEST_UPDATE))
    if not isinstance(update, dict):
        raise Problem(400, "bad_request")
    return update


_BODY = {
    "required": True,
    "description": "An Update of the Telegram Bot API.",
    "content": {"application/json": {"schema": {"type": "object"}}},
}
_SECRET = {
    "name": SECRET_HEADER,
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "The secret given to setWebhook.",
}
