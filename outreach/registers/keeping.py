"""A commune keeps its registers; its province reads how many stand where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from communes.directory import CommuneCode, Directory
from desks.auditing import Auditing
from desks.desk import Officer
from desks.hierarchy import below
from desks.permissions import Action, require
from desks.ports import Clock
from outreach.errors import NoCommune, UnknownRegister
from outreach.registers.entry import NewEntry, RegisterEntry, Values, read_values
from outreach.registers.form import Forms, RegisterForm
from wording.moments import VIETNAM


@dataclass(frozen=True, slots=True)
class Standings:
    """How many entries of a register stand where."""

    register: str
    standing: str  # empty where the register has none
    count: int


class RegisterStore(Protocol):
    async def entries(self, desk: str, register: str) -> tuple[RegisterEntry, ...]:
        """Newest first, archived ones among them."""
        ...

    async def add(self, desk: str, new: NewEntry, officer: str, day: date) -> RegisterEntry:
        """The same entry again is what it already is. UnknownEntry: it is another desk's."""
        ...

    async def change(self, desk: str, changed: "Changed", officer: str, day: date) -> RegisterEntry:
        """EntryChanged: somebody was quicker. UnknownEntry."""
        ...

    async def standings(self, desks: frozenset[str] | None, year: int) -> Sequence[Standings]:
        """Of these desks, None: of all; not archived, of this year or of none."""
        ...


@dataclass(frozen=True, slots=True)
class Changed:
    """What becomes of one entry. `values` None: as they are."""

    id: int
    register: str
    version: int  # the one that was read
    values: Values | None = None
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class Registers:
    forms: Forms
    store: RegisterStore
    directory: Directory
    audit: Auditing
    clock: Clock

    def may_keep(self, officer: Officer) -> bool:
        return CommuneCode(officer.desk) in self.directory.communes

    def form(self, register: str) -> RegisterForm:
        found = self.forms.get(register)
        if found is None:
            raise UnknownRegister
        return found

    async def standings(self, officer: Officer, year: int) -> Mapping[str, Sequence[Standings]]:
        """Of the commune, or of all communes under the desk."""
        require(officer, Action.READ_OUTREACH, officer.desk)
        own = self.may_keep(officer)
        desks = frozenset({officer.desk}) if own else below(officer.desk, self.directory)
        found = await self.store.standings(desks, year)
        return {name: [one for one in found if one.register == name] for name in self.forms}

    async def entries(self, officer: Officer, register: str) -> tuple[RegisterEntry, ...]:
        require(officer, Action.READ_OUTREACH, officer.desk)
        return await self.store.entries(officer.desk, self.form(register).id)

    async def add(self, officer: Officer, new: NewEntry) -> RegisterEntry:
        self._must_keep(officer)
        read = NewEntry(new.entry, new.register, read_values(self.form(new.register), new.values))
        added = await self.store.add(officer.desk, read, officer.id, self._today())
        await self.audit.entered(officer, f"{new.register} {added.id}")
        return added

    async def change(self, officer: Officer, changed: Changed) -> RegisterEntry:
        self._must_keep(officer)
        form = self.form(changed.register)
        values = None if changed.values is None else read_values(form, changed.values)
        read = Changed(changed.id, form.id, changed.version, values, changed.is_archived)
        done = await self.store.change(officer.desk, read, officer.id, self._today())
        await self.audit.entered(officer, f"{form.id} {done.id} {done.version}")
        return done

    async def exported(self, officer: Officer, register: str) -> tuple[RegisterEntry, ...]:
        """What a sheet shows: nothing archived. Written into the log."""
        found = await self.entries(officer, register)
        await self.audit.exported(officer, f"register {register}")
        return tuple(one for one in found if not one.is_archived)

    def _must_keep(self, officer: Officer) -> None:
        require(officer, Action.LOG_OUTREACH, officer.desk)
        if not self.may_keep(officer):
            raise NoCommune

    def _today(self) -> date:
        return self.clock.now().astimezone(VIETNAM).date()
