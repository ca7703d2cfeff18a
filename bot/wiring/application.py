"""The one place where what the rules ask for meets what answers."""

from collections.abc import Sequence
from datetime import timedelta

from fastapi import APIRouter
from starlette.types import ASGIApp

from bot import __version__
from bot.clock import SystemClock
from bot.config import Config
from bot.observing import health
from bot.observing.measured import CountedRequests, TimedIntake
from bot.observing.metrics import Metrics
from bot.observing.standing import measure
from bot.on_demand import LessonsOnDemand, scam_lists
from bot.problem import Problem
from bot.reading_aside import ReadingAside
from bot.services import Role
from bot.startup import DataFolder
from bot.telling import Previewing
from bot.wiring.hosts import only_at_home
from bot.wiring.use_cases import UseCases
from bot.wiring.voices import OtherVoices
from broadcasts.asking.answering import LessonRequests
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
from desks.ready_words import ReadySentences
from desks.signin.code_apps import CodeApps
from desks.signin.passkeys import Passkeys
from desks.signin.site import Site
from handlers.desk import door as webdesk
from handlers.desk.parts import WebDesk
from handlers.keeping import FileKeeper
from handlers.lessons import door as weblessons
from handlers.lessons.parts import WebLessons
from handlers.movement import door as webmovement
from handlers.movement.parts import WebMovement
from handlers.reception import Reception, is_for_tips
from handlers.signin import door as websignin
from handlers.signin.parts import WebSignin
from handlers.web import app as webapp
from messages.channel import Channel
from messages.channels import ZALO_OA
from messages.message import Outgoing
from outreach.calendar import shipped
from outreach.movement import Movement
from outreach.reporting import Reporting
from storage.lessons.own_budget import budget_of
from storage.outreach.reports import SqlSentReports
from storage.platforms.leases import SqlLeases
from storage.space import SparingShelf
from storage.stores import Stores
from tips.cards.cards import compose
from tips.clock.watching import Reminders
from tips.conversation.contacts import Contacts
from tips.intake.intake import Intake, Surroundings
from tips.letters import WaitingLetter
from tips.retention import Retention
from tips.triage.by_phone import Counter
from tips.triage.departments import Departments
from tips.triage.destinations import Finding
from tips.triage.duplicates import Duplicates
from tips.triage.officer_moves import OfficerMoves
from tips.triage.overview import Overviews
from tips.triage.reaching import Reaching
from tips.triage.search import Search
from tips.triage.silence import Silence
from tips.triage.triage import DeskSettings, Triage
from wording.catalogue import text


class Application(UseCases):
    """The use cases of the running line; doors and channels are put in front of them."""

    def __init__(
        self,
        config: Config,
        data_folder: DataFolder,
        clock: Clock | None = None,
        role: Role = Role.ALL,
    ) -> None:
        """`clock`: only who plays a whole summer through brings one."""
        clock, atlas = clock or SystemClock(), _atlas(config)
        super().__init__(config, data_folder, atlas, clock)
        stores, bell = self.stores, self.bell
        self.role = role
        self.atlas = atlas
        self.metrics = Metrics()
        self.on_demand = LessonsOnDemand(self.lessons.lesson_files, config, self.directory)
        self.intake = self._intake()
        requests = LessonRequests(self.on_demand, stores.campaigns, clock)
        wishes = (stores.subscribers, is_for_tips, atlas, clock, text, requests)
        self.space = config.space
        self.shelf = SparingShelf(stores.media, self.space)
        self.keeper = FileKeeper(self.shelf, clock, self.intake.takes_file)
        self.reception = Reception(self.intake, Enrolment(*wishes), self.space)
        rules = _desk_settings(config)
        self.triage = Triage(stores.tips, clock, bell, stores.moves, atlas.directory, rules)
        self.reminders = Reminders(stores.reminders, clock, bell)
        lasts = timedelta(hours=config.clock.silent_hours)
        self.silence = Silence(stores.silence, stores.tips, clock, bell, lasts)
        self.retention = _retention(config, stores, clock)
        self.budget = budget_of(data_folder.database, config.rates)
        self.leases = SqlLeases(data_folder.database, self.chance.hex(128))

    async def count_standing(self) -> None:
        """What stands, as against what happened: read anew before every look at the numbers."""
        await measure(self.metrics, self.stores.health, self.space, self.clock.now())

    def _intake(self) -> Intake:
        stores, terms = self.stores, self.config.clock.terms
        told = _contacts(self.config)
        around = Surroundings(
            self.atlas,
            self.clock,
            self.chance,
            self.bell,
            contacts=told,
            reading=ReadingAside(),
            lessons=self.on_demand,
            scam_lists=scam_lists(self.config),
            voices=OtherVoices(stores.media),
        )
        return TimedIntake(self.metrics, stores.citizens, stores.desks, around, terms)


