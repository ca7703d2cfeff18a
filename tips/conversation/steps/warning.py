"""The number to call comes first, once for each kind of danger."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from messages.message import CALL
from tips.conversation.draft import Draft
from tips.conversation.speech import answer_line, labelled
from tips.conversation.turn import Say

_BOTH_FOR_CHILDREN = ("111", "113")


def warned(
    draft: Draft, numbers: Iterable[str], sentence: str = ""
) -> tuple[Draft, tuple[Say, ...]]:
    """`sentence`: what is said instead of each number's own."""
    new = [number for number in _ordered(numbers) if number not in draft.warned]
    if not new:
        return draft, ()
    calls = tuple(
        labelled(answer_line(draft, "button_call", number=number), f"{CALL}{number}")
        for number in new
    )
    said = Say(sentence or "\n".join(_sentences(draft, new)), calls)
    return replace(draft, warned=(*draft.warned, *new)), (said,)


def _ordered(numbers: Iterable[str]) -> list[str]:
    """Where both are called for, a child's own line comes first."""
    return sorted(numbers, key=lambda number: number not in _BOTH_FOR_CHILDREN[:1])


def _sentences(draft: Draft, numbers: Sequence[str]) -> list[str]:
    """111 and 113 together are one sentence: whom to call depends on what goes on."""
    if set(_BOTH_FOR_CHILDREN) <= set(numbers):
        rest = [number for number in numbers if number not in _BOTH_FOR_CHILDREN]
        return [answer_line(draft, "now_111_113"), *_sentences(draft, rest)]
    return [answer_line(draft, f"now_{number}") for number in numbers]
