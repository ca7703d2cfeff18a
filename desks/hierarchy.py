"""Which desk stands above which: said once."""

from collections.abc import Callable

from communes.directory import CommuneCode, Directory, ProvinceCode
from desks.desk import NATIONAL, DeskCode


def is_below(desk: DeskCode, above: DeskCode, directory: Directory | None) -> bool:
    """Is `desk` a commune or a department of the province whose desk is `above`?"""
    if above == NATIONAL or desk in (above, NATIONAL):
        return False
    if desk.startswith(f"{above}-"):
        return True
    commune = directory.communes.get(CommuneCode(desk)) if directory else None
    return commune is not None and DeskCode(commune.province.code) == above


def ways_up(directory: Directory | None) -> Callable[[DeskCode], tuple[DeskCode, ...]]:
    """The desks above one, nearest first: of its province, then the national one."""

    def above(desk: DeskCode) -> tuple[DeskCode, ...]:
        commune = directory.communes.get(CommuneCode(desk)) if directory else None
        code = commune.province.code if commune else ProvinceCode(desk.partition("-")[0])
        known = directory is not None and code in directory.provinces
        return (DeskCode(code), NATIONAL) if known and desk != DeskCode(code) else (NATIONAL,)

    return above


def stands_above(desk: str, other: str, directory: Directory) -> bool:
    """Is `desk` the national one, or that of the province `other` lies in?"""
    if desk == other:
        return False
    if desk == NATIONAL or other.startswith(f"{desk}-"):
        return True
    commune = directory.communes.get(CommuneCode(other))
    return commune is not None and commune.province.code == desk


def above(desk: str, directory: Directory) -> frozenset[str]:
    if desk == NATIONAL:
        return frozenset()
    commune = directory.communes.get(CommuneCode(desk))
    if commune is not None:
        return frozenset({NATIONAL, commune.province.code})
    province = desk.partition("-")[0]
    return frozenset({NATIONAL, province}) - {desk}


def below(desk: str, directory: Directory) -> frozenset[str] | None:
    """The desks of the communes under a province; None: every desk there is."""
    if desk == NATIONAL:
        return None
    province = directory.provinces.get(ProvinceCode(desk))
    if province is None:
        return frozenset()
    return frozenset(one.code for one in directory.in_province(province.code))
