"""Reads hamlets and organisations from the rows of a sheet, or names every fault by its row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from communes.spelling import fold
from outreach.places import NewHamlet, NewOrganisation, OrganisationKind

MOST_ROWS = 20_000
LONGEST_NAME = 120
MOST = 1_000_000
KINDS: Mapping[str, OrganisationKind] = {
    "cong ty": OrganisationKind.COMPANY, "doanh nghiep": OrganisationKind.COMPANY,
    "co so kinh doanh": OrganisationKind.COMPANY, "company": OrganisationKind.COMPANY,
    "truong": OrganisationKind.SCHOOL, "truong hoc": OrganisationKind.SCHOOL,
    "nha truong": OrganisationKind.SCHOOL, "school": OrganisationKind.SCHOOL,
    "co quan": OrganisationKind.OFFICE, "office": OrganisationKind.OFFICE,
    "nha tro": OrganisationKind.BOARDING, "khu tro": OrganisationKind.BOARDING,
    "boarding house": OrganisationKind.BOARDING,
}  # fmt: skip
# What the first row may call each column, folded.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("ten", "ten to chuc", "to chuc", "ten thon", "thon", "thon, to", "to dan pho", "name"),
    "kind": ("loai", "loai hinh", "kind"),
    "households": ("so ho", "ho", "households"),
    "heads": ("so nguoi", "nhan khau", "so nhan khau", "heads"),
    "focal": ("nguoi phu trach", "dau moi", "nguoi dau moi", "focal person"),
    "phone": ("dien thoai", "so dien thoai", "phone"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    row: int  # as the sheet numbers it; the head is row 1
    column: str  # a key of COLUMNS
    reason: str  # "missing", "number", "kind", "long", "twice", "column", "rows"


Kind = TypeVar("Kind", NewHamlet, NewOrganisation)


@dataclass(frozen=True, slots=True)
class Read(Generic[Kind]):
    """Whole, or with faults and then of no use."""

    found: tuple[Kind, ...]
    faults: tuple[Fault, ...]


Cells = Mapping[str, str]


def read_hamlets(rows: Sequence[Sequence[str]]) -> Read[NewHamlet]:
    return _read(rows, ("name", "households"), _hamlet)


def read_organisations(rows: Sequence[Sequence[str]]) -> Read[NewOrganisation]:
    return _read(rows, ("name", "kind"), _organisation)


class _Wrong(Exception):
    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


def _read(
    rows: Sequence[Sequence[str]], needed: Sequence[str], make: Callable[[Cells], Kind]
) -> Read[Kind]:
    columns = _columns(rows[0] if rows else ())
    faults = [Fault(1, name, "column") for name in needed if name not in columns]
    if len(rows) > MOST_ROWS + 1:
        faults.append(Fault(MOST_ROWS + 2, "name", "rows"))
    if faults:
        return Read((), tuple(faults))
    found: dict[str, Kind] = {}
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        if not any(cells.values()):
            continue
        try:
            one = make(cells)
        except _Wrong as wrong:
            faults.append(Fault(number, wrong.column, wrong.reason))
            continue
        if found.setdefault(fold(one.name), one) is not one:
            faults.append(Fault(number, "name", "twice"))
    return Read(tuple(found.values()), tuple(faults))


def _columns(head: Sequence[str]) -> Mapping[str, int]:
    written = [" ".join(fold(cell).split()) for cell in head]
    return {
        name: next(at for at, one in enumerate(written) if one in titles)
        for name, titles in COLUMNS.items()
        if any(one in titles for one in written)
    }


def _hamlet(cells: Cells) -> NewHamlet:
    households = _number(cells, "households")
    if not cells.get("households"):
        raise _Wrong("households", "missing")
    return NewHamlet(_name(cells), households, _number(cells, "heads"))


def _organisation(cells: Cells) -> NewOrganisation:
    name, written = _name(cells), " ".join(fold(cells.get("kind", "")).split())
    if written not in KINDS:
        raise _Wrong("kind", "kind" if written else "missing")
    focal, phone = (_short(cells, one) for one in ("focal", "phone"))
    return NewOrganisation(name, KINDS[written], _number(cells, "heads"), focal, phone)


def _name(cells: Cells) -> str:
    if not cells.get("name"):
        raise _Wrong("name", "missing")
    return _short(cells, "name")


def _short(cells: Cells, column: str) -> str:
    written = " ".join(cells.get(column, "").split())
    if len(written) > LONGEST_NAME:
        raise _Wrong(column, "long")
    return written


def _number(cells: Cells, column: str) -> int:
    written = cells.get(column, "").removesuffix(".0").replace(".", "").replace(" ", "")
    if not written:
        return 0
    if not (written.isascii() and written.isdecimal() and int(written) <= MOST):
        raise _Wrong(column, "number")
    return int(written)
