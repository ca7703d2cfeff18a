"""Files a tip, and adds the citizen's later words to it. Inside the transaction of `keep`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.errors import UnknownTip
from messages.message import Address, Media
from storage.audit import chain as audit
from storage.database.dialects import insert_unless_there
from storage.letters import post_words, rearm_cards, write_to_citizen
from storage.names.linking import address_behind, link
from storage.sealing.own_keys import OwnKey, new_own_key
from storage.sealing.receipts import Receipts
from storage.sealing.vault import Vault
from storage.tables.citizens import media
from storage.tables.tips import identity_links, tips
from storage.tip_keys.files import give_files
from storage.tips.following import hold_lead
from storage.tips.queue_order import moment, rank
from storage.tips.rows import seal_tip, take_away_media, write_lines
from storage.writing import Writing
from tips.errors import TipMoved
from tips.intake.ports import Filing, Withdrawal
from tips.tip import Author, Line, Status, Tip, TipId, free_codes
from tips.triage.transfer_ports import Carving

Addition = tuple[TipId, str, tuple[Media, ...]]


class Files:
    def __init__(self, vault: Vault, receipts: Receipts) -> None:
        self._vault = vault
        self._receipts = receipts

    async def file(self, writing: Writing, filing: Filing, citizen: Address) -> None:
        connection = writing.connection
        marks = self._vault.marks("draft", filing.draft_id)
        filed = select(tips.c.id).where(tips.c.draft_mark.in_(marks))
        if await connection.scalar(filed):
            return  # the second "Send" of one draft
        await self._write_tip(writing, filing, citizen.channel)
        await link(connection, self._vault, filing.tip_id, citizen)
        await _keep_media(writing, filing.report.media, filing.tip_id)
        fact = f"{filing.route.desk} {filing.urgency}"
        await audit.add(writing, audit.Entry(filing.tip_id, "file", fact))
        await rearm_cards(writing, filing.tip_id)

    async def add(self, writing: Writing, words: Addition) -> None:
        """The caller has checked that this chat may write to the tip."""
        connection = writing.connection
        tip, text, pictures = words
        lead = await hold_lead(connection, tip)
        more = (
            update(tips)
            .where(tips.c.id == tip)
            .values(
                version=tips.c.version + 1,
                line_count=tips.c.line_count + 1,
                unread=True,
                asked=False,
                spam_by=None,  # whoever says more is heard before being refused
                erased_at=None,  # there is something to erase again
            )
        )
        number = await connection.scalar(more.returning(tips.c.line_count))
        if number is None:
            raise UnknownTip
        if lead != tip:
            await connection.execute(
                update(tips)
                .where(tips.c.id == lead)
                .values(version=tips.c.version + 1, unread=True, spam_by=None, erased_at=None)
            )
        line = Line(number, writing.at, Author.CITIZEN, text, media=pictures)
        await write_lines(writing, tip, [line])
        await _keep_media(writing, pictures, tip)
        await audit.add(writing, audit.Entry(tip, "citizen"))
        await rearm_cards(writing, lead)
        await post_words(writing, lead, text, pictures)

    async def withdraw(self, writing: Writing, taken: Withdrawal) -> None:
        """Its officers read that the last words were about something else."""
        connection = writing.connection
        ids = [one.id for one in taken.media]
        theirs = media.c.id.in_(ids) & (media.c.tip == taken.tip)
        await give_files(connection, writing.vault, theirs, None)
        if ids:
            await take_away_media(writing, taken.tip, ids)
        await self.add(writing, (taken.tip, taken.words, ()))
        waits = update(tips).where(tips.c.id == taken.tip).values(asked=taken.asks_again)
        await connection.execute(waits)

    async def carve(self, writing: Writing, tip: Tip, carving: Carving) -> None:
        """A tip of its own, for the same resident: the way to them is copied, sealed anew."""
        connection, at, filing = writing.connection, writing.at, carving.filing
        await self._write_tip(writing, filing, tip.channel)
        await self._name_origin(connection, tip.id, filing.tip_id)
        linked = select(identity_links).where(identity_links.c.tip == tip.id)
        row = (await connection.execute(linked)).first()
        if row is not None:
            await self._carry_link(connection, row, filing.tip_id)
        grown = _two_lines_more(filing.tip_id).values(since=carving.since)
        number = await connection.scalar(grown)
        note = Line((number or 2) - 1, at, Author.NOTE, carving.noted, carving.officer)
        told = Line(number or 2, at, Author.SYSTEM, carving.told)
        await write_lines(writing, filing.tip_id, [note, told])
        await audit.add(writing, audit.Entry(filing.tip_id, "carve", f"{filing.route.desk}"))
        await rearm_cards(writing, filing.tip_id)
        await write_to_citizen(writing, filing.tip_id, [carving.told], asks=False)

    async def take_down(
        self, writing: Writing, filing: Filing, channel: str, officer: str | None
    ) -> str:
        """Told to an officer, by phone or at the counter: no link leads to anybody. Its id."""
        marks = self._vault.marks("draft", filing.draft_id)
        filed: str | None = await writing.connection.scalar(
            select(tips.c.id).where(tips.c.draft_mark.in_(marks))
        )
        if filed:
            return filed  # the same form sent twice
        await self._write_tip(writing, filing, channel)
        fact = f"{filing.route.desk} {filing.urgency}"
        entry = audit.Entry(filing.tip_id, "file", fact, officer)
        await audit.add(writing, entry)
        await rearm_cards(writing, filing.tip_id)
        return filing.tip_id

    async def _name_origin(self, connection: AsyncConnection, origin: str, made: str) -> None:
        """Both show the line's pictures: the first that is erased must not take them away."""
        older = select(tips.c.carved_from).where(tips.c.id == origin)
        first = await connection.scalar(older) or origin
        await connection.execute(update(tips).where(tips.c.id == made).values(carved_from=first))

    async def _carry_link(self, connection: AsyncConnection, row: Row[Any], tip: str) -> None:
        if citizen := await address_behind(connection, self._vault, row):
            await link(connection, self._vault, tip, citizen)

    async def _write_tip(self, writing: Writing, filing: Filing, channel: str) -> None:
        own = new_own_key()
        row = self._new_row(filing, channel, writing.at, own)
        for code in free_codes(filing.code, filing.tip_id):
            if await insert_unless_there(writing.connection, tips, row | {"code": code}):
                return await writing.put_key(filing.tip_id, own)
        raise TipMoved  # all of them are taken: the use case draws another

    def _new_row(self, filing: Filing, channel: str, at: datetime, own: OwnKey) -> dict[str, Any]:
        place = filing.report.place
        return {
            "id": filing.tip_id,
            "draft_mark": self._vault.mark("draft", filing.draft_id),
            "receipt_mark": self._receipts.mark(filing.receipt),
            "kind": filing.report.kind,
            "desk": filing.route.desk,
            "commune": place.commune,
            "province": place.province,
            "language": filing.language,
            "channel": channel,
            "status": Status.RECEIVED,
            "urgency": filing.urgency,
            "filed_at": at,
            "version": 1,
            "line_count": 0,
            "unread": True,
            "asked": False,
            "queue_rank": rank(filing.urgency, None),
            "queue_at": moment(at, None),
            "next_reminder_at": at,
            "sealed": seal_tip(self._vault, filing.tip_id, filing.report, filing.route.reason, own),
        }


async def _keep_media(writing: Writing, kept: Sequence[Media], tip: str) -> None:
    if kept:
        free = media.c.id.in_([one.id for one in kept]) & media.c.tip.is_(None)
        await give_files(writing.connection, writing.vault, free, tip, citizen_key=None)


def _two_lines_more(tip: str) -> Any:
    grown = update(tips).where(tips.c.id == tip).values(line_count=tips.c.line_count + 2)
    return grown.returning(tips.c.line_count)
