"""Vouchers: made for a resident, paid once. Nothing here knows what they thank for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from outreach.payments import Payment, PaymentStore, Voucher
from storage.audit import chain as audit
from storage.database.interface import Database
from storage.sealing.vault import Vault
from storage.tables.desks import officers
from storage.tables.vouchers import vouchers
from storage.writing import Writing

_ROW = vouchers.c


@dataclass(frozen=True, slots=True)
class NewVoucher:
    token: str  # one spelling of its words
    amount: int
    province: str
    until: date


async def add_voucher(writing: Writing, new: NewVoucher) -> None:
    mark = writing.vault.mark("voucher", new.token)
    sealed = writing.vault.seal(vouchers.name, mark, new.amount)
    row = {"mark": mark, "province": new.province, "until": new.until.isoformat()}
    await writing.connection.execute(insert(vouchers).values(**row, sealed=sealed))


async def sweep_vouchers(connection: AsyncConnection, day: date) -> None:
    """What is over goes. The rest is written anew together, by its hashes: else a database that
    numbers its transactions, or only keeps the order of writing, would still tell beside which
    change of a tip a voucher was made.
    """
    await connection.execute(delete(vouchers).where(_ROW.until < day.isoformat()))
    if connection.dialect.name == "postgresql":  # whoever pays meanwhile finds it afterwards
        await connection.execute(text(f"LOCK TABLE {vouchers.name} IN SHARE ROW EXCLUSIVE MODE"))
    rows = (await connection.execute(select(vouchers).order_by(_ROW.mark))).mappings().all()
    if rows:
        await connection.execute(delete(vouchers))
        await connection.execute(insert(vouchers), [dict(row) for row in rows])


class SqlPaymentStore(PaymentStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def find(self, token: str, province: str, today: date) -> Voucher | None:
        async def work(connection: AsyncConnection) -> Voucher | None:
            row = (await connection.execute(self._meant(token, province, today))).first()
            return None if row is None else self._voucher(row)

        return await self._database.read(work)

    @override
    async def pay(self, token: str, payment: Payment) -> Voucher | None:
        day = payment.at.date()

        async def work(connection: AsyncConnection) -> Voucher | None:
            found = self._meant(token, payment.province, day).where(_ROW.paid_on.is_(None))
            row = (await connection.execute(found)).first()
            if row is None:
                return None
            paid = update(vouchers).where(_ROW.mark == row.mark, _ROW.paid_on.is_(None))
            values = {"paid_on": day.isoformat(), "paid_by": payment.officer}
            done = await connection.execute(paid.values(**values))
            if done.rowcount != 1:
                return None  # another payer was quicker
            voucher = self._voucher(row)
            await self._log(Writing(connection, self._vault, payment.at), payment, voucher)
            return voucher

        return await self._database.write(work)

    def _meant(self, token: str, province: str, today: date) -> Any:
        marks: Sequence[str] = self._vault.marks("voucher", token)
        mine = (_ROW.mark.in_(marks), _ROW.province == province, _ROW.until >= today.isoformat())
        return select(vouchers).where(*mine)

    def _voucher(self, row: Row[Any]) -> Voucher:
        paid = date.fromisoformat(row.paid_on) if row.paid_on else None
        amount = self._vault.open(vouchers.name, row.mark, row.sealed)
        return Voucher(amount, date.fromisoformat(row.until), paid)

    async def _log(self, writing: Writing, payment: Payment, voucher: Voucher) -> None:
        held = select(officers.c.id).where(officers.c.id == payment.officer).with_for_update()
        await writing.connection.execute(held)
        entry = audit.Entry(payment.officer, "reward_paid", str(voucher.amount), payment.officer)
        await audit.add(writing, entry)
