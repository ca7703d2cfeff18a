"""The question of each step, as it is put to the citizen."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tips.conversation import voices
from tips.conversation.draft import PLACE_STAGES, Draft, Stage
from tips.conversation.speech import button, labelled, line
from tips.conversation.steps.place_questions import (
    ask_commune,
    ask_place,
    ask_place_pick,
    ask_province,
    lacks_only_commune,
)
from tips.conversation.steps.summary import ask_review, is_complete, shown_answer, shown_story
from tips.conversation.turn import Context, OwnTip, Say
from tips.reading.kinds import KINDS, OTHER, Kind, Question, kind_label, kind_named
from tips.tip import KindId
from tips.understanding import understand

MOST_MEDIA = 10
MOST_SUGGESTED = 3
MOST_DETAILS = 2  # questions before sending
HINT_OF_VIOLENCE = 0.05  # below, nobody was even threatened: a karaoke is asked for no weapons

# Steps whose answer is free text: their buttons are words there, never numbers.
FREE = {Stage.STORY, Stage.PLACE, Stage.DETAIL, Stage.THREAD, Stage.RECEIPT}
_STEPS = {
    Stage.KIND: (1, "kind"),
    Stage.CONFIRM_KIND: (1, "kind"),
    Stage.STORY: (2, "story"),
    Stage.PLACE: (3, "place"),
    Stage.PLACE_PICK: (3, "place"),
    Stage.PROVINCE: (3, "place"),
    Stage.COMMUNE: (3, "place"),
    Stage.WHEN: (4, "when"),
    Stage.DETAIL: (5, "more"),
    Stage.MEDIA: (5, "more"),
    Stage.REVIEW: (6, "review"),
    Stage.EDIT: (6, "review"),
}


def question(draft: Draft, context: Context) -> Say:
    """The question of the draft's stage."""
    asked = _with_what_stands(draft, context, _QUESTIONS[draft.stage](draft, context))
    if draft.stage not in _STEPS:
        return asked
    number, name = _step_of(draft)
    return replace(asked, step=line(draft, "step", number=number, name=line(draft, f"step_{name}")))


def _step_of(draft: Draft) -> tuple[int, str]:
    if draft.stage in PLACE_STAGES and lacks_only_commune(draft):
        return 5, "commune"
    return _STEPS[draft.stage]


def _with_what_stands(draft: Draft, context: Context, asked: Say) -> Say:
    """Who comes back to an answer sees it, and may leave it as it is."""
    current = current_detail(draft) if draft.stage is Stage.DETAIL else None
    told = draft.answers.get(current.id, "") if current else ""
    stands = shown_answer(draft, context, told)
    if not stands:
        return asked
    words = line(draft, "now_noted", value=stands)
    keep = button(draft, "keep_answer", "keep")
    return replace(asked, text=f"{words}\n{asked.text}", buttons=(keep, *asked.buttons))


def is_numbered(draft: Draft) -> bool:
    current = current_detail(draft) if draft.stage is Stage.DETAIL else None
    return draft.stage not in FREE or bool(current and current.yes_no)


def details_of(draft: Draft) -> tuple[Question, ...]:
    """The kind's own questions that make sense for this story and are not answered by it."""
    kind = kind_named(draft.kind)
    open_ones = (asked for asked in kind.details() if _is_open(draft, asked)) if kind else ()
    return tuple(open_ones)[:MOST_DETAILS]


def _is_open(draft: Draft, asked: Question) -> bool:
    if asked.id in draft.answers:
        return True  # so that it can be changed
    meant = understand(draft.story)
    told = meant.facts | ({"time"} if draft.when else set())
    makes_sense = not asked.needs or meant.dangers["113"] >= HINT_OF_VIOLENCE
    return makes_sense and not (asked.asks and set(asked.asks) <= told)


def current_detail(draft: Draft) -> Question | None:
    details = details_of(draft)
    return details[draft.detail] if draft.detail < len(details) else None


def suggestions(draft: Draft) -> tuple[KindId, ...]:
    """The likeliest kinds of what was told, the likeliest first."""
    return tuple(map(KindId, understand(draft.story).kinds))[:MOST_SUGGESTED]


def open_tip(context: Context) -> OwnTip | None:
    """The tip that words said now most likely belong to."""
    return next((tip for tip in context.own_tips if not tip.closed), None)


def _own(draft: Draft, about: str) -> str:
    """The kind's own way to ask for this, else the usual one."""
    kind = kind_named(draft.kind)
    own = kind.question_about(about) if kind else None
    return own.text(draft.language) if own else line(draft, f"ask_{about}_default")


def _ask_kind(draft: Draft, _world: Context) -> Say:
    buttons = tuple(labelled(k.label(draft.language), f"kind:{k.id}") for k in KINDS.values())
    if draft.story:
        return Say(line(draft, "ask_kind_of_story"), buttons)
    return Say(line(draft, "ask_kind"), (*buttons, button(draft, "have_receipt", "receipt")))


def _ask_kind_right(draft: Draft, context: Context) -> Say:
    """The three likeliest with an example each; none of them and all of them are a press away."""
    del context
    likely = [KINDS[kind] for kind in suggestions(draft)]
    lines = "\n".join(_kind_line(draft, kind) for kind in likely)
    buttons = [labelled(kind.label(draft.language), f"kind:{kind.id}") for kind in likely]
    if OTHER not in {kind.id for kind in likely}:
        buttons.append(labelled(KINDS[OTHER].label(draft.language), f"kind:{OTHER}"))
    last = button(draft, "all_kinds", "kinds")
    return Say(line(draft, "ask_kind_right", lines=lines), (*buttons, last))


