"""What a poster that subscribes must say, or why it cannot be printed."""

from bot.config import Config
from bot.invitations import invitation, place_of
from bot.office import directory_of
from bot.posters.telling_unit import Invitation
from bot.problem import Problem
from bot.units import unit_of
from broadcasts.lessons.deep_links import Preset
from broadcasts.lessons.unit import Unit
from broadcasts.lessons.vocabulary import shipped


def what_it_says(
    config: Config, channel: str, desk: str, audience: str, bot: str
) -> tuple[Unit, Invitation, str]:
    """Never without a phone: a QR code that nobody can ask about looks like any fake one."""
    unit = unit_of(desk, config, directory_of(config))
    if unit.answering is None:
        raise Problem("poster_without_phone", code=desk)
    invited = invitation(config, channel, Preset(place_of(desk), audience), bot)
    return unit, invited, shipped().audiences.get(audience, "")
