"""How the pages show a state: its shape, its tone, and among which campaigns it stands."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from broadcasts.campaigns.campaign import OVER, State
from broadcasts.delivery.run import Run

WARNS, WORKS, RESTS = "stop", "go", ""


@dataclass(frozen=True, slots=True)
class Look:
    shape: str
    tone: str


LOOKS: Mapping[State | Run | str, Look] = {
    State.DRAFT: Look("◌", WARNS),
    State.APPROVED: Look("◔", RESTS),
    State.SCHEDULED: Look("◔", RESTS),
    State.SENDING: Look("▶", WORKS),
    State.SENT: Look("✓", WORKS),
    State.PAUSED: Look("‖", WARNS),
    State.CANCELLED: Look("✕", WARNS),
    Run.FREEZING: Look("▶", WORKS),
    Run.CANARY: Look("▶", WORKS),
    Run.OPEN: Look("▶", WORKS),
    Run.DONE: Look("✓", WORKS),
    Run.HELD: Look("!", WARNS),
    Run.SKIPPED: Look("✕", WARNS),
}
# Those that wait for somebody come first.
GROUPS: Mapping[str, tuple[State, ...]] = {
    "group_waits": (State.DRAFT,),
    "group_runs": (State.SENDING, State.PAUSED),
    "group_planned": (State.APPROVED, State.SCHEDULED),
    "group_over": (State.SENT, State.CANCELLED),
}
# What became of everybody who was meant to be told, the good news first.
CLASSES = ("sent", "pending", "deferred", "opted_out", "blocked", "failed", "unknown")


def tables() -> dict[str, object]:
    return {
        "states": {str(state): asdict(look) for state, look in LOOKS.items()},
        "over": sorted(OVER),
        "groups": GROUPS,
        "classes": CLASSES,
    }
