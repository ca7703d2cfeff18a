import csv
import json
from collections import Counter
from pathlib import Path

from communes.artifact import SHIPPED, Artifact
from communes.build import FACTS, build, write
from communes.checking import check


def table(source: Path) -> list[dict[str, str]]:
    with source.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_country_has_34_provinces_and_3321_communes(artifact: Artifact) -> None:
    types = Counter(commune.type for commune in artifact.directory.communes.values())

    assert len(artifact.directory.provinces) == 34
    assert types == {"xã": 2599, "phường": 709, "đặc khu": 13}


def test_every_old_ward_has_successors_and_every_commune_a_page(artifact: Artifact) -> None:
    assert len(artifact.former_wards) == 10_040
    assert all(ward.parts for ward in artifact.former_wards)
    paged = [c for p in artifact.directory.provinces for c in artifact.directory.in_province(p)]
    assert len(paged) == 3321


def test_the_shipped_file_passes_its_own_check() -> None:
    raw = json.loads(SHIPPED.read_text(encoding="utf-8"))

    assert check(raw) == raw


def test_the_file_names_its_version_date_sources_and_licences() -> None:
    raw = json.loads(SHIPPED.read_text(encoding="utf-8"))

    assert raw["data_version"]
    assert raw["effective_date"]
    assert all(len(source) == 3 and source[1] for source in raw["sources"])


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    write(build(), tmp_path / "again.json")

    assert (tmp_path / "again.json").read_bytes() == SHIPPED.read_bytes()


def test_units_agree_with_the_reference_tables(artifact: Artifact, reference: Path) -> None:
    ours = {(c.code, c.type, c.name, c.province.code) for c in artifact.directory.communes.values()}
    theirs = {
        (r["code"], r["type"].lower(), r["name"].replace("’", "'"), r["province_code"])
        for r in table(reference / "communes.csv")
    }
    provinces = {(p.code, p.name) for p in artifact.directory.provinces.values()}

    assert ours == theirs
    assert provinces == {
        (r["code"], r["name"][0].lower() + r["name"][1:])
        for r in table(reference / "provinces.csv")
    }


def test_successors_and_their_parts_agree_with_the_reference_table(
    artifact: Artifact, reference: Path
) -> None:
    ours = {
        ward.code or ward.district.code: {f"{p.commune.code}:{p.holds}" for p in ward.parts}
        for ward in artifact.former_wards
    }
    theirs = {
        row["old_code"] or row["old_district_code"]: set(row["parts"].split())
        for row in table(reference / "legacy_map.csv")
    }

    assert ours == theirs


def test_every_difference_from_the_official_table_is_explained(
    artifact: Artifact, reference: Path
) -> None:
    decided = {row["old_code"]: row for row in table(FACTS / "corrections.csv")}
    ours = {w.code: {p.commune.code for p in w.parts} for w in artifact.former_wards}

    for row in table(reference / "legacy_map_corrections.csv"):
        differs = ours[row["old_code"]] != set(row["nso_table"].split())
        assert differs == (decided[row["old_code"]]["follow"] == "package")
        assert decided[row["old_code"]]["why"]
    assert len(decided) == 37
