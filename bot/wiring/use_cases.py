"""Puts together what the running line and the command line share: one wiring for both."""

from bot.anchoring import Anchoring
from bot.clock import SystemChance
from bot.config import Config
from bot.startup import DataFolder
from bot.wiring.campaigns import campaigning
from bot.wiring.shared_bell import open_bell
from communes.places import NamedPlaces
from desks.auditing import Auditing
from desks.ports import Clock
from desks.roster import Roster
from desks.signin.access import Access
from desks.signin.seats import Seats
from desks.signin.sessions import Sessions
from storage.stores import Stores
from tips.reports.reports import Reports
from tips.triage.leaving import Leaving


class UseCases:
    """On their stores; nothing here needs a page or a messenger, nor takes long to import."""

    def __init__(
        self, config: Config, data_folder: DataFolder, places: NamedPlaces, clock: Clock
    ) -> None:
        directory, terms = places.directory, config.clock.terms
        self.config = config
        self.data_folder = data_folder
        self.directory = directory
        self.clock = clock
        self.chance = SystemChance()
        self.bell = open_bell(config.database_url, data_folder)
        self.stores = Stores(
            data_folder.database, data_folder.vault, config.media, directory, terms
        )
        stores = self.stores
        self.sessions = Sessions(stores.sessions, clock, self.chance, config.desks.terms)
        self.access = Access(stores.access, stores.desks, clock, self.chance, self.sessions)
        self.seats = Seats(stores.seats, stores.desks, clock, self.chance)
        self.leaving = Leaving(stores.leaving, stores.tips, clock, self.bell)
        self.roster = Roster(self.stores.roster, clock, self.chance, self.bell)
        self.audit = Auditing(self.stores.audit, clock)
        self.anchoring = Anchoring(self.stores.audit, config.data / "anchors", clock)
        self.reports = Reports(self.stores.register, self.audit, directory, clock)
        self.lessons = campaigning(config, self.stores, places, clock, self.chance, self.bell)
