import gzip
import json
from pathlib import Path

import pytest

from communes.borders import UnusableBordersError, read, read_geojson

SQUARE = [[[105.8, 21.0], [105.9, 21.0], [105.9, 21.1], [105.8, 21.1], [105.8, 21.0]]]


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def feature(code: object, coordinates: object = SQUARE, kind: str = "Polygon") -> object:
    return {"id": code, "geometry": {"type": kind, "coordinates": coordinates}}


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ("", "file"),
        ("[]", "file"),
        ('{"features": [{"id": "00004"', "file"),
        ('{"features": 7}', "file"),
        (collection(), "features"),
        (collection(7), "features[0].id"),
        (collection(feature("99999")), "features[0].id"),
        (collection({"id": "00004"}), "features[0].geometry"),
        (collection(feature("00004", [], "Point")), "features[0].geometry"),
        (collection(feature("00004", [[[21.0, 105.8]] * 5])), "features[0].geometry"),
        (collection(feature("00004", [[["a", "b"]] * 5])), "features[0].geometry"),
        (collection(feature("00004", [SQUARE[0][:2]])), "features[0].geometry"),
        (collection(feature("00004")), "features"),
    ],
)
def test_an_unusable_file_is_refused_whole_and_the_field_is_named(
    tmp_path: Path, content: str, field: str
) -> None:
    source = tmp_path / "borders.geojson"
    source.write_text(content, encoding="utf-8")

    with pytest.raises(UnusableBordersError) as refused:
        read_geojson(source, ["00004", "00008"])

    assert str(refused.value).startswith(f"{field}:")


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "borders.geojson.gz"
    source.write_bytes(gzip.compress(collection(feature("00004")).encode())[:-12])

    with pytest.raises(UnusableBordersError):
        read_geojson(source, ["00004"])


def test_a_zipped_file_and_a_code_among_the_properties_are_welcome(tmp_path: Path) -> None:
    source = tmp_path / "borders.geojson.gz"
    named = {"properties": {"code": "00004"},
             "geometry": {"type": "Polygon", "coordinates": SQUARE}}  # fmt: skip
    source.write_bytes(gzip.compress(collection(named).encode()))

    assert read_geojson(source, ["00004"]).codes == ("00004",)


def test_a_stranger_is_no_packed_file(tmp_path: Path) -> None:
    source = tmp_path / "borders.bin"
    source.write_bytes(b"\x89PNG")

    with pytest.raises(UnusableBordersError):
        read(source)
