"""Writing campaigns and moving them. Each answers with what the campaign is now."""

from dataclasses import dataclass

from fastapi import Request

from broadcasts.campaigns.drafting import Wanted
from handlers.lessons.campaigns import CampaignDoor
from handlers.lessons.models import (
    Approval,
    CampaignInPath,
    CampaignView,
    Correction,
    NewCampaign,
    NewSeries,
    Progress,
    Recall,
    Resolved,
    Settling,
)
from handlers.lessons.parts import WebLessons
from handlers.lessons.seat import mover
from handlers.signin.gate import Gate


@dataclass(frozen=True, slots=True)
class MoveDoor:
    gate: Gate
    parts: WebLessons
    shown: CampaignDoor

    async def draft(self, request: Request, new: NewCampaign) -> CampaignView:
        author = await mover(self.gate, request)
        drafted = await self.parts.drafting.draft(author, Wanted(**new.model_dump()))
        return await self.shown.view(author, drafted)

    async def series(self, request: Request, new: NewSeries) -> CampaignView:
        """The lessons that lead to 19/8, each on its own day."""
        author = await mover(self.gate, request)
        lessons = [one.id for one in self.parts.lesson_files.library().series()]
        drafted = await self.parts.drafting.series(author, lessons, new.to, new.year)
        return await self.shown.view(author, drafted)

    async def approve(
        self, request: Request, campaign: CampaignInPath, approval: Approval
    ) -> CampaignView:
        """By somebody else than who wrote it, and exactly of what `proof` stands for."""
        author = await mover(self.gate, request)
        approved = await self.parts.campaigns.approve(author, campaign, approval.proof)
        return await self.shown.view(author, approved)

    async def start(self, request: Request, campaign: CampaignInPath) -> Progress:
        """Also: go on after a pause."""
        author = await mover(self.gate, request)
        started = await self.parts.campaigns.start(author, campaign)
        return await self.shown.progress_of(author, started)

    async def pause(self, request: Request, campaign: CampaignInPath) -> Progress:
        author = await mover(self.gate, request)
        paused = await self.parts.campaigns.pause(author, campaign)
        return await self.shown.progress_of(author, paused)

    async def cancel(self, request: Request, campaign: CampaignInPath) -> Progress:
        author = await mover(self.gate, request)
        cancelled = await self.parts.campaigns.cancel(author, campaign)
        return await self.shown.progress_of(author, cancelled)

    async def release(self, request: Request, campaign: CampaignInPath) -> Progress:
        """What was held after the first few goes on to everybody."""
        author = await mover(self.gate, request)
        released = await self.parts.campaigns.release(author, campaign)
        return await self.shown.progress_of(author, released)

    async def unknown(
        self, request: Request, campaign: CampaignInPath, settling: Settling
    ) -> Resolved:
        author = await mover(self.gate, request)
        count = await self.parts.campaigns.resolve(author, campaign, again=settling.again)
        settled = await self.parts.campaigns.campaign(author, campaign)
        return Resolved(people=count, progress=await self.shown.progress_of(author, settled))

    async def correct(
        self, request: Request, campaign: CampaignInPath, correction: Correction
    ) -> CampaignView:
        """A new campaign, for exactly those who got it; a commander lets it out."""
        author = await mover(self.gate, request)
        lesson = correction.lesson or ""
        made = await self.parts.drafting.correct(author, campaign, correction.text, lesson)
        return await self.shown.view(author, made)

    async def recall(
        self, request: Request, campaign: CampaignInPath, recall: Recall
    ) -> CampaignView:
        author = await mover(self.gate, request)
        made = await self.parts.drafting.recall(author, campaign, recall.lesson or "")
        return await self.shown.view(author, made)