def _kind_line(draft: Draft, kind: Kind) -> str:
    label, example = kind.label(draft.language), kind.example(draft.language)
    return line(draft, "kind_line", kind=label, example=example)


def _ask_story(draft: Draft, _world: Context) -> Say:
    if draft.story:
        return _ask_story_again(draft)
    kind = kind_named(draft.kind) or KINDS[OTHER]
    label, examples = kind.label(draft.language), kind.examples(draft.language)
    files = (button(draft, "no_words", "story:none"),) if draft.media else ()
    return Say(
        line(draft, "ask_story", kind=label, examples=examples),
        (*files, button(draft, "back", "back")),
    )


def _ask_story_again(draft: Draft) -> Say:
    """What was told stands unless it is asked for otherwise: words are added to it."""
    if draft.editing == "anew":
        return Say(line(draft, "ask_story_anew"), (button(draft, "back", "back"),))
    keep = button(draft, "keep_answer", "keep")
    anew = button(draft, "story_anew", "story:anew")
    words = line(draft, "ask_story_again", story=shown_story(draft))
    return Say(words, (keep, anew, button(draft, "back", "back")))


def _ask_when(draft: Draft, _world: Context) -> Say:
    choices = ("now", "today", "yesterday", "often", "unknown")
    buttons = [button(draft, choice, f"when:{choice}") for choice in choices]
    lead = _own(draft, "when")
    return Say(line(draft, "ask_when", question=lead), (*buttons, button(draft, "back", "back")))


def _ask_detail(draft: Draft, _world: Context) -> Say:
    details, current = details_of(draft), current_detail(draft)
    if current is None:
        return Say(line(draft, "ask_media_default"))
    answers = ("yes", "no") if current.yes_no else ()
    buttons = [button(draft, answer, f"answer:{answer}") for answer in answers]
    buttons.append(button(draft, "skip", "skip"))
    if len(details) > 1:
        buttons.append(button(draft, "skip_all", "skip_all"))
    count = {"number": draft.detail + 1, "count": len(details)}
    words = line(draft, "ask_detail", question=current.text(draft.language), **count)
    return Say(words, (*buttons, button(draft, "back", "back")))


def _ask_media(draft: Draft, context: Context) -> Say:
    lead = _own(draft, "media")
    buttons = [button(draft, "media_done" if draft.media else "no_media", "media:done")]
    buttons += voices.offer(draft, context)
    if draft.media:
        buttons.append(button(draft, "media_clear", "media:clear"))
    words = line(draft, "ask_media", question=lead, most=MOST_MEDIA)
    return Say(words, (*buttons, button(draft, "back", "back")))


def _ask_edit(draft: Draft, context: Context) -> Say:
    parts = ["kind", "story", "place", "when"]
    parts += ["detail"] if details_of(draft) else []
    parts += ["media"] if context.has_media else []
    buttons = [button(draft, f"edit_{part}", f"edit:{part}") for part in parts]
    on = button(draft, "review" if is_complete(draft) else "go_on", "review")
    return Say(line(draft, "ask_edit"), (*buttons, on))


def _ask_saved(draft: Draft, _world: Context) -> Say:
    return Say(line(draft, "ask_saved"), (button(draft, "saved", "saved"),))


def _ask_idle(draft: Draft, context: Context) -> Say:
    own = (button(draft, "my_tips", "list"),) if context.own_tips else ()
    new, receipt = button(draft, "new_tip", "newtip"), button(draft, "receipt", "receipt")
    return Say(line(draft, "ask_idle"), (new, *own, receipt))


def _ask_offer(draft: Draft, context: Context) -> Say:
    more = (button(draft, "more", "more"),) if open_tip(context) else ()
    others = (button(draft, "new_tip", "newtip"), button(draft, "drop", "drop"))
    if not more and context.own_tips:
        closed = context.own_tips[0]
        again = button(draft, "unsolved", f"unsolved:{closed.tip}")
        kind = kind_label(closed.kind, draft.language)
        return Say(line(draft, "ask_offer_closed", kind=kind), (again, *others))
    return Say(line(draft, "ask_offer" if more else "ask_offer_new"), (*more, *others))


def _ask_thread(draft: Draft, _world: Context) -> Say:
    news = button(draft, "news", f"news:{draft.thread}")
    return Say(line(draft, "ask_thread"), (news, button(draft, "leave", "cancel")))


def _ask_receipt(draft: Draft, _world: Context) -> Say:
    return Say(line(draft, "ask_receipt"), (button(draft, "leave", "cancel"),))


def _ask_erase(draft: Draft, context: Context) -> Say:
    buttons = (button(draft, "erase", "erase:yes"), button(draft, "keep", "erase:no"))
    own = len(context.own_tips)
    words = line(draft, "ask_erase", count=own) if own else line(draft, "ask_erase_nothing")
    return Say(words, buttons)


_QUESTIONS: Mapping[Stage, Callable[[Draft, Context], Say]] = {
    Stage.NEW: _ask_kind,
    Stage.KIND: _ask_kind,
    Stage.CONFIRM_KIND: _ask_kind_right,
    Stage.STORY: _ask_story,
    Stage.PLACE: ask_place,
    Stage.PLACE_PICK: ask_place_pick,
    Stage.PROVINCE: ask_province,
    Stage.COMMUNE: ask_commune,
    Stage.WHEN: _ask_when,
    Stage.DETAIL: _ask_detail,
    Stage.MEDIA: _ask_media,
    Stage.REVIEW: ask_review,
    Stage.EDIT: _ask_edit,
    Stage.SAVED: _ask_saved,
    Stage.IDLE: _ask_idle,
    Stage.OFFER: _ask_offer,
    Stage.THREAD: _ask_thread,
    Stage.RECEIPT: _ask_receipt,
    Stage.ERASE: _ask_erase,
}
