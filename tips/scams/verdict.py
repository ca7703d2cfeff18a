"""What is made of a message: one of three answers, and what was seen in it. Never "it is safe"."""

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    VERY_LIKE = "very_like"
    UNSURE = "unsure"
    NOTHING_SEEN = "nothing_seen"


@dataclass(frozen=True, slots=True)
class Reason:
    sign: str  # "asks_code": the catalogue has a sentence for each
    seen: str = ""  # the link or number that it is about
    meant: str = ""  # whose it pretends to be


@dataclass(frozen=True, slots=True)
class Verdict:
    answer: Answer
    likelihood: float  # as learned, before signs and lists spoke
    reasons: tuple[Reason, ...] = ()  # gravest first
    trick: str = ""  # a table of tricks.toml: what it is about
    lesson: str = ""  # that tells the trick: "ld-14"
