"""How far a desk's word goes: its own place, and the desks below it."""

from broadcasts.audience.audience import Audience
from broadcasts.campaigns.campaign import Campaign, State
from broadcasts.errors import NotYourPlace
from communes.directory import CommuneCode, Directory
from desks.desk import NATIONAL
from desks.hierarchy import stands_above

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


def decides_on(desk: str, campaign: Campaign, directory: Directory) -> bool:
    """May people of this desk move it, if their rights allow the move?"""
    return desk == campaign.desk or stands_above(desk, campaign.desk, directory)


def sees(desk: str, campaign: Campaign, directory: Directory) -> bool:
    """What it decides on, and what the desks above it send once that is certain."""
    if decides_on(desk, campaign, directory):
        return True
    is_above = stands_above(campaign.desk, desk, directory)
    return is_above and campaign.state not in NOT_OUT_YET


def _reaches(desk: str, commune: str, directory: Directory) -> bool:
    return desk == commune or stands_above(desk.partition("-")[0], commune, directory)
