import json
import random
from pathlib import Path

import pytest

from communes.atlas import Atlas, load
from communes.borders import Borders, read, read_geojson, write
from communes.position import Positions, radius_of
from tests.communes.drawn_map import SIDE, corner, drawn

WEST, EAST = "00004", "00008"  # two squares of 0.1 degree side by side, a lake in the eastern one


@pytest.fixture(scope="module")
def borders(tmp_path_factory: pytest.TempPathFactory) -> Borders:
    source = tmp_path_factory.mktemp("borders") / "two.geojson"
    source.write_text(json.dumps(two_squares()), encoding="utf-8")
    return read_geojson(source, [WEST, EAST])


@pytest.fixture
def positions(atlas: Atlas, borders: Borders) -> Positions:
    return Positions(atlas.directory.communes, {}, borders)


def two_squares() -> dict[str, object]:
    lake = square(105.93, 21.03, 0.02)
    return {
        "type": "FeatureCollection",
        "features": [
            feature(WEST, "Polygon", [square(105.8, 21.0, 0.1)]),
            feature(EAST, "MultiPolygon", [[square(105.9, 21.0, 0.1), lake]]),
        ],
    }


def feature(code: str, kind: str, coordinates: object) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "id": code, "properties": {}, "geometry": geometry}


def square(west: float, south: float, side: float) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def codes(
    positions: Positions, latitude: float, longitude: float, accuracy: float | None
) -> object:
    found = positions.locate(latitude, longitude, radius_of(accuracy))
    return [each.commune.code for each in found.found], found.ask, found.reason


def test_a_position_well_inside_is_routed(positions: Positions) -> None:
    assert codes(positions, 21.05, 105.85, None) == ([WEST], False, "inside")


def test_a_position_at_a_border_is_asked_its_own_commune_first(positions: Positions) -> None:
    assert codes(positions, 21.05, 105.8999, None) == ([WEST, EAST], True, "border")


def test_thirty_metres_are_assumed_of_every_phone(positions: Positions) -> None:
    forty_metres_west = 105.9 - 40 / (111_320 * 0.9335)

    assert codes(positions, 21.05, forty_metres_west, 5) == ([WEST], False, "inside")
    assert codes(positions, 21.05, forty_metres_west, 50) == ([WEST, EAST], True, "border")


def test_a_surveyed_point_lies_in_one_commune_however_near_the_border(
    positions: Positions,
) -> None:
    found = positions.locate(21.05, 105.8999, 0.0)

    assert ([each.commune.code for each in found.found], found.ask) == ([WEST], False)


def test_a_vague_position_is_asked(positions: Positions) -> None:
    assert codes(positions, 21.05, 105.89, 2_000) == ([WEST, EAST], True, "border")


def test_a_position_in_a_hole_is_asked_with_what_is_around_it(positions: Positions) -> None:
    assert codes(positions, 21.031, 105.931, None) == ([EAST], True, "near_border")


@pytest.mark.parametrize(
    ("latitude", "longitude", "reason"),
    [
        (11.5564, 104.9282, "outside"),
        (37.77, -122.42, "outside"),
        (105.85, 21.05, "swapped"),
        (float("nan"), 105.85, "outside"),
        (float("inf"), float("-inf"), "outside"),
    ],
)
def test_a_position_elsewhere_says_so_and_finds_nothing(
    positions: Positions, atlas: Atlas, latitude: float, longitude: float, reason: str
) -> None:
    assert codes(positions, latitude, longitude, None) == ([], True, reason)
    assert atlas.locate(latitude, longitude).reason == reason
    assert atlas.locate(latitude, longitude).found == ()


def test_without_borders_the_nearest_three_are_asked(atlas: Atlas) -> None:
    found = atlas.locate(10.7769, 106.7009)

    assert (found.ask, found.reason, len(found.found)) == (True, "nearest", 3)
    assert "26740" in [each.commune.code for each in found.found]


def test_packed_borders_come_back_as_they_went(borders: Borders, tmp_path: Path) -> None:
    write(borders, tmp_path / "borders.bin")

    again = read(tmp_path / "borders.bin")

    assert again.codes == borders.codes
    assert (again.points == borders.points).all()
    assert (again.boxes == borders.boxes).all()
    assert (again.rings == borders.rings).all()


def test_every_commune_of_a_map_is_found_and_none_is_mistaken(atlas: Atlas, tmp_path: Path) -> None:
    every = list(atlas.directory.communes)
    located = load(drawn(tmp_path, every))
    chance = random.Random(3321)  # noqa: S311 - the same points each time

    for place in chance.sample(range(len(every)), 300):
        latitude, longitude = corner(place)
        across, up = chance.random() * SIDE, chance.random() * SIDE
        found = located.locate(latitude + up, longitude + across)
        on_the_map = located.locate(latitude + up, longitude + across, surveyed=True)

        assert every[place] in [each.commune.code for each in found.found]
        assert found.ask or found.found[0].commune.code == every[place]
        assert (on_the_map.found[0].commune.code, on_the_map.ask) == (every[place], False)
