"""The page of who is not signed in: how to get back in by oneself, and whom to ask."""

from fastapi import Request
from starlette.responses import Response

from desks.signin.code_apps import sign_in_name
from handlers.signin.gate import Gate
from handlers.signin.pages import page, script_words


async def way_in(gate: Gate, request: Request) -> Response:
    known = await gate.sessions.known(gate.token(request))
    officer = known.officer if known else None
    return page(
        "signin_way_in.html",
        401,
        words=script_words("signin.js_"),
        known=sign_in_name(officer) if officer else "",
        desk=officer.desk if officer else "26743",
        label=officer.label if officer else "Trực ban 1",
    )
