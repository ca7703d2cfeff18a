"""Who writes lessons and lets them out. Doors turn their officers into these."""

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    WRITE = "write"  # drafts campaigns
    APPROVE = "approve"  # lets a colleague's campaign out
    ALERT = "alert"  # what is urgent: drafts it, or lets a colleague's out


@dataclass(frozen=True, slots=True)
class Author:
    id: str
    desk: str
    rights: frozenset[str]

    def has(self, right: Right) -> bool:
        return right in self.rights
