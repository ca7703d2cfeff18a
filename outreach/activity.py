"""What was done to reach people: where, when, in what form, how many, about what."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Form(StrEnum):
    MEETING = "meeting"
    LOUDSPEAKER = "loudspeaker"
    LEAFLET = "leaflet"
    VISIT = "visit"  # from house to house


# One log feeds several reports: what an activity counts for. Labels stand in the catalogue.
TAGS = (
    "crime", "drugs", "trafficking", "cyber", "fire", "traffic", "festival_19_8", "family",
)  # fmt: skip
MOST_HEADS = 1_000_000


@dataclass(frozen=True, slots=True)
class NewActivity:
    entry: str  # made by whoever enters it: the same one twice is one activity
    day: date
    form: Form
    hamlet: int | None = None  # neither hamlet nor organisation: the whole commune
    organisation: int | None = None
    households: int = 0
    heads: int = 0
    lesson: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity(NewActivity):
    id: int = 0
    by: str = ""  # the officer
    place: str = ""  # the name of its hamlet or organisation; empty: the whole commune
