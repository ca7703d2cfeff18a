"""Who is chatting, as far as we want to know: the holder of a random cookie, at a fair pace."""

import hashlib
import re
from dataclasses import dataclass

from fastapi import Request, Response
from fastapi.security import APIKeyCookie

from desks.ports import Chance, Clock
from handlers.web.problems import Problem
from handlers.web.throttle import Pace

COOKIE = "tinbao_chat"
COOKIE_PATH = "/api/chat"
LASTING_SECONDS = 60 * 24 * 3600  # as long as lessons are kept, from the last visit
SIGNED = APIKeyCookie(
    name=COOKIE,
    scheme_name="Chat",  # a name of its own, or the desk's cookie is documented in its place
    auto_error=False,
    description="Set by `POST /api/chat`.",
)
_TOKEN = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pacing:
    """`(at once, then per second)`. Mobile networks put thousands behind one address."""

    messages: tuple[float, float] = (30, 1)
    readings: tuple[float, float] = (60, 5)
    new_chats: tuple[float, float] = (200, 5)  # of one client address


class Visitors:
    def __init__(self, clock: Clock, chance: Chance, pacing: Pacing, *, secure: bool) -> None:
        self._chance = chance
        self._secure = secure
        self._salt = chance.hex(128).encode()
        self._messages = Pace(clock, *pacing.messages)
        self._readings = Pace(clock, *pacing.readings)
        self._new_chats = Pace(clock, *pacing.new_chats)

    def welcome(self, request: Request, response: Response) -> str:
        """A new chat, a new cookie. It ends with the browser, as it must on a borrowed phone."""
        self._let(self._new_chats, self._client(request))
        token = self._chance.hex(256)
        self._messages.wait(_recipient(token))  # so that it is not new a second time
        self._give(response, token)
        return _recipient(token)

    def remember(self, request: Request, response: Response, *, lasting: bool) -> None:
        """Lessons come for weeks: with them the chat must outlive the browser's window."""
        seconds = LASTING_SECONDS if lasting else None
        self._give(response, request.cookies[COOKIE], seconds)

    def forget(self, response: Response) -> None:
        response.delete_cookie(
            COOKIE, path=COOKIE_PATH, httponly=True, samesite="lax", secure=self._secure
        )

    def _give(self, response: Response, token: str, seconds: int | None = None) -> None:
        response.set_cookie(
            COOKIE,
            token,
            max_age=seconds,
            path=COOKIE_PATH,
            httponly=True,
            samesite="lax",
            secure=self._secure,
        )

    def returning(self, request: Request) -> str | None:
        return None if known(request) is None else self.reader(request)

    def writer(self, request: Request) -> str:
        return self._paced(request, self._messages)

    def reader(self, request: Request) -> str:
        return self._paced(request, self._readings)

    def _paced(self, request: Request, pace: Pace) -> str:
        recipient = known(request)
        if recipient is None:
            raise Problem(401, "no_chat")
        if not (self._messages.knows(recipient) or self._readings.knows(recipient)):
            # A cookie of one's own making is a new chat too.
            self._let(self._new_chats, self._client(request))
        self._let(pace, recipient)
        return recipient

    def _let(self, pace: Pace, sender: str) -> None:
        seconds = pace.wait(sender)
        if seconds:
            raise Problem(429, "too_many", headers={"Retry-After": str(seconds)})

    def _client(self, request: Request) -> str:
        host = request.client.host if request.client else ""
        return hashlib.blake2b(host.encode(), key=self._salt, digest_size=16).hexdigest()


def known(request: Request) -> str | None:
    """The recipient behind the cookie: a hash, so that an address never holds the secret."""
    token = request.cookies.get(COOKIE, "")
    return _recipient(token) if _TOKEN.fullmatch(token) else None


def _recipient(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:32]
