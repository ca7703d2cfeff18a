"""Figures at the desk's door: a commander's desk, a coordinator's province."""

from desks.desk import DeskCode, Role
from tests.builders import a_desk
from tests.handlers.webdesk_house import a_house

FIGURES = "/api/desk/reports/figures"
DAYS = "from=2026-03-01&to=2026-03-31"


async def test_a_commander_reads_figures_and_the_tips_behind_them() -> None:
    house = a_house()
    commander = await house.officer("Chỉ huy", role=Role.COMMANDER)

    found = (await commander.get(f"{FIGURES}?{DAYS}")).json()
    behind = (await commander.get(f"{FIGURES}/tips?{DAYS}&by=kind&value=ma_tuy")).json()
    unknown = await commander.get(f"{FIGURES}/tips?{DAYS}&by=officer&value=1")

    assert (found["received"], found["tables"]["kind"][0]["count"]) == (1, 1)
    assert ([tip["code"] for tip in behind["tips"]], behind["more"]) == (["K7Q-204"], 0)
    assert "officer" not in found["tables"]
    assert unknown.status_code == 422


async def test_a_coordinator_reads_the_whole_province_or_one_desk_of_it() -> None:
    house = a_house()
    province = DeskCode("79")
    house.memory.desks[province] = a_desk(province, "Công an thành phố")
    coordinator = await house.officer("Điều phối", province, Role.COORDINATOR)

    whole = (await coordinator.get(f"{FIGURES}?{DAYS}")).json()
    one = (await coordinator.get(f"{FIGURES}?{DAYS}&desk=26743")).json()
    elsewhere = await coordinator.get(f"{FIGURES}?{DAYS}&desk=01324")

    assert whole["received"] == one["received"] == 1
    assert elsewhere.status_code == 404


async def test_whoever_commands_nobody_reads_no_figures() -> None:
    officer = await a_house().officer()

    assert (await officer.get(f"{FIGURES}?{DAYS}")).status_code == 403
