"""Every store over one database: what the wiring hands to the use cases."""

from pathlib import Path

from communes.directory import Directory
from desks.hierarchy import ways_up
from storage.access import SqlAccessStore
from storage.auditbook import SqlAuditBook
from storage.campaign_book import SqlCampaignBook
from storage.campaigns import SqlCampaignStore
from storage.chatbook import SqlChatBook
from storage.citizens import SqlCitizenStore
from storage.database import open_database
from storage.delivery import SqlDeliveryStore
from storage.desks import SqlDeskBook
from storage.freezing import SqlFreezer
from storage.health import Health
from storage.leaving import SqlLeavingStore
from storage.letters import SqlLetterStore
from storage.media import SealedShelf
from storage.moves import SqlMoveStore
from storage.nearby import SqlNearbyTips
from storage.officers import SqlOfficerBook
from storage.register import SqlRegisterBook
from storage.reminders import SqlReminderStore
from storage.retention import SqlRetentionStore
from storage.roster import SqlRosterStore
from storage.sealing import Vault
from storage.subscribers import SqlSubscriberStore
from storage.tips import SqlTipStore
from storage.uploads import SqlUploads
from storage.work import Database
from tips.terms import STANDARD, Terms

# In this order an audience is frozen; a new channel goes to the end.
LESSON_CHANNELS = ("telegram", "web")


class Stores:
    """`directory` names communes in the queue; without it the citizen's own words are shown."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        media_folder: Path,
        directory: Directory | None = None,
        terms: Terms = STANDARD,
    ) -> None:
        self.database = database
        vault.terms = terms
        self.media = SealedShelf(database, vault, media_folder)
        self.citizens = SqlCitizenStore(database, vault, self.media.discard)
        self.desks = SqlDeskBook(database)
        self.tips = SqlTipStore(database, vault, directory)
        self.reminders = SqlReminderStore(database, vault, terms, ways_up(directory))
        self.roster = SqlRosterStore(database, vault)
        self.moves = SqlMoveStore(database, vault)
        self.access = SqlAccessStore(database, vault)
        self.leaving = SqlLeavingStore(database, vault)
        self.letters = SqlLetterStore(database, vault)
        self.retention = SqlRetentionStore(database, self.media)
        self.audit = SqlAuditBook(database, vault)
        self.nearby = SqlNearbyTips(database, vault)
        self.register = SqlRegisterBook(database, vault)
        self.chatbook = SqlChatBook(database, vault)
        self.subscribers = SqlSubscriberStore(database, vault)
        self.officers = SqlOfficerBook(database)
        self.campaigns = SqlCampaignStore(database, vault)
        self.campaign_book = SqlCampaignBook(database)
        self.health = Health(database)
        self.deliveries = SqlDeliveryStore(database, vault)
        self.freezer = SqlFreezer(database, LESSON_CHANNELS)
        self.uploads = SqlUploads(database)

    async def close(self) -> None:
        await self.database.close()


async def open_stores(
    database_url: str, vault: Vault, media_folder: Path, directory: Directory | None = None
) -> Stores:
    """The database must be at its newest revision: `storage.migrations.migrate`."""
    return Stores(await open_database(database_url), vault, media_folder, directory)
