"""The one place where what the rules ask for meets what answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from fastapi import APIRouter
from starlette.types import ASGIApp

from bot.anchoring import Anchoring
from bot.clock import SystemChance, SystemClock
from bot.config import Config
from bot.observing import health
from bot.observing.measured import CountedRequests, TimedIntake
from bot.observing.metrics import Metrics
from bot.problem import Problem
from bot.startup import Ground
from bot.telling import Previewing
from bot.wiring.campaigns import Campaigning, campaigning
from bot.wiring.campaigns import World as LessonWorld
from broadcasts.subscribing.enrolment import Enrolment
from channels.post.bell import Chime
from channels.post.postman import Postman
from channels.web.channel import WebChatChannel
from communes.atlas import Atlas
from communes.atlas import load as load_atlas
from communes.borders import UnusableBordersError
from communes.checking import InconsistentMapError
from communes.shelf import Shelf
from desks.access import Access
from desks.auditing import Auditing
from desks.desk import DeskCode
from desks.ports import Clock
from desks.roster import Roster
from handlers.chat import door as webchat
from handlers.chat import page as webchat_page
from handlers.chat.door import WebChat
from handlers.desk import door as webdesk
from handlers.desk.parts import WebDesk
from handlers.lessons import door as weblessons
from handlers.lessons.parts import WebLessons
from handlers.reception import Reception, is_for_tips
from handlers.web import app as webapp
from messages.channel import Channel
from messages.message import Outgoing
from storage.lessons.budget import SqlBudget
from storage.stores import Stores
from tips.cards.cards import compose
from tips.clock.watching import Reminders
from tips.intake.intake import Intake, Surroundings
from tips.letters import WaitingLetter
from tips.reports.reports import Reports
from tips.retention import Retention
from tips.triage.by_phone import Counter
from tips.triage.departments import Departments
from tips.triage.destinations import Finding
from tips.triage.duplicates import Duplicates
from tips.triage.transfers import Dispatch
from tips.triage.triage import DeskSettings, Triage
from wording.catalogue import text


class World(NamedTuple):
    """What the rules ask of the outside, beside what is kept."""

    clock: Clock
    chance: SystemChance
    bell: Chime
    atlas: Atlas
    metrics: Metrics


@dataclass(frozen=True, slots=True)
class House:
    """The use cases on their stores; doors and channels are put in front of them."""

    config: Config
    ground: Ground
    stores: Stores
    world: World
    intake: Intake
    reception: Reception
    triage: Triage
    access: Access
    retention: Retention
    audit: Auditing
    anchoring: Anchoring
    reminders: Reminders
    roster: Roster
    budget: SqlBudget
    lessons: Campaigning

    async def count_waiting(self) -> None:
        self.world.metrics.waiting.set(await self.stores.health.letters_waiting())


def build(config: Config, ground: Ground, clock: Clock | None = None) -> House:
    """`clock`: only who plays a whole summer through brings one."""
    world = World(clock or SystemClock(), SystemChance(), Chime(), _atlas(config), Metrics())
    clock, chance, bell, atlas, metrics = world
    terms = config.clock.terms
    stores = Stores(ground.database, ground.vault, config.media, atlas.directory, terms)
    around = Surroundings(atlas, clock, chance, bell)
    intake = TimedIntake(metrics, stores.citizens, stores.desks, around, terms)
    enrolment = Enrolment(stores.subscribers, intake, is_for_tips, atlas, clock, text)
    reception = Reception(intake, enrolment)
    access = Access(stores.access, stores.desks, clock, chance)
    triage = Triage(stores.tips, clock, bell, stores.moves, atlas.directory, _desk_settings(config))
    audit = Auditing(stores.audit, clock)
    retention = _retention(config, stores, clock)
    anchoring = Anchoring(stores.audit, config.data / "anchors", clock)
    reminders = Reminders(stores.reminders, clock, bell)
    roster = Roster(stores.roster, clock, chance, bell)
    budget = SqlBudget(ground.database, config.lessons.rates)
    lessons = campaigning(config, stores, LessonWorld(atlas, clock, chance, bell))
    desks = (triage, access, retention, audit, anchoring, reminders, roster, budget, lessons)
    return House(config, ground, stores, world, intake, reception, *desks)


def postman(house: House, messengers: Sequence[Channel]) -> Postman:
    clock, chance, bell, atlas, metrics = house.world

    def written(letter: WaitingLetter) -> Outgoing:
        return compose(letter, atlas.directory, clock.now())

    web = WebChatChannel(house.stores.chatbook, bell)
    channels = {channel.name: channel for channel in (web, *messengers)}
    return Postman(
        channels, house.stores.letters, written, clock, bell, chance.fraction, metrics.letter
    )


def web_application(house: House, doors: Sequence[APIRouter]) -> ASGIApp:
    config = house.config
    page = webchat_page.router(house.world.clock)
    desks = (_desk(house), _lessons(house))
    routers = (page, _chat(house), *desks, health.router(house.stores.health), *doors)
    app = webapp.create_app(routers, public_url=config.page())
    return CountedRequests(app, house.world.metrics)


def _chat(house: House) -> APIRouter:
    clock, chance, bell, _, _ = house.world
    secure = _is_https(house.config)
    return webchat.router(
        WebChat(house.reception, house.stores.media, bell, clock, chance, secure_cookie=secure)
    )


def _desk(house: House) -> APIRouter:
    clock, chance, bell, atlas, _ = house.world
    stores, triage = house.stores, house.triage
    counter = Counter(triage, stores.moves, stores.citizens, atlas, clock, chance, bell)
    return webdesk.router(
        WebDesk(
            triage=triage,
            dispatch=dispatch_of(house),
            finding=finding_of(house),
            counter=counter,
            access=house.access,
            audit=house.audit,
            duplicates=Duplicates(house.stores.nearby),
            reports=Reports(house.stores.register, house.audit, atlas.directory, clock),
            reminders=house.reminders,
            roster=house.roster,
            desks=house.stores.desks,
            shelf=house.stores.media,
            directory=atlas.directory,
            bell=bell,
            clock=clock,
            chance=chance,
            secure_cookie=_is_https(house.config),
        )
    )


def _lessons(house: House) -> APIRouter:
    lessons, directory = house.lessons, house.world.atlas.directory
    return weblessons.router(
        WebLessons(
            campaigns=lessons.campaigns,
            drafting=lessons.drafting,
            overview=lessons.overview,
            shelf=lessons.shelf,
            rendering=Previewing(house.config, directory),
            officers=house.stores.officers,
            access=house.access,
            audit=house.audit,
            directory=directory,
            clock=house.world.clock,
            secure_cookie=_is_https(house.config),
        )
    )


def dispatch_of(house: House) -> Dispatch:
    stores, chance = house.stores, house.world.chance
    return Dispatch(
        house.triage,
        stores.moves,
        stores.desks,
        house.world.atlas.directory,
        stores.citizens,
        chance,
        _departments(house),
    )


def finding_of(house: House) -> Finding:
    return Finding(house.triage, house.stores.desks, house.world.atlas, _departments(house))


def _departments(house: House) -> Departments:
    return Departments(house.config.desks.departments)


def _is_https(config: Config) -> bool:
    return config.page().startswith("https:")


def _desk_settings(config: Config) -> DeskSettings:
    phones = {DeskCode(desk): (phone,) for desk, phone in config.desks.phones.items()}
    return DeskSettings(timedelta(hours=config.clock.claim_hours), phones)


def _retention(config: Config, stores: Stores, clock: Clock) -> Retention:
    kept = config.retention
    return Retention(
        stores.retention,
        clock,
        kept.draft_silence_hours,
        kept.link_days,
        kept.event_hours,
    )


def _atlas(config: Config) -> Atlas:
    """The map an operator imported, with borders if there are any, else the shipped one."""
    shelf = Shelf(config.data / "communes")
    borders = config.communes.polygons or shelf.borders()
    try:
        return load_atlas(borders, shelf.map())
    except (OSError, ValueError, UnusableBordersError, InconsistentMapError):
        raise Problem("polygons_unreadable", file=borders or shelf.map()) from None
