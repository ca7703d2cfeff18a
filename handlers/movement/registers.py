"""The registers of a commune: read, entered, changed, laid aside, taken out as a sheet."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from handlers.movement.models import Choice
from handlers.movement.parts import WebMovement
from handlers.movement.register_models import (
    ArchivedBody,
    ChangedBody,
    EntriesView,
    EntryInPath,
    EntryView,
    FieldView,
    NewEntryBody,
    RegisterInPath,
    RegistersView,
    RegisterView,
    StandingView,
)
from handlers.movement.reports import QUIET
from handlers.signin.gate import Gate
from handlers.web.problems import documented
from handlers.words.sheets import MIME, XLSX, Row, as_file
from outreach.registers.entry import NewEntry, RegisterEntry, written
from outreach.registers.form import FormField, RegisterForm
from outreach.registers.keeping import Changed, Standings
from wording.catalogue import text

WIDTHS = {"number": 11, "year": 9, "day": 12, "agreed": 12, "words": 40, "many": 36}  # letters
USUAL_WIDTH = 24
FILE = {
    "description": "The register as a workbook, without what is archived.",
    "content": {MIME[XLSX]: {"schema": {"type": "string", "format": "binary"}}},
}


@dataclass(frozen=True, slots=True)
class RegisterDoor:
    gate: Gate
    parts: WebMovement

    def add_routes(self, door: APIRouter) -> None:
        door.add_api_route("/registers", self.registers)
        door.add_api_route("/registers/{register}", self.entries, responses=documented(404))
        door.add_api_route(
            "/registers/{register}/file",
            self.file,
            responses={200: FILE, **documented(403, 404)},
            response_class=Response,
        )
        moves = (("", self.add, 201), ("/{entry}", self.change, 200))
        for path, move, status in (*moves, ("/{entry}/archive", self.archive, 200)):
            door.add_api_route(
                f"/registers/{{register}}{path}",
                move,
                methods=["POST"],
                status_code=status,
                responses=documented(400, 403, 404, 409, 413),
            )

    async def registers(self, request: Request) -> RegistersView:
        """Each with its fields, and how many entries of this year stand where."""
        officer, keeping = await self.gate.officer(request), self.parts.registers
        year = self.parts.movement.today.year
        standings = await keeping.standings(officer, year)
        forms = [_form_view(form, standings[name]) for name, form in keeping.forms.items()]
        may_keep = keeping.may_keep(officer)
        return RegistersView(may_keep=may_keep, year=year, registers=forms)

    async def entries(self, request: Request, register: RegisterInPath) -> EntriesView:
        officer = await self.gate.officer(request)
        found = await self.parts.registers.entries(officer, register)
        return EntriesView(entries=[_entry_view(one) for one in found])

    async def add(self, request: Request, register: RegisterInPath, new: NewEntryBody) -> EntryView:
        officer = await self.gate.mover(request)
        told = NewEntry(new.entry, register, new.values)
        return _entry_view(await self.parts.registers.add(officer, told))

    async def change(
        self, request: Request, register: RegisterInPath, entry: EntryInPath, new: ChangedBody
    ) -> EntryView:
        officer = await self.gate.mover(request)
        changed = Changed(entry, register, new.version, new.values)
        return _entry_view(await self.parts.registers.change(officer, changed))

    async def archive(
        self, request: Request, register: RegisterInPath, entry: EntryInPath, new: ArchivedBody
    ) -> EntryView:
        """Laid aside, or taken up again; nothing of a register is ever deleted."""
        officer = await self.gate.mover(request)
        changed = Changed(entry, register, new.version, is_archived=new.archived)
        return _entry_view(await self.parts.registers.change(officer, changed))

    async def file(self, request: Request, register: RegisterInPath) -> Response:
        officer = await self.gate.officer(request)
        found = await self.parts.registers.exported(officer, register)
        rows = _rows(self.parts.registers.form(register), found)
        name = f'attachment; filename="so-{register}-{officer.desk}.xlsx"'
        headers = QUIET | {"Content-Disposition": name}
        widths = _widths(self.parts.registers.form(register))
        file = as_file(rows, XLSX, widths)
        return StreamingResponse(file, media_type=MIME[XLSX], headers=headers)


async def _rows(form: RegisterForm, found: Sequence[RegisterEntry]) -> AsyncIterator[Row]:
    yield (text("movement.register_number"), *(one.vi for one in form.fields))
    for number, one in enumerate(reversed(found), start=1):
        yield (number, *written(form, one.values))
    yield ()
    yield (text("movement.register_source", source=form.source),)


def _widths(form: RegisterForm) -> tuple[int, ...]:
    return (6, *(WIDTHS.get(one.kind, USUAL_WIDTH) for one in form.fields))


def _form_view(form: RegisterForm, standings: Sequence[Standings]) -> RegisterView:
    return RegisterView(
        id=form.id,
        label=form.vi,
        source=form.source,
        fields=[_field_view(one) for one in form.fields],
        standings=[_standing_view(form, one) for one in standings],
    )


def _standing_view(form: RegisterForm, one: Standings) -> StandingView:
    label = form.standing_of(one.standing) or text("movement.register_entries")
    return StandingView(label=label, count=one.count)


def _field_view(field: FormField) -> FieldView:
    options = [Choice(id=one.id, label=one.vi) for one in field.options]
    return FieldView(
        id=field.id, label=field.vi, kind=field.kind, needed=field.needed, options=options
    )


def _entry_view(one: RegisterEntry) -> EntryView:
    return EntryView(
        id=one.id,
        version=one.version,
        day=one.day,
        archived=one.is_archived,
        values=dict(one.values),
    )
