"""A scratch database for a rehearsal: made-up subscribers, and one run of a campaign for them.

Never a real address: the chats of a rehearsal are numbers counted from `FIRST_CHAT`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rehearsal.platform_process import FIRST_CHAT
from broadcasts.audience import audience as audiences
from broadcasts.audience.audience import Audience
from broadcasts.audience.topics import TOPICS, topic_bits
from broadcasts.campaigns.campaign import State
from broadcasts.delivery.run import begun
from broadcasts.delivery.shard import Act
from broadcasts.lessons.content import Content, dump_all
from desks.desk import NATIONAL
from messages.channels import TELEGRAM
from storage.database.interface import Database
from storage.sealing.keys import Key, KeyRing
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from storage.tables.lessons import campaigns, occurrences, subscribers

CHANNEL = TELEGRAM.name
BATCH = 5_000
PEOPLE = {
    "channel": CHANNEL,
    "province": "79",
    "commune": "26740",
    "topics": topic_bits(TOPICS),
    "groups": 1,
    "rhythm": 0,
    "quiet_from": None,
    "quiet_until": None,
    "language": "vi",
    "since": "2026-06-01",
    "awaiting": "",
    "awaiting_day": "",
}
RUN = {
    "state": begun("").state,
    "act": Act.SEND,
    "source": None,
    "reason": "",
    "frozen": 0,
    "cursor": 0,
    "shard_count": 0,
    "hash": "",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """What is sent in a rehearsal, and how."""

    lesson: str
    content: Content
    urgent: bool = False
    mode: str = "atleast"
    campaign: str = "DIEN-TAP"
    audience: Audience = field(default_factory=Audience)  # everybody


def scratch_vault() -> Vault:
    """Keys that anybody may know: nothing is under them but made-up numbers."""
    a, b, c = (KeyRing(Key(one * 8, (one * 32).encode())) for one in "abc")
    return Vault(a, b, c, LinkKeys())


def chat_of(subscriber: int) -> int:
    """The first of a fresh database is 1."""
    return FIRST_CHAT + subscriber - 1


async def seed(database: Database, vault: Vault, people: int) -> None:
    for first in range(1, people + 1, BATCH):
        last = min(first + BATCH, people + 1)
        rows = [_person(vault, number) for number in range(first, last)]
        await database.write(lambda c, rows=rows: c.execute(insert(subscribers), rows))  # type: ignore[misc]


def _person(vault: Vault, number: int) -> Mapping[str, Any]:
    chat = str(chat_of(number))
    key = vault.subscriber_mark("subscriber", CHANNEL, chat)
    sealed = vault.seal_subscriber(key, chat)
    return {**PEOPLE, "id": number, "subscriber_key": key, "sealed": sealed}


async def open_run(database: Database, piece: Piece, at: datetime) -> int:
    """Approved and due: its audience waits to be frozen."""
    plain = {"urgent": piece.urgent, "mode": piece.mode}
    campaign = {
        **plain,
        "id": piece.campaign,
        "desk": NATIONAL,
        "kind": "lesson",
        "lessons": json.dumps([piece.lesson]),
        "state": State.SENDING,
        "audience": audiences.dumps(piece.audience),
        "plan": "{}",
        "content": dump_all({piece.lesson: piece.content}),
        "drafted_at": at,
        "version": 1,
    }
    run = {**RUN, **plain, "campaign": piece.campaign, "lesson": piece.lesson}
    run |= {"due_at": at, "until": at + timedelta(days=3)}

    async def work(connection: AsyncConnection) -> int:
        await connection.execute(insert(campaigns).values(**campaign))
        added = insert(occurrences).values(**run).returning(occurrences.c.id)
        return int(await connection.scalar(added) or 0)

    return await database.write(work)
