"""Every store over one database: what the wiring hands to the use cases."""

from pathlib import Path

from communes.directory import Directory
from desks.hierarchy import ways_up
from messages.channels import CHANNELS
from storage.chat.book import SqlChatBook
from storage.citizens.store import SqlCitizenStore
from storage.clock.reminders import SqlReminderStore
from storage.clock.roster import SqlRosterStore
from storage.clock.silence import SqlSilenceStore
from storage.database.interface import Database
from storage.database.opening import open_database
from storage.desks.stores import DeskStores
from storage.expiry import SqlExpiryStore
from storage.health import Health
from storage.lessons.book import SqlCampaignBook
from storage.lessons.campaigns import SqlCampaignStore
from storage.lessons.delivery import SqlDeliveryStore
from storage.lessons.freezing import SqlFreezer
from storage.lessons.uploads import SqlUploads
from storage.media import SealedShelf
from storage.names.renewing import LinkRenewal
from storage.outreach.registers import SqlRegisterStore
from storage.outreach.store import SqlOutreachStore
from storage.outreach.vouchers import SqlPaymentStore
from storage.pieces import SealedPieces
from storage.platforms.arrivals import SqlArrivalStore
from storage.platforms.contacts import SqlContacts
from storage.platforms.file_links import SqlFileLinks
from storage.post import SqlLetterStore
from storage.retention import SqlRetentionStore
from storage.sealing.vault import Vault
from storage.subscribers.store import SqlSubscriberStore
from storage.tips.moves import SqlMoveStore
from storage.tips.nearby import SqlNearbyTips
from storage.tips.register import SqlRegisterBook
from storage.tips.rows import TipRows
from storage.tips.search import SqlSearchStore
from storage.tips.store import SqlTipStore
from storage.tips.tasks import SqlTaskStore
from tips.terms import STANDARD, Terms


class Stores(DeskStores):
    """`directory` names communes in the queue; without it the citizen's own words are shown."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        media_folder: Path,
        directory: Directory | None = None,
        terms: Terms = STANDARD,
    ) -> None:
        super().__init__(database, vault)
        self.database = database
        # Whoever reads a tip must know which deadlines hold for it, or two pages disagree.
        rows = TipRows(vault, terms)
        self.media = SealedShelf(database, vault, media_folder)
        self.pieces = SealedPieces(vault, media_folder / "pieces")
        self.renewal = LinkRenewal(database, vault)
        self.citizens = SqlCitizenStore(database, vault, rows, self.media.discard, self.renewal)
        self.tips = SqlTipStore(database, vault, rows, directory)
        self.reminders = SqlReminderStore(database, vault, terms, ways_up(directory))
        self.silence = SqlSilenceStore(database)
        self.roster = SqlRosterStore(database, vault)
        self.moves = SqlMoveStore(database, vault, rows)
        self.tasks = SqlTaskStore(database, vault, rows)
        self.letters = SqlLetterStore(database, vault, rows)
        self.retention = SqlRetentionStore(database, vault, self.media, self.renewal, self.pieces)
        self.expiry = SqlExpiryStore(database, vault, self.media, self.renewal)
        self.nearby = SqlNearbyTips(database, vault)
        self.search = SqlSearchStore(database, vault, rows, directory)
        self.register = SqlRegisterBook(database, vault, rows)
        self.chatbook = SqlChatBook(database, vault)
        self._open_lessons(database, vault)
        self.health = Health(database)
        self.uploads = SqlUploads(database)
        self.arrivals = SqlArrivalStore(database, vault)
        self.file_links = SqlFileLinks(database, vault)
        self.contacts = SqlContacts(database, vault)
        self.outreach = SqlOutreachStore(database, vault)
        self.registers = SqlRegisterStore(database, vault)
        self.payments = SqlPaymentStore(database, vault)

    def _open_lessons(self, database: Database, vault: Vault) -> None:
        self.subscribers = SqlSubscriberStore(database, vault)
        self.campaigns = SqlCampaignStore(database, vault)
        self.campaign_book = SqlCampaignBook(database)
        self.deliveries = SqlDeliveryStore(database, vault)
        self.freezer = SqlFreezer(database, CHANNELS.with_lessons())

    async def close(self) -> None:
        await self.database.close()


async def open_stores(
    database_url: str, vault: Vault, media_folder: Path, directory: Directory | None = None
) -> Stores:
    """The database must be at its newest revision: `storage.migrations.migrate`."""
    return Stores(await open_database(database_url), vault, media_folder, directory)
