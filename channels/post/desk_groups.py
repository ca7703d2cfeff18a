"""Says a sentence of no tip to a desk's group. Whoever asks for it remembers what was said."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from messages.channel import Channel, Refused, TryLater, Unreachable, Unsure
from messages.desk_groups import desk_place
from messages.message import Outgoing

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeskGroups:
    channels: Mapping[str, Channel]

    async def tell(self, group: str, words: str) -> bool:
        """False: not now. What may have arrived is not said twice; a lost group is not tried."""
        place = desk_place(group)
        channel = self.channels.get(place.channel)
        if channel is None:
            return False
        try:
            await channel.send(Outgoing(place, words))
        except (Unreachable, Refused, Unsure) as problem:
            log.warning("desk group not told", extra={"problem": type(problem).__name__})
        except TryLater:
            return False
        return True
