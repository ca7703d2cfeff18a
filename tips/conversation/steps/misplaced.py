"""A place, a time or a fact typed where something else was asked: noted where it belongs, once.

Said a second time it is the answer: nobody is asked for the same thing for ever.
"""

import re
from collections.abc import Sequence

from communes.spelling import fold
from tips.conversation.draft import Draft, Stage, amend
from tips.conversation.speech import Reply, say
from tips.conversation.steps.bare_places import (
    corrects_the_place,
    is_a_place,
    without_correction,
)
from tips.conversation.steps.next_step import proceed
from tips.conversation.steps.questions import current_detail
from tips.conversation.steps.where import find, with_more_story
from tips.conversation.turn import Context
from tips.reading.kinds import ONGOING
from tips.reading.time.pieces import times_in
from tips.reading.when import read_time
from tips.understanding.facts import facts_in

_OF_NO_YES = {"account", "money", "phone", "plate", "vehicle"}  # "có, 2 người" may be a yes
_BEARS_A_DATE = " ("  # "hôm qua (29/11/2026)"
_NO_TIMES = {"", "không rõ", ONGOING}  # also "now" where it was taken for granted
_BEGINS_A_TIME = re.compile(
    r"(?:luc|khi|hoi|sau|truoc|tu|den|moi|lan|vao|cu|ngay|dem|sang|toi|chieu|trua|before|after|when"
    r"|while|during|since|every)\b"
)
_YES_OR_NO = re.compile(r"(?:da|vang|u|uh)? ?(?:co|khong|ko|chua|roi|yes|no|not|hinh nhu|chac)\b")


def no_time(draft: Draft, text: str, context: Context) -> Reply | None:
    """At "when?": a place changes the place, other facts join the story; the time is asked on."""
    if times_in(text, answering=True) or _was_said(draft, text):
        return None
    if is_a_place(without_correction(text), context):
        return change_place(draft, text, context)
    if _BEGINS_A_TIME.match(fold(text)) or not facts_in(text):
        return None
    return _join_story(draft, text, context)


def no_detail(draft: Draft, text: str, context: Context) -> Reply | None:
    """At a question for one fact: what tells only of others."""
    if corrects_the_place(text, context):
        return change_place(draft, text, context)
    current = current_detail(draft)
    if current is None or not current.asks or _was_said(draft, text):
        return None
    return _note_elsewhere(draft, text, current.asks, context)


def _note_elsewhere(
    draft: Draft, text: str, asked: Sequence[str], context: Context
) -> Reply | None:
    when = None if "time" in asked else only_a_time(text, context)
    if when and when not in (draft.when or ""):
        timed = with_time(draft, when)
        return proceed(timed, context, say(timed, "noted_when", when=timed.when or when))
    told = {fact.fact for fact in facts_in(text)}
    if told & set(asked) or _YES_OR_NO.match(fold(text)):
        return None
    if is_a_place(text, context):
        return change_place(draft, text, context)
    return _join_story(draft, text, context) if told & _OF_NO_YES else None


def only_a_time(text: str, context: Context) -> str | None:
    """The time, where nothing else is said."""
    when = read_time(text, context.now)
    return when if when and when.partition(" (")[0].lower() == text.lower() else None


def with_time(draft: Draft, when: str) -> Draft:
    """Hours beside "đêm qua" or "đêm nào cũng vậy" say when in the night. Another day, or another
    hour of no day, is the right one.
    """
    before = draft.when or ""
    if before in _NO_TIMES or when in before:
        return amend(draft, when=before if when in before else when)
    is_dated, is_joined = _BEARS_A_DATE in before, _BEARS_A_DATE not in when
    corrects = not is_joined if is_dated else any(map(str.isdigit, before))
    return amend(draft, when=when if corrects else f"{before}, {when}")


def change_place(draft: Draft, text: str, context: Context) -> Reply:
    asked = draft if draft.place is None else without_place(draft)
    finding = find(asked, without_correction(text), context)
    if finding.settled:
        return proceed(finding.draft, context, *finding.says)
    return Reply(finding.draft, finding.says)


def without_place(draft: Draft) -> Draft:
    """The old answer stays until there is a new one."""
    afresh = amend(draft, stage=Stage.PLACE, page=0)
    return amend(afresh, offered={}, place_words="", position=None, province=None)


def with_facts(draft: Draft, text: str) -> Draft:
    """What an answer tells beside its own is not asked again."""
    return with_more_story(draft, text) if facts_in(text) else draft


def _join_story(draft: Draft, text: str, context: Context) -> Reply:
    return proceed(with_more_story(draft, text), context, say(draft, "noted_more"))


def _was_said(draft: Draft, text: str) -> bool:
    return text in draft.story or (draft.place is not None and draft.place.words == text)
