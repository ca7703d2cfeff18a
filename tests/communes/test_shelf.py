import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communes.artifact import SHIPPED
from communes.atlas import load_from
from communes.checking import InconsistentMapError
from communes.shelf import Shelf

Raw = dict[str, Any]


@pytest.fixture
def raw() -> Raw:
    loaded: Raw = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return loaded


def saved(raw: object, folder: Path) -> Path:
    source = folder / "new.json"
    source.write_text(json.dumps(raw), encoding="utf-8")
    return source


def row_of(raw: Raw, table: str, code: str) -> list[Any]:
    row: list[Any] = next(row for row in raw[table] if row[0] == code)
    return row


def test_the_same_map_moves_nothing(raw: Raw, tmp_path: Path) -> None:
    _, changes = Shelf(tmp_path / "communes").replace(saved(raw, tmp_path))

    assert changes == ()


def test_a_reform_is_taken_in_without_code_and_tells_what_it_moves(
    raw: Raw, tmp_path: Path
) -> None:
    raw["data_version"] = "2027-01-01"
    row_of(raw, "communes", "26740")[2] = "Bến Nghé"

    shelf = Shelf(tmp_path / "communes")
    _, [change] = shelf.replace(saved(raw, tmp_path))
    assert shelf.prepared_file.exists()
    atlas = load_from(tmp_path)

    assert (change.before.full_name, change.is_gone) == ("phường Sài Gòn", False)
    assert atlas.directory.data_version == "2027-01-01"
    assert atlas.resolve("phường Bến Nghé, TP.HCM").found[0].commune.code == "26740"


def test_a_map_laid_there_by_hand_is_prepared_once(raw: Raw, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "communes")
    shelf.folder.mkdir()
    raw["data_version"] = "2027-01-01"
    shelf.map_file.write_text(json.dumps(raw), encoding="utf-8")
    shelf.prepared_file.write_bytes(b"[made of]\nanother map\t\n")

    assert load_from(tmp_path).directory.data_version == "2027-01-01"
    made = shelf.prepared_file.stat().st_mtime_ns
    assert load_from(tmp_path).resolve("phường Bến Nghé, quận 1").found[0].commune.code == "26740"
    assert shelf.prepared_file.stat().st_mtime_ns == made


def test_a_commune_that_is_gone_names_its_heirs(raw: Raw, tmp_path: Path) -> None:
    raw["communes"] = [row for row in raw["communes"] if row[0] != "26740"]
    for ward in raw["former_wards"]:
        ward[4] = [["26743" if code == "26740" else code, holds] for code, holds in ward[4]]

    _, [change] = Shelf(tmp_path / "communes").replace(saved(raw, tmp_path))

    assert change.is_gone
    assert [commune.code for commune in change.after] == ["26743"]


BREAKS: list[tuple[str, Callable[[Raw], object]]] = [
    ("format", lambda raw: raw.update(format=9)),
    ("data_version", lambda raw: raw.update(data_version="")),
    ("effective_date", lambda raw: raw.update(effective_date="mai")),
    ("sources", lambda raw: raw.update(sources=[])),
    ("communes", lambda raw: raw.update(communes=[])),
    ("communes[0]", lambda raw: raw["communes"][0].pop()),
    ("communes[0].code", lambda raw: raw["communes"][0].__setitem__(0, 4)),
    ("communes[1].code", lambda raw: raw["communes"][1].__setitem__(0, "00004")),
    ("communes[0].province", lambda raw: raw["communes"][0].__setitem__(3, "77")),
    ("communes[0].type", lambda raw: raw["communes"][0].__setitem__(1, "làng")),
    ("communes[0].name", lambda raw: raw["communes"][0].__setitem__(2, " ")),
    ("communes[0].position", lambda raw: raw["communes"][0].__setitem__(5, 105.8)),
    ("communes", lambda raw: raw["communes"][1].__setitem__(2, "Ba Đình")),
    ("former_districts[0].province", lambda raw: raw["former_districts"][0].__setitem__(3, "99")),
    ("former_wards[9].district", lambda raw: raw["former_wards"][9].__setitem__(3, "000")),
    ("former_wards[9].successors", lambda raw: raw["former_wards"][9].__setitem__(4, [])),
    (
        "former_wards[9].successors",
        lambda raw: raw["former_wards"][9].__setitem__(4, [["99999", "whole"]]),
    ),
    ("provinces", lambda raw: raw["provinces"].append(["99", "tỉnh", "Mới", ""])),
]


@pytest.mark.parametrize(("field", "spoil"), BREAKS)
def test_a_map_that_contradicts_itself_is_refused_whole(
    raw: Raw, tmp_path: Path, field: str, spoil: Callable[[Raw], object]
) -> None:
    shelf = Shelf(tmp_path / "communes")
    spoil(raw)

    with pytest.raises(InconsistentMapError) as refused:
        shelf.replace(saved(raw, tmp_path))

    assert refused.value.field == field
    assert refused.value.fix
    assert shelf.map() == SHIPPED


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"7", b"[" * 100_000])
def test_what_is_no_map_at_all_is_refused(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "new.json"
    source.write_bytes(content)

    with pytest.raises(InconsistentMapError):
        Shelf(tmp_path / "communes").replace(source)
