"""The sentences a desk has ready: everybody's list, or what its commander wrote."""

import pytest

from desks.desk import Role
from desks.ready_words import LONGEST, Occasion, standard
from tests.builders import WARD_DESK
from tests.handlers.webdesk_house import OTHER_DESK, a_house
from tips.reading.asked_words import findings

READY = "/api/desk/ready-words"
OWN = {"asking": ["Xe màu gì?", " ", "Xe màu gì?"], "closing": []}


async def test_a_desk_begins_with_everybodys_list() -> None:
    officer = await a_house().officer()

    told = (await officer.get(READY)).json()

    assert told["asking"] == list(standard(Occasion.ASK))
    assert told["closing"] == list(standard(Occasion.CLOSE))
    assert told["may_set"] is False


async def test_a_commander_writes_the_desks_own() -> None:
    house = a_house()
    chief = await house.officer("Chỉ huy", role=Role.COMMANDER)
    elsewhere = await house.officer("Bên cạnh", desk=OTHER_DESK)

    kept = await chief.post(READY, json=OWN)

    assert kept.json()["asking"] == ["Xe màu gì?"]
    assert kept.json()["closing"] == list(standard(Occasion.CLOSE))
    assert (await (await house.officer()).get(READY)).json()["asking"] == ["Xe màu gì?"]
    assert (await elsewhere.get(READY)).json()["asking"] == list(standard(Occasion.ASK))
    back = await chief.post(READY, json={"asking": [], "closing": []})
    assert back.json()["asking"] == list(standard(Occasion.ASK))


async def test_an_officer_does_not_write_for_all() -> None:
    officer = await a_house().officer()

    answer = await officer.post(READY, json=OWN)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


async def test_what_nobody_would_read_through_is_refused() -> None:
    house = a_house()
    chief = await house.officer(role=Role.COMMANDER)

    long = await chief.post(READY, json={"asking": ["a" * (LONGEST + 1)], "closing": []})
    many = await chief.post(READY, json={"asking": ["a"] * 21, "closing": []})

    assert [long.json()["code"], many.status_code] == ["words_too_long", 422]
    assert WARD_DESK not in house.ready_words.kept


@pytest.mark.parametrize("occasion", Occasion)
def test_nothing_ready_looks_like_a_scam(occasion: Occasion) -> None:
    assert standard(occasion)
    assert [findings(one) for one in standard(occasion)] == [((), ())] * len(standard(occasion))
