"""Which closed tips of the desk lose their words within 30 days, and which are kept by order."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from pydantic import Field

from desks.permissions import Action
from handlers.desk.parts import WebDesk
from handlers.signin.gate import Gate
from handlers.web.problems import documented
from handlers.web.shapes import Answer
from tips.expiry import Expiring
from tips.reading.kinds import kind_label


class ExpiringTip(Answer):
    code: str
    kind_label: str
    closed_at: datetime
    goes_at: datetime | None = Field(description="Null: kept by order until that is lifted.")
    unread: bool = Field(description="It waits until somebody has read the resident's words.")


class ExpiringTips(Answer):
    tips: list[ExpiringTip]


@dataclass(frozen=True, slots=True)
class ExpiringDoor:
    gate: Gate
    desk: WebDesk

    def add_routes(self, door: APIRouter) -> None:
        door.add_api_route("/expiring", self.listed, responses=documented(403))

    async def listed(self, request: Request) -> ExpiringTips:
        """What goes next comes first, then what is kept by order. Codes, kinds and days only."""
        me = await self.gate.officer(request)
        self.desk.triage.require(me, Action.READ)
        return ExpiringTips(tips=[_view(one) for one in await self.desk.expiry.announced(me.desk)])


def _view(one: Expiring) -> ExpiringTip:
    return ExpiringTip(
        code=one.code,
        kind_label=kind_label(one.kind),
        closed_at=one.closed_at,
        goes_at=one.goes_at,
        unread=one.unread,
    )
