"""Who may come in: the session cookie, and who only looks at a link."""

from dataclasses import dataclass

from fastapi import Request
from fastapi.security import APIKeyCookie
from starlette.responses import Response

from desks.access import SESSION_LASTS, Access
from desks.desk import Officer
from handlers.web.problems import Problem
from handlers.web.same_site import refuse_other_sites

# Chat apps and search engines open links by themselves to draw a preview; a one-time invite must
# not be used up by them.
PREVIEWERS = (
    "bot", "facebookexternalhit", "whatsapp", "zalo", "preview", "crawler", "spider",
    "skypeuripreview", "viber", "snapchat", "curl-preview", "embedly", "iframely",
)  # fmt: skip


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
            description="Set by `GET /desk/join/TOKEN`.",
        )

    async def visitor(self, request: Request) -> Officer | None:
        session = request.cookies.get(self.cookie, "")
        return await self.access.officer_of(session) if session else None

    async def officer(self, request: Request) -> Officer:
        officer = await self.visitor(request)
        if officer is None:
            raise Problem(401, "not_signed_in")
        return officer

    async def mover(self, request: Request) -> Officer:
        """An officer who changes something: never on behalf of another site's page."""
        refuse_other_sites(request)
        return await self.officer(request)

    def let_in(self, answer: Response, session: str) -> None:
        answer.set_cookie(
            self.cookie,
            session,
            max_age=int(SESSION_LASTS.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=self.secure_cookie,
        )

    async def let_out(self, request: Request, answer: Response) -> None:
        session = request.cookies.get(self.cookie, "")
        if session:
            await self.access.leave(session)
        answer.delete_cookie(self.cookie, httponly=True, samesite="lax", secure=self.secure_cookie)


def only_looks(request: Request) -> bool:
    """A preview or a prefetch: nobody has pressed the link yet."""
    purpose = request.headers.get("sec-purpose", "") + request.headers.get("purpose", "")
    agent = request.headers.get("user-agent", "").lower()
    return "prefetch" in purpose or any(name in agent for name in PREVIEWERS)
