"""What a desk keeps of a tip it handed over: the tip as it was, why it went and where to."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.desk import Code, DeskCode, OfficerId
from storage.sealing.shapes import Json, media_in, media_out, report_in, report_out
from storage.sealing.vault import Vault
from storage.tables.desks import desks
from storage.tables.moves import traces
from storage.tip_keys.rows import key_in, own_key_of
from storage.writing import Writing
from tips.moves.change import Change
from tips.tip import Author, Joined, Line, Route, Status, Tip, TipId, Urgency
from tips.triage.transfer_ports import Trace

KEPT = ("language", "channel", "status", "urgency", "version", "officer_label", "closing_reason")
TIMES = ("filed_at", "acknowledged_at", "closed_at", "since")


async def keep_trace(writing: Writing, tip: Tip, change: Change) -> None:
    if change.route is None or change.route.desk == tip.route.desk:
        return
    name = secrets.token_hex(16)
    shape = {"tip": _tip_out(tip), "reason": change.reason}
    await writing.connection.execute(
        insert(traces).values(
            id=name,
            tip=tip.id,
            code=tip.code,
            desk=tip.route.desk,
            to_desk=change.route.desk,
            at=writing.at,
            sealed=writing.vault.seal("traces", name, shape, await writing.key_of(tip.id)),
        )
    )


async def find_traces(
    connection: AsyncConnection, vault: Vault, desk: DeskCode, code: Code | None, limit: int
) -> tuple[Trace, ...]:
    """Newest first."""
    rows = await connection.execute(_of(desk, code).limit(limit))
    return tuple(_trace_in(vault, row) for row in rows)


async def find_trace(connection: AsyncConnection, vault: Vault, name: str) -> Trace | None:
    found = (
        select(traces, desks.c.name.label("to_name"), own_key_of(traces.c.tip))
        .join(desks, desks.c.code == traces.c.to_desk)
        .where(traces.c.id == name)
    )
    row = (await connection.execute(found)).first()
    return _trace_in(vault, row) if row else None


def _of(desk: DeskCode, code: Code | None) -> Select[Any]:
    found = (
        select(traces, desks.c.name.label("to_name"), own_key_of(traces.c.tip))
        .join(desks, desks.c.code == traces.c.to_desk)
        .where(traces.c.desk == desk)
        .order_by(traces.c.at.desc(), traces.c.id)
    )
    return found if code is None else found.where(traces.c.code == code)


def _trace_in(vault: Vault, row: Row[Any]) -> Trace:
    own = key_in(vault, row.tip, row.own_key)
    shape: Json = vault.open("traces", row.id, row.sealed, own)
    tip = _tip_in(shape["tip"], row)
    return Trace(tip, row.at, DeskCode(row.to_desk), row.to_name, shape["reason"])


def _tip_out(tip: Tip) -> Json:
    plain = {name: getattr(tip, name) for name in KEPT}
    times = {name: _moment_out(getattr(tip, name)) for name in TIMES}
    return {
        **plain,
        **times,
        "report": report_out(tip.report),
        "why": tip.route.reason,
        "extensions": tip.extensions,
        "reporters": tip.reporters,
        "lead": tip.lead,
        "lines": [_line_out(line) for line in tip.lines],
        "joined": [_joined_out(one) for one in tip.joined],
    }


def _tip_in(shape: Json, row: Row[Any]) -> Tip:
    return Tip(
        id=TipId(row.tip),
        code=Code(row.code),
        report=report_in(shape["report"]),
        language=shape["language"],
        channel=shape["channel"],
        status=Status(shape["status"]),
        urgency=Urgency(shape["urgency"]),
        route=Route(DeskCode(row.desk), shape["why"]),
        filed_at=datetime.fromisoformat(shape["filed_at"]),
        version=shape["version"],
        officer=OfficerId("-") if shape["officer_label"] else None,
        officer_label=shape["officer_label"],
        closing_reason=shape["closing_reason"],
        lines=tuple(map(_line_in, shape["lines"])),
        joined=tuple(map(_joined_in, shape["joined"])),
        reporters=shape["reporters"],
        lead=shape.get("lead"),
        extensions=shape["extensions"],
        acknowledged_at=_moment_in(shape["acknowledged_at"]),
        closed_at=_moment_in(shape["closed_at"]),
        since=_moment_in(shape["since"]),
    )


def _line_out(line: Line) -> Json:
    return asdict(line) | {"at": _moment_out(line.at), "media": media_out(line.media)}


def _line_in(shape: Json) -> Line:
    at, media = datetime.fromisoformat(shape["at"]), media_in(shape["media"])
    known = {name: shape[name] for name in ("number", "text", "officer", "echo")}
    return Line(at=at, author=Author(shape["author"]), media=media, **known)


def _joined_out(one: Joined) -> Json:
    return {
        "code": one.code,
        "report": report_out(one.report),
        "channel": one.channel,
        "filed_at": _moment_out(one.filed_at),
        "lines": [_line_out(line) for line in one.lines],
    }


def _joined_in(shape: Json) -> Joined:
    return Joined(
        Code(shape["code"]),
        report_in(shape["report"]),
        shape["channel"],
        datetime.fromisoformat(shape["filed_at"]),
        tuple(map(_line_in, shape["lines"])),
    )


def _moment_out(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _moment_in(shape: Any) -> datetime | None:
    return datetime.fromisoformat(shape) if shape else None


def media_of(found: Sequence[Trace]) -> set[str]:
    """Every picture and voice that these traces show."""
    return {one.id for trace in found for one in trace.tip.media()}
