"""What each step of telling a tip does with an answer, pressed or typed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from messages.menus import number
from tips.conversation.draft import Draft, Stage, amend
from tips.conversation.speech import (
    Reply,
    answer_line,
    button,
    has_words,
    labelled,
    line,
    say,
    too_long,
)
from tips.conversation.steps.bare_places import corrects_the_place, is_a_place
from tips.conversation.steps.details import choose_detail, keep_whole, type_detail
from tips.conversation.steps.misplaced import (
    change_place,
    no_time,
    only_a_time,
    with_facts,
    with_time,
    without_place,
)
from tips.conversation.steps.next_step import proceed
from tips.conversation.steps.questions import MOST_SUGGESTED, details_of, suggestions
from tips.conversation.steps.summary import is_complete
from tips.conversation.steps.warning import warned
from tips.conversation.steps.where import (
    LONGEST_STORY,
    begin_and_end,
    places_told_in,
)
from tips.conversation.turn import Context, FileTip, Say
from tips.reading.kinds import KINDS, ONGOING, OTHER, named
from tips.reading.when import answered, day_before, read_time
from tips.tip import KindId, PlaceTold, Report
from tips.understanding import understand
from wording.clean import cut

FEWEST_LETTERS = 8  # "hả", "?": too little to be taken for a story nobody asked for
LAST_HOUR = 24
LONGEST_WHEN = 300
FEWEST_MORE = 4  # "hôm qua", "1 người": added to a story they are something
_EMERGENCY = re.compile(r"\b11[1345]\b")
_CALLED_NOW = {
    "cuop_cuong_doat": ("113",), "danh_nhau_gay_roi": ("113",), "bao_luc_gia_dinh": ("113",),
    "vu_khi_phao": ("113",), "chay_no": ("114",), "xam_hai_tre_em": ("111", "113"),
    "mua_ban_nguoi": ("111", "113"),
}  # fmt: skip
SHORT_NAME = 40  # a kind's name is not longer

Chosen = Callable[[Draft, str, Context], Reply | None]
Typed = Callable[[Draft, str, Context], Reply]


# --- kind ----------------------------------------------------------------------------------------


def choose_kind(draft: Draft, choice: str, context: Context) -> Reply | None:
    if choice == "kinds":
        return Reply(amend(draft, stage=Stage.KIND))
    head, _, kind = choice.partition(":")
    if head != "kind" or KindId(kind) not in KINDS:
        return None
    return _with_kind(draft, KindId(kind), context)


def _with_kind(draft: Draft, kind: KindId, context: Context) -> Reply:
    safety = Say(_advice(draft) or KINDS[kind].safety(draft.language))
    if kind == draft.kind:
        return proceed(draft, context)
    kept = {key: told for key, told in draft.answers.items() if key.startswith(f"{kind}.")}
    known = amend(draft, kind=kind, answers=kept, detail=0, details_done=False)
    return proceed(known, context, safety)


def names_a_kind(draft: Draft, text: str) -> KindId | None:
    """The whole text is a kind's name, where one was asked for."""
    asked = draft.stage in {Stage.KIND, Stage.CONFIRM_KIND}
    return named(text) if asked and len(text) <= SHORT_NAME else None


def type_kind(draft: Draft, text: str, context: Context) -> Reply:
    kind = names_a_kind(draft, text)
    if kind and not draft.express:
        return _with_kind(draft, kind, context)
    letters = sum(map(str.isalnum, text))
    if not draft.express and letters < (FEWEST_MORE if draft.story else FEWEST_LETTERS):
        return Reply(draft, (say(draft, "not_understood"),))
    return _more_story(draft, text, context) if draft.story else type_story(draft, text, context)


# --- story ---------------------------------------------------------------------------------------


def choose_story(draft: Draft, choice: str, context: Context) -> Reply | None:
    if choice == "story:anew" and draft.story:
        return Reply(amend(draft, editing="anew"))
    if choice != "story:none":
        return None
    if draft.media:  # a voice message tells it all: some residents do not write
        return proceed(amend(draft, story=line(draft, "story_in_files")), context)
    return Reply(draft, (say(draft, "story_needed"),))


def type_story(draft: Draft, text: str, context: Context) -> Reply:
    if not any(letter.isalpha() for letter in text):
        return Reply(draft, (say(draft, "story_needed"),))
    if draft.story and draft.editing != "anew":
        return _more_story(draft, text, context)
    kept = amend(draft, story=text[:LONGEST_STORY])
    found, says = _what_it_says(kept, context)
    if found.express:  # where, then send: nothing else is read by who is in danger
        short = _as_one(say(draft, "noted_express"), *_safety_in_danger(found), *says)
        return proceed(found, context, _with_kind_buttons(draft, found, short))
    thanks = _as_one(say(draft, "noted_story"), *says)
    return proceed(found, context, *_too_long(draft, text), _with_kinds(draft, found, thanks))


