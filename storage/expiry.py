"""Announces which tips lose their words, and takes them away when their time is over."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import Code, DeskCode
from storage.citizens.erasing import cut_link
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.media import SealedShelf
from storage.names.renewing import LinkRenewal
from storage.sealing.vault import Vault
from storage.tables.tips import identity_links, tips
from storage.tip_keys.rows import OWN_KEY
from storage.tips.following import followers, hold_rows
from storage.tips.rewarding import read_reward
from storage.tips.tombstones import erase_words
from storage.writing import Writing
from tips.expiry import NOTICE, Expiring, ExpiryStore, KeepingTerms, Tombstone
from tips.tip import KindId
from wording.catalogue import text

BATCH = 200
# A merged tip is one matter with its lead and goes with it.
_LEADS = tips.c.lead.is_(None) & tips.c.erased_at.is_(None)
_FREE = tips.c.legal_hold_since.is_(None)


class SqlExpiryStore(ExpiryStore):
    def __init__(
        self, database: Database, vault: Vault, shelf: SealedShelf, renewal: LinkRenewal
    ) -> None:
        self._database = database
        self._vault = vault
        self._shelf = shelf
        self._renewal = renewal

    @override
    async def announce(self, at: datetime, terms: KeepingTerms) -> int:
        """Anew for a tip that was opened and closed again since it was announced."""
        stale = tips.c.announced_at.is_(None) | (tips.c.announced_at < tips.c.closed_at)
        due = _LEADS & _FREE & stale & _kept_until(at + NOTICE, terms)
        some = select(tips.c.id).where(due).limit(BATCH).scalar_subquery()
        bite = update(tips).where(tips.c.id.in_(some)).values(announced_at=at)
        told = 0
        while count := (await self._database.write(lambda c: c.execute(bite))).rowcount:
            told += count
        return told

    @override
    async def expire(self, at: datetime, terms: KeepingTerms, tombstone: Tombstone) -> int:
        gone = 0
        for over in (_over(at, terms), _removed(at)):
            due = await read_rows(self._database, select(tips.c.id).where(over).limit(BATCH))
            for row in due:
                gone += await self._expire_one(row.id, over, at, tombstone)
        if gone:
            await self._renewal.renew()
            await self._database.forget()
        return gone

    @override
    async def announced(
        self, desk: DeskCode, terms: KeepingTerms, limit: int
    ) -> tuple[Expiring, ...]:
        here = select(tips).where(_LEADS, tips.c.desk == desk, tips.c.closed_at.is_not(None))
        soon = here.where(_FREE, tips.c.announced_at >= tips.c.closed_at)
        held = here.where(tips.c.legal_hold_since.is_not(None))
        first = await read_rows(self._database, soon.order_by(tips.c.announced_at).limit(limit))
        then = await read_rows(self._database, held.order_by(tips.c.closed_at).limit(limit))
        listed = sorted((_expiring(row, terms) for row in first), key=lambda one: one.closed_at)
        return (*listed, *(_expiring(row, terms) for row in then))

    async def _expire_one(
        self, lead: str, over: ColumnElement[bool], at: datetime, tombstone: Tombstone
    ) -> int:
        """A transaction a matter, so that whoever writes in the meantime waits for one at most."""

        async def work(connection: AsyncConnection) -> tuple[int, Sequence[str]]:
            writing = Writing(connection, self._vault, at)
            return await _erase_matter(writing, lead, over, tombstone)

        count, lost = await self._database.write(work)
        await self._shelf.discard(lost)
        return count


async def _erase_matter(
    writing: Writing, lead: str, over: ColumnElement[bool], tombstone: Tombstone
) -> tuple[int, Sequence[str]]:
    connection = writing.connection
    behind = [row.id for row in await followers(connection, lead)]
    await hold_rows(connection, [lead, *behind])
    # Looked at again now that it is held: somebody may have spoken in the meantime.
    wanted = select(tips, OWN_KEY).where(tips.c.id == lead, over)
    row = (await connection.execute(wanted)).first()
    group = [row, *await followers(connection, lead)] if row else []
    if any(_is_owed(writing, one) for one in group):
        return 0, ()
    lost: list[str] = []
    for one in group:
        await _cut_link(writing, one.id)
        lost += await _erase_one(writing, one, tombstone, early=group[0].removal_at is not None)
    return len(group), lost


def _is_owed(writing: Writing, row: Row[Any]) -> bool:
    """What was granted may be fetched until its day."""
    reward = read_reward(writing.vault, row)
    return reward is not None and reward.waits(writing.at)


async def _erase_one(
    writing: Writing, row: Row[Any], tombstone: Tombstone, *, early: bool
) -> Sequence[str]:
    if early:
        return await erase_words(writing, row, text("desk.removed", row.language), "removed")
    return await erase_words(writing, row, tombstone(row.language), "expired")


def _kept_until(moment: datetime, terms: KeepingTerms) -> ColumnElement[bool]:
    """Closed so long ago that its kind need not be kept at that moment."""
    shortest = min((terms.days, *terms.by_kind.values()))
    rest = tips.c.kind.not_in(list(terms.by_kind)) & _closed_before(moment, terms.days)
    own = (
        (tips.c.kind == kind) & _closed_before(moment, days) for kind, days in terms.by_kind.items()
    )
    return _closed_before(moment, shortest) & or_(rest, *own)


def _over(at: datetime, terms: KeepingTerms) -> ColumnElement[bool]:
    told = (tips.c.announced_at <= at - NOTICE) & (tips.c.announced_at >= tips.c.closed_at)
    return _LEADS & _FREE & ~tips.c.unread & told & _kept_until(at, terms)


def _removed(at: datetime) -> ColumnElement[bool]:
    """Before its time, as two officers decided."""
    decided = tips.c.removal_at <= at
    return _LEADS & _FREE & ~tips.c.unread & decided & tips.c.closed_at.is_not(None)


def _closed_before(moment: datetime, days: int) -> ColumnElement[bool]:
    return tips.c.closed_at <= moment - timedelta(days=days)


async def _cut_link(writing: Writing, tip: str) -> None:
    """Only where words are kept for a shorter time than links."""
    linked = select(identity_links).where(identity_links.c.tip == tip)
    row = (await writing.connection.execute(linked)).first()
    if row is not None:
        await cut_link(writing.connection, writing.vault, row)


def _expiring(row: Row[Any], terms: KeepingTerms) -> Expiring:
    kind = KindId(row.kind)
    goes_at = None
    if row.legal_hold_since is None:
        goes_at = max(row.closed_at + terms.kept(kind), row.announced_at + NOTICE)
    return Expiring(Code(row.code), kind, row.closed_at, goes_at, row.unread)
