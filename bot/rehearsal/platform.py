"""The rehearsal's Bot API: takes thousands of messages a second, refuses and fails as told."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from bot.rehearsal import answers
from bot.rehearsal.answers import Answer
from bot.rehearsal.bodies import Call, Unreadable, Upload, read, whole
from bot.rehearsal.faults import Draw, Fate, Faults, draw, until_next_halt
from bot.rehearsal.tally import Tally

SENDING = ("sendMessage", "sendPhoto", "sendVoice")
EDITING = ("editMessageText", "editMessageCaption")
HEARD_WITHIN = 0.5  # seconds: what was under way when a halt began is forgiven
Act = Callable[[Call, Draw], Answer]
STAMP = "@"  # "@12.345" at the end of a text: asked for at that moment of the monotonic clock


@dataclass(frozen=True, slots=True)
class Reply:
    """Without an answer the line breaks, sooner or later."""

    answer: Answer | None
    after: float


class Gate:
    """At most so many messages within any second, and nothing at all while a halt lasts."""

    def __init__(self, faults: Faults, now: float) -> None:
        self._faults = faults
        self._times = [-math.inf] * max(1, int(faults.rate * (1 + faults.tolerance)))
        self._next = 0
        self._halted_until = -math.inf
        self._halt_began = -math.inf
        self._halts = 0
        self._next_halt = now + until_next_halt(faults, 0)

    def refuses(self, now: float) -> int:
        """Seconds to wait, as Telegram counts them; 0 lets the message through."""
        if now >= self._next_halt:
            self._halts += 1
            self._next_halt = now + until_next_halt(self._faults, self._halts)
            self.halt(now, self._faults.halt_seconds)
        if now < self._halted_until:
            return math.ceil(self._halted_until - now)
        if now - self._times[self._next] < 1.0:
            self.halt(now, self._faults.halt_seconds)
            return self._faults.halt_seconds
        self._times[self._next] = now
        self._next = (self._next + 1) % len(self._times)
        return 0

    def halt(self, now: float, seconds: float) -> None:
        if now >= self._halted_until:
            self._halt_began = now
        self._halted_until = max(self._halted_until, now + seconds)

    def was_told(self, now: float) -> bool:
        """Whether a sender had time to hear of the halt that lasts."""
        return now - self._halt_began > HEARD_WITHIN


@dataclass(eq=False)
class Platform:
    faults: Faults
    tally: Tally
    now: Callable[[], float] = time.monotonic
    gate: Gate = field(init=False)

    def __post_init__(self) -> None:
        self.change(self.faults)
        self._acts: dict[str, Act] = {"deletemessage": self._delete}
        self._acts |= {name.lower(): partial(self._send, name) for name in SENDING}
        self._acts |= {name.lower(): partial(self._edit, name) for name in EDITING}

    def change(self, faults: Faults) -> None:
        self.faults = faults
        self.gate = Gate(faults, self.now())

    def hear(self, method: str, content_type: str, body: bytes) -> Reply:
        try:
            call = read(content_type, body)
        except Unreadable:
            return Reply(answers.UNREADABLE, 0)
        if method.lower() == "getme":
            return Reply(answers.result(answers.BOT), 0)
        act = self._acts.get(method.lower())
        return self._counted(call, act) if act else Reply(answers.NO_METHOD, 0)

    def _counted(self, call: Call, act: Act) -> Reply:
        """Every message, edit and deletion counts against the rate."""
        now = self.now()
        wait = self.gate.refuses(now)
        if wait:
            self.tally.counted["429, unheeded" if self.gate.was_told(now) else "429"] += 1
            return Reply(answers.too_many(wait), self.faults.latency)
        self.tally.arrive(now)
        chat = whole(call.get("chat_id"))
        drawn = draw(self.faults, chat, self.tally.attempt(chat))
        answer = act(call, drawn)
        self.tally.counted[_outcome(answer, drawn)] += 1
        return self._reply(answer, drawn)

    def _send(self, method: str, call: Call, drawn: Draw) -> Answer:
        wrong = answers.fault(method, call)
        if wrong or not drawn.arrives:
            return wrong or _refused(drawn)
        chat = whole(call["chat_id"])
        self.tally.uploads += any(isinstance(value, Upload) for value in call.values())
        number = self.tally.deliver(chat, self.now())
        self._wait(str(call.get("text", "")))
        return answers.result(answers.message(method, chat, number, call))

    def _edit(self, method: str, call: Call, drawn: Draw) -> Answer:
        chat, number = whole(call.get("chat_id")), whole(call.get("message_id"))
        wrong = answers.fault(method, call)
        if wrong or not drawn.arrives:
            return wrong or _refused(drawn)
        if not self.tally.holds(chat, number):
            return answers.NO_MESSAGE
        self.tally.edits[number] += 1
        return answers.result(answers.message(method, chat, number, call))

    def _delete(self, call: Call, drawn: Draw) -> Answer:
        if not drawn.arrives:
            return _refused(drawn)
        number = whole(call.get("message_id"))
        if not self.tally.holds(whole(call.get("chat_id")), number):
            return answers.NOT_DELETED
        self.tally.deleted.add(number)
        return answers.result(told=True)

    def _reply(self, answer: Answer, drawn: Draw) -> Reply:
        if drawn.fate is Fate.SILENT:
            return Reply(None, self.faults.silence)
        if drawn.fate is Fate.RESET:
            return Reply(None, drawn.latency)
        if drawn.fate is Fate.BROKEN:
            broken = answers.BAD_GATEWAY if drawn.lot < 0.5 else answers.TROUBLE
            return Reply(broken, drawn.latency)
        return Reply(answer, drawn.latency)

    def _wait(self, text: str) -> None:
        _, stamp, asked = text[-24:].rpartition(STAMP)
        if stamp and asked.replace(".", "", 1).isdecimal():
            self.tally.waits.append(self.now() - float(asked))


def _refused(drawn: Draw) -> Answer:
    return answers.BLOCKED if drawn.fate is Fate.BLOCKED else answers.CHAT_GONE


def _outcome(answer: Answer, drawn: Draw) -> str:
    if drawn.fate in {Fate.TAKEN, Fate.BLOCKED, Fate.GONE}:
        return str(answer.status)
    return f"{drawn.fate.value}, {'arrived' if drawn.arrives else 'lost'}"
