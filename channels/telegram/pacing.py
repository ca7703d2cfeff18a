"""How fast one Telegram token may speak: limits of the platform, kept before it has to say 429."""

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from messages.channel import Channel, Delivered, TryLater
from messages.message import Outgoing


@dataclass(frozen=True, slots=True)
class Limit:
    messages: int
    seconds: float


WHOLE_TOKEN = Limit(30, 1.0)
PRIVATE_CHAT = Limit(10, 10.0)  # one a second; the answers to an album need not be torn apart
GROUP = Limit(20, 60.0)
OF_ONE_TOKEN = 3  # groups limited at once: then it is the token that says too much
LONGEST_WAIT = 5.0  # seconds in hand; longer waits go back to the rows, which re-read what is new
MANY = 4096


class Slots:
    """What really goes out: taken when a call starts, free again `limit.seconds` after its end.

    When the platform counts it, between the two, we cannot know: so it holds for every moment.
    """

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._under_way = 0
        self._ended: deque[float] = deque()

    def wait(self, now: float, messages: int = 1) -> float:
        """Seconds until there is room, if nobody else takes it."""
        self._forget(now)
        taken = self._under_way + len(self._ended)
        lacking = taken + min(messages, self._limit.messages) - self._limit.messages
        if lacking <= 0:
            return 0.0
        if lacking > len(self._ended):
            return self._limit.seconds
        return self._ended[lacking - 1] + self._limit.seconds - now

    def start(self) -> None:
        self._under_way += 1

    def end(self, now: float) -> None:
        self._under_way -= 1
        self._ended.append(now)

    def is_idle(self, now: float) -> bool:
        self._forget(now)
        return not self._under_way and not self._ended

    def _forget(self, now: float) -> None:
        while self._ended and self._ended[0] + self._limit.seconds <= now:
            self._ended.popleft()


class Window:
    """Never more than `messages` within any `seconds`: the last times, some of them promised."""

    def __init__(self, limit: Limit) -> None:
        self._seconds = limit.seconds
        self._times: deque[float] = deque(maxlen=limit.messages)

    def next_free(self, now: float) -> float:
        full = len(self._times) == self._times.maxlen
        return max(now, self._times[0] + self._seconds) if full else now

    def book(self, now: float) -> float:
        at = self.next_free(now)
        self._times.append(at)
        return at

    def is_idle(self, now: float) -> bool:
        return not self._times or self._times[-1] + self._seconds < now


