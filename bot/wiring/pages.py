"""Every page and door of the web, with what each works with."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.types import ASGIApp

from bot import __version__
from bot.config import Config
from bot.movement_files import register_forms, report_template
from bot.observing import health
from bot.observing.measured import CountedRequests
from bot.telling import Previewing
from bot.wiring.application import Application, finding_of, moves_of, reaching_of
from bot.wiring.hamlets import LoggedHamlets
from bot.wiring.hosts import only_at_home
from bot.wiring.posters import QrPosters
from desks.ready_words import ReadySentences
from desks.signin.code_apps import CodeApps
from desks.signin.passkeys import Passkeys
from desks.signin.site import Site
from handlers.desk import door as webdesk
from handlers.desk.parts import WebDesk
from handlers.guards import door as webguards
from handlers.lessons import door as weblessons
from handlers.lessons.parts import WebLessons
from handlers.movement import door as webmovement
from handlers.movement import payments as webpayments
from handlers.movement.parts import WebMovement
from handlers.signin import door as websignin
from handlers.signin.parts import WebSignin
from handlers.web import app as webapp
from outreach.calendar import shipped
from outreach.lesson_reach import LessonReaches
from outreach.movement import Movement
from outreach.payments import Payments
from outreach.registers.keeping import Registers
from outreach.reporting import Reporting
from storage.outreach.lesson_log import SqlLessonLog
from storage.outreach.reports import SqlSentReports
from storage.subscribers.lesson_reach import SqlChatReach
from tips.guards.answering import GuardTasks
from tips.guards.reporting import ShortReports
from tips.reports.hot_spots import HotSpots
from tips.triage.by_phone import Counter
from tips.triage.duplicates import Duplicates
from tips.triage.overview import Overviews
from tips.triage.search import Search


def web_application(application: Application, doors: Sequence[APIRouter]) -> ASGIApp:
    config = application.config
    own = (_signin, _desk, _lessons, _movement, _payments, _guards)
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
    return webdesk.router(
        WebDesk(
            triage=application.triage,
            moves=moves_of(application),
            finding=finding_of(application),
            counter=_counter(application),
            access=application.access,
            audit=application.audit,
            duplicates=Duplicates(application.stores.nearby),
            search=Search(application.stores.search, application.directory),
            reports=application.reports,
            hot_spots=_hot_spots(application),
            overviews=_overviews(application),
            roster=application.roster,
            ready=ReadySentences(application.stores.ready_words),
            expiry=application.expiry,
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


def _counter(application: Application) -> Counter:
    stores = application.stores
    return Counter(
        application.triage,
        stores.moves,
        stores.citizens,
        application.atlas,
        application.clock,
        application.chance,
        application.bell,
    )


def _guards(application: Application) -> APIRouter:
    return webguards.router(
        webguards.WebGuards(
            reports=ShortReports(_counter(application)),
            tasks=GuardTasks(application.stores.tasks, application.clock, application.bell),
            access=application.access,
            audit=application.audit,
            chance=application.chance,
            secure_cookie=is_https(application.config),
        )
    )


def _hot_spots(application: Application) -> HotSpots:
    stores = application.stores
    return HotSpots(stores.register, LoggedHamlets(stores.outreach), application.audit)


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
    audit, directory = application.audit, application.directory
    forms, config = register_forms(application.config), application.config
    movement = Movement(stores.outreach, directory, clock, audit)
    registers = Registers(forms, stores.registers, directory, audit, clock)
    sent = SqlSentReports(stores.database)
    return webmovement.router(
        WebMovement(
            movement=movement,
            reporting=Reporting(movement, registers, sent, shipped(), audit),
            registers=registers,
            lesson_reaches=_lesson_reaches(movement, application),
            lesson_files=application.lessons.lesson_files,
            posters=QrPosters(config, directory),
            access=application.access,
            audit=audit,
            clock=clock,
            secure_cookie=is_https(config),
            report_template=report_template(config),
        )
    )


def _lesson_reaches(movement: Movement, application: Application) -> LessonReaches:
    database, directory = application.stores.database, application.directory
    return LessonReaches(movement, SqlLessonLog(database), SqlChatReach(database), directory)


def _payments(application: Application) -> APIRouter:
    store, clock = application.stores.payments, application.clock
    audit = application.audit
    return webpayments.router(
        webpayments.WebPayments(
            payments=Payments(store, application.directory, audit, clock),
            access=application.access,
            audit=audit,
            secure_cookie=is_https(application.config),
        )
    )


def is_https(config: Config) -> bool:
    return config.page().startswith("https:")
