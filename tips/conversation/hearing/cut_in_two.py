"""A long message that a messenger cut in two: the second half belongs where the first one went."""

from datetime import datetime, timedelta

from messages.channels import CHANNELS
from messages.message import Incoming
from tips.conversation import threads
from tips.conversation.draft import Draft, Spoken, amend
from tips.conversation.orders import TELLING
from tips.conversation.speech import Reply
from tips.conversation.steps.telling import tell_on
from tips.conversation.turn import Context

AT_ONCE = timedelta(seconds=8)  # the halves are sent together; nobody types an answer as fast
_FULL = 0.93  # of the longest text: it is cut at a word or a line


def mark_if_cut(draft: Draft, incoming: Incoming, context: Context) -> Draft:
    """A text as long as its messenger allows may go on in the next."""
    row = CHANNELS.find(incoming.sender.channel)
    longest = row.longest_text if row and row.has_push else 0  # our own page cuts nothing
    is_full = bool(longest) and _units(incoming.text) > _FULL * longest
    until = (context.now + AT_ONCE).isoformat() if is_full else ""
    return draft if draft.goes_on_until == until else amend(draft, goes_on_until=until)


def hear_rest(
    draft: Draft, spoken: Spoken | None, incoming: Incoming, context: Context
) -> Reply | None:
    """None for what is a message of its own. `spoken`: what a tip took just before."""
    if incoming.choice or incoming.media or not (draft.goes_on_until and incoming.text):
        return None
    if context.now > datetime.fromisoformat(draft.goes_on_until):
        return None
    if draft.stage in TELLING and draft.story:
        return tell_on(draft, incoming.text, context)
    return threads.add(draft, spoken.tip, incoming.text, incoming.media) if spoken else None


def _units(text: str) -> int:
    """As messengers count: UTF-16."""
    return len(text.encode("utf-16-le")) // 2