@dataclass(eq=False)
class Pace:
    """One for each token, shared by every channel that speaks with it. `now` is monotonic."""

    now: Callable[[], float]
    private_chat: Limit = PRIVATE_CHAT
    group: Limit = GROUP
    token: Limit = WHOLE_TOKEN
    _chats: dict[str, Window] = field(default_factory=dict, init=False)
    _calls: dict[str, Slots] = field(default_factory=dict, init=False)
    _promised: dict[str, float] = field(default_factory=dict, init=False)
    _halted_until: float = field(default=0.0, init=False)
    _limited: dict[str, float] = field(default_factory=dict, init=False)  # groups, until when

    def __post_init__(self) -> None:
        self._all = Window(self.token)
        self._all_calls = Slots(self.token)

    def ask(self, recipient: str, ticket: str, messages: int = 1) -> float:
        """Zero: go now. Otherwise seconds to wait; the ticket keeps its place in the line."""
        now = self.now()
        if (halted := self._halt(recipient, now)) > 0:
            return halted
        at = self._promised.get(ticket)
        if at is None:
            at = self._promise(recipient, ticket, messages, now)
        wait = max(at, self._all.next_free(now)) - now
        wait = max(wait, self._slots(recipient).wait(now, messages))
        if wait > 0:
            return wait
        del self._promised[ticket]
        for _ in range(messages):
            self._all.book(now)
        return 0.0

    def foresee(self, recipient: str) -> float:
        """Seconds that `ask` would say now, without a place in the line."""
        now = self.now()
        window = self._chats.get(chat_of(recipient))
        promised = window.next_free(now) - now if window else 0.0
        return max(promised, self._halt(recipient, now), self._slots(recipient).wait(now))

    def start(self, recipient: str) -> float:
        """Zero: one call goes out now and counts until `end`. Otherwise seconds to wait.

        Whoever asked for the right number finds room; this holds when somebody did not ask.
        """
        now = self.now()
        slots = self._slots(recipient)
        wait = max(self._halt(recipient, now), slots.wait(now), self._all_calls.wait(now))
        if wait > 0:
            return wait
        slots.start()
        self._all_calls.start()
        return 0.0

    def end(self, recipient: str) -> None:
        now = self.now()
        self._slots(recipient).end(now)
        self._all_calls.end(now)

    def halt(self, seconds: float) -> None:
        """A 429: nobody sends with this token until then; all promises are void."""
        self._halted_until = max(self._halted_until, self.now() + seconds)
        self._chats.clear()
        self._promised.clear()

    def limit(self, recipient: str, seconds: float) -> bool:
        """A 429 in this chat. A group that hears too much is silent alone: False. All are silent,
        True, after one in a private chat, or when several groups are limited at once.
        """
        now, chat = self.now(), chat_of(recipient)
        if is_group(chat):
            self._limited = {one: until for one, until in self._limited.items() if until > now}
            self._limited[chat] = max(self._limited.get(chat, now), now + seconds)
            if len(self._limited) < OF_ONE_TOKEN:
                return False
        self.halt(seconds)
        return True

    def _halt(self, recipient: str, now: float) -> float:
        until = self._limited.get(chat_of(recipient), now)
        return max(until, self._halted_until) - now

    def _promise(self, recipient: str, ticket: str, messages: int, now: float) -> float:
        self._forget_old(now)
        window = self._chats.setdefault(chat_of(recipient), Window(self._limit(recipient)))
        at = max(window.book(now) for _ in range(max(messages, 1)))
        self._promised[ticket] = at
        return at

    def _slots(self, recipient: str) -> Slots:
        return self._calls.setdefault(chat_of(recipient), Slots(self._limit(recipient)))

    def _limit(self, recipient: str) -> Limit:
        return self.group if is_group(recipient) else self.private_chat

    def _forget_old(self, now: float) -> None:
        if len(self._calls) > MANY:
            self._calls = {c: s for c, s in self._calls.items() if not s.is_idle(now)}
        if len(self._chats) > MANY:
            self._chats = {c: w for c, w in self._chats.items() if not w.is_idle(now)}
        if len(self._promised) > MANY:
            recent = now - self.group.seconds
            self._promised = {t: at for t, at in self._promised.items() if at > recent}


def chat_of(recipient: str) -> str:
    return recipient.partition("/")[0]  # topics of a group share its limit


def is_group(recipient: str) -> bool:
    return recipient.startswith("-")


@dataclass(eq=False)
class PacedChannel:
    """A channel that waits its turn, and asks to be tried later when the turn is far away."""

    channel: Channel
    pace: Pace
    _tickets: Iterator[int] = field(default_factory=itertools.count, init=False)

    @property
    def name(self) -> str:
        return self.channel.name

    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:
        ticket = letter_id or f"ticket-{next(self._tickets)}"
        await self._turn(message, ticket, 1 + len(message.media))
        try:
            return await self.channel.send(message, letter_id)
        except TryLater as later:
            self._heed(later)
            raise

    async def edit(self, message: Outgoing, message_id: str) -> None:
        await self._turn(message, f"{message.to.recipient}:{message_id}", 1)
        try:
            await self.channel.edit(message, message_id)
        except TryLater as later:
            self._heed(later)
            raise

    async def _turn(self, message: Outgoing, ticket: str, messages: int) -> None:
        while (wait := self.pace.ask(message.to.recipient, ticket, messages)) > 0:
            if wait > LONGEST_WAIT:
                raise TryLater(wait)
            await asyncio.sleep(wait)

    def _heed(self, later: TryLater) -> None:
        if later.whole_channel:
            self.pace.halt(later.seconds)
