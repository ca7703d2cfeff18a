"""Places and desks found by name, over HTTP."""

import pytest

from desks.desk import DeskCode, Role
from tests.builders import a_desk
from tests.handlers.webdesk_house import a_house

PROVINCE, DRUGS = DeskCode("79"), DeskCode("79-PC04")


async def found(where: str, words: str) -> list[str]:
    house = a_house()
    for code, name in ((PROVINCE, "Công an thành phố Hồ Chí Minh"), (DRUGS, "Phòng PC04")):
        house.memory.desks[code] = a_desk(code, name)
    officer = await house.officer()
    answer = await officer.get(f"/api/desk/{where}", params={"q": words})
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["found"]]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Bến Thành", ["26743"]),
        ("tân bình", ["27004", "01279"]),  # the same name in two provinces
        (" 01279 ", ["01279"]),
        ("đâu đó", []),
    ],
)
async def test_communes_are_found_by_name_or_code(words: str, codes: list[str]) -> None:
    assert await found("places", words) == codes


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Tân Bình", ["27004", "79"]),  # Cao Bằng has no open desk
        ("PC04", ["79-PC04"]),
        ("pc02", []),
        ("79", ["79"]),
        ("ho chi minh", ["79"]),
        ("đâu đó", []),
    ],
)
async def test_open_desks_are_found_by_place_name_or_department(
    words: str, codes: list[str]
) -> None:
    assert await found("desks", words) == codes


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.BROADCASTER])
async def test_who_works_on_no_tips_looks_for_none_of_it(role: Role) -> None:
    officer = await a_house().officer(role=role)

    for where in ("places", "desks"):
        assert (await officer.get(f"/api/desk/{where}?q=a")).status_code == 403
