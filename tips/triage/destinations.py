"""Where a tip may go, by what an officer types: a name of today, an old one, or a code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from communes.directory import Commune, CommuneCode, ProvinceCode
from communes.places import Places
from communes.resolution import Hint
from communes.spelling import fold
from desks.desk import Desk, DeskCode, Officer
from desks.permissions import Action
from desks.ports import DeskBook
from tips.triage.departments import Departments, is_department
from tips.triage.triage import Triage

MOST = 6


@dataclass(frozen=True, slots=True)
class Finding:
    triage: Triage
    desks: DeskBook
    places: Places
    departments: Departments = field(default_factory=Departments)

    def communes(self, officer: Officer, words: str) -> tuple[Commune, ...]:
        """The likeliest first. Of names that several communes share, those nearby."""
        self.triage.require(officer, Action.READ)
        by_code = self.places.directory.communes.get(CommuneCode(words.strip()))
        if by_code is not None:
            return (by_code,)
        found = self.places.resolve(words, Hint(self.province_of(officer.desk))).found
        return tuple(one.commune for one in found[:MOST])

    async def open_desks(self, officer: Officer, words: str) -> tuple[Desk, ...]:
        """By code, by its place, or by its name; a commune without a desk has its province's."""
        places = self.communes(officer, words)
        typed = words.strip().upper()
        codes = [typed, *self._departments(officer, typed)]
        codes += [code for one in places for code in (one.code, one.province.code)]
        known = await self.desks.desks([DeskCode(code) for code in codes])
        found = [known[one] for one in map(DeskCode, codes) if one in known and known[one].is_open]
        named = await self.desks.every_open() if not found else ()
        return _once((*found, *(desk for desk in named if _says(desk.name, words))))[:MOST]

    def province_of(self, desk: DeskCode) -> ProvinceCode | None:
        commune = self.places.directory.communes.get(CommuneCode(desk))
        code = commune.province.code if commune else ProvinceCode(desk.partition("-")[0])
        return code if code in self.places.directory.provinces else None

    def _departments(self, officer: Officer, typed: str) -> Sequence[str]:
        province = self.province_of(officer.desk)
        return self.departments.desks(typed, province) if is_department(typed) and province else ()


def _says(name: str, words: str) -> bool:
    wanted = fold(words).split()
    return bool(wanted) and all(word in fold(name) for word in wanted)


def _once(found: Iterable[Desk]) -> tuple[Desk, ...]:
    return tuple({desk.code: desk for desk in found}.values())
