"""Every promise of a port is asked of the stand-ins in memory, of SQLite and of PostgreSQL."""

from dataclasses import dataclass

import pytest

from broadcasts.subscribing.ports import SubscriberStore
from desks.auditing import AuditBook
from desks.hierarchy import ways_up
from desks.ports import DeskBook
from desks.ready_words import ReadyWordsStore
from desks.roster import RosterStore
from desks.signin.ports import (
    AccessStore,
    CodeAppStore,
    PasskeyStore,
    SeatStore,
    SessionStore,
)
from storage.stores import Stores
from tests.fakes import House
from tests.fakes.access import MemoryReadyWords
from tests.fakes.audit import MemoryAuditBook, MemoryNearbyTips, MemoryRegisterBook
from tests.fakes.clock import MemoryReminderStore, MemoryRosterStore, MemorySilenceStore
from tests.fakes.tips import MemorySearchStore
from tips.clock.watching import ReminderStore
from tips.intake.ports import CitizenStore
from tips.letters import LetterStore
from tips.media import MediaShelf
from tips.reports.reports import RegisterBook
from tips.triage.duplicates import NearbyTips
from tips.triage.leaving import LeavingStore
from tips.triage.ports import TipStore
from tips.triage.search import SearchStore
from tips.triage.silence import SilenceStore
from tips.triage.transfer_ports import MoveStore


@dataclass(frozen=True, slots=True)
class Ports:
    """One kind of store behind each of them."""

    access: AccessStore
    sessions: SessionStore
    code_apps: CodeAppStore
    passkeys: PasskeyStore
    seats: SeatStore
    search: SearchStore
    audit: AuditBook
    citizens: CitizenStore
    desks: DeskBook
    leaving: LeavingStore
    letters: LetterStore
    media: MediaShelf
    moves: MoveStore
    nearby: NearbyTips
    register: RegisterBook
    ready_words: ReadyWordsStore
    reminders: ReminderStore
    roster: RosterStore
    silence: SilenceStore
    subscribers: SubscriberStore
    tips: TipStore


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def ports(kind: str, request: pytest.FixtureRequest) -> Ports:
    return _in_memory(House()) if kind == "memory" else _of(request.getfixturevalue("stores"))


def _in_memory(house: House) -> Ports:
    memory = house.memory
    roster = MemoryRosterStore(memory)
    return Ports(
        access=house.access,
        sessions=house.sessions,
        code_apps=house.code_apps,
        passkeys=house.passkeys,
        seats=house.seats,
        search=MemorySearchStore(house.tips),
        audit=MemoryAuditBook(officers=memory.officers),
        citizens=house.citizens,
        desks=house.desks,
        leaving=house.leaving,
        letters=house.letters,
        media=house.shelf,
        moves=house.moves,
        nearby=MemoryNearbyTips(memory),
        register=MemoryRegisterBook(memory),
        ready_words=MemoryReadyWords(),
        reminders=MemoryReminderStore(memory, roster, above=ways_up(house.places.directory)),
        roster=roster,
        silence=MemorySilenceStore(memory),
        subscribers=house.subscribers,
        tips=house.tips,
    )


def _of(stores: Stores) -> Ports:
    return Ports(**{name: getattr(stores, name) for name in Ports.__slots__})
