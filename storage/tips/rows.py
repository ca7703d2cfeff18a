"""Reads tips out of their rows, unsealed. For the stores only: rows never leave storage."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.desk import Code, DeskCode, OfficerId
from storage.sealing.own_keys import OwnKey
from storage.sealing.shapes import media_in, media_out, report_in, report_out
from storage.sealing.vault import Vault
from storage.tables.desks import desks, officers
from storage.tables.tips import tip_lines, tips
from storage.tip_keys.rows import OWN_KEY, key_in, open_report
from storage.tips.rewarding import read_reward
from storage.writing import Writing
from tips.clock.deadlines import deadline_of
from tips.conversation.turn import ThreadView
from tips.mediation import Matter, Mediation
from tips.moves.change import Change
from tips.terms import Terms
from tips.tip import Author, Joined, Line, Removal, Report, Route, Status, Tip, TipId, Urgency
from tips.triage.reopening import is_untaken, may_reopen

leads = tips.alias("leads")


def _tips() -> Select[Any]:
    labels = (
        officers.c.label.label("officer_label"),
        leads.c.code.label("lead_code"),
        leads.c.status.label("lead_status"),
    )
    return (
        select(tips, *labels, OWN_KEY)
        .outerjoin(officers, officers.c.id == tips.c.officer)
        .outerjoin(leads, leads.c.id == tips.c.lead)
    )


class TipRows:
    """Reads tips out of their rows: under which keys, and which deadlines hold for them."""

    def __init__(self, vault: Vault, terms: Terms) -> None:
        self._vault = vault
        self.terms = terms

    async def find(self, connection: AsyncConnection, *where: ColumnElement[bool]) -> Tip | None:
        """The tip with its lines."""
        row = (await connection.execute(_tips().where(*where))).first()
        if row is None:
            return None
        lines = await self._lines(connection, row)
        joined = () if row.lead else await self._joined(connection, row.id)
        return replace(self.read(row), lines=lines, joined=joined)

    async def find_all(self, connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, Tip]:
        """Each with its lines, by its id: three questions, however many there are."""
        rows = list(await connection.execute(_tips().where(tips.c.id.in_(ids))))
        merged = list(
            await connection.execute(
                _tips().where(tips.c.lead.in_(ids)).order_by(tips.c.filed_at, tips.c.id)
            )
        )
        lines = await self._lines_of_all(connection, [*rows, *merged])
        joined: dict[str, list[Joined]] = defaultdict(list)
        for row in merged:
            joined[row.lead].append(self._beside(row, lines[row.id]))
        return {
            row.id: replace(
                self.read(row), lines=lines[row.id], joined=tuple(joined.get(row.id, ()))
            )
            for row in rows
        }

    async def changed(
        self, connection: AsyncConnection, tip: Tip, change: Change, told: Sequence[Line]
    ) -> Tip:
        """As it is after a change that was decided on this very version: its words are known, so
        that none is unsealed for it.
        """
        row = (await connection.execute(_tips().where(tips.c.id == tip.id))).one()
        reason = (change.route or tip.route).reason
        now = self._standing(row, change.report or tip.report, reason)
        now = replace(now, mediation=change.mediation or tip.mediation)
        return replace(now, lines=(*tip.lines, *told), joined=tip.joined)

    async def thread(
        self, connection: AsyncConnection, at: datetime, *where: ColumnElement[bool]
    ) -> ThreadView | None:
        """As its citizen may see it, without notes and labels. Merged, it stands as its lead."""
        tip = await self.find(connection, *where)
        if tip is None:
            return None
        untaken = is_untaken(tip)
        if tip.lead is not None:
            lead = await self.find(connection, tips.c.code == tip.lead) or tip
            tip = replace(
                lead,
                since=lead.since or lead.filed_at,
                id=tip.id,
                report=tip.report,
                filed_at=tip.filed_at,
                lines=tip.lines,
                reward=tip.reward,
            )
        desk = select(desks.c.name).where(desks.c.code == tip.route.desk)
        told = _thread(tip, await connection.scalar(desk) or "", at)
        return replace(told, untaken=untaken)

    def read(self, row: Row[Any]) -> Tip:
        """Without its lines."""
        sealed = open_report(self._vault, row)
        told = self._standing(row, report_in(sealed["report"]), sealed["reason"])
        return replace(told, mediation=_mediation_in(sealed.get("mediation")))

    def _standing(self, row: Row[Any], report: Report, reason: str) -> Tip:
        """What the row itself tells, beside words that are known."""
        return Tip(
            id=TipId(row.id),
            code=Code(row.code),
            report=report,
            language=row.language,
            channel=row.channel,
            status=Status(row.status),
            urgency=Urgency(row.urgency),
            route=Route(DeskCode(row.desk), reason),
            filed_at=row.filed_at,
            version=row.version,
            officer=OfficerId(row.officer) if row.officer else None,
            officer_label=row.officer_label or "",
            acknowledged_at=row.acknowledged_at,
            classified_at=row.classified_at,
            closed_at=row.closed_at,
            closing_reason=row.closing_reason,
            unread=row.unread,
            lead=Code(lead) if (lead := getattr(row, "lead_code", None)) else None,
            lead_status=Status(far) if (far := getattr(row, "lead_status", None)) else None,
            reporters=row.reporters,
            since=row.since,
            extensions=row.extensions,
            terms=self.terms,
            held_since=row.held_since,
            legal_hold=row.legal_hold_since,
            erased_at=row.erased_at,
            removal=_removal_in(row),
            muted=row.muted,
            spam_by=OfficerId(row.spam_by) if row.spam_by else None,
            reopened=row.reopened,
            reward=read_reward(self._vault, row),
        )

    async def _joined(self, connection: AsyncConnection, lead: str) -> tuple[Joined, ...]:
        """Beside its lead a merged tip shows only what the lead's own thread does not say."""
        merged = _tips().where(tips.c.lead == lead).order_by(tips.c.filed_at, tips.c.id)
        rows = list(await connection.execute(merged))
        return tuple([self._beside(row, await self._lines(connection, row)) for row in rows])

    def _beside(self, row: Row[Any], lines: Sequence[Line]) -> Joined:
        tip, own = self.read(row), tuple(line for line in lines if not line.echo)
        return Joined(tip.code, tip.report, tip.channel, tip.filed_at, own)

    async def _lines(self, connection: AsyncConnection, tip: Row[Any]) -> tuple[Line, ...]:
        rows = await connection.execute(
            select(tip_lines).where(tip_lines.c.tip == tip.id).order_by(tip_lines.c.number)
        )
        own = key_in(self._vault, tip.id, tip.own_key)
        return tuple(_line_in(self._vault, row, own) for row in rows)

    async def _lines_of_all(
        self, connection: AsyncConnection, rows: Sequence[Row[Any]]
    ) -> Mapping[str, tuple[Line, ...]]:
        keys = {row.id: key_in(self._vault, row.id, row.own_key) for row in rows}
        told: dict[str, list[Line]] = {tip: [] for tip in keys}
        wanted = select(tip_lines).where(tip_lines.c.tip.in_(keys)).order_by(tip_lines.c.number)
        for row in await connection.execute(wanted):
            told[row.tip].append(_line_in(self._vault, row, keys[row.tip]))
        return {tip: tuple(lines) for tip, lines in told.items()}


