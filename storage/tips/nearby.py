"""Tips of the same desk, kind and days: among them one looks for the same event told twice."""

from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import Code
from storage.database.interface import Database
from storage.sealing.shapes import report_in
from storage.sealing.vault import Vault
from storage.tables.tips import tips
from storage.tip_keys.rows import OWN_KEY, open_report
from tips.tip import Tip
from tips.triage.duplicates import WINDOW, NearbyTip, NearbyTips


class SqlNearbyTips(NearbyTips):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def near(self, tip: Tip, limit: int) -> tuple[NearbyTip, ...]:
        async def work(connection: AsyncConnection) -> tuple[NearbyTip, ...]:
            rows = [
                *await connection.execute(_before(tip).limit(limit)),
                *await connection.execute(_after(tip).limit(limit)),
            ]
            rows.sort(key=lambda row: abs(row.filed_at - tip.filed_at))
            return tuple(self._open_row(row) for row in rows[:limit])

        return await self._database.read(work)

    def _open_row(self, row: Row[Any]) -> NearbyTip:
        report = report_in(open_report(self._vault, row)["report"])
        place = report.place
        return NearbyTip(
            Code(row.code), report.kind, place.commune, report.story, place.words, row.filed_at
        )


def _near(tip: Tip) -> Select[Any]:
    return select(tips.c.id, tips.c.code, tips.c.filed_at, tips.c.sealed, OWN_KEY).where(
        tips.c.desk == tip.route.desk,
        tips.c.kind == tip.report.kind,
        tips.c.lead.is_(None),
        tips.c.erased_at.is_(None),
        tips.c.id != tip.id,
    )


def _before(tip: Tip) -> Select[Any]:
    at = tips.c.filed_at
    inside = _near(tip).where(at >= tip.filed_at - WINDOW, at <= tip.filed_at)
    return inside.order_by(at.desc())


def _after(tip: Tip) -> Select[Any]:
    at = tips.c.filed_at
    inside = _near(tip).where(at > tip.filed_at, at <= tip.filed_at + WINDOW)
    return inside.order_by(at)
