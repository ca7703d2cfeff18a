"""The one place where what the rules ask for meets what answers."""

from collections.abc import Sequence
from datetime import timedelta

from fastapi import APIRouter
from starlette.types import ASGIApp

from bot.clock import SystemClock
from bot.config import Config
from bot.observing import health
from bot.observing.measured import CountedRequests, TimedIntake
from bot.observing.metrics import Metrics
from bot.problem import Problem
from bot.startup import DataFolder
from bot.telling import Previewing
from bot.wiring.use_cases import UseCases
from broadcasts.subscribing.enrolment import Enrolment
from channels.post.fitting import fitting
from channels.post.postman import Postman
from communes.atlas import Atlas
from communes.atlas import load as load_atlas
from communes.borders import UnusableBordersError
from communes.checking import InconsistentMapError
from communes.shelf import Shelf
from desks.desk import DeskCode
from desks.ports import Clock
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
from tips.retention import Retention
from tips.triage.by_phone import Counter
from tips.triage.departments import Departments
from tips.triage.destinations import Finding
from tips.triage.duplicates import Duplicates
from tips.triage.transfers import Dispatch
from tips.triage.triage import DeskSettings, Triage
from wording.catalogue import text


class House(UseCases):
    """The use cases of the running line; doors and channels are put in front of them."""

    def __init__(self, config: Config, data_folder: DataFolder, clock: Clock | None = None) -> None:
        """`clock`: only who plays a whole summer through brings one."""
        clock, atlas = clock or SystemClock(), _atlas(config)
        super().__init__(config, data_folder, atlas, clock)
        stores, bell = self.stores, self.bell
        self.atlas = atlas
        self.metrics = Metrics()
        self.intake = self._intake()
        wishes = (stores.subscribers, self.intake, is_for_tips, atlas, clock, text)
        self.reception = Reception(self.intake, Enrolment(*wishes))
        rules = _desk_settings(config)
        self.triage = Triage(stores.tips, clock, bell, stores.moves, atlas.directory, rules)
        self.reminders = Reminders(stores.reminders, clock, bell)
        self.retention = _retention(config, stores, clock)
        self.budget = SqlBudget(data_folder.database, config.lessons.rates)

    async def count_waiting(self) -> None:
        self.metrics.waiting.set(await self.stores.health.letters_waiting())

    def _intake(self) -> Intake:
        stores, terms = self.stores, self.config.clock.terms
        around = Surroundings(self.atlas, self.clock, self.chance, self.bell)
        return TimedIntake(self.metrics, stores.citizens, stores.desks, around, terms)


def postman(house: House, messengers: Sequence[Channel]) -> Postman:
    clock, bell, chance = house.clock, house.bell, house.chance
    letters, count = house.stores.letters, house.metrics.letter

    def written(letter: WaitingLetter) -> Outgoing:
        return compose(letter, house.directory, clock.now())

    channels = {channel.name: fitting(channel) for channel in messengers}
    return Postman(channels, letters, written, clock, bell, chance.fraction, count)


def web_application(house: House, doors: Sequence[APIRouter]) -> ASGIApp:
    config = house.config
    desks = (_desk(house), _lessons(house))
    routers = (*doors, *desks, health.router(house.stores.health))
    app = webapp.create_app(routers, public_url=config.page())
    return CountedRequests(app, house.metrics)


def _desk(house: House) -> APIRouter:
    clock, chance, bell = house.clock, house.chance, house.bell
    stores, triage = house.stores, house.triage
    counter = Counter(triage, stores.moves, stores.citizens, house.atlas, clock, chance, bell)
    return webdesk.router(
        WebDesk(
            triage=triage,
            dispatch=dispatch_of(house),
            finding=finding_of(house),
            counter=counter,
            access=house.access,
            audit=house.audit,
            duplicates=Duplicates(house.stores.nearby),
            reports=house.reports,
            reminders=house.reminders,
            roster=house.roster,
            desks=house.stores.desks,
            shelf=house.stores.media,
            directory=house.directory,
            bell=bell,
            clock=clock,
            chance=chance,
            secure_cookie=is_https(house.config),
        )
    )


def _lessons(house: House) -> APIRouter:
    lessons, directory = house.lessons, house.directory
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
            clock=house.clock,
            secure_cookie=is_https(house.config),
        )
    )


def dispatch_of(house: House) -> Dispatch:
    stores, chance = house.stores, house.chance
    return Dispatch(
        house.triage,
        stores.moves,
        stores.desks,
        house.directory,
        stores.citizens,
        chance,
        _departments(house),
    )


def finding_of(house: House) -> Finding:
    return Finding(house.triage, house.stores.desks, house.atlas, _departments(house))


def _departments(house: House) -> Departments:
    return Departments(house.config.desks.departments)


def is_https(config: Config) -> bool:
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
