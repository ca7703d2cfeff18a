"""The unit that tells a lesson, and what stands in the lesson where a unit is named.

A resident never reads a placeholder or a hole: a desk that has told no phone speaks of the unit
above it, or of the number that hangs at its door.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypedDict

from broadcasts.lessons.content import Content

UNIT, PHONE, OFFICE = "{don_vi}", "{truc_ban}", "{tru_so}"
_SENTENCE_ENDED = re.compile(r"(?:^|[.!?]\s+|\n\s*(?:[-*]\s*)?)$")


@dataclass(frozen=True, slots=True)
class Unit:
    name: str  # {don_vi}: "Công an phường Bến Thành"
    duty_phone: str = ""  # {truc_ban}, answered day and night
    office: str = ""  # {tru_so}: an address
    above: "Unit | None" = None  # whose phone is told when this unit has none

    @property
    def answering(self) -> "Unit | None":
        """Who has a phone: this unit, or the nearest one above it."""
        if self.duty_phone:
            return self
        return self.above.answering if self.above else None


class _Instead(TypedDict):
    after: str  # the words before the placeholder
    say: str


class _Wording(TypedDict):
    above: str
    no_phone: Sequence[_Instead]
    no_office: Sequence[_Instead]


def can_tell(unit: Unit, told: str, language: str) -> bool:
    """False when something is missing and nobody wrote what to say instead in this language."""
    lacks_phone = PHONE in told and not unit.duty_phone
    lacks_office = OFFICE in told and not unit.office
    return language in _wordings() or not (lacks_phone or lacks_office)


def filled(told: str, unit: Unit, language: str) -> str:
    """KeyError when `can_tell` says no."""
    phone = phone_of(unit, language) if PHONE in told else ""
    if phone:
        told = told.replace(PHONE, phone)
    if unit.office:
        told = told.replace(OFFICE, unit.office)
    if PHONE in told:
        told = _instead(told, PHONE, _wordings()[language]["no_phone"])
    if OFFICE in told:
        told = _instead(told, OFFICE, _wordings()[language]["no_office"])
    return told.replace(UNIT, unit.name)


def phone_of(unit: Unit, language: str = "vi") -> str:
    """Empty when neither the unit nor one above it has told a phone."""
    answering = unit.answering
    if answering is None or answering is unit:
        return unit.duty_phone
    above = _wordings()[language]["above"]
    return above.format(phone=answering.duty_phone, name=answering.name)


def _instead(told: str, mark: str, choices: Sequence[_Instead]) -> str:
    first, *rest = told.split(mark)
    for after in rest:
        first += _fitting(first, choices) + after
    return first


def _fitting(before: str, choices: Sequence[_Instead]) -> str:
    lower = before.lower()
    words = next(one["say"] for one in choices if lower.endswith(one["after"]))
    begins = _SENTENCE_ENDED.search(before) is not None and not words.startswith("{")
    return words[0].upper() + words[1:] if begins else words


@cache
def _wordings() -> Mapping[str, _Wording]:
    file = resources.files("broadcasts.lessons").joinpath("unit.toml").read_text("utf-8")
    return tomllib.loads(file)


def words_of(content: Content, unit: Unit, language: str) -> str:
    """In the reader's language where somebody translated it and it can name what the unit lacks."""
    spoken = language if language in content.tellings else "vi"
    told = _whole(content, spoken)
    if not can_tell(unit, told, spoken):
        spoken, told = "vi", _whole(content, "vi")
    return filled(told, unit, spoken)


def _whole(content: Content, language: str) -> str:
    telling = content.tellings[language]
    return f"{telling.title}\n\n{telling.body}" if telling.title else telling.body
