"""A token is renewed once by whoever holds the lease, and the new pair is kept before its use."""

import asyncio
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from channels.zalo.http import Caller
from channels.zalo.oa.calls import OaCalls, OaRefused
from channels.zalo.oa.meaning import meaning
from channels.zalo.oa.oauth import OAuth, TokenRefused
from channels.zalo.oa.tokens import NotConnected, Tokens
from messages.channel import Refused, TryLater, Unreachable
from messages.tokens import Pair
from storage.database.interface import Database
from storage.database.opening import open_database
from storage.platforms.tokens import SqlTokenStore
from storage.stores import Stores
from tests.builders import NOON
from tests.keys import a_vault
from tests.trials import lasting
from tests.zalo.fake_oa import APP_ID, APP_SECRET, FakeZaloOa, Trouble
from tests.zalo.recorded import body

NAME = "zalo_oa 4"


@dataclass
class Clock:
    at: datetime = NOON

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def zalo() -> Iterator[FakeZaloOa]:
    with FakeZaloOa() as fake:
        yield fake


def tokens_of(zalo: FakeZaloOa, stores: Stores, clock: Clock) -> Tokens:
    store = SqlTokenStore(stores.database, stores.citizens._vault)
    return Tokens(NAME, store, OAuth(APP_ID, APP_SECRET, zalo.url, Caller()), clock)


async def connect(tokens: Tokens, zalo: FakeZaloOa) -> None:
    access, refresh = zalo.connected()
    pair = Pair(access, refresh, tokens.clock.now() + timedelta(hours=25))
    assert await tokens.store.keep(NAME, 0, pair, tokens.clock.now())


async def test_a_pair_serves_for_a_while_and_is_then_renewed(
    zalo: FakeZaloOa, stores: Stores
) -> None:
    clock = Clock()
    tokens = tokens_of(zalo, stores, clock)
    with pytest.raises(NotConnected):
        await tokens.current()
    await connect(tokens, zalo)
    first = await tokens.current()
    assert (await tokens.current()).version == first.version

    clock.at += timedelta(hours=20)
    zalo.numbers = True
    second = await tokens.current()

    assert (second.version, second.pair.access) == (first.version + 1, zalo.access)
    assert (await tokens.store.find(NAME)) == second
    assert first.pair.refresh in zalo.refreshed
    assert zalo.access not in repr(second)
    await tokens.oauth.caller.close()


async def test_many_who_race_spend_each_token_once(
    zalo: FakeZaloOa, stores: Stores, database_url: str
) -> None:
    """Three at a time, each with a connection of its own, for as long as it takes."""
    clock, rounds = Clock(), lasting(60, 1_000) // 3
    databases = [await open_database(database_url) for _ in range(3)]
    racing = [racer(zalo.url, one, clock) for one in databases]
    await connect(racing[0], zalo)

    seen = await asyncio.gather(*(renew(one, rounds) for one in racing))

    kept = await racing[0].current()
    assert zalo.spent_twice == []
    assert (kept.version, kept.pair.access) == (len(zalo.refreshed) + 1, zalo.access)
    assert all(versions == sorted(set(versions)) for versions in seen)
    for one, database in zip(racing, databases, strict=True):
        await one.oauth.caller.close()
        await database.close()


def racer(zalo: str, database: Database, clock: Clock) -> Tokens:
    store = SqlTokenStore(database, a_vault())
    return Tokens(NAME, store, OAuth(APP_ID, APP_SECRET, zalo, Caller()), clock)


async def renew(tokens: Tokens, rounds: int) -> list[int]:
    """The versions that were got, each of them new."""
    return [(await tokens.renewed(await tokens.current())).version for _ in range(rounds)]


@pytest.mark.trial
@pytest.mark.timeout(600)
async def test_three_processes_that_race_lose_no_pair(
    zalo: FakeZaloOa, stores: Stores, database_url: str
) -> None:
    await connect(tokens_of(zalo, stores, Clock()), zalo)
    command = [sys.executable, "-m", "tests.zalo.token_process", database_url, zalo.url, "334"]
    racing = [await asyncio.create_subprocess_exec(*command) for _ in range(3)]

    codes = [await one.wait() for one in racing]

    kept = await tokens_of(zalo, stores, Clock()).current()
    assert (codes, zalo.spent_twice) == ([0, 0, 0], [])
    assert (kept.version, kept.pair.access) == (len(zalo.refreshed) + 1, zalo.access)


async def test_a_call_whose_token_ended_is_said_once_more(zalo: FakeZaloOa, stores: Stores) -> None:
    tokens = tokens_of(zalo, stores, Clock())
    await connect(tokens, zalo)
    calls = OaCalls(zalo.url, tokens, tokens.oauth.caller)
    zalo.troubles += [Trouble("/v2.0", -220), Trouble("/v3.0", -216, times=2)]

    about = await calls.about()
    with pytest.raises(OaRefused) as told:
        await calls.say(zalo.resident().id, {"text": "Chào"})

    assert (about["oa_type"], told.value.code) == (4, -216)
    assert len(zalo.refreshed) == 2
    await calls.caller.close()


async def test_an_anonymous_chat_is_answered_by_both_its_ids(
    zalo: FakeZaloOa, stores: Stores
) -> None:
    tokens = tokens_of(zalo, stores, Clock())
    await connect(tokens, zalo)
    lan = zalo.resident()
    lan.last_word = time.time()

    await OaCalls(zalo.url, tokens, tokens.oauth.caller).say(f"{lan.id}/c1", {"text": "Chào bạn"})

    assert (zalo.calls, lan.heard) == (["/v2.0/oa/message"], ["Chào bạn"])
    await tokens.oauth.caller.close()


async def test_a_consent_that_ended_is_an_operators_task(zalo: FakeZaloOa, stores: Stores) -> None:
    tokens = tokens_of(zalo, stores, Clock())
    await connect(tokens, zalo)
    zalo.connected()  # somebody else spent our token

    with pytest.raises(NotConnected):
        await tokens.renewed(await tokens.current())
    await tokens.oauth.caller.close()


@pytest.mark.parametrize("name", ["oauth-token-string", "oauth-token-number"])
def test_both_spellings_of_a_lifetime_are_documented(name: str) -> None:
    assert int(str(body(name)["expires_in"])) == 90_000


def test_an_answer_without_a_token_is_a_refusal_whatever_its_code() -> None:
    assert body("oauth-error-140xx")["error"] == -14012
    assert str(TokenRefused(-14012)) == "oauth: -14012"


@pytest.mark.parametrize(
    ("code", "meant"),
    [(-213, Unreachable), (-230, Unreachable), (-232, Unreachable), (-210, Refused),
     (-240, Refused), (-32, TryLater), (-211, TryLater), (-221, TryLater), (-216, TryLater),
     (-320, TryLater), (-200, TryLater), (-99999, TryLater)],
)  # fmt: skip
def test_what_zalo_refuses_is_said_in_our_words(code: int, meant: type[Exception]) -> None:
    assert isinstance(meaning(code), meant)
