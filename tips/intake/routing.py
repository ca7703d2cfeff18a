"""Which desk answers for a place, and why, in words for its officers. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from communes.directory import Commune, Directory, Province, ProvinceCode
from desks.desk import NATIONAL, Desk, DeskCode
from tips.tip import PlaceTold, Route
from wording.catalogue import text


def desks_asked(place: PlaceTold, directory: Directory) -> tuple[DeskCode, ...]:
    """The desks that may get a tip from here, nearest first."""
    known = _known(place, directory)
    found = [unit.code for unit in known if unit is not None]
    return (*map(DeskCode, found), NATIONAL)


def route(place: PlaceTold, directory: Directory, desks: Mapping[DeskCode, Desk]) -> Route:
    """The commune's desk if it is open, else its province's, else the national duty desk."""
    known = _known(place, directory)
    why = _why(place, known)
    chosen = next(
        (code for code in desks_asked(place, directory) if code in desks and desks[code].is_open),
        NATIONAL,
    )
    return Route(chosen, text(_sentence(chosen, known), "vi", why=why, **_names(known)))


class _Known(NamedTuple):
    commune: Commune | None
    province: Province | None


def _known(place: PlaceTold, directory: Directory) -> _Known:
    # A code that the map no longer has (a reform between draft and filing) is an unknown place.
    commune = directory.communes.get(place.commune) if place.commune else None
    if commune is not None:
        return _Known(commune, commune.province)
    code = ProvinceCode(place.province) if place.province else None
    return _Known(None, directory.provinces.get(code) if code else None)


def _why(place: PlaceTold, known: _Known) -> str:
    names = _names(known)
    if known.commune is None:
        key = "desk.route_province_only" if known.province else "desk.route_unknown"
        return text(key, "vi", **names)
    where = capitalized(text("desk.route_place", "vi", **names))
    evidence = place.evidence.strip().rstrip(".")
    if not evidence or evidence.lower() == known.commune.full_name.lower():
        return where
    return text("desk.route_evidence", "vi", place=where, evidence=evidence)


def _sentence(chosen: DeskCode, known: _Known) -> str:
    if known.commune is not None:
        if chosen == NATIONAL:
            return "desk.route_both_closed"
        own = chosen == DeskCode(known.commune.code)
        return "desk.route_to_commune" if own else "desk.route_commune_closed"
    if known.province is not None:
        closed = chosen == NATIONAL
        return "desk.route_province_closed" if closed else "desk.route_to_province"
    return "desk.route_to_national"


def _names(known: _Known) -> dict[str, str]:
    return {
        "commune": known.commune.full_name if known.commune else "",
        "type": known.commune.type if known.commune else "",
        "province": known.province.name if known.province else "",
    }


def capitalized(name: str) -> str:
    return name[:1].upper() + name[1:]
