"""Words, positions and files that answer the question of a step of telling a tip."""

from dataclasses import replace

from messages.message import Media, Position
from tips.conversation.draft import PLACE_STAGES, Draft, Stage, amend
from tips.conversation.orders import fresh
from tips.conversation.speech import Reply, answer_line, say
from tips.conversation.steps import where
from tips.conversation.steps.bare_places import without_correction
from tips.conversation.steps.misplaced import only_a_time, with_time
from tips.conversation.steps.next_step import proceed
from tips.conversation.steps.questions import MOST_MEDIA, question
from tips.conversation.steps.telling import TYPED
from tips.conversation.steps.where import Finding
from tips.conversation.turn import Context, Say
from tips.reading.kinds import OTHER
from tips.reading.when import read_time as told_time

_ON_PLACES = {*PLACE_STAGES, Stage.REVIEW}


def take_words(draft: Draft, text: str, context: Context) -> Reply:
    """Words for the step."""
    if draft.stage in PLACE_STAGES:
        when = only_a_time(text, context) if "/" not in text else None
        if when:  # also in danger, where "now" was taken for granted
            told = with_time(draft, when)
            return Reply(told, (say(told, "noted_when", when=told.when or when),))
        place = without_correction(text)
        asked = draft if place == text else amend(draft, place_words="")  # the first was wrong
        return found(where.find(_with_time(asked, text, context), place, context), context)
    return TYPED[draft.stage](draft, text, context)


def _with_time(draft: Draft, text: str, context: Context) -> Draft:
    """Some kinds ask "where, and when?" at once. A slash is left alone: streets bear dates."""
    when = told_time(text, context.now) if draft.when is None and "/" not in text else None
    return amend(draft, when=when) if when else draft


def begin_with(draft: Draft, text: str, media: tuple[Media, ...], context: Context) -> Reply:
    """A new tip from words said after the last one: they need not be typed again."""
    begun = amend(
        fresh(draft, Stage.KIND),
        media=media[:MOST_MEDIA],
        warned=draft.warned,
        urgent_words=draft.urgent_words,
        express=draft.express,
        insists=draft.insists,
    )
    return take_words(begun, text, context) if text else Reply(begun)


def take_after_all(draft: Draft, context: Context) -> Reply:
    """It is a crime after all: the words that were not taken, without typing them again."""
    insisting = amend(draft, insists=True, unsaid="")
    if not draft.unsaid:
        return Reply(insisting)
    if insisting.stage in {Stage.KIND, Stage.STORY}:
        return take_words(insisting, draft.unsaid, context)
    return begin_with(insisting, draft.unsaid, (), context)


def ask_an_officer(draft: Draft, context: Context) -> Reply:
    """Somebody in despair wants help: their words are a tip at once, only the place is asked."""
    kept = amend(draft, urgent_words=True, express=True, kind=OTHER, unsaid="")
    begun = amend(begin_with(kept, "", (), context).draft, kind=OTHER, stage=Stage.STORY)
    if not draft.unsaid:
        return Reply(begun)
    reply = take_words(begun, draft.unsaid, context)
    if reply.draft.stage is not Stage.PLACE:
        return reply  # their words told it
    asked = replace(question(reply.draft, context), text=answer_line(draft, "crisis_where"))
    return replace(reply, says=(asked,), ask=False)


def found(finding: Finding, context: Context) -> Reply:
    """On when the place is settled, else the place question that follows."""
    if finding.settled:
        return proceed(finding.draft, context, *finding.says)
    return Reply(finding.draft, finding.says)


def pointed_at(draft: Draft, position: Position, context: Context) -> Reply:
    """A position answers the place step; at another step it is kept and that step goes on."""
    finding = where.locate(draft, position, context)
    return (
        found(finding, context) if draft.stage in _ON_PLACES else Reply(finding.draft, finding.says)
    )


def keep(draft: Draft, media: tuple[Media, ...]) -> tuple[Draft, tuple[Say, ...]]:
    if not media:
        return draft, ()
    kept = (*draft.media, *(replace(one, codes="") for one in media))[:MOST_MEDIA]
    says = [say(draft, "noted_media", count=len(kept), most=MOST_MEDIA)]
    if len(draft.media) + len(media) > MOST_MEDIA:
        says.append(say(draft, "media_full", most=MOST_MEDIA))
    return amend(draft, media=kept), tuple(says)
