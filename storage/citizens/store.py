"""What a citizen said, was answered and may see."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from messages.message import Address, ChatLine, Incoming
from storage.chat.lines import CHANNEL, ChatLines
from storage.citizens.drafts import DraftRows, Remembered, Seen
from storage.citizens.keeping import Hearing
from storage.database.dialects import is_plain
from storage.database.interface import Database
from storage.database.prepared import Prepared
from storage.database.reading import read_rows
from storage.media import FOR_ALL
from storage.names.citizens import Names, names_of
from storage.names.renewing import LinkRenewal
from storage.sealing.receipts import Receipts
from storage.sealing.shapes import line_in
from storage.sealing.vault import Vault
from storage.tables.citizens import drafts, events, media, wrong_receipts
from storage.tables.desks import desks
from storage.tables.tips import identity_links, tip_lines, tips
from storage.tips.rows import TipRows
from tips.conversation.turn import OwnTip, ThreadView
from tips.intake.ports import (
    GUESSES_COUNT_FOR,
    CitizenStore,
    IntakeChange,
    Recalled,
    Retraction,
)
from tips.tip import Author, KindId, TipId

_leads = tips.alias("own_leads")
_asked_at = (
    select(func.max(tip_lines.c.at))
    .where(tip_lines.c.tip == tips.c.id, tip_lines.c.author == Author.DESK, tips.c.asked)
    .scalar_subquery()
)
_OWN = Prepared(
    select(
        tips.c.id,
        tips.c.kind,
        tips.c.filed_at,
        tips.c.closed_at,
        tips.c.asked,
        _asked_at.label("asked_at"),
        desks.c.name.label("desk_name"),
    )
    .join(identity_links, identity_links.c.tip == tips.c.id)
    .outerjoin(_leads, _leads.c.id == tips.c.lead)
    .join(desks, desks.c.code == func.coalesce(_leads.c.desk, tips.c.desk))
    .where(identity_links.c.citizen_key.in_(bindparam("links", expanding=True)))
    .order_by(tips.c.filed_at.desc(), tips.c.id)
)
_names: BindParameter[str] = bindparam("names", expanding=True)
_guesses = (
    select(func.count())
    .where(wrong_receipts.c.citizen_key.in_(_names), wrong_receipts.c.at > bindparam("since"))
    .scalar_subquery()
)
_nothing = select(literal(1).label("one")).subquery()
# One row, whatever is known: each look costs as much as what it finds.
_RECALLED = Prepared(
    select(
        drafts,
        events.c.event_mark,
        events.c.sealed.label("answer"),
        _guesses.label("guesses"),
    ).select_from(
        _nothing.outerjoin(drafts, drafts.c.citizen_key.in_(_names)).outerjoin(
            events, events.c.event_mark.in_(bindparam("marks", expanding=True))
        )
    )
)

Discard = Callable[[Sequence[str]], Awaitable[None]]


class SqlCitizenStore(CitizenStore):
    """`discard` unlinks media files that lost their row."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        rows: TipRows,
        discard: Discard,
        renewal: LinkRenewal,
    ) -> None:
        self._database = database
        self._vault = vault
        self._rows = rows
        self._discard = discard
        self._renewal = renewal
        self._receipts = Receipts(vault)
        self._drafts = DraftRows(vault)
        self._lines = ChatLines(vault, self._receipts)
        self._hearing = Hearing(vault)

    @override
    def receipt_for(self, draft_id: str) -> tuple[str, ...]:
        return self._receipts.words(draft_id)

    @override
    async def recall(self, incoming: Incoming, at: datetime) -> Recalled:
        async def work(connection: AsyncConnection) -> Recalled:
            citizen = incoming.sender
            names = await names_of(connection, self._vault, citizen)
            marks = names.event_marks(self._vault, citizen, incoming.event_id)
            since = at - GUESSES_COUNT_FOR
            asked = {"names": names.keys, "marks": marks, "since": since}
            row = await _RECALLED.first(connection, asked)
            remembered = Remembered() if row.name is None else self._drafts.read(row)
            return Recalled(
                draft=remembered.draft,
                version=remembered.version,
                answer=None if row.answer is None else self._answer(row, citizen),
                own_tips=await self._own_tips(connection, names),
                wrong_receipts=row.guesses,
                seen=Seen(names, remembered, marks[0])
                if names.own and remembered.version
                else None,
            )

        return await self._database.read(work)

    @override
    async def keep(self, heard: IntakeChange) -> tuple[ChatLine, ...]:
        if not heard.erase:
            answer = await self._database.write(lambda c: self._hearing.keep(c, heard))
            if heard.retraction:
                await self._forget_retracted(heard.retraction)
            return answer
        await self._erase(heard)
        if heard.incoming.sender.channel != CHANNEL:
            return self._hearing.answer_unkept(heard)
        # A transaction of its own: one log entry must not hold the old name beside the new one.
        answered = replace(heard, draft_version=0, seen=None)
        return await self._database.write(lambda c: self._hearing.keep(c, answered))

    async def _forget_retracted(self, wanted: Retraction) -> None:
        files = [wanted.file] if wanted.file else list(wanted.files)
        held = select(media.c.id).where(media.c.id.in_(files))
        kept = {row.id for row in await read_rows(self._database, held)}
        await self._discard([one for one in files if one not in kept])
        if wanted.file is None:
            await self._renewal.renew()
        await self._database.forget()

    async def _erase(self, heard: IntakeChange) -> None:
        lost = await self._database.write(lambda c: self._hearing.erase(c, heard))
        await self._discard(lost)
        await self._renewal.renew()
        await self._database.forget()

    @override
    async def thread_by_receipt(
        self, readings: Sequence[tuple[str, ...]], at: datetime
    ) -> ThreadView | None:
        async def work(connection: AsyncConnection) -> ThreadView | None:
            marks = {mark: n for n, r in enumerate(readings) for mark in self._receipts.marks(r)}
            known = select(tips.c.id, tips.c.receipt_mark).where(tips.c.receipt_mark.in_(marks))
            found = sorted(
                (marks[row.receipt_mark], row.id) for row in await connection.execute(known)
            )
            if not found:
                return None
            return await self._rows.thread(connection, at, tips.c.id == found[0][1])

        return await self._database.read(work)

    @override
    async def thread(self, citizen: Address, tip: TipId, at: datetime) -> ThreadView | None:
        async def work(connection: AsyncConnection) -> ThreadView | None:
            names = await names_of(connection, self._vault, citizen)
            if tip not in await self._readable(connection, names):
                return None
            return await self._rows.thread(connection, at, tips.c.id == tip)

        return await self._database.read(work)

    @override
    async def lines(self, citizen: Address, after: int) -> tuple[ChatLine, ...]:
        return await self._database.read(lambda c: self._lines.read(c, citizen, after))

    @override
    async def may_see(self, citizen: Address, media: str) -> bool:
        return is_plain(media) and await self._database.read(
            lambda connection: self._may_see(connection, citizen, media)
        )

    async def _may_see(self, connection: AsyncConnection, citizen: Address, name: str) -> bool:
        names = await names_of(connection, self._vault, citizen)
        mine = media.c.citizen_key.in_(names.keys)
        readable = media.c.tip.in_(await self._readable(connection, names))
        for_all = media.c.citizen_key == FOR_ALL
        return bool(
            await connection.scalar(
                select(media.c.id).where(media.c.id == name, or_(mine, readable, for_all))
            )
        )

    async def _readable(self, connection: AsyncConnection, names: Names) -> set[str]:
        mine = identity_links.c.citizen_key.in_(names.links)
        linked = set(await connection.scalars(select(identity_links.c.tip).where(mine)))
        opened = (await self._drafts.find(connection, names)).opened
        return linked | ({opened} if opened else set())

    def _answer(self, row: Any, citizen: Address) -> tuple[ChatLine, ...]:
        shapes = self._vault.open("events", row.event_mark, row.answer)
        return tuple(line_in(number, one, citizen, self._receipts) for number, one in shapes)

    async def _own_tips(self, connection: AsyncConnection, names: Names) -> tuple[OwnTip, ...]:
        if not names.links:
            return ()
        rows = await _OWN.rows(connection, {"links": names.links})
        return tuple(
            OwnTip(
                tip=TipId(row.id),
                kind=KindId(row.kind),
                filed_at=row.filed_at,
                closed=row.closed_at is not None,
                asked=row.asked,
                asked_at=row.asked_at,
                desk_name=row.desk_name,
            )
            for row in rows
        )
