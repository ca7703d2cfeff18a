"""How the chat API describes itself in /openapi.json: every answer, also the refusals."""

from typing import Any

from fastapi import Depends, Response, Security
from sse_starlette import EventSourceResponse

from handlers.chat.cookie import SIGNED
from handlers.chat.proof import Challenge
from handlers.chat.shapes import (
    KEY_HEADER,
    KEY_PATTERN,
    ChatMessages,
    SentChoice,
    SentFile,
    SentPosition,
    SentText,
)
from handlers.web.files import DOCUMENTED
from handlers.web.plain_route import PlainRoute
from handlers.web.problems import documented
from handlers.web.same_site import only_our_pages

_COOKIE = [Security(SIGNED)]
_MESSAGES: dict[str, Any] = {
    "response_model": ChatMessages,
    "response_model_exclude_defaults": True,
}
_FILE = {
    "type": "object",
    "properties": {
        "file": {
            "type": "string",
            "format": "binary",
            "description": "JPEG, PNG, WebP, HEIC, voice or a video of up to 60 s; 20 MB at most.",
        }
    },
    "required": ["file"],
    "additionalProperties": False,
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "oneOf": [
                        one.model_json_schema()
                        for one in (SentText, SentChoice, SentPosition, SentFile)
                    ]
                }
            },
            "multipart/form-data": {"schema": _FILE},
        },
    }
}
_KEY = {
    "parameters": [
        {
            "name": KEY_HEADER,
            "in": "header",
            "required": False,
            "schema": {"type": "string", "pattern": f"^{KEY_PATTERN}$"},
            "description": "The same key again: the same answer, and nothing happens twice.",
        }
    ]
}
_EVENTS = {
    "description": "Events `messages`, each with the chat's new messages and the last one's id.",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}

_OFFSET = {
    "description": "Done.",
    "headers": {
        "Upload-Offset": {
            "description": "Bytes of the file that are here.",
            "schema": {"type": "integer"},
        }
    },
}
_PIECE = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}

EVERY: dict[str, Any] = {
    "tags": ["chat"],
    "dependencies": [Depends(only_our_pages)],
    "responses": documented(422, 429),
}
OPEN: dict[str, Any] = {"status_code": 201, "responses": documented(403, 428), **_MESSAGES}
CHALLENGE: dict[str, Any] = {"response_model": Challenge}
LEAVE: dict[str, Any] = {"status_code": 204, "responses": documented(403)}
HEAR: dict[str, Any] = {
    "dependencies": _COOKIE,
    "responses": documented(400, 401, 403, 408, 409, 413, 415, 503),
    "openapi_extra": _KEY | _BODY,
    "route_class_override": PlainRoute,
    **_MESSAGES,
}
ASK_OFFSET: dict[str, Any] = {
    "dependencies": _COOKIE,
    "responses": documented(401) | {200: _OFFSET},
    "response_class": Response,
}
TAKE_PIECE: dict[str, Any] = {
    "status_code": 204,
    "dependencies": _COOKIE,
    "responses": documented(400, 401, 403, 408, 409, 413, 415, 503) | {204: _OFFSET},
    "openapi_extra": _PIECE,
    "response_class": Response,
}
DROP_FILE: dict[str, Any] = {
    "status_code": 204,
    "dependencies": _COOKIE,
    "responses": documented(401, 403),
}
READ: dict[str, Any] = {"dependencies": _COOKIE, "responses": documented(401), **_MESSAGES}
STREAM: dict[str, Any] = {
    "dependencies": _COOKIE,
    "responses": documented(401) | {200: _EVENTS},
    "response_class": EventSourceResponse,
}
SHOW: dict[str, Any] = {
    "dependencies": _COOKIE,
    "responses": documented(401, 404, 416) | {200: DOCUMENTED, 206: DOCUMENTED},
    "response_class": Response,
}
