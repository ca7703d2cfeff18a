"""Names come from the map, phones and addresses from the settings."""

import pytest

from bot.config import Config
from bot.problem import Problem
from bot.telling import directory_of, unit_of
from broadcasts.lessons.unit import Unit

PHONES = {"26743": " 028 3829 7643 ", "79": "(028) 3838 4050"}
CONFIG = Config.model_validate(
    {"desks": {"phones": PHONES, "offices": {"26743": "số 24 Lê Thánh Tôn"}}}
)
MAP = directory_of(CONFIG)
CITY = Unit("Công an thành phố Hồ Chí Minh", "(028) 3838 4050")


def test_a_commune_has_its_own_phone_and_office_and_its_province_above() -> None:
    assert unit_of("26743", CONFIG, MAP) == Unit(
        "Công an phường Bến Thành", "028 3829 7643", "số 24 Lê Thánh Tôn", CITY
    )


@pytest.mark.parametrize("code", ["26740", "79-PC04"])
def test_a_desk_without_a_phone_answers_by_its_province(code: str) -> None:
    assert unit_of(code, CONFIG, MAP).answering == CITY


def test_nobody_stands_above_a_province_or_the_national_desk() -> None:
    assert unit_of("79", CONFIG, MAP) == CITY
    assert unit_of("00", CONFIG, MAP).above is None


def test_a_code_that_is_no_desk_is_named() -> None:
    with pytest.raises(Problem):
        unit_of("99999", CONFIG, MAP)
