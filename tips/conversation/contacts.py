"""Numbers and doors that an operator has checked and told. What is not told is not shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Contacts:
    crisis_line: str = ""  # for somebody who may take their life
    phones: Mapping[str, str] = field(default_factory=dict)  # of desks, by their codes
    offices: Mapping[str, str] = field(default_factory=dict)  # their addresses
    hours: str = ""  # "07:30-11:30, 13:30-17:00", on working days


NOT_TOLD = Contacts()
