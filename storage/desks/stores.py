"""The stores of desks, of who sits at them and of what they did."""

from storage.audit.book import SqlAuditBook
from storage.database.interface import Database
from storage.desks.access import SqlAccessStore
from storage.desks.code_apps import SqlCodeAppStore
from storage.desks.desks import SqlDeskBook
from storage.desks.leaving import SqlLeavingStore
from storage.desks.officers import SqlOfficerBook
from storage.desks.passkeys import SqlPasskeyStore
from storage.desks.ready_words import SqlReadyWordsStore
from storage.desks.seats import SqlSeatStore
from storage.desks.sessions import SqlSessionStore
from storage.sealing.vault import Vault


class DeskStores:
    def __init__(self, database: Database, vault: Vault) -> None:
        self.desks = SqlDeskBook(database)
        self.ready_words = SqlReadyWordsStore(database, vault)
        self.officers = SqlOfficerBook(database)
        self.access = SqlAccessStore(database, vault)
        self.sessions = SqlSessionStore(database, vault)
        self.code_apps = SqlCodeAppStore(database, vault)
        self.passkeys = SqlPasskeyStore(database, vault)
        self.seats = SqlSeatStore(database, vault)
        self.audit = SqlAuditBook(database, vault)
        self.leaving = SqlLeavingStore(database, vault)
