"""What is entered: an activity in a few presses, a sheet of hamlets or organisations, targets."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fastapi import APIRouter, Request

from desks.desk import Officer
from handlers.movement.models import (
    ActivityInPath,
    ActivityView,
    Imported,
    NewActivityBody,
    NewTargets,
    TargetsView,
)
from handlers.movement.parts import WebMovement
from handlers.movement.views import activity_view, fault_view, targets_view
from handlers.signin.gate import Gate
from handlers.web.body_limit import SHEET
from handlers.web.problems import Problem, documented
from handlers.web.raw_body import read_body
from handlers.words.sheet_rows import NoSheet, read_rows
from outreach.activity import TAGS, NewActivity
from outreach.meters import Targets
from outreach.sheets import Read, read_hamlets, read_organisations

FAULTS_SHOWN = 100
SHEET_WANTED: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "An XLSX workbook, or lines with commas in UTF-8, below their head.",
        "content": {"application/octet-stream": {"schema": {"type": "string"}}},
    }
}


class What(StrEnum):
    HAMLETS = "hamlets"
    ORGANISATIONS = "organisations"


@dataclass(frozen=True, slots=True)
class EnteringDoor:
    gate: Gate
    parts: WebMovement

    def add_routes(self, door: APIRouter) -> None:
        self._add(door, "/activities", self.log, status_code=201)
        self._add(door, "/activities/{activity}/take-back", self.take_back)
        self._add(door, "/targets", self.set_targets)
        self._add(door, "/import/{what}", self.import_sheet, openapi_extra=SHEET_WANTED)

    @staticmethod
    def _add(door: APIRouter, path: str, move: Callable[..., Awaitable[Any]], **more: Any) -> None:
        refusals = documented(400, 403, 404, 413)
        door.add_api_route(path, move, methods=["POST"], responses=refusals, **more)

    async def log(self, request: Request, new: NewActivityBody) -> ActivityView:
        """The same `entry` again is the activity it already is."""
        officer = await self.gate.mover(request)
        told = new.model_dump() | {"tags": tuple(one for one in TAGS if one in new.tags)}
        return activity_view(await self.parts.movement.log(officer, NewActivity(**told)))

    async def take_back(self, request: Request, activity: ActivityInPath) -> dict[str, int]:
        """One that was entered by mistake."""
        officer = await self.gate.mover(request)
        await self.parts.movement.take_back(officer, activity)
        return {"taken_back": activity}

    async def set_targets(self, request: Request, new: NewTargets) -> TargetsView:
        officer = await self.gate.mover(request)
        await self.parts.movement.keep_targets(officer, Targets(**new.model_dump()))
        return targets_view(await self.parts.movement.targets(officer))

    async def import_sheet(self, request: Request, what: What) -> Imported:
        """The whole sheet, or nothing and every fault by its row."""
        officer = await self.gate.mover(request)
        content = await read_body(request, SHEET)
        try:
            rows = await asyncio.to_thread(read_rows, content)
        except NoSheet:
            raise Problem(422, "no_sheet") from None
        if what is What.HAMLETS:
            return await self._save(officer, read_hamlets(rows), self.parts.movement.save_hamlets)
        read = read_organisations(rows)
        return await self._save(officer, read, self.parts.movement.save_organisations)

    async def _save(
        self, officer: Officer, read: Read[Any], save: Callable[..., Awaitable[None]]
    ) -> Imported:
        await save(officer, () if read.faults else read.found)
        faults = [fault_view(one) for one in read.faults[:FAULTS_SHOWN]]
        saved = 0 if read.faults else len(read.found)
        return Imported(saved=saved, broken=len(read.faults), faults=faults)
