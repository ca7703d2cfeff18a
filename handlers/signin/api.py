"""An API that only those who are signed in may ask: nothing of it is kept, refusals are watched."""

from fastapi import APIRouter, Depends, Response, Security

from desks.auditing import Auditing
from handlers.signin.gate import Gate
from handlers.signin.refusals import Watch
from handlers.web.problems import documented


def open_api(gate: Gate, audit: Auditing, prefix: str, tag: str, *statuses: int) -> APIRouter:
    """`statuses` are the refusals that each of its answers may be."""
    return APIRouter(
        prefix=prefix,
        tags=[tag],
        responses=documented(*statuses),
        dependencies=[
            Depends(_never_kept),
            Depends(Watch(gate, audit).over),
            Security(gate.scheme),
        ],
    )


def _never_kept(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"
