"""Talks to the enrolment as somebody does who wants lessons, with its one row in hand."""

from dataclasses import replace

from broadcasts.subscribing.speech import EnrolmentContext, Say
from broadcasts.subscribing.subscription import Subscription
from broadcasts.subscribing.turn import decide
from handlers.reception import is_for_tips
from messages.message import Address, Choice, Incoming, Position
from tests.tips.fake_places import FakePlaces
from wording.catalogue import text

SENDER = Address("telegram", "555000111")
WORLD = EnrolmentContext(FakePlaces(), text, is_for_tips, "telegram")


class Resident:
    """One chat; the subscription and the replies of the last turn are kept."""

    def __init__(self, *, buttons: bool = True, channel: str = "telegram") -> None:
        self.world = replace(WORLD, has_buttons=buttons, channel=channel)
        self.known: Subscription | None = None
        self.replies: tuple[Say, ...] = ()
        self.was_heard = False  # False: the words went to the tip line

    def say(self, *texts: str) -> str:
        for words in texts:
            self.hear(Incoming(SENDER, "event", text=words))
        return self.read

    def press(self, *choices: str) -> str:
        for choice in choices:
            self.hear(Incoming(SENDER, "event", choice=Choice(choice)))
        return self.read

    def point(self, latitude: float, longitude: float, accuracy: float | None = None) -> str:
        self.hear(Incoming(SENDER, "event", position=Position(latitude, longitude, accuracy)))
        return self.read

    def hear(self, incoming: Incoming) -> None:
        turn = decide(self.known, incoming, self.world)
        self.was_heard = turn is not None
        self.replies = turn.says if turn else ()
        if turn:
            self.known = turn.subscription
        elif self.known:
            self.known = replace(self.known, awaiting="")

    @property
    def read(self) -> str:
        return "\n".join(say.text for say in self.replies)

    @property
    def choices(self) -> list[str]:
        return [button.choice for say in self.replies for button in say.buttons]

    @property
    def labels(self) -> list[str]:
        return [button.label for say in self.replies for button in say.buttons]

    def subscribed(self) -> Subscription:
        assert self.known is not None
        return self.known
