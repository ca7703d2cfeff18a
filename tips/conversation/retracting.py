"""A resident takes back a tip that nobody has looked at yet, or one file of it. Of one that is
taken or closed its desk is asked to let it go.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from messages.message import Button, Media
from tips.conversation.draft import Draft
from tips.conversation.speech import Reply, button, labelled, line
from tips.conversation.threads import add, moment
from tips.conversation.turn import (
    AskRemoval,
    Context,
    OfferRetraction,
    Retract,
    Retracted,
    Say,
    ThreadView,
)
from tips.statuses import is_over
from tips.tip import Author, TipId

MOST_FILES = 6
_NAMED = re.compile(r"([0-9a-f]{32})(?::([\w-]{1,12}))?")  # a button holds 64 bytes
_FILE_LETTERS = 12


def offer(draft: Draft, tip: TipId) -> Reply:
    """What can still be taken back is for the store to say."""
    return Reply(draft, effect=OfferRetraction(tip), ask=False)


def offer_newest(draft: Draft, context: Context) -> Reply | None:
    """Said in words: of the tip that is open here, else of the newest one, closed ones last."""
    newest = sorted(context.own_tips, key=lambda own: own.closed)
    tip = draft.thread or next((own.tip for own in newest), None)
    return offer(draft, tip) if tip else None


def pressed(draft: Draft, head: str, rest: str) -> Reply | None:
    named = _NAMED.fullmatch(rest)
    if named is None or head not in _PRESSED:
        return None
    return _PRESSED[head](draft, TipId(named[1]), named[2] or "")


def offer_says(draft: Draft, thread: ThreadView) -> Say:
    keep = button(draft, "retract_keep", f"news:{thread.tip}")
    if is_over(thread.status):
        ask = button(draft, "retract_ask", f"retract_ask:{thread.tip}")
        return Say(line(draft, "retract_closed"), (ask, keep))
    if not thread.untaken:
        wish = button(draft, "retract_wish", f"retract_wish:{thread.tip}")
        return Say(line(draft, "retract_taken"), (wish, keep))
    whole = button(draft, "retract_all", f"retract_all:{thread.tip}")
    return Say(line(draft, "retract_offer"), (whole, *_files(draft, thread), keep))


def retracted_says(draft: Draft, done: Retracted) -> Say:
    return Say(line(draft, "retracted" if done.whole else "retracted_file"))


def has_asked(thread: ThreadView, wish: str) -> bool:
    return any(row.author is Author.CITIZEN and row.text == wish for row in thread.lines)


def files_of(thread: ThreadView) -> tuple[Media, ...]:
    """What the resident sent, as it was sent."""
    theirs = (one for row in thread.lines if row.author is Author.CITIZEN for one in row.media)
    return (*thread.media, *theirs)


def file_named(thread: ThreadView, letters: str) -> Media | None:
    return next((one for one in files_of(thread) if one.id[:_FILE_LETTERS] == letters), None)


def _files(draft: Draft, thread: ThreadView) -> Iterator[Button]:
    sent = [(thread.filed_at, one) for one in thread.media]
    said = (row for row in thread.lines if row.author is Author.CITIZEN)
    sent += [(row.at, one) for row in said for one in row.media]
    for number, (at, one) in enumerate(sent[:MOST_FILES], start=1):
        what = line(draft, f"retract_{one.kind}")
        label = line(draft, "button_retract_file", number=number, what=what, at=moment(at))
        yield labelled(label, f"retract_file:{thread.tip}:{one.id[:_FILE_LETTERS]}")


def _take_back(draft: Draft, tip: TipId, file: str) -> Reply:
    return Reply(draft, effect=Retract(tip, file), ask=False)


def _ask(draft: Draft, tip: TipId) -> Reply:
    return Reply(draft, effect=AskRemoval(tip, line(draft, "retract_ask")), ask=False)


_PRESSED: Mapping[str, Callable[[Draft, TipId, str], Reply]] = {
    "retract": lambda draft, tip, _: offer(draft, tip),
    "retract_all": lambda draft, tip, _: _take_back(draft, tip, ""),
    "retract_file": _take_back,
    "retract_ask": lambda draft, tip, _: _ask(draft, tip),
    "retract_wish": lambda draft, tip, _: add(draft, tip, line(draft, "retract_wish"), ()),
}
