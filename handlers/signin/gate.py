"""Who may come in: the session cookie."""

from dataclasses import dataclass

from fastapi import Request
from fastapi.security import APIKeyCookie
from starlette.responses import Response

from desks.desk import Officer
from desks.signin.access import Access
from desks.signin.ports import Session
from desks.signin.sessions import BROWSER_KNOWN, Sessions
from handlers.web.problems import Problem
from handlers.web.same_site import refuse_other_sites


@dataclass(frozen=True, slots=True)
class Gate:
    access: Access
    secure_cookie: bool

    @property
    def cookie(self) -> str:
        """Browsers let nobody but this host set a `__Host-` cookie, but only over HTTPS."""
        return "__Host-tinbao_desk" if self.secure_cookie else "tinbao_desk"

    @property
    def scheme(self) -> APIKeyCookie:
        """As the API's description names it: its own name, or the chat's cookie stands there."""
        return APIKeyCookie(
            name=self.cookie,
            scheme_name="Officer",
            auto_error=False,
            description="Set by `POST /desk/join/TOKEN`.",
        )

    @property
    def sessions(self) -> Sessions:
        return self.access.sessions

    def token(self, request: Request) -> str:
        return request.cookies.get(self.cookie, "")

    async def visitor(self, request: Request) -> Officer | None:
        session = await self.sessions.current(self.token(request))
        return session.officer if session else None

    async def session(self, request: Request) -> Session:
        return await self.session_of(self.token(request))

    async def session_of(self, token: str) -> Session:
        session = await self.sessions.current(token)
        if session is None:
            raise Problem(401, "not_signed_in")
        return session

    async def officer(self, request: Request) -> Officer:
        return (await self.session(request)).officer

    async def mover(self, request: Request) -> Officer:
        """An officer who changes something: never on behalf of another site's page."""
        refuse_other_sites(request)
        return await self.officer(request)

    def let_in(self, answer: Response, session: str) -> None:
        answer.set_cookie(
            self.cookie,
            session,
            max_age=int(BROWSER_KNOWN.total_seconds()),  # the server knows when it is over
            httponly=True,
            samesite="lax",
            secure=self.secure_cookie,
        )

    async def let_out(self, request: Request) -> None:
        """The cookie stays: it opens nothing any more, but tells this browser from a stranger's."""
        if token := self.token(request):
            await self.sessions.end(token)


BROWSERS = (("Edg", "Edge"), ("CocCoc", "Cốc Cốc"), ("OPR", "Opera"), ("Firefox", "Firefox"),
            ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip


def device_of(request: Request) -> str:
    """As its owner tells it from their others: "Chrome · Windows". Nothing finer is kept."""
    agent = request.headers.get("user-agent", "")
    found = (
        next((name for mark, name in kinds if mark in agent), "") for kinds in (BROWSERS, SYSTEMS)
    )
    return " · ".join(name for name in found if name)
