"""Which desk stands above which: said once.

A commune's desk and a department's ("79-PC04") stand under their province's, all under the
national one.
"""

from collections.abc import Callable

from communes.directory import CommuneCode, Directory, ProvinceCode
from desks.desk import NATIONAL, DeskCode


def province_of(desk: str, directory: Directory | None) -> DeskCode:
    """The province's desk for a commune's, a department's, or its own; the national one's own."""
    commune = directory.communes.get(CommuneCode(desk)) if directory else None
    return DeskCode(commune.province.code if commune else desk.partition("-")[0])


def stands_above(desk: str, other: str, directory: Directory | None) -> bool:
    """Is `desk` the national one, or that of the province `other` lies in?"""
    return desk != other and desk in (NATIONAL, province_of(other, directory))


def is_below(desk: DeskCode, above: DeskCode, directory: Directory | None) -> bool:
    """Is `desk` a commune or a department of the province whose desk is `above`?"""
    return above != NATIONAL and stands_above(above, desk, directory)


def above(desk: str, directory: Directory | None) -> tuple[DeskCode, ...]:
    """The desks above one, nearest first: of its province, then the national one."""
    if desk == NATIONAL:
        return ()
    province = province_of(desk, directory)
    known = directory is not None and ProvinceCode(province) in directory.provinces
    return (province, NATIONAL) if known and province != desk else (NATIONAL,)


def ways_up(directory: Directory | None) -> Callable[[DeskCode], tuple[DeskCode, ...]]:
    """Whom a desk's reminders go to next; the national one has only itself."""
    return lambda desk: above(desk, directory) or (NATIONAL,)


def below(desk: str, directory: Directory) -> frozenset[str] | None:
    """The desks of the communes under a province; None: every desk there is."""
    if desk == NATIONAL:
        return None
    province = directory.provinces.get(ProvinceCode(desk))
    if province is None:
        return frozenset()
    return frozenset(one.code for one in directory.in_province(province.code))
