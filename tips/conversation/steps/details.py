"""The kind's own questions, one at a time; some answers tell of danger."""

from dataclasses import replace

from tips.conversation.draft import Draft, amend
from tips.conversation.speech import Reply, say
from tips.conversation.steps.misplaced import no_detail
from tips.conversation.steps.next_step import proceed
from tips.conversation.steps.questions import current_detail, details_of
from tips.conversation.steps.warning import warned
from tips.conversation.steps.where import with_more_story
from tips.conversation.turn import Context, Say
from wording.clean import cut

LONGEST_ANSWER = 500
ANSWERS = {"answer:yes": "Có", "answer:no": "Không", "answer:unknown": "không rõ"}


def choose_detail(draft: Draft, choice: str, context: Context) -> Reply | None:
    if choice == "skip_all":
        return proceed(amend(draft, details_done=True), context)
    if choice == "skip":
        return _next_detail(draft, context)
    return _answer(draft, ANSWERS[choice], context) if choice in ANSWERS else None


def type_detail(draft: Draft, text: str, context: Context) -> Reply:
    elsewhere = no_detail(draft, text, context)
    if elsewhere:
        return elsewhere
    kept, says = keep_whole(draft, text, LONGEST_ANSWER)
    reply = _answer(kept, cut(text, LONGEST_ANSWER), context)
    return replace(reply, says=(*says, *reply.says))


def keep_whole(draft: Draft, text: str, limit: int) -> tuple[Draft, tuple[Say, ...]]:
    """A long answer is shortened on the card, and stands whole in the story."""
    if len(text) <= limit:
        return draft, ()
    return with_more_story(draft, text), (say(draft, "long_answer"),)


def _answer(draft: Draft, answer: str, context: Context) -> Reply:
    current = current_detail(draft)
    answers = {**draft.answers, current.id: answer} if current else draft.answers
    kept, says = _alarmed(amend(draft, answers=answers), answer)
    reply = _next_detail(kept, context)
    return replace(reply, says=(*says, *reply.says))


def _alarmed(draft: Draft, answer: str) -> tuple[Draft, tuple[Say, ...]]:
    """Not safe, trapped, armed: as urgent as any cry for help. Who is hurt may be so since long."""
    current = current_detail(draft)
    if current is None or not current.alarm or answer != ANSWERS[f"answer:{current.alarm}"]:
        return draft, ()
    draft, says = warned(draft, current.numbers)
    return amend(draft, urgent_words=draft.urgent_words or "115" not in current.numbers), says


def _next_detail(draft: Draft, context: Context) -> Reply:
    following = draft.detail + 1
    done = following >= len(details_of(draft))
    return proceed(amend(draft, detail=following, details_done=done), context)
