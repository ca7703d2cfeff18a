"""The police side: desks and the officers who sit at them."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

# Commune code "26743", province code "79", a department of a province "79-PC04", or NATIONAL.
DeskCode = NewType("DeskCode", str)
OfficerId = NewType("OfficerId", str)

NATIONAL = DeskCode("00")  # the national duty desk: always open, so that no tip is without a desk


class Role(StrEnum):
    """What each may do is a table: desks/permissions.py."""

    OFFICER = "officer"
    COMMANDER = "commander"
    COORDINATOR = "coordinator"  # of a province: moves tips of its communes' desks
    BROADCASTER = "broadcaster"  # writes lessons
    APPROVER = "approver"  # lets lessons out
    PAYER = "payer"  # pays rewards by their tokens; never a tip
    CLERK = "clerk"  # counts the movement: logs, registers, reports; never a tip
    GUARD = "guard"  # of the local security team: short reports and tasks; never a tip
    AUDITOR = "auditor"  # reads the log, never a tip
    ADMINISTRATOR = "administrator"  # runs the system, never reads a tip


class GroupTrouble(StrEnum):
    """What the last letter to a desk's group met."""

    LOST = "lost"  # the bot was removed, or the group is gone
    NO_RIGHTS = "no_rights"  # it may not write there
    LIMITED = "limited"  # too many messages: they come late
    NO_TOPICS = "no_topics"  # it may open no topics: all tips stand in one stream


DEAF = (GroupTrouble.LOST, GroupTrouble.NO_RIGHTS)


@dataclass(frozen=True, slots=True)
class Desk:
    code: DeskCode
    name: str  # "Công an phường Bến Thành"
    is_open: bool
    group: str = ""  # the Telegram group's chat id, when one is linked
    trouble: GroupTrouble | None = None

    @property
    def is_deaf(self) -> bool:
        return self.trouble in DEAF


@dataclass(frozen=True, slots=True)
class Officer:
    id: OfficerId
    desk: DeskCode
    role: Role
    label: str  # what colleagues see: "Trực ban 1"
    # Known to be the same person's (storage/desks/persons.py): of two such seats none is a second.
    other_seats: tuple[OfficerId, ...] = field(default=(), compare=False)

    @property
    def seats(self) -> tuple[OfficerId, ...]:
        return (self.id, *self.other_seats)


Code = NewType("Code", str)  # what officers say: "K7Q-204"; unrelated to the receipt
