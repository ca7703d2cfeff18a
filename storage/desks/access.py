"""Invites, sign-in and links to Telegram. Only keyed hashes of tokens and accounts are kept."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, not_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import Code, Desk, DeskCode, GroupTrouble, Officer, OfficerId, Role
from desks.signin.ports import AccessStore, NewSession
from storage.audit import chain as audit
from storage.database.dialects import insert_unless_there, is_plain, one_at_a_time
from storage.database.interface import Database
from storage.database.reading import read_row
from storage.desks.hearing import note_trouble, wake_group
from storage.desks.notes import note
from storage.desks.persons import bind_account, bind_browser, part
from storage.desks.rows import desk_in, give_group, is_seated, officer_in
from storage.desks.sessions import begin_session
from storage.sealing.vault import Vault
from storage.tables.desks import desks, invites, link_codes, officers
from storage.tables.letters import letters
from storage.tables.tips import tips
from storage.writing import Writing
from tips.letters import LetterKind


class SqlAccessStore(AccessStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def add_invite(
        self, token: str, desk: DeskCode, role: Role, label: str, until: datetime
    ) -> None:
        row = insert(invites).values(
            token_mark=self._vault.mark("invite", token),
            desk=desk,
            role=role,
            label=label,
            until=until,
        )
        await self._database.write(lambda connection: connection.execute(row))

    @override
    async def redeem(self, token: str, session: NewSession) -> Officer | None:
        async def work(connection: AsyncConnection) -> Officer | None:
            marks = self._vault.marks("invite", token)
            used = delete(invites).where(invites.c.token_mark.in_(marks)).returning(invites)
            invite = (await connection.execute(used)).first()  # gone: it opens the door once
            if invite is None or invite.until <= session.at:
                return None
            officer = await _seat(connection, invite)
            writing = Writing(connection, self._vault, session.at)
            await bind_browser(writing, officer.id, session)
            await begin_session(writing, officer, session, "join")
            return officer

        return await self._database.write(work)

    @override
    async def add_link_code(
        self, code: str, officer: OfficerId | None, desk: DeskCode, until: datetime
    ) -> None:
        row = {"officer": officer, "desk": desk, "until": until}
        mark = self._vault.mark("link code", code)

        async def work(connection: AsyncConnection) -> None:
            # Codes are short: one that was drawn before counts for its newest owner only.
            await connection.execute(delete(link_codes).where(link_codes.c.code_mark == mark))
            await connection.execute(insert(link_codes).values(code_mark=mark, **row))

        await self._database.write(work)

    @override
    async def link_account(self, code: str, account: str, at: datetime) -> Officer | None:
        async def work(connection: AsyncConnection) -> Officer | None:
            row = await self._take_code(connection, code, at)
            if row is None or row.officer is None:
                return None
            marks = self._vault.marks("officer account", account)
            writing = Writing(connection, self._vault, at)
            await bind_account(writing, row.officer, marks)
            await connection.execute(  # an account sits at one desk
                update(officers).where(officers.c.account_mark.in_(marks)).values(account_mark=None)
            )
            mine = officers.c.id == row.officer
            await connection.execute(update(officers).where(mine).values(account_mark=marks[0]))
            officer = officer_in((await connection.execute(select(officers).where(mine))).one())
            await note(writing, officer, "link_account")
            return officer

        return await self._database.write(work)

    @override
    async def link_group(self, code: str, chat: str, at: datetime) -> Desk | None:
        async def work(connection: AsyncConnection) -> Desk | None:
            row = await self._take_code(connection, code, at)
            if row is None or row.officer is not None:
                return None
            await one_at_a_time(connection, f"desk {row.desk}")
            await give_group(connection, row.desk, chat, at)
            entry = audit.Entry(f"desk {row.desk}", "link_group", chat)
            await audit.add(Writing(connection, self._vault, at), entry)
            desk = select(desks).where(desks.c.code == row.desk)
            return desk_in((await connection.execute(desk)).one())

        return await self._database.write(work)

    @override
    async def officer_by_account(self, account: str) -> Officer | None:
        marks = self._vault.marks("officer account", account)
        return await self._officer(select(officers).where(officers.c.account_mark.in_(marks)))

    @override
    async def desk_by_group(self, chat: str) -> Desk | None:
        if not is_plain(chat):
            return None
        wanted = select(desks).where(desks.c.telegram_group == chat)

        row = await read_row(self._database, wanted)
        return desk_in(row) if row else None

    @override
    async def group_lost(self, chat: str) -> None:
        await self._database.write(
            lambda connection: note_trouble(connection, chat, GroupTrouble.LOST)
        )

    @override
    async def group_back(self, chat: str, at: datetime) -> None:
        await self._database.write(lambda connection: wake_group(connection, chat, at))

    @override
    async def code_by_topic(self, place: str) -> Code | None:
        if not is_plain(place):
            return None
        chat, _, message = place.partition("/#")
        here = (letters.c.place == chat, letters.c.kind == LetterKind.CARD)
        wanted = select(tips.c.code).join(letters, letters.c.tip == tips.c.id).where(*here)
        if message:
            wanted = wanted.where(letters.c.message_id == message)
        elif "/" not in place:
            return None  # a whole group is not one tip's place

        async def work(connection: AsyncConnection) -> Code | None:
            code = await connection.scalar(wanted)
            return Code(code) if code else None

        return await self._database.read(work)

    async def _take_code(
        self, connection: AsyncConnection, code: str, at: datetime
    ) -> Row[Any] | None:
        """A code works once, also in the wrong place: an officer's own, typed into a group, was
        read by everybody there.
        """
        known = link_codes.c.code_mark.in_(self._vault.marks("link code", code))
        taken = delete(link_codes).where(known).returning(link_codes)
        row = (await connection.execute(taken)).first()
        return row if row is not None and row.until > at else None

    async def _officer(self, wanted: Select[Any]) -> Officer | None:
        row = await read_row(self._database, wanted)
        return officer_in(row) if row else None


async def _seat(connection: AsyncConnection, invite: Row[Any]) -> Officer:
    """A new invite with a label known at this desk is for the same seat: its tips stay held."""
    await one_at_a_time(connection, f"seats {invite.desk}")
    label = invite.label or await _next_label(connection, invite.desk)
    row = {"id": secrets.token_hex(16), "desk": invite.desk, "role": invite.role, "label": label}
    here = (officers.c.desk == invite.desk, officers.c.label == label)
    if not await insert_unless_there(connection, officers, row):
        await connection.execute(update(officers).where(*here).values(role=invite.role))
        back = update(officers).where(*here, not_(is_seated())).values(account_mark=None)
        for seat in await connection.scalars(back.returning(officers.c.id)):
            await part(connection, seat)
    return officer_in((await connection.execute(select(officers).where(*here))).one())


async def _next_label(connection: AsyncConnection, desk: str) -> str:
    taken = set(await connection.scalars(select(officers.c.label).where(officers.c.desk == desk)))
    return next(label for n in range(1, len(taken) + 2) if (label := f"Trực ban {n}") not in taken)
