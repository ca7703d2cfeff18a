"""Shows a picture in a chat of the Official Account: uploaded first, then named."""

import logging
from dataclasses import dataclass

from channels.zalo.http import NoAnswer, NotSent
from channels.zalo.oa.calls import OaCalls, OaRefused
from messages.message import Media, MediaKind
from tips.media import MediaShelf

LARGEST_PICTURE = 1024 * 1024  # what the upload takes

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pictures:
    calls: OaCalls
    shelf: MediaShelf

    async def show(self, recipient: str, media: Media) -> None:
        """A picture that Zalo does not take must not hold the words it belongs to."""
        kept = await self.shelf.take(media.id)
        if kept is None or media.kind is not MediaKind.PHOTO or len(kept[1]) > LARGEST_PICTURE:
            return
        try:
            element = {"media_type": "image", "attachment_id": await self.calls.upload(kept[1])}
            payload = {"template_type": "media", "elements": [element]}
            what: dict[str, object] = {"attachment": {"type": "template", "payload": payload}}
            await self.calls.say(recipient, what)
        except (OaRefused, NotSent, NoAnswer) as problem:
            log.warning("media not taken", extra={"problem": type(problem).__name__})