def tell_on(draft: Draft, text: str, context: Context) -> Reply:
    """The second half of a story: the question that stood between the halves is asked again."""
    return _more_story(draft, text, context, gap=" ")


def _more_story(draft: Draft, text: str, context: Context, gap: str = "\n") -> Reply:
    whole = f"{draft.story}{gap}{text}"
    kept, says = _what_it_says(amend(draft, story=whole[:LONGEST_STORY]), context)
    thanks = _as_one(say(draft, "noted_more"), *says)
    return proceed(kept, context, *_too_long(draft, whole), _with_kinds(draft, kept, thanks))


def _as_one(*says: Say) -> Say:
    buttons = tuple(pressed for one in says for pressed in one.buttons)
    return Say("\n".join(one.text for one in says), buttons)


def _too_long(draft: Draft, text: str) -> tuple[Say, ...]:
    return (too_long(draft, LONGEST_STORY),) if len(text) > LONGEST_STORY else ()


def _what_it_says(draft: Draft, context: Context) -> tuple[Draft, tuple[Say, ...]]:
    """What the story already tells is not asked again, only shown."""
    draft = _with_likely_kind(draft)
    draft, says = places_told_in(draft, context)
    when = read_time(begin_and_end(draft.story), context.now) if draft.when is None else None
    timed = (say(draft, "noted_when_from_story", when=when),) if when else ()
    if draft.when is None and draft.express:
        when = when or ONGOING
    kept = amend(draft, when=draft.when or when)
    return kept, says if draft.express else (*says, *timed, *_facts_noted(kept))


def _facts_noted(draft: Draft) -> tuple[Say, ...]:
    """Shown as they were told: they can be changed with the story, and are not asked again."""
    told = [told.words for told in understand(draft.story).told if told.fact != "place"]
    facts = [words for words in told if not any(words in other != words for other in told)]
    if not facts:
        return ()
    return (Say(answer_line(draft, "noted_facts", facts=cut("; ".join(facts), 200))),)


def _with_likely_kind(draft: Draft) -> Draft:
    """A kind that is sure is noted; who is in danger is asked for none at all."""
    if draft.kind is not None:
        return draft
    meant = understand(draft.story)
    likely = meant.kind or (suggestions(draft)[0] if draft.express else None)
    return amend(draft, kind=KindId(likely)) if likely else draft


def _with_kinds(before: Draft, now: Draft, said: Say) -> Say:
    """Which kind was noted, and the next likely ones to press if it is wrong."""
    if before.kind is not None or now.kind is None:
        return said
    words = answer_line(now, "noted_kind", kind=KINDS[now.kind].label(now.language))
    text = "\n".join(part for part in (said.text, words, _safety(now)) if part)
    return _with_kind_buttons(before, now, replace(said, text=text))


def _with_kind_buttons(before: Draft, now: Draft, said: Say) -> Say:
    """What was read can be changed by one press, in danger too, without more to read."""
    if before.kind is not None or now.kind is None:
        return said
    noted = KINDS[now.kind].label(now.language)
    others = [kind for kind in suggestions(now) if kind != now.kind][: MOST_SUGGESTED - 1]
    buttons = [button(now, "noted_kind", f"kind:{now.kind}", kind=noted)]
    buttons += [labelled(KINDS[kind].label(now.language), f"kind:{kind}") for kind in others]
    return replace(said, buttons=(*said.buttons, *buttons, button(now, "other_kind", "kinds")))


def _safety(draft: Draft) -> str:
    """Who is blackmailed hears once what to do: "do not chase them" is no help."""
    meant = understand(draft.story)
    if meant.is_blackmail:
        return "" if draft.warned else answer_line(draft, "blackmail")
    return _advice(draft) or _calm(KINDS[KindId(draft.kind or OTHER)].safety(draft.language))


def _advice(draft: Draft) -> str:
    """Of what happened, whatever kind it is."""
    meant = understand(draft.story)
    if meant.is_dog_bite:
        return answer_line(draft, "dog_bite")
    is_child = meant.is_from_a_child and "111" in draft.warned
    return answer_line(draft, "for_a_child") if is_child else ""


def _safety_in_danger(draft: Draft) -> tuple[Say, ...]:
    """One sentence: "do not tell him that you reported it"."""
    meant = understand(draft.story)
    is_sure = draft.kind in _CALLED_NOW and draft.kind == meant.kind
    safety = _safety(draft) if is_sure or _advice(draft) else ""
    return (Say(safety),) if safety else ()


def _calm(safety: str) -> str:
    """Nobody is in danger as far as was told: a number to call would only frighten."""
    sentences = re.split(r"(?<=[.;]) ", safety)
    return " ".join(one for one in sentences if not _EMERGENCY.search(one))


# --- when ----------------------------------------------------------------------------------------


