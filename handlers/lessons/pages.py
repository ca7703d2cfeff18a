"""The lessons' pages: one frame, filled by scripts from the API."""

from dataclasses import dataclass

from fastapi import Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from desks.permissions import Action, allowed, author_of
from handlers.lessons.looks import tables
from handlers.signin.gate import Gate
from handlers.signin.pages import page, script_data, script_words
from handlers.signin.way_in import way_in
from wording.catalogue import text


@dataclass(frozen=True, slots=True)
class Pages:
    gate: Gate

    async def page(self, request: Request) -> Response:
        officer = await self.gate.visitor(request)
        if officer is None:
            return await way_in(self.gate, request)
        if not author_of(officer).rights:
            return RedirectResponse("/desk", 303)
        return page(
            "lessons.html",
            words=words(),
            tables=script_data(tables()),
            told=lambda key: text(f"campaigns.page_{key}"),
            works_on_tips=allowed(officer, Action.READ, officer.desk),
        )


def words() -> Markup:
    """Those of the desk's own parts, which these pages share, and of the lessons."""
    return script_words("deskpage.js_", "campaigns.js_", "campaigns.class_")
