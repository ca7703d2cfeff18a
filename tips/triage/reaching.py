"""What an officer should know before writing: whether the resident will be shown it, and when.

Some platforms deliver only for a while after a resident's last word. What they do not deliver
waits: nobody at the desk should believe that it was read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from messages.contact import Contact, Reach, Windows
from tips.statuses import is_over
from tips.tip import Tip, TipId
from wording.catalogue import text
from wording.moments import moment


class ContactStore(Protocol):
    async def contact_of(self, tip: TipId) -> Contact | None:
        """Of who told it, without who it is; None when nothing leads to them any more."""
        ...


@dataclass(frozen=True, slots=True)
class Reaching:
    """`windows`: the channels that deliver only for a while. `price`: đồng a message."""

    contacts: ContactStore
    windows: Mapping[str, Windows]
    price: int = 0

    async def describe(self, tip: Tip, at: datetime) -> str:
        """Empty where words simply arrive."""
        windows = self.windows.get(tip.channel)
        if windows is None or is_over(tip.status):
            return ""
        contact = await self.contacts.contact_of(tip.id)
        reach = windows.reach(contact, at) if contact else Reach.CLOSED
        if contact is None or reach is Reach.CLOSED:
            return text("desk.reach_closed", "vi", days=windows.push.days)
        until = moment(contact.heard_at + windows.push)
        left = max(0, windows.free_count - contact.sent)
        return text(f"desk.reach_{reach}", "vi", until=until, left=left, price=self.price)
