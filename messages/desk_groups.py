"""Which messenger a desk's group is in: a desk has one group, and its name says where.

Telegram's groups are numbers, and stand in the database as such since the first line ran; Zalo's
bear a prefix, so that no group of one is ever taken for a group of the other.
"""

from messages.channels import TELEGRAM_DESK, ZALO_DESK
from messages.message import Address

ZALO_GROUP = "gmf:"  # what Zalo calls these groups
DESK_CHANNELS = (TELEGRAM_DESK.name, ZALO_DESK.name)


def is_zalo_group(group: str) -> bool:
    return group.startswith(ZALO_GROUP)


def desk_channel(group: str) -> str:
    return ZALO_DESK.name if is_zalo_group(group) else TELEGRAM_DESK.name


def desk_place(group: str, place: str = "") -> Address:
    """`place`: within the group, where it has topics."""
    return Address(desk_channel(group), place or group)
