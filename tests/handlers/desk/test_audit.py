"""What the desk's door writes down, and who may read it."""

from httpx import AsyncClient

from desks.desk import Code, Role
from tests.builders import WARD_DESK, a_tip
from tests.handlers.webdesk_house import OTHER_DESK, DeskHouse, a_house


def noted(house: DeskHouse) -> list[tuple[str, str, bool]]:
    return [(one.kind, one.what, one.officer is not None) for one in house.log.sightings]


async def an_auditor(house: DeskHouse) -> AsyncClient:
    client = house.visitor()
    token = await house.entry.invite(WARD_DESK, Role.AUDITOR, "Kiểm tra")
    await client.post(f"/desk/join/{token}")
    return client


async def test_opening_a_tip_is_written_down_before_it_is_shown() -> None:
    house = a_house()
    officer = await house.officer()

    await officer.get("/api/desk/tips/k7q204")

    assert noted(house) == [("look", "K7Q-204", True)]


async def test_reading_the_queue_is_written_down_and_opens_no_tip() -> None:
    house = a_house()
    officer = await house.officer()

    await officer.get("/api/desk/tips")

    assert noted(house) == [("queue", "26743", True)]


async def test_asking_for_another_desks_tip_is_written_down() -> None:
    house = a_house(a_tip(code=Code("ABC-123")))
    stranger = await house.officer(desk=OTHER_DESK)

    for path in ("ABC-123", "ABC-123/media/1"):
        assert (await stranger.get(f"/api/desk/tips/{path}")).status_code == 404
    house.clock.pass_time(minutes=10)  # within them it is noted once
    await stranger.post("/api/desk/tips/ABC-123/claim")

    assert [what for _, what, _ in noted(house)] == [
        "unknown_tip ABC-123",
        "not_found ABC-123",
        "unknown_tip ABC-123",
    ]
    assert all(kind == "refused" and known for kind, _, known in noted(house))


async def test_a_visitor_without_a_session_is_written_down_without_what_they_asked() -> None:
    house = a_house()

    answer = await house.visitor().get("/api/desk/tips/SECRET-1")

    assert answer.status_code == 401
    assert noted(house) == [("refused", "not_signed_in", False)]


async def test_an_auditor_reads_the_log_and_no_tip() -> None:
    house = a_house()
    officer, auditor = await house.officer(), await an_auditor(house)
    await officer.get("/api/desk/tips/K7Q-204")

    log = (await auditor.get("/api/desk/audit")).json()

    assert [(row["action"], row["fact"]) for row in log["entries"]] == [
        ("look", "K7Q-204"),
        ("read_log", ""),
    ]
    assert log["next"] is None
    assert (await auditor.get("/api/desk/audit?after=1")).json()["entries"][0]["id"] == 2


async def test_nobody_but_an_auditor_reads_the_log() -> None:
    house = a_house()

    answer = await (await house.officer()).get("/api/desk/audit")

    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
    assert ("refused", "not_permitted", True) in noted(house)
