"""What each register asks: a list of fields that is data, so that another paper needs no code."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

STANDING, YEAR = "standing", "year"  # fields that are counted: they are kept beside the sealed ones


class FieldKind(StrEnum):
    TEXT = "text"
    WORDS = "words"  # several lines
    NUMBER = "number"
    DAY = "day"
    YEAR = "year"
    CHOICE = "choice"
    MANY = "many"
    AGREED = "agreed"  # nothing is kept without it


@dataclass(frozen=True, slots=True)
class FieldOption:
    id: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class FormField:
    id: str
    kind: FieldKind
    vi: str
    en: str
    needed: bool = False
    options: tuple[FieldOption, ...] = ()

    def label_of(self, option: str) -> str:
        """Of one of its options; the word itself where a later list has it no more."""
        return next((one.vi for one in self.options if one.id == option), option)


@dataclass(frozen=True, slots=True)
class RegisterForm:
    id: str
    vi: str
    en: str
    source: str  # the paper that asks for it
    fields: tuple[FormField, ...]

    def field(self, name: str) -> FormField | None:
        return next((one for one in self.fields if one.id == name), None)

    def standing_of(self, option: str) -> str:
        """Empty where entries of this register stand nowhere."""
        standing = self.field(STANDING)
        return standing.label_of(option) if standing else ""


Forms = Mapping[str, RegisterForm]


@cache
def shipped_forms() -> Forms:
    file = resources.files("outreach.registers") / "registers.toml"
    return read_forms(file.read_text("utf-8"))


def read_forms(written: str) -> Forms:
    """Raises ValueError or TypeError for a table that is none."""
    return {name: _form(name, row) for name, row in tomllib.loads(written).items()}


def _form(name: str, row: Mapping[str, Any]) -> RegisterForm:
    fields = tuple(_field(dict(one)) for one in row["fields"])
    return RegisterForm(name, row["vi"], row["en"], row["source"], fields)


def _field(row: dict[str, Any]) -> FormField:
    options = tuple(FieldOption(**one) for one in row.pop("options", ()))
    return FormField(kind=FieldKind(row.pop("kind")), options=options, **row)
