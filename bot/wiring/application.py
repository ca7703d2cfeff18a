"""The one place where what the rules ask for meets what answers."""

from collections.abc import Sequence
from datetime import timedelta

from bot.clock import SystemClock
from bot.config import Config
from bot.observing.measured import TimedIntake
from bot.observing.metrics import Metrics
from bot.observing.standing import measure
from bot.on_demand import LessonsOnDemand, scam_lists
from bot.problem import Problem
from bot.reading_aside import ReadingAside
from bot.services import Role
from bot.startup import DataFolder
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
from handlers.keeping import FileKeeper
from handlers.reception import Reception, is_for_tips
from messages.channel import Channel
from messages.channels import ZALO_OA
from messages.message import Outgoing
from storage.lessons.own_budget import budget_of
from storage.platforms.leases import SqlLeases
from storage.space import SparingShelf
from storage.stores import Stores
from tips.cards.cards import compose
from tips.clock.watching import Reminders
from tips.conversation.contacts import Contacts
from tips.expiry import Expiry
from tips.intake.intake import Intake, Surroundings
from tips.letters import WaitingLetter
from tips.retention import Retention
from tips.triage.departments import Departments
from tips.triage.destinations import Finding
from tips.triage.officer_moves import OfficerMoves
from tips.triage.reaching import Reaching
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
        self.expiry = Expiry(stores.expiry, clock, config.retention.terms)
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


def reaching_of(application: Application) -> Reaching | None:
    settings = application.config.zalo_oa
    if not settings.is_on:
        return None
    windows = {ZALO_OA.name: settings.windows}
    return Reaching(application.stores.contacts, windows, settings.price_message)


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
