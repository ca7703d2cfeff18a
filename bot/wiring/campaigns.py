"""Puts together everything about campaigns, for the running line and for the command line."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import yaml

from bot.config import Config
from bot.open_library import LessonFiles
from broadcasts.campaigns.calendar_tick import CalendarTick
from broadcasts.campaigns.drafting import Drafting, DraftingSettings
from broadcasts.campaigns.overview import Overview
from broadcasts.campaigns.ports import Chance, OpenWindows
from broadcasts.campaigns.running import Campaigns, Outside
from broadcasts.campaigns.weekly import Weekly
from broadcasts.lessons.library import LIBRARY
from broadcasts.lessons.seasons import Span, span_of
from communes.places import NamedPlaces
from desks.ports import Bell, Clock
from messages.channels import ZALO_OA
from messages.contact import Contacts
from storage.stores import Stores
from wording.catalogue import text

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Campaigning:
    campaigns: Campaigns
    drafting: Drafting
    overview: Overview
    calendar: CalendarTick
    weekly: Weekly
    lesson_files: LessonFiles

    async def tick(self) -> None:
        """Whenever the bell rings, and every moment by itself, in every process."""
        if await self.weekly.make():
            log.info("digest made")
        ticked = await self.calendar.tick()
        for one in ticked.skipped:
            told = {"campaign": one.campaign, "lesson": one.lesson, "reason": one.reason}
            log.error("lesson skipped", extra=told)
        if ticked.begun:
            log.info("lessons begun", extra={"occurrences": ticked.begun})


def campaigning(
    config: Config, stores: Stores, places: NamedPlaces, clock: Clock, chance: Chance, bell: Bell
) -> Campaigning:
    lesson_files = LessonFiles()
    lessons = config.lessons
    outside = Outside(
        store=stores.campaigns,
        book=stores.campaign_book,
        lesson_files=lesson_files,
        places=places,
        clock=clock,
        bell=bell,
        pace=config.pace,
        windows=_windows(config, stores),
    )
    campaigns = Campaigns(outside)
    settings = DraftingSettings(chance, text, seasons(), lessons.per_week)
    drafting = Drafting(outside, campaigns, settings)
    overview = Overview(outside, campaigns)
    calendar = CalendarTick(stores.campaigns, lesson_files, clock, bell)
    weekly = Weekly(stores.campaigns, lesson_files, clock, text, lessons.weekly)
    return Campaigning(campaigns, drafting, overview, calendar, weekly, lesson_files)


def _windows(config: Config, stores: Stores) -> OpenWindows:
    push = {ZALO_OA.name: config.zalo_oa.windows.push} if config.zalo_oa.is_on else {}
    return CountedWindows(stores.contacts, push)


@dataclass(frozen=True, slots=True)
class CountedWindows:
    """By everybody who wrote lately, whether about tips or lessons: the two stay apart."""

    contacts: Contacts
    push: Mapping[str, timedelta]

    async def count_open(self, at: datetime) -> Mapping[str, int]:
        return {
            channel: await self.contacts.count_open(channel, at - span)
            for channel, span in self.push.items()
        }


def seasons() -> Mapping[str, tuple[Span, ...]]:
    told = yaml.load((LIBRARY / "words.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)[
        "season_days"
    ]
    return {name: tuple(map(span_of, spans)) for name, spans in told.items()}
