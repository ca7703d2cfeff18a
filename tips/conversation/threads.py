"""Tips already sent: listing them, adding to them, reading their threads."""

from collections.abc import Iterator
from datetime import datetime

from messages.message import Button, Media
from tips.clock.workdays import day_that_ends
from tips.conversation.draft import Draft, Stage, amend
from tips.conversation.speech import Reply, button, labelled, line, say, too_long
from tips.conversation.steps.questions import open_tip
from tips.conversation.turn import (
    AddToThread,
    Context,
    MoveWords,
    OwnTip,
    Say,
    ShowThread,
    ThreadView,
)
from tips.reading.kinds import kind_label
from tips.statuses import closing_words, is_over, public_text
from tips.tip import Author, Line, TipId
from tips.understanding import understand
from wording.catalogue import text
from wording.clean import cut
from wording.moments import VIETNAM

MOST_LISTED = 8
MOST_MOVES = 3
LONGEST_ADDITION = 20_000
LONGEST_STORY_SHOWN = 1_500
LONGEST_THREAD = 8_000  # characters shown, newest last: a chat is no archive


def moment(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m}"


def _due(at: datetime, language: str) -> str:
    day = day_that_ends(at)
    return moment(at) if day is None else text("desk.end_of_day", language, day=f"{day:%d/%m}")


def list_tips(draft: Draft, context: Context) -> tuple[Say, ...]:
    if not context.own_tips:
        return (say(draft, "my_tips_none"),)
    listed = context.own_tips[:MOST_LISTED]
    lines = "\n".join(_listed(draft, tip) for tip in listed)
    buttons = tuple(_tip_button(draft, tip) for tip in listed)
    return (Say(line(draft, "my_tips", lines=lines), buttons),)


def _listed(draft: Draft, tip: OwnTip) -> str:
    state = "state_closed" if tip.closed else "state_asked" if tip.asked else "state_open"
    kind = kind_label(tip.kind, draft.language)
    return line(draft, "my_tips_line", kind=kind, at=moment(tip.filed_at), state=line(draft, state))


def _tip_button(draft: Draft, tip: OwnTip) -> Button:
    kind = kind_label(tip.kind, draft.language)
    label = line(draft, "my_tips_button", kind=kind, at=moment(tip.filed_at))
    return labelled(label, f"news:{tip.tip}")


def show(draft: Draft, tip: TipId) -> Reply:
    return Reply(draft, effect=ShowThread(tip), ask=False)


def add(draft: Draft, tip: TipId, text: str, media: tuple[Media, ...]) -> Reply:
    """Words for a tip. They stay in the draft until it is sure that the tip took them."""
    says = (too_long(draft, LONGEST_ADDITION),) if len(text) > LONGEST_ADDITION else ()
    kept = amend(draft, pending_text=text, pending_media=media)
    return Reply(kept, says, AddToThread(tip, text[:LONGEST_ADDITION], media), ask=False)


def after_filing(draft: Draft, text: str, media: tuple[Media, ...], context: Context) -> Reply:
    """Words from somebody with tips here: an answer to the desk, or ask where they belong."""
    about = asked_last(context) or (open_tip(context) if understand(text).numbers else None)
    if about:  # who is in danger is not asked which tip they mean
        return add(draft, about.tip, text, media)
    whole = "\n".join(part for part in (draft.pending_text, text) if part)
    every = (*draft.pending_media, *media)
    says = (too_long(draft, LONGEST_ADDITION),) if len(whole) > LONGEST_ADDITION else ()
    kept = whole[:LONGEST_ADDITION]
    offered = amend(draft, stage=Stage.OFFER, pending_text=kept, pending_media=every)
    return Reply(offered, says)


def asked_last(context: Context) -> OwnTip | None:
    """The tip whose question is the newest still unanswered."""
    asked = (tip for tip in context.own_tips if tip.asked and not tip.closed)
    return max(asked, key=lambda tip: tip.asked_at or tip.filed_at, default=None)


def move(draft: Draft, to: TipId) -> Reply | None:
    """What was just said was about another tip."""
    if draft.spoken is None or draft.spoken.tip == to:
        return None
    return Reply(amend(draft, spoken=None), effect=MoveWords(draft.spoken, to), ask=False)


