"""What the officers' door on Zalo works with, and how it finds out who stands there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from broadcasts.subscribing.hamlets import HamletGroups
from communes.directory import Directory
from desks.auditing import Auditing
from desks.desk import Desk, Officer
from desks.ports import Clock
from desks.signin.access import Access
from messages.channel import Speaker
from messages.desk_groups import desk_place
from messages.message import Outgoing
from tips.tip import Tip
from tips.triage.destinations import Finding
from tips.triage.officer_moves import OfficerMoves
from tips.triage.reaching import Reaching
from tips.triage.triage import Triage


class Quoted(Protocol):
    def code_of(self, message_id: str) -> str:
        """Of the tip that a message of ours was about; empty: not known."""
        ...


class Unwelcome(Exception):
    """Somebody who may not do this; the key names the sentence they get."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = f"zalo_groups.{key}"


@dataclass(frozen=True, slots=True)
class GroupDesk:
    access: Access
    triage: Triage
    moves: OfficerMoves
    finding: Finding
    postman: Speaker
    directory: Directory
    clock: Clock
    audit: Auditing
    quoted: Quoted
    hamlets: HamletGroups
    reaching: Reaching | None = None

    async def officer(self, account: str) -> Officer:
        """Whoever linked this account, at whichever desk."""
        officer = await self.access.officer_by_account(account_of(account))
        if officer is None:
            await self.audit.refused(None, "account_not_linked")
            raise Unwelcome("account_not_linked")
        return officer

    async def officer_at(self, desk: Desk, account: str) -> Officer:
        """The linked officer of the desk this group belongs to; nobody else may act here."""
        officer = await self.access.officer_by_account(account_of(account))
        if officer is None or officer.desk != desk.code:
            await self.audit.refused(officer, f"account_not_linked {desk.code}")
            raise Unwelcome("account_not_linked")
        return officer

    async def describe_reach(self, tip: Tip) -> str:
        return await self.reaching.describe(tip, self.clock.now()) if self.reaching else ""

    async def tell(self, group: str, texts: Sequence[str]) -> None:
        place = desk_place(group)
        await self.postman.speak([Outgoing(place, words) for words in texts if words])


def account_of(person: str) -> str:
    """As it is marked: no person of one messenger may pass for one of another."""
    return f"zalo:{person}"
