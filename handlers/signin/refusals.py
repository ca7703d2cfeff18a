"""Refusals at the desk's API become entries of the audit log, whichever door they happened at."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from fastapi import Request

from broadcasts.errors import CampaignProblem
from desks.auditing import Auditing
from desks.errors import TipProblem
from handlers.signin.gate import Gate
from handlers.web.problems import Problem, problem_of

WATCHED = {401, 403, 404}
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Watch:
    gate: Gate
    audit: Auditing

    async def over(self, request: Request) -> AsyncIterator[None]:
        try:
            yield
        except (TipProblem, CampaignProblem, Problem) as error:
            refusal = problem_of(error)
            if refusal.status in WATCHED:
                officer = await self.gate.visitor(request)
                # A stranger may ask for anything: what they ask for is not kept.
                named = request.path_params.get("code") or request.path_params.get("campaign", "")
                asked = named if officer else ""
                what = f"{refusal.key} {asked[:LONGEST].upper()}".strip()
                await self.audit.refused(officer, what)
            raise
