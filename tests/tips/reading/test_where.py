"""In one line: where to go."""

import pytest

from desks.desk import DeskCode
from tests.builders import WARD_DESK, a_place
from tips.reading.where import where_to_go

COMMUNE = "phường Bến Thành"


@pytest.mark.parametrize(
    ("words", "desk", "line"),
    [
        ("hẻm 45 Lê Lai", WARD_DESK, "hẻm 45 Lê Lai"),  # its own commune tells a desk nothing
        ("hẻm 45 Lê Lai", DeskCode("79"), "hẻm 45 Lê Lai, phường Bến Thành"),
        ("chợ Bến Thành", DeskCode("79"), "chợ Bến Thành"),  # told already
        ("", WARD_DESK, COMMUNE),
    ],
)
def test_the_street_comes_first_and_the_commune_where_it_tells_more(
    words: str, desk: DeskCode, line: str
) -> None:
    place = a_place(words=words, commune=WARD_DESK)

    assert where_to_go(place, COMMUNE, desk) == line


def test_words_without_a_commune_are_all_there_is() -> None:
    assert where_to_go(a_place(words="sau chùa", commune=None), "", WARD_DESK) == "sau chùa"
