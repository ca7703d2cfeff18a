"""The status machine, and the words for statuses, urgencies and closing reasons."""

from collections.abc import Mapping

from tips.tip import Status, Urgency
from wording.catalogue import text

# content-vi.yaml, statuses: `next`. Whether "thu_ly" is right is the assigned investigator's call.
NEXT: Mapping[Status, tuple[Status, ...]] = {
    Status.RECEIVED: (Status.CLASSIFYING,),
    Status.CLASSIFYING: (
        Status.NEEDS_MORE,
        Status.CHECKING,
        Status.PASSED_ON,
        Status.CLOSED,
    ),
    Status.NEEDS_MORE: (Status.CLASSIFYING, Status.CHECKING, Status.CLOSED),
    Status.CHECKING: (Status.NEEDS_MORE, Status.PASSED_ON, Status.TAKEN_UP, Status.CLOSED),
    Status.PASSED_ON: (Status.CLOSED, Status.TAKEN_UP),
    Status.TAKEN_UP: (Status.CLOSED,),
    Status.CLOSED: (Status.ARCHIVED, Status.CLASSIFYING),
    Status.ARCHIVED: (),
}

CLOSING_REASONS = (
    "co_co_so_da_xu_ly",
    "xu_ly_hanh_chinh",
    "da_chuyen_noi_khac",
    "khong_co_co_so",
    "khong_du_thong_tin",
    "trung_lap",
    "ngoai_pham_vi",
    "tin_sai_su_that",
)

SPAM = "tin_rac"  # not to be chosen: it takes two officers, see tips/moves/facts.py

RETRACTED = "nguoi_bao_rut"  # by the resident, before anybody looked after it

SHAPES: Mapping[Urgency, str] = {Urgency.CRITICAL: "●", Urgency.HIGH: "◔", Urgency.NORMAL: "○"}


# What an officer is asked beside the new status. Taking a matter up is another body's decision.
ASKS_WHERE, NEEDS_DECISION = Status.PASSED_ON, Status.TAKEN_UP


def may_follow(now: Status, then: Status) -> bool:
    return then in NEXT[now]


def is_over(status: Status) -> bool:
    return status in (Status.CLOSED, Status.ARCHIVED)


def status_label(status: Status, language: str = "vi") -> str:
    return text(f"desk.status_{status}", language)


def public_text(status: Status, language: str = "vi") -> str:
    """What the citizen is told about a status."""
    return text(f"desk.status_{status}_public", language)


def urgency_label(urgency: Urgency, language: str = "vi") -> str:
    return text(f"desk.urgency_{urgency}", language)


def closing_label(reason: str, language: str = "vi") -> str:
    return text(f"desk.closing_{reason}", language)


def closing_words(reason: str, language: str = "vi") -> str:
    """What the citizen is told about how it ended."""
    return text(f"desk.closing_{reason}_resident", language)
