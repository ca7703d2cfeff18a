"""Every name a commune has or had, read from the artifact."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from communes.artifact import Artifact, FormerWard
from communes.directory import Commune, CommuneCode
from communes.names.gazetteer import EARLIER, NEW, OLD, Unit
from communes.names.spellings import Names
from communes.text import ROMAN


def read_units(artifact: Artifact, names: Names) -> Iterable[Unit]:
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
    yield from _divided(artifact, names)


def _divided(artifact: Artifact, names: Names) -> Iterable[Unit]:
    """The ward that "Cổ Nhuế 1" and "Cổ Nhuế 2" were once: it may lie in any of their parts."""
    known = {(w.district.code, w.name) for w in artifact.former_wards}
    known |= {(w.district.code, name) for w in artifact.former_wards for _, name in w.earlier}
    pieces: dict[tuple[str, str], list[FormerWard]] = defaultdict(list)
    for ward in artifact.former_wards:
        head, _, last = ward.name.rpartition(" ")
        if head and (last.isdigit() or last in ROMAN):
            pieces[ward.district.code, head].append(ward)
    for (district, name), wards in pieces.items():
        if len(wards) > 1 and (district, name) not in known:
            parts = dict.fromkeys(part for ward in wards for part in ward.parts)
            whole = replace(wards[0], name=name, parts=tuple(parts))
            yield _old_unit(whole, "", name, EARLIER, names)


def _numerals(name: str) -> tuple[str, ...]:
    """Residents write "phường 4" and "Tam Xuân 1" where the list says IV and I."""
    head, _, last = name.rpartition(" ")
    digits = ROMAN.get(last)
    return (name, f"{head} {digits}".strip()) if digits else (name,)


def _new_unit(
    commune: Commune, before: list[FormerWard], artifact: Artifact, names: Names
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


def _old_unit(ward: FormerWard, kind: str, name: str, age: str, names: Names) -> Unit:
    key, shapes = names.of(name)
    communes = tuple(part.commune for part in ward.parts)
    label = f"{ward.full_name} cũ, {ward.district.full_name}"
    if age == EARLIER:
        merged = f"{kind} {name} (đã nhập vào {ward.full_name})".strip()
        plain = name in (key, ward.name)
        label = f"{ward.full_name if plain else merged} cũ, {ward.district.full_name}"
    return Unit(
        age, key, shapes if name != key else (), (kind,) if kind else (), communes,
        frozenset({ward.district.code}), frozenset({ward.district.province.code}),
        communes[0].province.code, label, len(communes) > 1,
        next((part.commune for part in ward.parts if part.holds == "all_people"), None),
    )  # fmt: skip
