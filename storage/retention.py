"""What time takes away. Each step is a transaction of its own; a crash in between loses none."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Delete, Row, Table, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.signin.sessions import BROWSER_KNOWN
from storage.citizens.erasing import cut_link
from storage.database.dialects import one_at_a_time
from storage.database.interface import Database
from storage.desks.code_apps import COUNTED
from storage.letters import DELIVERED, GIVEN_UP, NO_LINK, PARKED
from storage.media import FOR_ALL, SealedShelf
from storage.names.citizens import sweep_names
from storage.names.renewing import LinkRenewal
from storage.outreach.vouchers import sweep_vouchers
from storage.pieces import SealedPieces
from storage.sealing.vault import Vault
from storage.tables.arrivals import arrivals, contacts, file_links
from storage.tables.citizens import chat_lines, drafts, events, media, wrong_receipts
from storage.tables.desks import code_attempts, invites, link_codes, sessions
from storage.tables.lessons import subscribers
from storage.tables.letters import letters
from storage.tables.tips import identity_links, tips
from tips.intake.ports import GUESSES_COUNT_FOR
from tips.letters import LetterKind
from tips.retention import RetentionStore, Swept
from wording.moments import VIETNAM

BATCH = 200
LESSONS_STAY = timedelta(days=60)  # as long as a web chat's cookie, from its last visit
REPEATED_FOR = timedelta(days=8)  # a platform that polls was seen to say old things again
WINDOWS_CLOSE = timedelta(days=31)  # long after any platform stopped delivering


class SqlRetentionStore(RetentionStore):
    def __init__(
        self,
        database: Database,
        vault: Vault,
        shelf: SealedShelf,
        renewal: LinkRenewal,
        pieces: SealedPieces,
    ) -> None:
        self._database = database
        self._vault = vault
        self._shelf = shelf
        self._renewal = renewal
        self._pieces = pieces

    @override
    async def sweep(
        self, at: datetime, draft_silence_hours: int, link_days: int, event_hours: int
    ) -> Swept:
        silent = at - timedelta(hours=draft_silence_hours)
        swept = Swept(
            drafts=await self._repeat(lambda c: _sweep_drafts(c, silent)),
            links=await self._repeat(
                lambda c: _sweep_links(c, self._vault, at - timedelta(days=link_days))
            ),
            events=await self._sweep_events(at, at - timedelta(hours=event_hours)),
            media=await self._sweep_media(silent),
        )
        await self._pieces.sweep(at)
        today = at.astimezone(VIETNAM).date()
        await self._database.write(lambda c: sweep_vouchers(c, today))
        await self._delete(chat_lines, *_forgotten_lines(silent, at - LESSONS_STAY))
        if await self._repeat(sweep_names) or swept.links:
            await self._renewal.renew()
        await self._database.forget()
        return swept

    async def _repeat(self, sweep: Callable[[AsyncConnection], Awaitable[int]]) -> int:
        """In small bites, so that whoever writes in the meantime does not wait for all of it."""
        swept = 0
        while bite := await self._database.write(sweep):
            swept += bite
        return swept

    async def _sweep_events(self, at: datetime, before: datetime) -> int:
        for table, over in _what_is_over(at, before):
            await self._delete(table, over)
        return await self._delete(events, events.c.at <= before)

    async def _delete(self, table: Table, *which: ColumnElement[bool]) -> int:
        bite = _bite(table, *which)

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(bite)).rowcount

        return await self._repeat(work)

    async def _sweep_media(self, before: datetime) -> int:
        lost = 0
        while names := await self._database.write(lambda c: _lose_media(c, before)):
            await self._shelf.discard(names)
            lost += len(names)
        return lost + await self._shelf.sweep(before)


def _bite(table: Table, *which: ColumnElement[bool]) -> Delete:
    """Some of them, so that whoever writes in the meantime waits for no more."""
    [key] = table.primary_key.columns
    some = select(key).where(*which).limit(BATCH).correlate(None)
    return delete(table).where(key.in_(some))


def _what_is_over(at: datetime, before: datetime) -> Iterable[tuple[Table, ColumnElement[bool]]]:
    over = letters.c.state.in_((DELIVERED, GIVEN_UP)) & (letters.c.at <= before)
    lost = (letters.c.state == PARKED) & (letters.c.reason == NO_LINK)
    yield wrong_receipts, wrong_receipts.c.at <= at - GUESSES_COUNT_FOR
    yield invites, invites.c.until <= at
    yield sessions, sessions.c.until <= at - BROWSER_KNOWN
    yield code_attempts, code_attempts.c.at <= at - COUNTED
    yield link_codes, link_codes.c.until <= at
    yield letters, (letters.c.kind != LetterKind.CARD) & (over | lost)
    yield arrivals, (arrivals.c.at <= at - REPEATED_FOR) & (arrivals.c.lane == "")
    yield contacts, contacts.c.heard_at <= at - WINDOWS_CLOSE
    yield file_links, file_links.c.until <= at


async def _sweep_drafts(connection: AsyncConnection, before: datetime) -> int:
    silent = select(drafts).where(drafts.c.heard_at <= before).limit(BATCH)
    rows = list(await connection.execute(silent))
    for row in rows:
        await one_at_a_time(connection, row.citizen_key)
        mine = (drafts.c.citizen_key == row.citizen_key, drafts.c.heard_at <= before)
        gone = await connection.execute(delete(drafts).where(*mine))
        if gone.rowcount:
            await _unsay(connection, row)
    return len(rows)


async def _unsay(connection: AsyncConnection, row: Row[Any]) -> None:
    """What was told for a tip that was never sent goes with the draft."""
    await connection.execute(
        delete(chat_lines).where(
            chat_lines.c.citizen_key == row.citizen_key,
            chat_lines.c.id > row.first_line,
            ~chat_lines.c.stays,
        )
    )


async def _sweep_links(connection: AsyncConnection, vault: Vault, before: datetime) -> int:
    old = (
        select(identity_links, tips.c.draft_mark)
        .join(tips, tips.c.id == identity_links.c.tip)
        .where(tips.c.closed_at <= before)
        .limit(BATCH)
    )
    rows = list(await connection.execute(old))
    for row in rows:
        await cut_link(connection, vault, row)
        # The draft it was filed from, if the chat never began another, would be a link as well.
        await connection.execute(delete(drafts).where(drafts.c.draft_mark == row.draft_mark))
    return len(rows)


def _forgotten_lines(before: datetime, lessons: datetime) -> Sequence[ColumnElement[bool]]:
    """Lines of chats that have neither a tip nor a draft any more, and lessons read long ago."""
    begun = exists().where(drafts.c.citizen_key == chat_lines.c.citizen_key)
    subscribed = exists().where(subscribers.c.subscriber_key == chat_lines.c.citizen_key)
    old = ~subscribed | (chat_lines.c.at <= lessons)
    return chat_lines.c.at <= before, ~chat_lines.c.stays, ~begun, old


async def _lose_media(connection: AsyncConnection, before: datetime) -> Sequence[str]:
    """Files sent for a tip that was never filed, and lessons' pictures of long ago."""
    begun = exists().where(drafts.c.citizen_key == media.c.citizen_key)
    stays = (media.c.citizen_key == FOR_ALL) & (media.c.at > before - LESSONS_STAY)
    unused = media.c.tip.is_(None) & (media.c.citizen_key.is_(None) | ~stays)
    gone = _bite(media, unused, media.c.at <= before, ~begun)
    return (await connection.scalars(gone.returning(media.c.id))).all()
