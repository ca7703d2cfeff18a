"""How far a desk's word goes: its own place, and the desks below it."""

from broadcasts.audience import Audience
from broadcasts.campaign import Campaign, State
from broadcasts.campaign_errors import NotYourPlace
from communes.directory import CommuneCode, Directory, ProvinceCode

NATIONAL = "00"
NOT_OUT_YET = frozenset({State.DRAFT, State.APPROVED})


def check_reach(desk: str, audience: Audience, directory: Directory) -> None:
    """A desk speaks to its own place: least privilege, whoever sits there."""
    if desk == NATIONAL:
        return
    if not (audience.provinces or audience.communes):
        raise NotYourPlace
    if not all(desk == one or desk.startswith(f"{one}-") for one in audience.provinces):
        raise NotYourPlace
    if not all(_reaches(desk, one, directory) for one in audience.communes):
        raise NotYourPlace


def own_place(desk: str, directory: Directory) -> Audience:
    """Everybody this desk may address."""
    if desk == NATIONAL:
        return Audience()
    if CommuneCode(desk) in directory.communes:
        return Audience(communes=frozenset({desk}))
    return Audience(provinces=frozenset({desk.partition("-")[0]}))


def stands_above(desk: str, other: str, directory: Directory) -> bool:
    """Is `desk` the national one, or that of the province `other` lies in?"""
    if desk == other:
        return False
    if desk == NATIONAL or other.startswith(f"{desk}-"):
        return True
    commune = directory.communes.get(CommuneCode(other))
    return commune is not None and commune.province.code == desk


def decides_on(desk: str, campaign: Campaign, directory: Directory) -> bool:
    """May people of this desk move it, if their rights allow the move?"""
    return desk == campaign.desk or stands_above(desk, campaign.desk, directory)


def sees(desk: str, campaign: Campaign, directory: Directory) -> bool:
    """What it decides on, and what the desks above it send once that is certain."""
    if decides_on(desk, campaign, directory):
        return True
    is_above = stands_above(campaign.desk, desk, directory)
    return is_above and campaign.state not in NOT_OUT_YET


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


def _reaches(desk: str, commune: str, directory: Directory) -> bool:
    return desk == commune or stands_above(desk.partition("-")[0], commune, directory)
