"""The page of the web chat, what stands in for it without a network, and the calendar that is
left behind by leaving quickly.
"""

import calendar
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import FileResponse, Response

from desks.ports import Clock
from handlers.web.assets import STATIC, asset
from handlers.web.packing import packed
from handlers.web.problems import language_of
from wording.catalogue import LANGUAGES, catalogue, text
from wording.moments import VIETNAM

CALENDAR = "/lich"
OFFLINE = "/ngoai-tuyen"
WORKER = "/chat-worker.js"
# What the first question needs; the rest comes after it.
PARTS = (
    "page.js", "chat-parts.js", "chat-post.js", "chat-line.js", "chat-receipt.js",
    "chat-leave.js", "chat-progress.js",
)  # fmt: skip
_NUMBERS = {"113": "police", "114": "fire", "115": "ambulance", "111": "child"}
_pages = Environment(
    loader=PackageLoader("web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do meanwhile, where nobody can be asked."""

    title: str
    body: str


def router(clock: Clock, exit_url: str = "", advice: Sequence[Advice] = ()) -> APIRouter:
    """`exit_url`: where leaving quickly leads; without one, to a calendar."""
    pages = APIRouter(include_in_schema=False)
    door = _Pages(clock, exit_url, advice)
    for path, answer in (
        ("/", door.chat),
        (CALENDAR, door.exit),
        (OFFLINE, door.offline),
        (WORKER, door.worker),
        ("/favicon.ico", door.icon),
    ):
        pages.add_api_route(path, answer, methods=["GET", "HEAD"])
    return pages


@dataclass(frozen=True, slots=True)
class _Pages:
    clock: Clock
    exit_url: str
    advice: Sequence[Advice]

    async def chat(self, request: Request) -> Response:
        language = reader_language(request)
        return render_page(
            request,
            "chat.html",
            other="vi" if language == "en" else "en",
            exit=self.exit_url or f"{CALENDAR}?l={language}",
            calendar=f"{CALENDAR}?l={language}",
            worker=f"{WORKER}?l={language}",
            parts=PARTS,
            numbers=emergency_numbers(language),
            words=script_words(language),
        )

    async def offline(self, request: Request) -> Response:
        language = reader_language(request)
        numbers = emergency_numbers(language)
        return render_page(request, "chat_offline.html", numbers=numbers, advice=self.advice)

    async def worker(self, request: Request) -> Response:
        """The name of what it keeps changes with every word of it."""
        language = reader_language(request)
        shown = [f"{path}?l={language}" for path in (OFFLINE, CALENDAR)]
        kept = [*shown, *map(asset, ("base.css", "chat.css", "chat-icon.svg"))]
        told = f"{kept} {[one.body for one in self.advice]}"
        name = hashlib.sha256(told.encode()).hexdigest()[:12]
        script = _pages.get_template("chat_worker.js").render(kept=_data(kept), name=name)
        return Response(script, media_type="text/javascript")

    async def exit(self, request: Request) -> Response:
        language = reader_language(request)
        today = self.clock.now().astimezone(VIETNAM)
        month = text("page.exit_month", language, month=today.month, year=today.year)
        days = text("page.exit_days", language).split()
        weeks = calendar.Calendar().monthdayscalendar(today.year, today.month)
        return render_page(
            request, "chat_exit.html", month=month, days=days, weeks=weeks, today=today.day
        )

    async def icon(self) -> Response:
        return FileResponse(STATIC / "chat-icon.svg", media_type="image/svg+xml")


def render_page(request: Request, name: str, **values: object) -> Response:
    language = reader_language(request)

    def say(key: str) -> str:
        return text(f"page.{key}", language)

    page = _pages.get_template(name)
    shown = page.render(language=language, say=say, asset=asset, **values)
    return packed(request, shown.encode(), "text/html")


def reader_language(request: Request) -> str:
    wished = request.query_params.get("l", "")
    return wished if wished in LANGUAGES else language_of(request)


def emergency_numbers(language: str) -> list[tuple[str, str]]:
    return [(n, text(f"page.danger_{name}", language)) for n, name in _NUMBERS.items()]


@cache
def script_words(language: str, start: str = "page.js_") -> Markup:
    """What the page's script says, as a data block that no word can break out of."""
    words = {
        key.removeprefix(start): text(key, language) for key in catalogue() if key.startswith(start)
    }
    return _data(words)


def _data(value: object) -> Markup:
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704
