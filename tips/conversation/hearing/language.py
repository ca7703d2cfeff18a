"""Answers in the language of what was said, until the resident chooses one.

Phones are often set to English by people who write Vietnamese, and tourists find a Vietnamese page.
"""

from messages.message import Incoming
from tips.conversation.commands import recognise
from tips.conversation.draft import Draft, Stage, amend
from tips.conversation.speech import button, line
from tips.conversation.turn import Say
from tips.understanding.language import language_of

_FREELY_TOLD = {
    Stage.NEW, Stage.KIND, Stage.CONFIRM_KIND, Stage.STORY, Stage.IDLE, Stage.SAVED, Stage.OFFER,
}  # fmt: skip


def follow_language(draft: Draft, incoming: Incoming) -> tuple[Draft, tuple[Say, ...]]:
    """An address or a receipt says nothing of it, and what was chosen stays."""
    if draft.language_chosen or draft.stage not in _FREELY_TOLD or recognise(incoming.text):
        return draft, ()
    spoken = language_of(incoming.text)
    if spoken in {None, draft.language}:
        return draft, ()
    before = draft.language
    followed = amend(draft, language=spoken)
    back = button(followed, "language", f"lang:{before}")
    return followed, (Say(line(followed, "language_followed"), (back,)),)
