"""Writes one decided change of a tip, with everything that follows from it, in one transaction."""

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import chain as audit
from storage.database.dialects import insert_or_add
from storage.letters import leave_group, rearm_cards, write_to_citizen
from storage.sealing.vault import Vault
from storage.tables.audit import audit as audit_rows
from storage.tables.citizens import counters
from storage.tables.tips import tasks, tips
from storage.tips.following import follow, followers, hold_rows
from storage.tips.queue_order import moment, rank
from storage.tips.rewarding import seal_reward
from storage.tips.rows import TipRows, seal_tip, write_lines
from storage.tips.traces import keep_trace
from storage.writing import Writing
from tips.errors import AlreadyDone, TipMoved
from tips.moves.base import classified_at, held_since
from tips.moves.change import Change
from tips.tasks import NewTask
from tips.tip import Line, Tip


class Changes:
    def __init__(self, vault: Vault, rows: TipRows) -> None:
        self._vault = vault
        self._rows = rows

    async def write(
        self, writing: Writing, tip: Tip, change: Change, **more: Any
    ) -> tuple[Line, ...]:
        """What its thread says from now on. `more`: further columns of the tip's row."""
        connection = writing.connection
        if await self.was_done(connection, change.event_id):
            raise AlreadyDone
        merged = [row.id for row in await followers(connection, tip.id)]
        await hold_rows(connection, [tip.id, *merged])
        if change.route is not None:
            await self._keep_traces(writing, tip, merged, change)
            await leave_group(writing, tip, change.farewell)
        count = await connection.scalar(await self._changed(writing, tip, change, more))
        if count is None:
            raise TipMoved
        told = await self._tell(writing, tip, change, count)
        if change.task is not None:
            await _put_task(writing, tip, change.task)
        await follow(writing, tip, change)
        return told

    async def was_done(self, connection: AsyncConnection, event_id: str) -> bool:
        marks = self._vault.marks("move", event_id)
        done = select(audit_rows.c.id).where(audit_rows.c.event_mark.in_(marks))
        return await connection.scalar(done) is not None

    async def read(self, connection: AsyncConnection, tip: str) -> Tip:
        found = await self._rows.find(connection, tips.c.id == tip)
        if found is None:
            raise LookupError  # no tip is ever deleted
        return found

    async def _keep_traces(
        self, writing: Writing, tip: Tip, merged: Sequence[str], change: Change
    ) -> None:
        """The desk that had it had those behind it, too: its register and its search must not
        lose them.
        """
        for one in (tip, *[await self.read(writing.connection, behind) for behind in merged]):
            await keep_trace(writing, one, change)

    async def _tell(
        self, writing: Writing, tip: Tip, change: Change, count: int
    ) -> tuple[Line, ...]:
        """Thread, log, cards, letters and counters."""
        at = writing.at
        first = count - len(change.lines) + 1
        lines = tuple(
            Line(number, at, line.author, str(line.text), line.officer)
            for number, line in enumerate(change.lines, start=first)
        )
        await write_lines(writing, tip.id, lines)
        await audit.add(writing, self._entry(tip, change))
        await rearm_cards(writing, tip.id)
        await write_to_citizen(writing, tip.id, change.to_citizen, asks=change.asks)
        if change.counted:
            day = {"name": change.counted, "day": f"{at:%Y-%m-%d}"}
            await insert_or_add(writing.connection, counters, day, "count")
        return lines

    def _entry(self, tip: Tip, change: Change) -> audit.Entry:
        mark = self._vault.mark("move", change.event_id)
        facts = [change.status, change.urgency, change.holder or "-", change.closing_reason or "-"]
        if change.route is not None:
            facts.append(change.route.desk)
        return audit.Entry(tip.id, change.action, " ".join(facts), change.officer, mark)

    async def _changed(
        self, writing: Writing, tip: Tip, change: Change, more: dict[str, Any]
    ) -> Any:
        at = writing.at
        values: dict[str, Any] = {
            "officer": change.holder,
            "status": change.status,
            "urgency": change.urgency,
            "acknowledged_at": change.acknowledged_at,
            "closed_at": change.closed_at,
            "closing_reason": change.closing_reason,
            "spam_by": change.spam_by,
            "classified_at": classified_at(tip, change, at),
            "held_since": held_since(tip, change, at),
            "version": tip.version + 1,
            "line_count": tips.c.line_count + len(change.lines),
            "queue_rank": rank(change.urgency, change.closed_at),
            "queue_at": moment(tip.filed_at, change.closed_at),
            "next_reminder_at": at,  # the sweep looks what this changes for the clock
        }
        if change.answers_citizen:
            values["unread"] = False
        if change.asks:
            values["asked"] = True
        if change.lines:
            values["erased_at"] = None  # there is something to erase again
        values |= await self._rarely_changed(writing, tip, change) | more
        # Only on top of the version the change was decided on.
        return (
            update(tips)
            .where(tips.c.id == tip.id, tips.c.version == tip.version)
            .values(**values)
            .returning(tips.c.line_count)
        )

    async def _rarely_changed(self, writing: Writing, tip: Tip, change: Change) -> dict[str, Any]:
        at = writing.at
        report, route = change.report or tip.report, change.route or tip.route
        rare = {"since": change.since, "extensions": change.extensions, "muted": change.muted}
        values: dict[str, Any] = {name: new for name, new in rare.items() if new is not None}
        if change.reward is not None:
            values["reward"] = await seal_reward(writing, tip.id, change.reward)
        if change.legal_hold is not None:  # lifted, it is announced anew
            since = (tip.legal_hold or at) if change.legal_hold else None
            values |= {"legal_hold_since": since, "announced_at": None}
        if change.removal is not None:
            removal = change.removal
            values |= {"removal_by": removal.by, "removal_at": removal.decided_at}
        if tip.closed_at is not None and change.closed_at is None:
            # Reopened: its deadlines begin anew.
            values |= {"since": at, "removal_by": None, "removal_at": None}
        if change.report is not None or change.route is not None:
            values |= {
                "desk": route.desk,
                "kind": report.kind,
                "commune": report.place.commune,
                "province": report.place.province,
            }
        if change.report is not None or change.route is not None or change.mediation is not None:
            values["sealed"] = await self._sealed(writing, tip, change)
        return values

    async def _sealed(self, writing: Writing, tip: Tip, change: Change) -> bytes:
        report, route = change.report or tip.report, change.route or tip.route
        given, own = change.mediation or tip.mediation, await writing.key_of(tip.id)
        return seal_tip(self._vault, tip.id, report, route.reason, own, given)


async def _put_task(writing: Writing, tip: Tip, task: NewTask) -> None:
    name, own = secrets.token_hex(16), await writing.key_of(tip.id)
    sealed = writing.vault.seal(tasks.name, name, [task.hamlet, task.words], own)
    row = {"id": name, "tip": tip.id, "given_at": writing.at, "sealed": sealed}
    await writing.connection.execute(insert(tasks).values(**row))
