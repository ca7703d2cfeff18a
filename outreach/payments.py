"""Rewards are paid by their token. Whoever pays learns the token and the sum, nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from communes.directory import Directory
from communes.spelling import fold
from desks.auditing import Auditing
from desks.desk import Officer
from desks.hierarchy import province_of
from desks.permissions import Action, require
from desks.ports import Clock
from outreach.errors import AlreadyPaid, UnknownToken
from wording.moments import VIETNAM

LONGEST_TOKEN = 200  # characters


@dataclass(frozen=True, slots=True)
class Voucher:
    amount: int  # đồng
    until: date
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    officer: str
    province: str
    at: datetime


class PaymentStore(Protocol):
    async def find(self, token: str, province: str, today: date) -> Voucher | None:
        """None: unknown here, or over."""
        ...

    async def pay(self, token: str, payment: Payment) -> Voucher | None:
        """Once, whoever else presses; written into the log with it. None: not (any more)."""
        ...


@dataclass(frozen=True, slots=True)
class Payments:
    store: PaymentStore
    directory: Directory
    audit: Auditing
    clock: Clock

    async def look_up(self, officer: Officer, words: str) -> Voucher:
        """Raises UnknownToken: never made, of another province, or over; nothing tells which."""
        require(officer, Action.PAY_REWARD, officer.desk)
        province = province_of(officer.desk, self.directory)
        found = await self.store.find(token_of(words), province, self._now().date())
        if found is None:
            await self.audit.refused(officer, "unknown_token")
            raise UnknownToken
        return found

    async def pay(self, officer: Officer, words: str) -> Voucher:
        """Raises UnknownToken, AlreadyPaid."""
        voucher = await self.look_up(officer, words)
        province = province_of(officer.desk, self.directory)
        payment = Payment(officer.id, province, self._now())
        if voucher.paid_on or await self.store.pay(token_of(words), payment) is None:
            raise AlreadyPaid
        return voucher

    def _now(self) -> datetime:
        return self.clock.now().astimezone(VIETNAM)


def token_of(words: str) -> str:
    """One spelling, however it was typed or read aloud."""
    letters = "".join(one if one.isalpha() else " " for one in words[:LONGEST_TOKEN])
    return " ".join(fold(word) for word in letters.split())
