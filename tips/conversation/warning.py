"""The number to call comes first, once for each kind of danger."""

from collections.abc import Iterable
from dataclasses import replace

from tips.conversation.draft import Draft
from tips.conversation.speech import say
from tips.conversation.turn import Say


def warned(draft: Draft, numbers: Iterable[str]) -> tuple[Draft, tuple[Say, ...]]:
    new = [number for number in numbers if number not in draft.warned]
    if not new:
        return draft, ()
    rows = "\n".join(say(draft, f"danger_{number}").text for number in new)
    return replace(draft, warned=(*draft.warned, *new)), (say(draft, "danger", numbers=rows),)
