"""Tips as they come to be: filed by a citizen through the real store."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from desks.desk import Code, DeskCode, Officer, Role
from desks.ports import DeskBook
from desks.signin.ports import AccessStore, NewSession
from messages.message import Address, Media
from tests.builders import NOON, WARD_DESK, a_citizen, a_desk, a_filing, a_heard, said
from tips.conversation.draft import Draft
from tips.intake.ports import CitizenStore
from tips.moves.change import Change, NewLine
from tips.tip import Author, Status, Tip, TipId
from tips.triage.ports import TipStore

AN, BINH = a_citizen("an"), a_citizen("binh")
ON_TELEGRAM = a_citizen("555000111", "telegram")
GROUP = "-100123"


class TipPorts(Protocol):
    """The real stores, or those in memory."""

    @property
    def access(self) -> AccessStore: ...
    @property
    def citizens(self) -> CitizenStore: ...
    @property
    def desks(self) -> DeskBook: ...
    @property
    def tips(self) -> TipStore: ...


async def a_filed_tip(stores: TipPorts, number: int = 1, by: Address = AN, **changes: Any) -> Tip:
    """The `number`th tip; its chat has no draft afterwards, unless one is given."""
    if not await stores.desks.desks([WARD_DESK]):
        await stores.desks.open_desk(a_desk())
    draft_id = f"{number:032x}"
    filing = a_filing(
        tip_id=TipId(f"{number:032x}"),
        code=Code(f"K7Q-{number:03}"),
        draft_id=draft_id,
        receipt=stores.citizens.receipt_for(draft_id),
    )
    after = {name: changes.pop(name) for name in ("draft", "replies", "at") if name in changes}
    filing = replace(filing, **changes)
    event = said("gửi", f"filing {number}", by=by)
    before = (await stores.citizens.recall(event, NOON)).version
    heard = a_heard(event, draft=None, draft_version=before, filing=filing)
    await stores.citizens.keep(replace(heard, **after))
    tip = await stores.tips.tip(filing.code, filing.route.desk)
    assert tip is not None
    return tip


async def add_words(
    stores: TipPorts,
    tip: Tip,
    text: str,
    event: str,
    by: Address = AN,
    media: tuple[Media, ...] = (),
) -> None:
    recalled = await stores.citizens.recall(said(by=by, event=event), NOON)
    await stores.citizens.keep(
        a_heard(
            said(text, event, by=by),
            draft=recalled.draft or Draft("f" * 32),
            draft_version=recalled.version,
            addition=(tip.id, text, media),
        )
    )


def a_session(token: str, until: datetime, at: datetime = NOON) -> NewSession:
    return NewSession(token, "Chrome · Windows", at, until)


async def seat(
    stores: TipPorts,
    label: str = "Trực ban 1",
    role: Role = Role.OFFICER,
    desk: DeskCode = WARD_DESK,
) -> Officer:
    token = secrets.token_hex(8)
    later = NOON.replace(year=NOON.year + 1)
    await stores.desks.open_desk(a_desk())
    await stores.access.add_invite(token, desk, role, label, later)
    officer = await stores.access.redeem(token, a_session(f"session {token}", later))
    assert officer is not None
    return officer


def a_change(tip: Tip, event: str = "press 1", **changes: Any) -> Change:
    """Nothing changes but the version."""
    change = Change(
        event_id=event,
        action="note",
        officer=None,
        holder=tip.officer,
        status=tip.status,
        urgency=tip.urgency,
        acknowledged_at=tip.acknowledged_at,
        closed_at=tip.closed_at,
        closing_reason=tip.closing_reason,
    )
    return replace(change, **changes)


def a_claim(tip: Tip, officer: Officer, event: str = "claim 1") -> Change:
    return a_change(
        tip,
        event,
        action="claim",
        officer=officer.id,
        holder=officer.id,
        status=Status.CLASSIFYING,
        acknowledged_at=NOON,
    )


def a_question(tip: Tip, text: str, event: str = "ask 1") -> Change:
    line = NewLine(Author.DESK, text, "Trực ban 1")
    return a_change(
        tip, event, action="ask", lines=(line,), to_citizen=(text,), asks=True, answers_citizen=True
    )
