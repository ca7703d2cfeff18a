"""Departments of a province's police: which there are, and which works on what. Pure."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from desks.desk import DeskCode
from tips.tip import KindId

KNOWN = (*(f"PC0{number}" for number in range(1, 9)), "PA05")
FIRST = "PC01"  # hands work out within a province's investigation police
CODE = re.compile(r"P[AC][0-9]{2}")


@dataclass(frozen=True, slots=True)
class Departments:
    """`elsewhere`: by province, who does a department's work: {"79": {"PC05": "PC03"}}."""

    elsewhere: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def desks(self, department: str, province: str) -> tuple[DeskCode, ...]:
        """Where it goes, the best first: a department nobody opened is stood in for by PC01."""
        here = self.elsewhere.get(province, {}).get(department, department)
        names = dict.fromkeys((here, FIRST))
        return tuple(DeskCode(f"{province}-{name}") for name in names)

    def of_kind(self, kind: KindId, province: str) -> tuple[DeskCode, ...]:
        return self.desks(_of_kinds().get(kind, FIRST), province)


def is_department(told: str) -> bool:
    return CODE.fullmatch(told) is not None


@cache
def _of_kinds() -> Mapping[str, str]:
    file = resources.files("tips.triage").joinpath("departments.toml").read_text(encoding="utf-8")
    kinds: Mapping[str, str] = tomllib.loads(file)["kinds"]
    return kinds
