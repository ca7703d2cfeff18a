"""Has recordings spoken by somebody else, in the cleaning room."""

from dataclasses import dataclass
from datetime import datetime

from typing_extensions import override

from channels.cleaning.clean import NotTaken, disguise
from desks.errors import NoRoom
from messages.message import Address, Media
from tips.intake.ports import VoiceChanger
from tips.media import MediaShelf


@dataclass(frozen=True, slots=True)
class OtherVoices(VoiceChanger):
    shelf: MediaShelf

    @override
    async def change(self, voice: Media, by: Address, at: datetime) -> Media | None:
        kept = await self.shelf.take(voice.id)
        if kept is None:
            return None
        try:
            other = await disguise(kept[1], owner=(by.recipient,))
            return await self.shelf.put(other.content, other.kind, other.mime, at)
        except (NotTaken, NoRoom):
            return None
