"""The page of the web chat, and the calendar that is left behind by leaving quickly."""

import calendar
import json
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import FileResponse, HTMLResponse, Response

from desks.ports import Clock
from handlers.web.assets import STATIC, asset
from handlers.web.problems import language_of
from wording.catalogue import LANGUAGES, catalogue, text
from wording.moments import VIETNAM

EXIT = "/lich"
_NUMBERS = {"113": "police", "114": "fire", "115": "ambulance", "111": "child"}
_pages = Environment(
    loader=PackageLoader("web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def router(clock: Clock) -> APIRouter:
    pages = APIRouter(include_in_schema=False)
    door = _Pages(clock)
    pages.add_api_route("/", door.chat, methods=["GET", "HEAD"])
    pages.add_api_route(EXIT, door.exit, methods=["GET", "HEAD"])
    pages.add_api_route("/favicon.ico", door.icon, methods=["GET", "HEAD"])
    return pages


@dataclass(frozen=True, slots=True)
class _Pages:
    clock: Clock

    async def chat(self, request: Request) -> Response:
        language = _language(request)
        return _page(
            "chat.html",
            language,
            other="vi" if language == "en" else "en",
            exit=f"{EXIT}?l={language}",
            numbers=[(n, text(f"page.danger_{name}", language)) for n, name in _NUMBERS.items()],
            words=_words(language),
        )

    async def exit(self, request: Request) -> Response:
        language = _language(request)
        today = self.clock.now().astimezone(VIETNAM)
        month = text("page.exit_month", language, month=today.month, year=today.year)
        days = text("page.exit_days", language).split()
        weeks = calendar.Calendar().monthdayscalendar(today.year, today.month)
        return _page(
            "chat_exit.html", language, month=month, days=days, weeks=weeks, today=today.day
        )

    async def icon(self) -> Response:
        return FileResponse(STATIC / "chat-icon.svg", media_type="image/svg+xml")


def _page(name: str, language: str, **values: object) -> HTMLResponse:
    def say(key: str) -> str:
        return text(f"page.{key}", language)

    page = _pages.get_template(name)
    return HTMLResponse(page.render(language=language, say=say, asset=asset, **values))


def _language(request: Request) -> str:
    wished = request.query_params.get("l", "")
    return wished if wished in LANGUAGES else language_of(request)


@cache
def _words(language: str) -> Markup:
    """What chat.js says, as a data block that no word can break out of."""
    start = "page.js_"
    words = {
        key.removeprefix(start): text(key, language) for key in catalogue() if key.startswith(start)
    }
    return Markup(json.dumps(words, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704