def _removal_in(row: Row[Any]) -> Removal | None:
    return Removal(OfficerId(row.removal_by), row.removal_at) if row.removal_by else None


def _thread(tip: Tip, desk_name: str, at: datetime) -> ThreadView:
    deadline = deadline_of(tip, at)
    return ThreadView(
        tip=tip.id,
        status=tip.status,
        kind=tip.report.kind,
        desk_name=desk_name,
        filed_at=tip.filed_at,
        answer_by=deadline.at if deadline else None,
        lines=tuple(replace(line, officer="") for line in tip.lines if line.author != Author.NOTE),
        closing_reason=tip.closing_reason,
        desk=tip.route.desk,
        story=tip.report.story,
        media=tip.report.media,
        may_reopen=may_reopen(tip, at),
        reward=tip.reward if tip.reward and tip.reward.waits(at) else None,
    )


def seal_tip(
    vault: Vault,
    tip: str,
    report: Report,
    reason: str,
    own: OwnKey | None,
    mediation: Mediation | None = None,
) -> bytes:
    told: dict[str, object] = {"report": report_out(report), "reason": reason}
    if mediation is not None:
        told["mediation"] = [mediation.matter, mediation.words, mediation.on.isoformat()]
    return vault.seal("tips", tip, told, own)


def _mediation_in(sealed: Sequence[str] | None) -> Mediation | None:
    if sealed is None:
        return None
    matter, words, on = sealed
    return Mediation(Matter(matter), words, date.fromisoformat(on))


async def write_lines(writing: Writing, tip: str, lines: Sequence[Line]) -> None:
    """The caller holds the tip's row, so that no number is given twice."""
    own = await writing.key_of(tip) if lines else None
    for line in lines:
        words: dict[str, object] = {
            "text": line.text,
            "officer": line.officer,
            "media": media_out(line.media),
        }
        if line.echo:
            words["echo"] = True
        await writing.connection.execute(
            insert(tip_lines).values(
                tip=tip,
                number=line.number,
                at=line.at,
                author=line.author,
                sealed=writing.vault.seal("tip_lines", f"{tip}/{line.number}", words, own),
            )
        )


async def take_away_media(writing: Writing, tip: str, ids: Collection[str]) -> None:
    """Out of what was said there: it was meant for another tip, which has them from now on."""
    connection, vault, own = writing.connection, writing.vault, await writing.key_of(tip)
    for row in await connection.execute(select(tip_lines).where(tip_lines.c.tip == tip)):
        name = f"{tip}/{row.number}"
        words = vault.open("tip_lines", name, row.sealed, own)
        kept = [one for one in words["media"] if one["id"] not in ids]
        if len(kept) < len(words["media"]):
            sealed = vault.seal("tip_lines", name, words | {"media": kept}, own)
            here = (tip_lines.c.tip == tip, tip_lines.c.number == row.number)
            await connection.execute(update(tip_lines).where(*here).values(sealed=sealed))


def _line_in(vault: Vault, row: Row[Any], own: OwnKey | None) -> Line:
    words = vault.open("tip_lines", f"{row.tip}/{row.number}", row.sealed, own)
    return Line(
        number=row.number,
        at=row.at,
        author=Author(row.author),
        text=words["text"],
        officer=words["officer"],
        media=media_in(words["media"]),
        echo=words.get("echo", False),
    )
