"""Drafts of the forms a tip needs on its way, with what it tells filled in."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from desks.desk import Officer
from desks.errors import UnknownTip
from handlers.desk.models.tips import CodeInPath
from handlers.desk.papers.reports import QUIET
from handlers.desk.parts import WebDesk
from handlers.signin.gate import Gate
from handlers.web.problems import documented
from tips.errors import MoveNotAllowed
from tips.reports.forms import LegalForm, form_values, mediation_values
from tips.tip import Tip, tip_code

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORM: dict[str, Any] = {
    "description": "A draft in Word: to be compared with the form in force, finished and signed.",
    "content": {DOCX: {"schema": {"type": "string", "format": "binary"}}},
}


@dataclass(frozen=True, slots=True)
class FormDoor:
    gate: Gate
    desk: WebDesk

    def add_routes(self, door: APIRouter) -> None:
        door.add_api_route(
            "/tips/{code}/forms/{form}",
            self.draft,
            responses={200: FORM, **documented(403, 404, 409)},
            response_class=Response,
        )

    async def draft(self, request: Request, code: CodeInPath, form: LegalForm) -> Response:
        """Each one taken out is written into the log."""
        officer = await self.gate.officer(request)
        seen = await self.desk.moves.seen(officer, tip_code(code))
        if not isinstance(seen, Tip):
            raise UnknownTip  # what left is drafted where it is now
        if form is LegalForm.MEDIATION and seen.mediation is None:
            raise MoveNotAllowed  # nobody wrote yet what to mediate
        await self.desk.audit.exported(officer, f"form {form} {seen.code}")
        drawn = await asyncio.to_thread(_fill_in, form, await self._values(officer, seen, form))
        name = f'attachment; filename="{_file_name(form, seen)}.docx"'
        return Response(drawn, media_type=DOCX, headers=QUIET | {"Content-Disposition": name})

    async def _values(self, officer: Officer, tip: Tip, form: LegalForm) -> Mapping[str, str]:
        known, now = await self.desk.desks.desks([officer.desk]), self.desk.clock.now()
        name = known[officer.desk].name if officer.desk in known else officer.desk
        if form is LegalForm.MEDIATION and tip.mediation is not None:
            return mediation_values(tip.mediation, name, officer, now)
        return form_values(tip, name, officer, self.desk.directory, now)


def _file_name(form: LegalForm, tip: Tip) -> str:
    """Whoever is sent the file reads its name: for others than the police it holds no code."""
    if form is not LegalForm.MEDIATION:
        return f"mau-{form}-{tip.code}"
    return f"phieu-{form}-{tip.mediation.on:%Y%m%d}" if tip.mediation else f"phieu-{form}"


def _fill_in(form: LegalForm, values: Mapping[str, str]) -> bytes:
    # Rarely asked for, and what reads documents takes a fifth of a second to import.
    from handlers.words.legal_forms import draft

    return draft(form, values)