def added_says(draft: Draft, tip: TipId, context: Context) -> Say:
    """Which tip took the words is told wherever there is a choice, and can be put right."""
    ours = next((own for own in context.own_tips if own.tip == tip), None)
    others = [own for own in context.own_tips if own.tip != tip and not own.closed]
    if ours is None or not others:
        return say(draft, "added")
    kind, desk = kind_label(ours.kind, draft.language), ours.desk_name or line(draft, "duty_desk")
    key = "added_to" if draft.spoken else "moved_to"
    words = line(draft, key, desk=desk, kind=kind, at=moment(ours.filed_at))
    moves = others[:MOST_MOVES] if draft.spoken else ()
    return Say(words, tuple(_move_button(draft, own) for own in moves))


def _move_button(draft: Draft, tip: OwnTip) -> Button:
    kind = kind_label(tip.kind, draft.language)
    label = line(draft, "button_move", kind=kind, at=moment(tip.filed_at))
    return labelled(label, f"move:{tip.tip}")


def choose_offer(draft: Draft, choice: str, context: Context) -> Reply | None:
    tip = open_tip(context)
    if choice == "more" and tip:
        return add(draft, tip.tip, draft.pending_text, draft.pending_media)
    if choice == "drop":
        idle = amend(draft, stage=Stage.IDLE, pending_text="", pending_media=())
        return Reply(idle, (say(draft, "dropped"),))
    return None


# --- a thread as its citizen reads it -----------------------------------------------------------


def thread_says(draft: Draft, thread: ThreadView) -> tuple[Say, ...]:
    rows = [_entry(draft, row) for row in thread.lines if row.author is not Author.NOTE]
    shown: list[str] = []
    length = 0
    for row in reversed(rows):
        length += len(row)
        if length > LONGEST_THREAD and shown:
            shown.append(line(draft, "thread_earlier"))
            break
        shown.append(row)
    words = "\n".join([*_head(draft, thread), "", *_story(draft, thread), *reversed(shown)])
    words = words.rstrip()
    return (Say(words, _thread_buttons(draft, thread)),)


def _head(draft: Draft, thread: ThreadView) -> Iterator[str]:
    status = public_text(thread.status, draft.language)
    kind, at = kind_label(thread.kind, draft.language), moment(thread.filed_at)
    desk = thread.desk_name or line(draft, "duty_desk")
    yield line(draft, "thread_head", kind=kind, at=at, desk=desk, status=status)
    if thread.closing_reason:
        yield closing_words(thread.closing_reason, draft.language)
    if thread.answer_by:
        yield line(draft, "thread_deadline", at=_due(thread.answer_by, draft.language))


def _story(draft: Draft, thread: ThreadView) -> Iterator[str]:
    """A thread begins with what was told; of a very long story, with its beginning."""
    if thread.story or thread.media:
        told = cut(thread.story, LONGEST_STORY_SHOWN)
        yield _entry(draft, Line(0, thread.filed_at, Author.CITIZEN, told, media=thread.media))


def _entry(draft: Draft, row: Line) -> str:
    files = line(draft, "thread_files", count=len(row.media)) if row.media else ""
    words = " ".join(part for part in (row.text, files) if part)
    return line(draft, f"thread_{row.author.value}", at=moment(row.at), words=words)


def _thread_buttons(draft: Draft, thread: ThreadView) -> tuple[Button, ...]:
    usual = _usual_buttons(draft, thread)
    if thread.reward is None:
        return usual
    return (button(draft, "reward", f"reward:{thread.tip}"), *usual)


def _usual_buttons(draft: Draft, thread: ThreadView) -> tuple[Button, ...]:
    news = button(draft, "news", f"news:{thread.tip}")
    if is_over(thread.status):
        new = button(draft, "new_tip", "newtip")
        if thread.may_reopen:
            return (button(draft, "unsolved", f"unsolved:{thread.tip}"), new)
        return (new,)
    reply = button(draft, "reply", f"thread:{thread.tip}")
    if thread.untaken:
        return (reply, news, button(draft, "retract", f"retract:{thread.tip}"))
    return (reply, news)
