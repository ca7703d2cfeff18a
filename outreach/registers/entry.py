"""What stands in a register, and how what was typed becomes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from outreach.errors import FieldMissing, FieldWrong
from outreach.registers.form import STANDING, YEAR, FieldKind, FormField, RegisterForm
from wording.clean import visible

LONGEST, LONGEST_WORDS = 200, 2_000  # characters
MOST = 1_000_000_000
YEARS = range(1945, 3000)

Value = str | int | list[str]
_EMPTY: tuple[Value, ...] = ("", [])
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class NewEntry:
    entry: str  # made by whoever enters it: the same one twice is one entry
    register: str
    values: Values

    @property
    def standing(self) -> str:
        return str(self.values.get(STANDING, ""))

    @property
    def year(self) -> int:
        """0: of no year."""
        found = self.values.get(YEAR, 0)
        return found if isinstance(found, int) else 0


@dataclass(frozen=True, slots=True)
class RegisterEntry(NewEntry):
    id: int
    version: int  # who changes an older one is told so
    day: date  # of the last change
    is_archived: bool


def read_values(form: RegisterForm, told: Values) -> Values:
    """What was told, in the form's order. Raises FieldMissing, FieldWrong."""
    if told.keys() - {one.id for one in form.fields}:
        raise FieldWrong(form.vi)
    read = {field.id: _read(field, told.get(field.id, "")) for field in form.fields}
    return {name: value for name, value in read.items() if value not in _EMPTY}


def written(form: RegisterForm, values: Values) -> tuple[str | int, ...]:
    """One row of a sheet: choices by their names."""
    return tuple(_written(field, values.get(field.id, "")) for field in form.fields)


def _read(field: FormField, told: Value) -> Value:
    try:
        read = told if told in _EMPTY else _READ[field.kind](field, told)
    except ValueError:
        raise FieldWrong(field.vi) from None
    if field.needed and read in _EMPTY:
        raise FieldMissing(field.vi)
    return read


def _text(field: FormField, told: Value) -> str:
    longest = LONGEST_WORDS if field.kind is FieldKind.WORDS else LONGEST
    if not isinstance(told, str) or len(told) > longest:
        raise ValueError
    return visible(told).strip()


def _number(_field: FormField, told: Value) -> int:
    number = int(told) if isinstance(told, int | str) else -1
    if not 0 <= number <= MOST:
        raise ValueError
    return number


def _year(field: FormField, told: Value) -> int:
    year = _number(field, told)
    if year not in YEARS:
        raise ValueError
    return year


def _day(_field: FormField, told: Value) -> str:
    return date.fromisoformat(str(told)).isoformat()


def _choice(field: FormField, told: Value) -> str:
    if told not in [one.id for one in field.options]:
        raise ValueError
    return str(told)


def _many(field: FormField, told: Value) -> list[str]:
    chosen = [one.id for one in field.options if isinstance(told, list) and one.id in told]
    if not isinstance(told, list) or len(chosen) != len(set(told)):
        raise ValueError
    return chosen


def _agreed(_field: FormField, told: Value) -> str:
    if told != "yes":
        raise ValueError
    return "yes"


_READ: Mapping[FieldKind, Callable[[FormField, Value], Value]] = {
    FieldKind.TEXT: _text,
    FieldKind.WORDS: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DAY: _day,
    FieldKind.YEAR: _year,
    FieldKind.CHOICE: _choice,
    FieldKind.MANY: _many,
    FieldKind.AGREED: _agreed,
}


def _written(field: FormField, value: Value) -> str | int:
    if isinstance(value, list):
        return "; ".join(field.label_of(one) for one in value)
    if field.kind is FieldKind.CHOICE:
        return field.label_of(str(value))
    if field.kind is FieldKind.AGREED:
        return "✓" if value else ""
    if field.kind is FieldKind.DAY and value:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    return value
