"""Campaigns and occurrences between their values and their rows."""

import json
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_

from broadcasts.audience import audience as audiences
from broadcasts.campaigns.campaign import Campaign, Kind, Occurrence, State
from broadcasts.campaigns.ports import Note, Sight
from broadcasts.delivery.run import Run
from broadcasts.delivery.shard import Act, Mode
from broadcasts.lessons.content import all_of, dump_all
from broadcasts.plan import rows as plan_rows
from storage.audit import chain as audit
from storage.tables.lessons import campaigns
from storage.writing import Writing

NOT_OUT_YET = (State.DRAFT, State.APPROVED)


def campaign_out(campaign: Campaign) -> dict[str, Any]:
    return {
        "id": campaign.id,
        "desk": campaign.desk,
        "kind": campaign.kind,
        "lessons": json.dumps(campaign.lessons),
        "urgent": campaign.urgent,
        "mode": campaign.mode,
        "state": campaign.state,
        "audience": audiences.dumps(campaign.audience),
        "parts": audiences.dump_parts(campaign.parts),
        "plan": plan_rows.dumps(campaign.plan),
        "content": dump_all(campaign.content),
        "source": campaign.source,
        "drafted_by": campaign.drafted_by,
        "approved_by": campaign.approved_by,
        "drafted_at": campaign.drafted_at,
        "approved_at": campaign.approved_at,
        "next_due": campaign.next_due,
        "version": campaign.version,
    }


def campaign_in(row: Row[Any]) -> Campaign:
    return Campaign(
        id=row.id,
        desk=row.desk,
        kind=Kind(row.kind),
        lessons=tuple(json.loads(row.lessons)),
        urgent=row.urgent,
        mode=Mode(row.mode),
        state=State(row.state),
        audience=audiences.loads(row.audience),
        parts=audiences.load_parts(row.parts),
        plan=plan_rows.loads(row.plan),
        drafted_at=row.drafted_at,
        drafted_by=row.drafted_by,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        content=all_of(row.content),
        source=row.source,
        next_due=row.next_due,
        version=row.version,
    )


def occurrence_out(run: Occurrence, campaign: Campaign) -> dict[str, Any]:
    return {
        "campaign": campaign.id,
        "due_at": run.due_at,
        "until": run.until,
        "state": run.state,
        "urgent": campaign.urgent,
        "mode": campaign.mode,
        "act": run.act,
        "source": campaign.source,
        "lesson": run.lesson,
        "reason": run.reason,
        "frozen": 0,
        "cursor": 0,
        "shard_count": 0,
        "hash": "",
        "ended_at": run.ended_at,
    }


def occurrence_in(row: Row[Any], prefix: str = "") -> Occurrence:
    def value(name: str) -> Any:
        return getattr(row, prefix + name)

    return Occurrence(
        id=value("id"),
        campaign=value("campaign"),
        due_at=value("due_at"),
        until=value("until"),
        state=Run(value("state")),
        lesson=value("lesson"),
        reason=value("reason"),
        frozen=value("frozen"),
        hash=value("hash"),
        act=Act(value("act")),
        began_at=value("began_at"),
        ended_at=value("ended_at"),
    )


def seen_from(sight: Sight) -> ColumnElement[bool]:
    desk = campaigns.c.desk
    if sight.below is None:
        return desk.is_not(None)
    return or_(
        desk == sight.desk,
        desk.startswith(f"{sight.desk}-"),
        desk.in_(sorted(sight.below)),
        and_(desk.in_(sorted(sight.above)), campaigns.c.state.not_in(NOT_OUT_YET)),
    )


def subject_of(campaign: str) -> str:
    return f"campaign:{campaign}"


async def write_note(writing: Writing, campaign: str, note: Note) -> None:
    """The caller has written the campaign's row in this transaction, and so holds it."""
    fact = f"{campaign} {note.fact}".strip()
    entry = audit.Entry(subject_of(campaign), note.action, fact, note.officer)
    await audit.add(writing, entry)
