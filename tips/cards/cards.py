"""What a desk group reads: cards, posts and the letters a citizen gets. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from communes.directory import Directory
from messages.channels import CHANNELS
from messages.message import Button, Choice, Outgoing
from tips.cards.face import FACE_LIMIT, face, media_line, title
from tips.cards.more import CLOSE_WITH, MORE, PASSED, TAKEN_UP
from tips.cards.pages import pages
from tips.cards.typed import as_typed
from tips.clock.reminders import LetterOfClock
from tips.letters import LetterKind, WaitingLetter
from tips.statuses import (
    CLOSING_REASONS,
    NEXT,
    SHAPES,
    closing_label,
    is_over,
    status_label,
    urgency_label,
)
from tips.tip import Status, Tip, Urgency
from tips.triage.reopening import MOST as MOST_REOPENED
from tips.triage.transfer_ports import Trace
from wording.catalogue import text
from wording.clean import cut_at_word
from wording.moments import moment

# Choices on cards, each followed by ":" and the code: "claim:K7Q-204", "urgency:K7Q-204:cao",
# "status:K7Q-204:xac_minh", "closing:K7Q-204:khong_co_co_so". "urgency", "status" and "close"
# with nothing but the code open their `menu`.
CLAIM, RELEASE, ASK, NOTE, DETAIL = "claim", "release", "ask", "note", "detail"
URGENCY, STATUS, CLOSE, CLOSING = "urgency", "status", "close", "closing"
THREAD = "thread"  # on a citizen's letter: "thread:<tip id>"
# Statuses with which something is written down: see tips/cards/more.py.
WITH_WORDS = {Status.PASSED_ON: PASSED, Status.TAKEN_UP: TAKEN_UP}
REWARD = "reward"  # beside it while thanks wait to be fetched
UNSOLVED = "unsolved"  # beside it when the tip is closed: "unsolved:<tip id>"


def compose(letter: WaitingLetter, directory: Directory, now: datetime) -> Outgoing:
    """The message for a letter: a CARD rendered from the tip, a POST, or words to a citizen."""
    return as_typed(_composed(letter, directory, now), letter)


def _composed(letter: WaitingLetter, directory: Directory, now: datetime) -> Outgoing:
    if letter.kind in (LetterOfClock.REMINDER, LetterOfClock.DIGEST):
        return _reminder(letter)
    if letter.kind == LetterKind.CARD:
        return _card(letter, directory, now)
    if letter.kind == LetterKind.TRACE:
        return Outgoing(to=letter.to, text=letter.text, topic=title(letter.tip), silent=True)
    return _post(letter) if letter.kind == LetterKind.POST else _to_citizen(letter)


def card_buttons(tip: Tip) -> tuple[Button, ...]:
    """What a group may press now. tips/moves/table.py decides for who presses."""
    if tip.status is Status.ARCHIVED:
        names = [DETAIL]
    elif tip.lead is not None:
        names = [DETAIL] if is_over(tip.status) else [MORE, DETAIL]
    elif is_over(tip.status):
        return (_reopen(tip), *(_button(tip, name) for name in (NOTE, DETAIL)))
    elif tip.officer is None:
        names = [CLAIM, NOTE, URGENCY, MORE, DETAIL]
    else:
        names = [ASK, NOTE, STATUS, URGENCY, CLOSE, RELEASE, MORE, DETAIL]
    return tuple(_button(tip, name) for name in names)


def menu(tip: Tip, what: str) -> tuple[Button, ...]:
    """The choices behind "Mức khẩn…", "Tình trạng…" and "Kết thúc…"."""
    choices = {URGENCY: _urgencies, STATUS: _statuses, CLOSE: _closings}
    return tuple(choices[what](tip))


def detail(tip: Tip, directory: Directory, now: datetime) -> tuple[str, ...]:
    """All that is known, for "Chi tiết": texts that each fit one message of any channel."""
    return pages(tip, directory, now)


def left_detail(trace: Trace, directory: Directory) -> tuple[str, ...]:
    """Of a tip that went to another desk: where it went, and how it was then."""
    tip = trace.tip
    head = text("desk.trace_head", "vi", code=tip.code, desk=trace.to_name, at=moment(trace.at))
    why = text("desk.trace_why", "vi", reason=trace.reason)
    was = replace(tip, closed_at=trace.at)  # its clock runs at the other desk
    return (f"{head}\n{why}", *pages(was, directory, trace.at))


def _card(letter: WaitingLetter, directory: Directory, now: datetime) -> Outgoing:
    tip = letter.tip
    is_edit = bool(letter.message_id)
    return Outgoing(
        to=letter.to,
        text=_with_duty(face(tip, directory, now), letter),
        buttons=card_buttons(tip),
        media=() if is_edit else tip.report.media,
        caption=_caption(tip),
        topic=title(tip),
        silent=is_edit and (tip.muted or tip.urgency is not Urgency.CRITICAL),
    )


def _with_duty(words: str, letter: WaitingLetter) -> str:
    """While nobody has taken the tip: whether it was told before, and whose turn it is."""
    if letter.tip.officer or is_over(letter.tip.status):
        return words
    lines = [words]
    if letter.likely:
        lines.append(text("desk.card_likely", "vi", codes=", ".join(letter.likely)))
    if letter.on_duty:
        names = cut_at_word(", ".join(letter.on_duty), 150)
        lines.append(text("desk.reminder_to_duty", "vi", names=names))
    return "\n".join(lines)


def _post(letter: WaitingLetter) -> Outgoing:
    tip = letter.tip
    head = text("desk.post_head", "vi", code=tip.code)
    below = media_line(letter.media)
    words = cut_at_word(letter.text, FACE_LIMIT - len(head) - len(below))
    over, held = is_over(tip.status), tip.officer is not None
    names = [DETAIL] if over else [ASK, NOTE, DETAIL] if held else [CLAIM, DETAIL]
    return Outgoing(
        to=letter.to,
        text="\n".join(filter(None, (head, words, below))),
        buttons=tuple(_button(tip, name) for name in names),
        media=letter.media,
        caption=_caption(tip),
        topic=title(tip),
    )


def _caption(tip: Tip) -> str:
    return text("desk.caption", "vi", code=tip.code)


def _reminder(letter: WaitingLetter) -> Outgoing:
    """Written when it was given: it says until when, never for how long."""
    if letter.kind == LetterOfClock.DIGEST:
        return Outgoing(to=letter.to, text=letter.text)
    tip = letter.tip
    names = [DETAIL] if is_over(tip.status) or tip.officer else [CLAIM, DETAIL]
    buttons = tuple(_button(tip, name) for name in names)
    return Outgoing(to=letter.to, text=letter.text, buttons=buttons, topic=title(tip))


def _to_citizen(letter: WaitingLetter) -> Outgoing:
    tip = letter.tip
    head = text("desk.letter_head", tip.language, time=moment(tip.filed_at))
    hint = text("desk.letter_hint", tip.language) if letter.asks else ""
    words: tuple[str, ...] = (head, letter.text, hint)
    buttons: tuple[Button, ...] = (_see(letter), *_reward(tip), *_unsolved(tip))
    if not _has_buttons(letter):
        words, buttons = (*words, _typed_instead(tip, buttons)), ()
    return Outgoing(
        to=letter.to,
        text="\n\n".join(filter(None, words)),
        buttons=buttons,
        media=letter.media,
        sender="desk",
    )


def _has_buttons(letter: WaitingLetter) -> bool:
    row = CHANNELS.find(letter.to.channel)
    return row is None or row.has_buttons


def _see(letter: WaitingLetter) -> Button:
    tip = letter.tip
    answers = _has_buttons(letter) and not is_over(tip.status)
    label = "desk.button_reply" if answers else "desk.button_see"
    return Button(text(label, tip.language), Choice(f"{THREAD}:{tip.id}"))


def _typed_instead(tip: Tip, buttons: Iterable[Button]) -> str:
    words = ", ".join(f"“{one.label.lower()}”" for one in buttons)
    return text("chat.word_hint", tip.language, words=words)


def _reward(tip: Tip) -> Iterator[Button]:
    """Whether it still waits is said once it is asked for."""
    if tip.reward and tip.reward.until and tip.reward.amount and not tip.reward.taken:
        yield Button(text("chat.button_reward", tip.language), Choice(f"{REWARD}:{tip.id}"))


def _unsolved(tip: Tip) -> Iterator[Button]:
    if tip.status is Status.CLOSED and tip.reopened < MOST_REOPENED:
        label = text("chat.button_unsolved", tip.language)
        yield Button(label, Choice(f"{UNSOLVED}:{tip.id}"))


def _button(tip: Tip, name: str) -> Button:
    return Button(text(f"desk.button_{name}"), Choice(f"{name}:{tip.code}"))


def _reopen(tip: Tip) -> Button:
    choice = Choice(f"{STATUS}:{tip.code}:{Status.CLASSIFYING}")
    return Button(text("desk.button_reopen"), choice)


def _urgencies(tip: Tip) -> Iterator[Button]:
    for urgency in Urgency:
        if urgency is not tip.urgency:
            label = f"{SHAPES[urgency]} {urgency_label(urgency)}"
            yield Button(label, Choice(f"{URGENCY}:{tip.code}:{urgency}"))


def _statuses(tip: Tip) -> Iterator[Button]:
    for status in NEXT[tip.status]:
        if status is not Status.CLOSED:  # it takes a reason: "Kết thúc…"
            choice = Choice(f"{STATUS}:{tip.code}:{status}")
            asked = f"{WITH_WORDS[status]}:{tip.code}" if status in WITH_WORDS else ""
            yield Button(status_label(status), Choice(asked) if asked else choice)


def _closings(tip: Tip) -> Iterator[Button]:
    for reason in CLOSING_REASONS:
        yield Button(closing_label(reason), Choice(f"{CLOSING}:{tip.code}:{reason}"))
    yield Button(text("moves.card_closewith"), Choice(f"{CLOSE_WITH}:{tip.code}"))
