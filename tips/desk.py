"""The police side: desks and the officers who sit at them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

DeskCode = NewType("DeskCode", str)  # commune code "26743", province code "79", or NATIONAL
OfficerId = NewType("OfficerId", str)

NATIONAL = DeskCode("00")  # the national duty desk: always open, so that no tip is without a desk


class Role(StrEnum):
    OFFICER = "officer"
    COMMANDER = "commander"


@dataclass(frozen=True, slots=True)
class Desk:
    code: DeskCode
    name: str  # "Công an phường Bến Thành"
    is_open: bool
    group: str = ""  # the Telegram group's chat id, when one is linked


@dataclass(frozen=True, slots=True)
class Officer:
    id: OfficerId
    desk: DeskCode
    role: Role
    label: str  # what colleagues see: "Trực ban 1"