def postman(application: Application, messengers: Sequence[Channel]) -> Postman:
    clock, bell, chance = application.clock, application.bell, application.chance
    letters, count = application.stores.letters, application.metrics.letter

    def written(letter: WaitingLetter) -> Outgoing:
        return compose(letter, application.directory, clock.now())

    channels = {channel.name: fitting(channel) for channel in messengers}
    return Postman(channels, letters, written, clock, bell, chance.fraction, count)


def web_application(application: Application, doors: Sequence[APIRouter]) -> ASGIApp:
    config = application.config
    own = (_signin, _desk, _lessons, _movement)
    desks = tuple(build(application) for build in own)
    routers = (*doors, *desks, health.router(application.stores.health, application.space))
    app = webapp.create_app(routers, public_url=config.page(), version=__version__)
    return only_at_home(CountedRequests(app, application.metrics), config)


def _signin(application: Application) -> APIRouter:
    stores, clock = application.stores, application.clock
    sessions, site = application.sessions, Site(application.config.page())
    return websignin.router(
        WebSignin(
            access=application.access,
            code_apps=CodeApps(stores.code_apps, stores.seats, sessions, clock),
            passkeys=Passkeys(stores.passkeys, sessions, site, clock, application.chance),
            seats=application.seats,
            leaving=application.leaving,
            desks=stores.desks,
            audit=application.audit,
            clock=clock,
            secure_cookie=is_https(application.config),
        )
    )


def _desk(application: Application) -> APIRouter:
    clock, chance, bell = application.clock, application.chance, application.bell
    stores, triage = application.stores, application.triage
    counter = Counter(triage, stores.moves, stores.citizens, application.atlas, clock, chance, bell)
    return webdesk.router(
        WebDesk(
            triage=triage,
            moves=moves_of(application),
            finding=finding_of(application),
            counter=counter,
            access=application.access,
            audit=application.audit,
            duplicates=Duplicates(application.stores.nearby),
            search=Search(application.stores.search, application.directory),
            reports=application.reports,
            overviews=_overviews(application),
            roster=application.roster,
            ready=ReadySentences(application.stores.ready_words),
            desks=application.stores.desks,
            shelf=application.shelf,
            directory=application.directory,
            bell=bell,
            clock=clock,
            chance=chance,
            secure_cookie=is_https(application.config),
            reaching=reaching_of(application),
        )
    )


def _overviews(application: Application) -> Overviews:
    return Overviews(
        application.triage,
        moves_of(application),
        application.reminders,
        application.roster,
        application.stores.desks,
        application.directory,
        application.clock,
    )


def reaching_of(application: Application) -> Reaching | None:
    settings = application.config.zalo_oa
    if not settings.is_on:
        return None
    windows = {ZALO_OA.name: settings.windows}
    return Reaching(application.stores.contacts, windows, settings.price_message)


def _lessons(application: Application) -> APIRouter:
    lessons, directory = application.lessons, application.directory
    return weblessons.router(
        WebLessons(
            campaigns=lessons.campaigns,
            drafting=lessons.drafting,
            overview=lessons.overview,
            lesson_files=lessons.lesson_files,
            rendering=Previewing(application.config, directory),
            learned=application.stores.subscribers,
            officers=application.stores.officers,
            access=application.access,
            audit=application.audit,
            directory=directory,
            clock=application.clock,
            secure_cookie=is_https(application.config),
        )
    )


def _movement(application: Application) -> APIRouter:
    clock, stores = application.clock, application.stores
    movement = Movement(stores.outreach, application.directory, clock)
    return webmovement.router(
        WebMovement(
            movement=movement,
            reporting=Reporting(movement, SqlSentReports(stores.database), shipped()),
            lesson_files=application.lessons.lesson_files,
            access=application.access,
            audit=application.audit,
            clock=clock,
            secure_cookie=is_https(application.config),
        )
    )


def moves_of(application: Application) -> OfficerMoves:
    stores, chance = application.stores, application.chance
    return OfficerMoves(
        application.triage,
        stores.moves,
        stores.desks,
        application.directory,
        stores.citizens,
        chance,
        _departments(application),
    )


def finding_of(application: Application) -> Finding:
    return Finding(
        application.triage, application.stores.desks, application.atlas, _departments(application)
    )


def _departments(application: Application) -> Departments:
    return Departments(application.config.desks.departments)


def is_https(config: Config) -> bool:
    return config.page().startswith("https:")


def _desk_settings(config: Config) -> DeskSettings:
    phones = {DeskCode(desk): (phone,) for desk, phone in config.desks.phones.items()}
    return DeskSettings(timedelta(hours=config.clock.claim_hours), phones)


def _contacts(config: Config) -> Contacts:
    return Contacts(
        crisis_line=config.residents.crisis_line,
        phones=config.desks.phones,
        offices=config.desks.offices,
        hours=", ".join(config.clock.working_hours),
    )


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
