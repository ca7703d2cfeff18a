"""Whom a commune has to reach: its hamlets with their households, its organisations with theirs."""

from dataclasses import dataclass
from enum import StrEnum


class OrganisationKind(StrEnum):
    COMPANY = "company"
    SCHOOL = "school"
    OFFICE = "office"
    BOARDING = "boarding"  # a boarding house


@dataclass(frozen=True, slots=True)
class NewHamlet:
    name: str
    households: int
    heads: int = 0


@dataclass(frozen=True, slots=True)
class Hamlet(NewHamlet):
    id: int = 0


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    name: str
    kind: OrganisationKind
    heads: int = 0
    focal: str = ""  # the named person who answers for it; sealed
    phone: str = ""  # theirs; sealed


@dataclass(frozen=True, slots=True)
class Organisation(NewOrganisation):
    id: int = 0


@dataclass(frozen=True, slots=True)
class Places:
    """Of one commune, by name."""

    hamlets: tuple[Hamlet, ...] = ()
    organisations: tuple[Organisation, ...] = ()
