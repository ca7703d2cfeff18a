"""The number to call comes first, once for each kind of danger."""

from collections.abc import Iterable, Sequence

from messages.message import CALL
from tips.conversation.draft import Draft, amend
from tips.conversation.speech import answer_line, labelled
from tips.conversation.turn import Say

_BOTH_FOR_CHILDREN = ("111", "113")


def warned(
    draft: Draft,
    numbers: Iterable[str],
    sentence: str = "",
    beside: str = "",
    *,
    of_grown_ups: bool = False,
) -> tuple[Draft, tuple[Say, ...]]:
    """`sentence`: what is said instead of each number's own; `beside`: what else is said."""
    ordered = _ordered(numbers, last="111") if of_grown_ups else _ordered(numbers, first="111")
    new = [number for number in ordered if number not in draft.warned]
    if not new:
        return draft, ()
    calls = tuple(
        labelled(answer_line(draft, "button_call", number=number), f"{CALL}{number}")
        for number in new
    )
    said = [sentence] if sentence else _sentences(draft, new, of_grown_ups)
    words = "\n".join(filter(None, [*said, beside]))
    return amend(draft, warned=(*draft.warned, *new)), (Say(words, calls),)


def _ordered(numbers: Iterable[str], first: str = "", last: str = "") -> list[str]:
    """A child's own line comes first; to a beaten wife it is the last."""
    return sorted(numbers, key=lambda number: (number != first, number == last))


def _sentences(draft: Draft, numbers: Sequence[str], of_grown_ups: bool) -> list[str]:
    """111 and 113 together are one sentence: whom to call depends on what goes on."""
    if set(_BOTH_FOR_CHILDREN) <= set(numbers):
        rest = [number for number in numbers if number not in _BOTH_FOR_CHILDREN]
        both = "now_113_111" if of_grown_ups else "now_111_113"
        return [answer_line(draft, both), *_sentences(draft, rest, of_grown_ups)]
    return [answer_line(draft, f"now_{number}") for number in numbers]
