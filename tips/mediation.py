"""A quarrel given to the mediation group of the commune (hòa giải ở cơ sở): what may be mediated,
and in whose words. Pure.

Law 35/2013/QH13, art. 3, and Decree 15/2014/NĐ-CP, art. 5: quarrels, civil and family matters, and
offences too small for a court or a fine. Crimes and violence at home are never mediated.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wording.catalogue import text

# Of the kinds of tips. What turned out to be a mere quarrel is first called by its right kind.
KINDS = frozenset({"khac", "danh_nhau_gay_roi"})


class Matter(StrEnum):
    """What the law lets a group mediate."""

    NEIGHBOURS = "neighbours"
    CIVIL = "civil"
    FAMILY = "family"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Mediation:
    matter: Matter
    words: str  # an officer's, for the group: never what a resident told
    on: date


def matter_label(matter: str, language: str = "vi") -> str:
    return text(f"mediation.matter_{matter}", language)
