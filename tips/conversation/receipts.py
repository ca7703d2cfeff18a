"""A receipt wherever it is written: it opens its tip, and its words are kept nowhere."""

from messages.message import Incoming
from tips.conversation import orders
from tips.conversation.commands import recognise
from tips.conversation.draft import PLACE_STAGES, Draft, Stage
from tips.conversation.speech import Reply
from tips.conversation.turn import Context, OpenThread
from tips.reading.receipt_in_text import receipt_in
from tips.reading.receipt_slips import MOST_READINGS, readings
from tips.reading.when import read_time
from tips.understanding import understand

_ANSWERS_IN_A_FEW_WORDS = {*PLACE_STAGES, Stage.WHEN, Stage.DETAIL}


def shown_in(draft: Draft, incoming: Incoming, context: Context) -> Reply | None:
    """Whether it is one is for the look-up to say, unless it can be nothing else."""
    text = incoming.text
    found = receipt_in(text) if text and not recognise(text) else None
    if found is None:
        return None
    may_be_one = found.alone and draft.stage not in _ANSWERS_IN_A_FEW_WORDS
    asked = draft.stage is Stage.RECEIPT
    sure = found.sure or (may_be_one and (asked or not _tells_something(text, context)))
    if not sure and (context.looked_up or not found.readings):
        return None
    says_more = found.says_more or bool(incoming.media)
    is_urgent = found.says_more and bool(understand(found.rest).numbers)
    return orders.open_by_receipt(draft, OpenThread(found.readings, sure, says_more, is_urgent))


def asked_for(draft: Draft, typed: str) -> Reply:
    """Where nothing but a receipt is expected, more slips are forgiven."""
    found = receipt_in(typed)
    meant = dict.fromkeys([*(found.readings if found else ()), *readings(typed)])
    return orders.open_by_receipt(draft, OpenThread(tuple(meant)[:MOST_READINGS]))


def beside_one(text: str) -> str:
    """What may speak of danger: the words of a receipt do not."""
    found = receipt_in(text)
    return found.rest if found and found.sure else text


def _tells_something(text: str, context: Context) -> bool:
    return understand(text).is_plainly_told or bool(read_time(text, context.now))
