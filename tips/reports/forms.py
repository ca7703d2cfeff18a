"""What the forms of Circular 119/2021/TT-BCA ask that a tip already tells: drafts, to be finished
and signed by hand. Whoever told it is never named: this line does not know.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from communes.directory import Directory
from desks.desk import Officer
from tips.mediation import Mediation, matter_label
from tips.reports.register import Entry, Register
from tips.tip import Tip
from wording.moments import VIETNAM

# The columns of the register that a form asks for, by their place.
ASKED = {
    "code": 1, "filed": 2, "channel": 3, "teller": 4, "story": 5, "when": 6, "place": 7,
    "answers": 8, "media": 9, "kind": 10,
}  # fmt: skip
UNTOLD = "…………"


class LegalForm(StrEnum):
    RECEIPT = "01"  # minutes of what was received
    TRANSFER = "03"  # handed on to whoever has the power to settle it
    MEDIATION = "hoa-giai"  # of no circular: an officer's words for the mediation group


def form_values(
    tip: Tip, desk_name: str, officer: Officer, directory: Directory, now: datetime
) -> Mapping[str, str]:
    row = Register((), directory, now).row(1, Entry(tip))
    told = {name: str(row[place]) or UNTOLD for name, place in ASKED.items()}
    return told | _signed(desk_name, officer, now)


def mediation_values(
    given: Mediation, desk_name: str, officer: Officer, now: datetime
) -> Mapping[str, str]:
    """Nothing of the tip: not its code, nor when, how or by whom it was told."""
    told = {"matter": matter_label(given.matter), "words": given.words}
    return told | _signed(desk_name, officer, now)


def _signed(desk_name: str, officer: Officer, now: datetime) -> dict[str, str]:
    day = now.astimezone(VIETNAM)
    return {
        "desk": desk_name,
        "desk_upper": desk_name.upper(),
        "officer": officer.label,
        "day": f"{day:%d}",
        "month": f"{day:%m}",
        "year": f"{day:%Y}",
    }
