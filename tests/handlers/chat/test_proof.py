"""Newcomers behind one address: beyond its allowance they compute, and are not refused."""

import base64
import json

import pytest
from altcha.v1 import Challenge, solve_challenge
from httpx import AsyncClient

from handlers.chat.proof import EASIEST, HARDER, HEADER, Proofs
from handlers.chat.visitor import Pacing
from tests.handlers.webchat_house import ChatHouse, messages
from tests.keys import a_vault


async def _proof(client: AsyncClient, **altered: object) -> dict[str, str]:
    told = (await client.get("/api/chat/challenge")).json()
    challenge = Challenge(
        told["algorithm"], told["challenge"], told["maxnumber"], told["salt"], told["signature"]
    )
    solution = solve_challenge(challenge)
    assert solution is not None
    proof = {**told, "number": solution.number, **altered}
    return {HEADER: base64.b64encode(json.dumps(proof).encode()).decode()}


def _crowded() -> ChatHouse:
    return ChatHouse(pacing=Pacing(new_chats=(1, 0.001)))


async def test_a_newcomer_who_computed_comes_in_and_each_proof_counts_once() -> None:
    house = _crowded()
    await house.chatting()
    client = house.resident()
    refused = await client.post("/api/chat")
    proof = await _proof(client)

    opened = await client.post("/api/chat", headers=proof)
    again = await house.resident().post("/api/chat", headers=proof)

    assert (refused.status_code, refused.json()["code"]) == (428, "proof_needed")
    assert opened.status_code == 201
    assert messages(opened)
    assert again.status_code == 428


async def test_a_proof_that_one_copy_asked_for_opens_the_door_of_another() -> None:
    """A balancer between two copies sent half of those who had computed away, again and again."""
    one, other = _crowded(), _crowded()
    await other.chatting()
    proof = await _proof(one.resident())

    assert (await other.resident().post("/api/chat", headers=proof)).status_code == 201


@pytest.mark.parametrize(
    "altered",
    [{"number": 1.5}, {"number": -1}, {"salt": "00?expires=9999999999&"}, {"signature": "0" * 64}],
)
async def test_a_proof_that_was_altered_counts_nothing(altered: dict[str, object]) -> None:
    house = _crowded()
    await house.chatting()
    client = house.resident()

    answer = await client.post("/api/chat", headers=await _proof(client, **altered))

    assert answer.status_code == 428


@pytest.mark.parametrize("proof", ["x", "bnVsbA==", "W10=", "eyJhbGdvcml0aG0iOiJTSEEtMSJ9", "%"])
async def test_what_is_no_proof_is_none(proof: str) -> None:
    house = _crowded()
    await house.chatting()

    assert (await house.resident().post("/api/chat", headers={HEADER: proof})).status_code == 428


async def test_a_proof_is_old_after_five_minutes() -> None:
    house = _crowded()
    await house.chatting()
    client = house.resident()
    proof = await _proof(client)
    house.clock.pass_time(minutes=6)

    assert (await client.post("/api/chat", headers=proof)).status_code == 428


def test_proofs_get_harder_while_one_address_goes_on_and_easy_again_after() -> None:
    house = ChatHouse()
    proofs = Proofs(house.clock, a_vault())
    first = proofs.challenge("one").maxnumber
    for _ in range(100):
        proofs._proven.wait("one")

    assert first == EASIEST
    assert proofs.challenge("one").maxnumber == EASIEST << HARDER
    assert proofs.challenge("other").maxnumber == EASIEST
    house.clock.pass_time(minutes=10)
    assert proofs.challenge("one").maxnumber == EASIEST