def choose_when(draft: Draft, choice: str, context: Context) -> Reply | None:
    times = {
        "when:now": ONGOING,
        "when:today": f"hôm nay ({day_before(context.now, 0)})",
        "when:yesterday": f"hôm qua ({day_before(context.now, 1)})",
        "when:often": "nhiều lần",
        "when:unknown": "không rõ",
    }
    return _timed(draft, times[choice], context) if choice in times else None


def _timed(draft: Draft, when: str, context: Context) -> Reply:
    """What goes on now, and is dangerous, gets the number to call and the short way to send."""
    timed = amend(draft, when=when)
    numbers = _CALLED_NOW.get(draft.kind or "", ()) if when.startswith(ONGOING) else ()
    if not numbers:
        return proceed(timed, context)
    alarmed, says = warned(amend(timed, express=True), numbers)
    return proceed(alarmed, context, *says)


def type_when(draft: Draft, text: str, context: Context) -> Reply:
    if not has_words(text):
        return Reply(draft, (say(draft, "not_understood"),))
    hour = number(text)
    if hour is not None and hour <= LAST_HOUR:
        text = f"{hour} giờ"
    elsewhere = no_time(draft, text, context)
    if elsewhere:
        return elsewhere
    kept, says = keep_whole(with_facts(draft, text), text, LONGEST_WHEN)
    reply = _timed(kept, answered(cut(text, LONGEST_WHEN), context.now), context)
    return replace(reply, says=(*says, *reply.says))


# --- media, review -------------------------------------------------------------------------------


def choose_media(draft: Draft, choice: str, context: Context) -> Reply | None:
    if choice == "media:done":
        return proceed(amend(draft, media_done=True), context)
    if choice == "media:coming":
        done = button(draft, "media_done" if draft.media else "no_media", "media:done")
        return Reply(draft, (Say(line(draft, "send_here"), (done,)),), ask=False)
    if choice == "media:clear":
        return Reply(amend(draft, media=()), (say(draft, "media_cleared"),))
    return None


def choose_review(draft: Draft, choice: str, context: Context) -> Reply | None:
    if choice == "edit":
        return Reply(amend(draft, stage=Stage.EDIT))
    if choice == "review":
        return proceed(draft, context)
    if choice.startswith("edit:"):
        return _edit(draft, choice.removeprefix("edit:"))
    if choice == "send":
        return _send(draft, context)
    return None


def _edit(draft: Draft, part: str) -> Reply | None:
    stages = {
        "kind": Stage.KIND,
        "story": Stage.STORY,
        "place": Stage.PLACE,
        "when": Stage.WHEN,
        "detail": Stage.DETAIL,
        "media": Stage.MEDIA,
    }
    if part not in stages or (part == "detail" and not details_of(draft)):
        return None
    if part == "place":
        return Reply(amend(without_place(draft), editing="change"))
    return Reply(amend(draft, stage=stages[part], detail=0, page=0, editing="change"))


def _send(draft: Draft, context: Context) -> Reply:
    if not is_complete(draft):
        return proceed(draft, context)
    return Reply(draft, effect=FileTip(_report(draft)), ask=False)


def _report(draft: Draft) -> Report:
    return Report(
        kind=draft.kind or KindId("khac"),
        story=draft.story,
        place=draft.place or PlaceTold(),
        when=draft.when or "",
        answers=tuple(draft.answers.items()),
        media=draft.media,
        urgent_words=draft.urgent_words,
    )


def type_more(draft: Draft, text: str, context: Context) -> Reply:
    """Words where buttons were expected: something they remembered. Never lost."""
    if sum(map(str.isalnum, text)) < FEWEST_LETTERS:
        return Reply(draft, (say(draft, "not_understood"),))
    is_place = draft.stage is not Stage.MEDIA and is_a_place(text, context)
    if is_place or corrects_the_place(text, context):
        return change_place(draft, text, context)
    when = only_a_time(text, context)
    if when and draft.stage is not Stage.MEDIA:
        timed = with_time(draft, when)
        return Reply(timed, (say(timed, "noted_when", when=timed.when or when),))
    kept = _more_story(draft, text, context)
    return replace(kept, draft=amend(kept.draft, stage=draft.stage))


CHOSEN: Mapping[Stage, Chosen] = {
    Stage.KIND: choose_kind,
    Stage.CONFIRM_KIND: choose_kind,
    Stage.STORY: choose_story,
    Stage.WHEN: choose_when,
    Stage.DETAIL: choose_detail,
    Stage.MEDIA: choose_media,
    Stage.REVIEW: choose_review,
    Stage.EDIT: choose_review,
}
TYPED: Mapping[Stage, Typed] = {
    Stage.KIND: type_kind,
    Stage.CONFIRM_KIND: type_kind,
    Stage.STORY: type_story,
    Stage.WHEN: type_when,
    Stage.DETAIL: type_detail,
    Stage.MEDIA: type_more,
    Stage.REVIEW: type_more,
    Stage.EDIT: type_more,
}
