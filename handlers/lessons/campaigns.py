"""Campaigns and the calendar, for reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Query, Request

from broadcasts.campaigns.campaign import Campaign, State
from broadcasts.campaigns.ports import RunLedger
from broadcasts.delivery.shard import Act
from desks.permissions import Author
from handlers.lessons.models import (
    CalendarView,
    CampaignInPath,
    CampaignList,
    CampaignView,
    Progress,
    Silence,
)
from handlers.lessons.parts import WebLessons
from handlers.lessons.seat import reader, showing
from handlers.lessons.views import ledger_view
from handlers.signin.gate import Gate
from handlers.words.campaigns import channel_name
from handlers.words.months import MONTH, month_of
from wording.catalogue import text

Month = Annotated[str, Query(pattern=rf"^({MONTH.pattern})?$", examples=["2027-08"])]


@dataclass(frozen=True, slots=True)
class CampaignDoor:
    gate: Gate
    parts: WebLessons

    async def every(self, request: Request, state: State | None = None) -> CampaignList:
        author = await reader(self.gate, request)
        found = await self.parts.overview.every(author, [state] if state else [])
        seen = await showing(self.parts, author, found)
        return CampaignList(campaigns=[seen.row(one) for one in found], now=seen.now)

    async def one(self, request: Request, campaign: CampaignInPath) -> CampaignView:
        author = await reader(self.gate, request)
        return await self.view(author, await self.parts.campaigns.campaign(author, campaign))

    async def progress(self, request: Request, campaign: CampaignInPath) -> Progress:
        author = await reader(self.gate, request)
        found = await self.parts.campaigns.campaign(author, campaign)
        return await self.progress_of(author, found)

    async def calendar(self, request: Request, month: Month = "") -> CalendarView:
        """One month; this one when none is told."""
        author = await reader(self.gate, request)
        first, last = month_of(month, self.parts.clock.now())
        entries = await self.parts.overview.calendar(author, first, last)
        seen = await showing(self.parts, author, ())
        return CalendarView(
            month=f"{last:%Y-%m}",
            entries=[seen.entry(one) for one in entries],
            rights=sorted(author.rights),
            now=seen.now,
        )

    async def view(self, author: Author, campaign: Campaign) -> CampaignView:
        proposal = await self.parts.overview.propose(campaign)
        seen = await showing(self.parts, author, [campaign])
        size = (await self.parts.overview.approval(campaign)).partition(" ")[0]
        return CampaignView(
            **seen.head(campaign),
            **seen.body(proposal),
            approved_size=int(size) if size else None,
            progress=await self.progress_of(author, campaign),
        )

    async def progress_of(self, author: Author, campaign: Campaign) -> Progress:
        lines = await self.parts.overview.ledger(campaign)
        seen = await showing(self.parts, author, [campaign])
        silent = await self.parts.overview.silence()
        ends = self.parts.overview.ends(campaign, lines, silent)
        return Progress(
            id=campaign.id,
            state=campaign.state,
            state_label=text(f"campaigns.state_{campaign.state}"),
            next_due=campaign.next_due,
            runs=seen.runs(campaign, lines),
            ledger=ledger_view([line.ledger for line in lines]),
            ends=ends,
            silences=_silences(lines, silent) if ends else [],
            moves=seen.moves(campaign, lines),
            may_mend=_reached(lines),
            now=seen.now,
        )


def _silences(lines: Sequence[RunLedger], silent: Mapping[str, datetime]) -> list[Silence]:
    used = {line.channel for line in lines}
    return [
        Silence(channel=one, label=channel_name(one), until=until)
        for one, until in sorted(silent.items())
        if one in used
    ]


def _reached(lines: Sequence[RunLedger]) -> bool:
    return any(line.ledger.sent and line.occurrence.act is Act.SEND for line in lines)
