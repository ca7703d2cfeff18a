"""Talks to the conversation as a citizen does, with the effects played by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from communes.places import Places
from messages.message import (
    Address,
    Choice,
    Incoming,
    Media,
    MediaId,
    MediaKind,
    Position,
    Refusal,
)
from tests.tips.fake_places import FakePlaces
from tips.conversation import advance, after
from tips.conversation.draft import Draft, Stage
from tips.conversation.turn import (
    Added,
    AddToThread,
    ChangeVoices,
    Checked,
    Context,
    CountCheck,
    Counted,
    CountOutOfScope,
    Effect,
    Erased,
    EraseMe,
    Filed,
    FileTip,
    MoveWords,
    Opened,
    OpenThread,
    Outcome,
    OwnTip,
    Say,
    ShowThread,
    ThreadView,
    VoicesChanged,
    WrongReceipt,
)
from tips.reading.receipt import words_of
from tips.tip import PlaceTold, Report, Status, TipId

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)  # noon of a Sunday in Vietnam
TIP = TipId("a" * 32)
RECEIPT = words_of(bytes(range(10)))
PHOTO = Media(MediaId("m1"), MediaKind.PHOTO, "image/jpeg", 1000)
VOICE = Media(MediaId("m2"), MediaKind.VOICE, "audio/ogg", 1000)
SENDER = Address("web", "0" * 32)


def own_tip(asked: bool = False, closed: bool = False, tip: str = TIP) -> OwnTip:
    return OwnTip(TipId(tip), "trom_cap", NOON, closed, asked)


def thread(status: Status = Status.CHECKING, **values: object) -> ThreadView:
    view = ThreadView(TIP, status, "trom_cap", "Công an phường Bến Thành", NOON, NOON, ())
    return replace(view, **values)  # type: ignore[arg-type]


class Citizen:
    """One chat. Texts are typed, `press` presses, the replies of the last turn are kept."""

    def __init__(self, own_tips: Sequence[OwnTip] = (), places: Places | None = None) -> None:
        self.draft: Draft | None = Draft("d" * 32)
        self.context = Context(places or FakePlaces(), NOON, own_tips=own_tips)
        self.replies: tuple[Say, ...] = ()
        self._effect: Effect | None = None
        self.filed: list[Report] = []
        self.outcome: Outcome | None = None  # what the next effect leads to, if not the usual

    def say(self, *texts: str) -> str:
        for text in texts:
            self.hear(text=text)
        return self.read

    def press(self, *choices: str) -> str:
        for choice in choices:
            self.hear(choice=Choice(choice))
        return self.read

    def point(self, latitude: float, longitude: float, accuracy: float | None = None) -> str:
        return self.hear(position=Position(latitude, longitude, accuracy))

    def attach(self, *media: Media, text: str = "") -> str:
        return self.hear(media=media, text=text)

    def refused(self, refusal: Refusal) -> str:
        return self.hear(refusal=refusal)

    def hear(self, **values: object) -> str:
        incoming = replace(Incoming(SENDER, "event"), **values)  # type: ignore[arg-type]
        draft = self.draft or Draft("e" * 32)
        turn = advance(draft, incoming, self.context)
        self.draft, self.replies, self._effect = turn.draft, turn.replies, turn.effect
        if turn.effect:
            rest = after(turn.draft or draft, self._outcome(turn.effect), self.context)
            self.draft, self.replies = rest.draft, self.replies + rest.replies
        return self.read

    @property
    def read(self) -> str:
        return "\n".join(say.text for say in self.replies)

    def kept(self) -> Draft:
        assert self.draft
        return self.draft

    def place(self) -> PlaceTold:
        place = self.kept().place
        assert place is not None
        return place

    def stage(self) -> Stage:
        return self.kept().stage

    def effect(self) -> Effect | None:
        return self._effect

    @property
    def labels(self) -> list[str]:
        return [button.label for say in self.replies for button in say.buttons]

    @property
    def choices(self) -> list[str]:
        return [button.choice for say in self.replies for button in say.buttons]

    def without_buttons(self) -> "Citizen":
        self.context = replace(self.context, has_buttons=False)
        return self

    def _outcome(self, effect: Effect) -> Outcome:
        if isinstance(effect, FileTip):
            self.filed.append(effect.report)
        usual: dict[type[Effect], Outcome] = {
            FileTip: Filed(RECEIPT, "Công an phường Bến Thành", 30, TIP),
            AddToThread: Added(getattr(effect, "tip", TIP)),
            MoveWords: Added(getattr(effect, "to", TIP)),
            EraseMe: Erased(len(self.context.own_tips)),
            OpenThread: WrongReceipt(),
            ShowThread: Opened(thread()),
            CountOutOfScope: Counted(getattr(effect, "reason", "")),
            CountCheck: Checked(getattr(effect, "answer", "")),
            ChangeVoices: VoicesChanged({}),
        }
        outcome, self.outcome = self.outcome or usual[type(effect)], None
        return outcome
