"""Fills the gazetteer from the artifact: every name, by what people type and how it sounds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from communes.artifact import Artifact, FormerDistrict, FormerWard
from communes.directory import Commune, CommuneCode, ProvinceCode
from communes.names.abbreviations import PROVINCE_ALIASES, initials, shortened
from communes.names.gazetteer import EARLIER, NEW, OLD, Area, District, Gazetteer, Keys, Unit
from communes.names.sound import sound
from communes.text import ROMAN, Word, read


class _Names:
    """Reads each name once: "Tân Thành" stands in the tables a hundred times."""

    def __init__(self) -> None:
        self.words: dict[str, tuple[Word, ...]] = {}
        self.sounds: dict[str, str] = {}

    def of(self, name: str) -> tuple[str, tuple[str, ...]]:
        words = self.words.get(name)
        if words is None:
            words = self.words[name] = tuple(read(name))
        key = "".join(w.text for w in words)
        if key not in self.sounds:
            self.sounds[key] = "".join(sound(w.text) for w in words)
        return key, tuple(w.shape for w in words)

    def syllables(self) -> frozenset[str]:
        spelt = (words for name, words in self.words.items() if not _is_key(name))
        return frozenset(w.text for words in spelt for w in words)

    def keys(self, names: Iterable[str]) -> Keys:
        keys = [name for name in names if len(name) > 2 and not name.isdigit()]
        return Keys(keys, [self.sounds.get(key, key) for key in keys])


def _is_key(name: str) -> bool:
    """Is the name known only glued and folded: "thanhtri"?"""
    return name.isascii() and name.islower()


def gather(artifact: Artifact) -> Gazetteer:
    names = _Names()
    province_of = _province_of_old(artifact)
    wards: dict[str, list[Unit]] = defaultdict(list)
    for unit in _units(artifact, names):
        wards[unit.key].append(unit)
    districts = _districts(artifact, names, province_of)
    areas = _areas(artifact, names, province_of)
    plain = [k for k, found in areas.items() if not found[0].weak and len(k) > 2]
    gazetteer = Gazetteer(
        dict(wards),
        districts,
        areas,
        _successors(artifact),
        names.syllables(),
        names.keys(wards),
        names.keys(districts),
        names.keys(plain),
    )
    _group(gazetteer, names)
    return gazetteer


def _group(gazetteer: Gazetteer, names: _Names) -> None:
    by_province: dict[str, dict[str, None]] = defaultdict(dict)
    by_district: dict[str, dict[str, None]] = defaultdict(dict)
    of_province: dict[str, dict[str, None]] = defaultdict(dict)
    for key, units in gazetteer.wards.items():
        for unit in units:
            by_province[unit.province][key] = None
            for code in unit.districts:
                by_district[code][key] = None
    for key, districts in gazetteer.districts.items():
        for district in districts:
            of_province[district.province][key] = None
    gazetteer.wards_of_province.update((c, names.keys(k)) for c, k in by_province.items())
    gazetteer.wards_of_district.update((c, names.keys(k)) for c, k in by_district.items())
    gazetteer.districts_of_province.update((c, names.keys(k)) for c, k in of_province.items())


def _province_of_old(artifact: Artifact) -> dict[str, ProvinceCode]:
    return {
        w.district.province.code: w.parts[0].commune.province.code for w in artifact.former_wards
    }


def _units(artifact: Artifact, names: _Names) -> Iterable[Unit]:
    before: dict[CommuneCode, list[FormerWard]] = defaultdict(list)
    for ward in artifact.former_wards:
        for part in ward.parts:
            before[part.commune.code].append(ward)
    for commune in artifact.directory.communes.values():
        yield from _new_unit(commune, before[commune.code], artifact, names)
    for ward in artifact.former_wards:
        if ward.name:
            for name in _numerals(ward.name):
                yield _old_unit(ward, ward.type, name, OLD, names)
            for kind, name in ward.earlier:
                yield _old_unit(ward, kind, name, EARLIER, names)


def _numerals(name: str) -> tuple[str, ...]:
    """Residents write "phường 4" and "Tam Xuân 1" where the list says IV and I."""
    head, _, last = name.rpartition(" ")
    digits = ROMAN.get(last)
    return (name, f"{head} {digits}".strip()) if digits else (name,)


def _new_unit(
    commune: Commune, before: list[FormerWard], artifact: Artifact, names: _Names
) -> Iterable[Unit]:
    was = artifact.earlier_types.get(commune.code)
    written = (
        [commune.name, *commune.name.split(" - ")] if " - " in commune.name else [commune.name]
    )
    for name in dict.fromkeys(written):
        key, shapes = names.of(name)
        yield Unit(
            NEW, key, shapes, (commune.type, was) if was else (commune.type,), (commune,),
            frozenset(w.district.code for w in before),
            frozenset(w.district.province.code for w in before),
            commune.province.code, f"{commune.full_name}, {commune.province.name}",
        )  # fmt: skip


def _old_unit(ward: FormerWard, kind: str, name: str, age: str, names: _Names) -> Unit:
    key, shapes = names.of(name)
    communes = tuple(part.commune for part in ward.parts)
    label = f"{ward.full_name} cũ, {ward.district.full_name}"
    if age == EARLIER:
        merged = f"{kind} {name} (đã nhập vào {ward.full_name})".strip()
        label = f"{ward.full_name if name == key else merged} cũ, {ward.district.full_name}"
    return Unit(
        age, key, shapes if name != key else (), (kind,) if kind else (), communes,
        frozenset({ward.district.code}), frozenset({ward.district.province.code}),
        communes[0].province.code, label, len(communes) > 1,
        next((part.commune for part in ward.parts if part.holds == "all_people"), None),
    )  # fmt: skip


def _districts(
    artifact: Artifact, names: _Names, province_of: Mapping[str, ProvinceCode]
) -> dict[str, list[District]]:
    found: dict[str, list[District]] = defaultdict(list)
    for row in artifact.former_districts:
        for name in (row.name, *row.aliases):
            key, shapes = names.of(name)
            types = (row.type,) if name == row.name else ("quận", "huyện", "thị xã", "thành phố")
            found[key].append(_district(row, key, shapes, types, province_of))
        for key in initials(row.name):
            found[key].append(_district(row, key, (), (row.type,), province_of))
    return dict(found)


def _district(
    row: FormerDistrict,
    key: str,
    shapes: tuple[str, ...],
    types: tuple[str, ...],
    province_of: Mapping[str, ProvinceCode],
) -> District:
    province = province_of[row.province.code]
    return District(key, shapes, row.code, types, row.full_name, province, row.province.code)


def _successors(artifact: Artifact) -> dict[str, tuple[Commune, ...]]:
    """The commune that kept the district's name first, then those that took most of its wards."""
    weights: dict[str, dict[Commune, float]] = defaultdict(lambda: defaultdict(float))
    for ward in artifact.former_wards:
        for part in ward.parts:
            share = 1.0 if part.holds in ("whole", "all_people") else 0.4
            weight = share + (100 if part.commune.name == ward.district.name else 0)
            weights[ward.district.code][part.commune] += weight
    return {
        code: tuple(sorted(shares, key=lambda c: -shares[c])) for code, shares in weights.items()
    }


def _areas(
    artifact: Artifact, names: _Names, province_of: Mapping[str, ProvinceCode]
) -> dict[str, list[Area]]:
    found: dict[str, list[Area]] = defaultdict(list)
    today = {p.name.removeprefix("tỉnh ").removeprefix("thành phố "): p
             for p in artifact.directory.provinces.values()}  # fmt: skip
    for row in artifact.former_provinces:
        new = province_of[row.code]
        heir = today.get(row.name)
        is_new = heir is not None and heir.code == new
        now = heir.name.removesuffix(" " + row.name) if heir else ""
        key, shapes = names.of(row.name)
        for alias, weak in _spellings(row.name, key):
            kept = shapes if alias == key else ()
            found[alias].append(Area(alias, kept, (row.type,), new, row.code, is_new, now, weak))
    return dict(found)


def _spellings(name: str, key: str) -> Iterable[tuple[str, bool]]:
    yield key, False
    yield from ((alias, False) for alias in PROVINCE_ALIASES.get(key, ()))
    yield from ((alias, True) for alias in shortened(name))
    yield from ((alias, True) for alias in initials(name))
