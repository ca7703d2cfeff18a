"""Puts the web doors into one application: routes, limits, headers, refusals."""

import logging
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Scope
from typing_extensions import override

from handlers.web import problems
from handlers.web.assets import STATIC, content_of, media_type_of
from handlers.web.body_limit import BodyLimit
from handlers.web.packing import packed
from handlers.web.problems import Problem
from handlers.web.schema import described, tell
from handlers.web.security_headers import SecurityHeaders

FILES_AT = frozenset({"/api/chat/messages", "/api/file"})
PIECES_AT = "/api/chat/uploads/"
SHEETS_AT = "/api/desk/movement/import/"
_FOR_EVER = "public, max-age=31536000, immutable"
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(
    routers: Sequence[APIRouter],
    *,
    public_url: str = "",
    version: str = "0",
    lifespan: Lifespan | None = None,
) -> FastAPI:
    """`public_url` as browsers see it: its scheme decides about secure cookies and HSTS."""
    app = FastAPI(
        title="Tin báo",
        version=version,
        lifespan=lifespan,
        openapi_url=None,  # told by a route of its own, made beside the loop; and no pages of it
        # As they are: including a router builds each of its routes a second time.
        routes=[route for router in routers for route in router.routes],
    )
    app.state.public_url = public_url
    _add_what_all_share(app)
    _protect(app, https=public_url.startswith("https:"))
    return app


def _add_what_all_share(app: FastAPI) -> None:
    app.add_api_route("/openapi.json", tell, include_in_schema=False)
    app.mount("/static", _Static(directory=STATIC))


def _protect(app: FastAPI, *, https: bool) -> None:
    problems.install(app)
    app.add_exception_handler(405, _wrong_method)
    app.add_middleware(BodyLimit, files_at=FILES_AT, pieces_at=PIECES_AT, sheets_at=SHEETS_AT)
    app.add_middleware(SecurityHeaders, https=https)
    # It would write what it sends, words and all, into a debug log.
    logging.getLogger("sse_starlette").setLevel(logging.WARNING)


async def _wrong_method(request: Request, error: Exception) -> Response:
    """Routing stops at the first route of a path; `Allow` must name the methods of them all."""
    paths: dict[str, dict[str, object]] = (await described(request.app))["paths"]
    # A path in plain words ("…/series") before one with a name in its place ("…/{campaign}").
    for path, methods in sorted(paths.items(), key=lambda one: one[0].count("{")):
        if compile_path(path)[0].fullmatch(request.url.path):
            allow = {"Allow": ", ".join(sorted(method.upper() for method in methods))}
            error = Problem(405, "method_not_allowed", headers=allow)
            break
    return problems.problem_response(request, problems.problem_of(error))


class _Static(StaticFiles):
    """Addresses with a version may be kept for ever; the others are asked about each time."""

    @override
    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        name = os.path.basename(full_path)  # one folder, nothing below it
        answer = packed(Request(scope), content_of(name), media_type_of(name))
        is_versioned = scope["query_string"].startswith(b"v=")
        answer.headers["Cache-Control"] = _FOR_EVER if is_versioned else "no-cache"
        return answer
