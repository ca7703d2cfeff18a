"""Where in Telegram a recipient is: "4711", "-100123", topic "-100123/45", message "-100123/#7"."""

from dataclasses import dataclass

from messages.channel import Refused


@dataclass(frozen=True, slots=True)
class Place:
    chat: int
    topic: int | None = None
    answers: int | None = None  # the message that ours replies to, where there are no topics

    @property
    def recipient(self) -> str:
        return f"{self.chat}/{self.topic}" if self.topic else str(self.chat)


def place_of(recipient: str) -> Place:
    chat, _, within = recipient.partition("/")
    try:
        if within.startswith("#"):
            return Place(int(chat), answers=int(within[1:]))
        return Place(int(chat), topic=int(within) if within else None)
    except ValueError:
        raise Refused("not_a_place") from None
