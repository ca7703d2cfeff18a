"""Writes letters in the same transaction as their cause."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.desk_groups import desk_channel
from messages.message import Media
from storage.database.dialects import insert_unless_there
from storage.sealing.shapes import media_out
from storage.tables.desks import desks
from storage.tables.letters import letters
from storage.tables.tips import identity_links, tips
from storage.writing import Writing
from tips.letters import LetterKind
from tips.tip import Tip, Urgency

WAITING, PARKED, DELIVERED, GIVEN_UP = "waiting", "parked", "delivered", "given_up"
NO_LINK = "no_link"
AHEAD = 2**48  # of every position there can be


def group_lane(group: str) -> str:
    return f"{desk_channel(group)}:{group}"


async def group_of(connection: AsyncConnection, tip: str) -> str | None:
    """The group of the desk that has this tip, if one is linked."""
    found = (
        select(desks.c.telegram_group)
        .join(tips, tips.c.desk == desks.c.code)
        .where(tips.c.id == tip)
    )
    group: str | None = await connection.scalar(found)
    return group


async def arm_card(connection: AsyncConnection, tip: str, group: str, at: datetime) -> None:
    """The tip's card in this group is to be shown (again). One row, however often it changes.
    An emergency that nobody has taken goes before all that waits, in the order they came.
    """
    fresh = await _blank(connection, LetterKind.CARD, tip, at)
    if await connection.scalar(_is_emergency(tip)):
        fresh["position"] -= AHEAD
    version = select(tips.c.version).where(tips.c.id == tip).scalar_subquery()
    there = {
        "telegram_group": group,
        "lane": group_lane(group),
        "card_of": f"{tip} {group}",
        "wanted_version": version,
    }
    if await insert_unless_there(connection, letters, fresh | there):
        return
    # A card that still waits keeps its turn, unless it may go sooner. The row is written in any
    # case: whoever marks it delivered at this moment has to wait for us and then sees that a newer
    # version is wanted.
    waits = letters.c.state == WAITING
    sooner = waits & (letters.c.position < fresh["position"])
    await connection.execute(
        update(letters)
        .where(letters.c.card_of == there["card_of"])
        .values(
            wanted_version=version,
            state=WAITING,
            position=case((sooner, letters.c.position), else_=fresh["position"]),
            due_at=case((waits, letters.c.due_at), else_=at),
            attempt=case((waits, letters.c.attempt), else_=0),
        )
    )


def _is_emergency(tip: str) -> Select[tuple[str]]:
    """The same as `Tip.is_emergency`."""
    free = tips.c.officer.is_(None) & tips.c.closed_at.is_(None)
    return select(tips.c.id).where(tips.c.id == tip, tips.c.urgency == Urgency.CRITICAL, free)


async def rearm_cards(writing: Writing, tip: str) -> None:
    """After every change of a tip."""
    if group := await group_of(writing.connection, tip):
        await arm_card(writing.connection, tip, group, writing.at)


async def leave_group(writing: Writing, tip: Tip, farewell: str) -> None:
    """Before the tip goes to another desk: its card in this group becomes a line that says where
    it went, and nothing later is told here. If it ever comes back it gets a fresh card.
    """
    connection = writing.connection
    group = await group_of(connection, tip.id)
    if not group:
        return
    here = (letters.c.tip == tip.id, letters.c.telegram_group == group)
    unsent = here[1] & (letters.c.kind == LetterKind.POST) & letters.c.state.in_((WAITING, PARKED))
    gone = {"state": GIVEN_UP, "reason": "handed_over", "sealed": None, "lane": ""}
    await connection.execute(update(letters).where(here[0], unsent).values(**gone))
    cards = select(letters.c.id).where(letters.c.card_of == f"{tip.id} {group}")
    for card in list(await connection.scalars(cards)):
        sealed = await _seal(writing, {"id": card, "tip": tip.id}, farewell, ())
        turned = {"kind": LetterKind.TRACE, "card_of": None, "sealed": sealed, "state": WAITING}
        await connection.execute(
            update(letters)
            .where(letters.c.id == card)
            .values(wanted_version=tip.version + 1, due_at=writing.at, attempt=0, **turned)
        )


async def post_words(writing: Writing, tip: str, text: str, media: tuple[Media, ...] = ()) -> None:
    """The citizen's later words, for the tip's topic in the desk's group."""
    connection = writing.connection
    group = await group_of(connection, tip)
    muted = await connection.scalar(select(tips.c.muted).where(tips.c.id == tip))
    if not group or muted:
        return
    row = await _blank(connection, LetterKind.POST, tip, writing.at)
    sealed = await _seal(writing, row, text, media)
    there = {"telegram_group": group, "lane": group_lane(group), "sealed": sealed}
    await connection.execute(insert(letters).values(**row | there))


async def write_to_citizen(writing: Writing, tip: str, texts: Sequence[str], *, asks: bool) -> None:
    """In this order; the last one carries the question. Without a link they wait to be fetched."""
    connection = writing.connection
    lane = await connection.scalar(
        select(identity_links.c.citizen_key).where(identity_links.c.tip == tip)
    )
    for number, text in enumerate(texts, start=1):
        row = await _blank(connection, LetterKind.CITIZEN, tip, writing.at)
        row |= {"lane": lane or "", "sealed": await _seal(writing, row, text, ())}
        row["asks"] = asks and number == len(texts)
        if not lane:
            row |= {"state": PARKED, "reason": NO_LINK}
        await connection.execute(insert(letters).values(**row))


async def wake_parked(connection: AsyncConnection, lanes: Sequence[str], at: datetime) -> None:
    """The citizen is back: what could not reach them is tried again, in its old order."""
    if not lanes:
        return
    await connection.execute(
        update(letters)
        .where(letters.c.lane.in_(lanes), letters.c.state == PARKED)
        .values(state=WAITING, due_at=at, attempt=0, reason="")
    )


async def _blank(connection: AsyncConnection, kind: str, tip: str, at: datetime) -> dict[str, Any]:
    position = await _next_position(connection)
    return {
        "id": secrets.token_hex(16),
        "kind": kind,
        "tip": tip,
        "state": WAITING,
        "lane": "",
        "position": position,
        "due_at": at,
        "attempt": 0,
        "asks": False,
        "place": "",
        "message_id": "",
        "wanted_version": 0,
        "shown_version": 0,
        "reason": "",
        "at": at,
    }


async def _next_position(connection: AsyncConnection) -> int:
    newest = func.max(letters.c.position)
    put_ahead = select(newest).where(letters.c.position < 0).scalar_subquery()
    row = (await connection.execute(select(newest, put_ahead + AHEAD))).one()
    return max((one for one in row if one is not None), default=0) + 1


async def _seal(
    writing: Writing, row: dict[str, Any], text: str, media: tuple[Media, ...]
) -> bytes:
    own = await writing.key_of(row["tip"])
    return writing.vault.seal("letters", row["id"], {"text": text, "media": media_out(media)}, own)
