"""The chat's cookie: random, and signed by the line, so that none of another's making is taken.

With a cookie somebody else chose they could read along in what a resident tells.
"""

import hashlib
import re
from typing import Protocol

from fastapi import Request, Response
from fastapi.security import APIKeyCookie

from desks.ports import Chance

COOKIE = "tinbao_chat"
HOST_COOKIE = f"__Host-{COOKIE}"  # browsers take it over https only, and from this very host
PATH = "/api/chat"
PURPOSE = "chat cookie"
TOKEN_BITS = 256
LASTING_SECONDS = 60 * 24 * 3600  # as long as lessons are kept, from the last visit
SIGNED = APIKeyCookie(
    name=COOKIE,
    scheme_name="Chat",  # a name of its own, or the desk's cookie is documented in its place
    auto_error=False,
    description="Set by `POST /api/chat`; over https its name begins with `__Host-`.",
)
_SHAPE = re.compile(r"([0-9a-f]{64})\.([0-9a-f]{64})")


class Signer(Protocol):
    def mark(self, purpose: str, *parts: str) -> str: ...
    def marks(self, purpose: str, *parts: str) -> tuple[str, ...]:
        """`mark` under older keys too."""
        ...


class ChatCookie:
    def __init__(self, signer: Signer, chance: Chance, *, secure: bool) -> None:
        self._signer = signer
        self._chance = chance
        self._secure = secure
        self._name = HOST_COOKIE if secure else COOKIE
        self._path = "/" if secure else PATH  # `__Host-` asks for it

    def give_new(self, response: Response) -> str:
        """Whose it is. It ends with the browser, as it must on a borrowed phone."""
        token = self._chance.hex(TOKEN_BITS)
        self._set(response, f"{token}.{self._signer.mark(PURPOSE, token)}")
        return _recipient(token)

    def give_again(self, request: Request, response: Response, *, lasting: bool) -> None:
        """Lessons come for weeks: with them the chat must outlive the browser's window."""
        self._set(response, request.cookies[self._name], LASTING_SECONDS if lasting else None)

    def recipient(self, request: Request) -> str | None:
        """Behind a cookie of ours: a hash, so that an address never holds the secret."""
        told = _SHAPE.fullmatch(request.cookies.get(self._name, ""))
        if told is None or told[2] not in self._signer.marks(PURPOSE, told[1]):
            return None
        return _recipient(told[1])

    def take_away(self, response: Response) -> None:
        response.delete_cookie(
            self._name, path=self._path, httponly=True, samesite="lax", secure=self._secure
        )

    def _set(self, response: Response, value: str, seconds: int | None = None) -> None:
        response.set_cookie(
            self._name,
            value,
            max_age=seconds,
            path=self._path,
            httponly=True,
            samesite="lax",
            secure=self._secure,
        )


def _recipient(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:32]
