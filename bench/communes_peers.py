"""Who resolves places beside us. Each is opened in a process of its own and asked one by one."""

from collections.abc import Callable

Answer = tuple[list[str], bool]  # commune codes, best first; does it ask?
Resolver = Callable[[str, str | None], Answer]


def tinbao() -> Resolver:
    from communes.atlas import load
    from communes.directory import ProvinceCode
    from communes.resolution import Hint

    atlas = load()

    def ask(text: str, hint: str | None) -> Answer:
        found = atlas.resolve(text, Hint(province=ProvinceCode(hint)) if hint else None)
        return [each.commune.code for each in found.found], found.ask

    return ask


def vietnamadminunits() -> Resolver:
    """Old addresses converted, new ones parsed; its online geocoder is stubbed out."""
    from vietnamadminunits import convert_address, parse_address
    from vietnamadminunits.converter import converter_2025

    converter_2025.get_geo_location = lambda _address: None  # nothing leaves the machine

    def ask(text: str, _hint: str | None) -> Answer:
        for read in (convert_address, parse_address):
            try:
                code = read(text).ward_code
            except Exception:  # noqa: BLE001 - the peer raises on what it cannot parse
                code = None
            if code:
                return [str(code)], False
        return [], True

    return ask


def rapidfuzz_tokens() -> Resolver:
    """The plain fuzzy match: token_set_ratio over every new and old full name."""
    from rapidfuzz import fuzz, process

    from communes.artifact import read
    from communes.spelling import fold

    artifact = read()
    names = {
        fold(f"{c.full_name} {c.province.name}"): [str(c.code)]
        for c in artifact.directory.communes.values()
    }
    for ward in artifact.former_wards:
        district = ward.district
        province = f"{district.province.type} {district.province.name}"
        full = fold(f"{ward.full_name} {district.full_name} {province}")
        names.setdefault(full, [str(part.commune.code) for part in ward.parts])
    keys, codes = list(names), list(names.values())

    def ask(text: str, _hint: str | None) -> Answer:
        found = process.extractOne(fold(text), keys, scorer=fuzz.token_set_ratio, score_cutoff=60)
        return (codes[found[2]], False) if found else ([], True)

    return ask


ALL: dict[str, Callable[[], Resolver]] = {
    "tinbao": tinbao,
    "vietnamadminunits": vietnamadminunits,
    "rapidfuzz": rapidfuzz_tokens,
}
