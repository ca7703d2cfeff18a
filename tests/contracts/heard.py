"""A message that is heard, and a tip that is closed."""

from typing import Any

from messages.message import Address
from tests.builders import NOON, a_heard, said
from tests.contracts.conftest import Ports
from tests.storage.tips_filed import (
    AN,
    a_change,
    a_claim,
    a_filed_tip,
    seat,
)
from tips.conversation.draft import Draft
from tips.intake.ports import IntakeChange
from tips.tip import Status, Tip


async def heard(ports: Ports, event: str, by: Address = AN, **changes: Any) -> IntakeChange:
    """A message on top of what is known of its chat."""
    incoming = said("một câu", event, by=by)
    known = await ports.citizens.recall(incoming, NOON)
    draft = known.draft or Draft("f" * 32)
    seen = {"draft_version": known.version, "seen": known.seen}
    return a_heard(incoming, draft=draft, **seen, **changes)


async def a_closed_tip(ports: Ports, number: int = 1) -> Tip:
    tip = await a_filed_tip(ports, number)
    officer = await seat(ports)
    held = await ports.tips.save(tip, a_claim(tip, officer, f"claim {number}"), NOON)
    over = {"status": Status.CLOSED, "closed_at": NOON, "closing_reason": "khong_co_co_so"}
    return await ports.tips.save(held, a_change(held, f"close {number}", **over), NOON)
