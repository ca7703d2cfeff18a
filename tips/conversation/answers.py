"""Buttons, numbers and orders: whatever picks one of the things that can be done at a step."""

from collections.abc import Callable, Mapping
from functools import partial

from messages.menus import number, picked, spoken_number
from messages.message import CALL, Choice
from tips.conversation import (
    orders,
    receipts,
    retracting,
    rewarding,
    scam_check,
    threads,
    voices,
)
from tips.conversation import step_answers as words
from tips.conversation.commands import Order, recognise
from tips.conversation.draft import PLACE_STAGES, Draft, Stage, amend
from tips.conversation.replies import decline
from tips.conversation.scam_words import ask_for_message
from tips.conversation.speech import Reply, answer_line, line, say
from tips.conversation.steps import where
from tips.conversation.steps.misplaced import without_place
from tips.conversation.steps.next_step import proceed
from tips.conversation.steps.questions import FREE, current_detail, question, suggestions
from tips.conversation.steps.telling import CHOSEN, LAST_HOUR, choose_kind
from tips.conversation.turn import Context, Say
from tips.reading.kinds import OTHER
from tips.understanding import understand
from wording.catalogue import LANGUAGES

_NOWHERE = dict.fromkeys(
    ("unknown", "skip", "skip_all", "no", "send", "done"), "place:unknown"
)  # who only wants to send is asked no further
_EDITS = {
    "edit_kind": "edit:kind",
    "edit_story": "edit:story",
    "edit_place": "edit:place",
    "edit_when": "edit:when",
    "edit_detail": "edit:detail",
    "edit_media": "edit:media",
}

MENU_FROM = "menu:"  # the row that the next page of a numbered menu begins with
LAST_CHOICE = 999  # no menu is so long: it is a phone or an account
_AT_REST = {Stage.NEW, Stage.IDLE, Stage.SAVED, Stage.OFFER}

_PLAIN = {"yes", "no", "unknown", "greeting", "thanks", "skip", "done", "send"}

# Orders that are answers at a step, with the button they stand for.
_ANSWERS: Mapping[Stage, Mapping[str, str]] = {
    Stage.KIND: dict.fromkeys(("unknown", "skip", "skip_all"), "kind:khac"),
    Stage.CONFIRM_KIND: {"no": "kinds", "unknown": "kind:khac", "skip": "kind:khac"},
    Stage.STORY: dict.fromkeys(
        ("unknown", "skip", "skip_all", "done", "yes", "no", "send"), "story:none"
    ),
    Stage.PLACE: _NOWHERE,
    Stage.PLACE_PICK: {**_NOWHERE, "no": "pl:none"},
    Stage.PROVINCE: _NOWHERE,
    Stage.COMMUNE: _NOWHERE,
    Stage.WHEN: dict.fromkeys(("unknown", "skip", "skip_all", "no"), "when:unknown"),
    Stage.DETAIL: {
        "unknown": "answer:unknown",
        "skip": "skip",
        "skip_all": "skip_all",
        "done": "skip_all",
        "send": "skip_all",
        "yes": "answer:yes",
        "no": "answer:no",
    },
    Stage.MEDIA: {
        **dict.fromkeys(("unknown", "skip", "skip_all", "no", "done", "send"), "media:done"),
        "yes": "media:coming",
    },
    Stage.REVIEW: {
        "send": "send",
        "yes": "send",
        "done": "send",
        "edit": "edit",
        "no": "edit",
        **_EDITS,
    },
    Stage.EDIT: {
        **dict.fromkeys(("no", "done", "skip", "yes", "unknown", "send"), "review"),
        **_EDITS,
    },
    Stage.SAVED: {"yes": "saved", "done": "saved", "send": "send"},
    Stage.OFFER: dict.fromkeys(("no", "skip"), "drop"),
    Stage.ERASE: {"yes": "erase:yes", "no": "erase:no"},
}


def pressed(draft: Draft, choice: Choice, context: Context) -> Reply:
    reply = orders.pressed(draft, choice, context) or _chosen(draft, choice, context)
    if reply:
        return reply
    sent = choice == "send" and draft.stage in {Stage.SAVED, Stage.IDLE, Stage.OFFER}
    return Reply(draft, (say(draft, "already_sent" if sent else "stale_button"),))


def _chosen(draft: Draft, choice: str, context: Context) -> Reply | None:
    anywhere = _ANYWHERE.get(choice)
    if choice.startswith(MENU_FROM):
        begins = choice.removeprefix(MENU_FROM)
        return Reply(amend(draft, menu_from=int(begins) if begins.isdecimal() else 0))
    return anywhere(draft, context) if anywhere else _chosen_at_step(draft, choice, context)


def _chosen_at_step(draft: Draft, choice: str, context: Context) -> Reply | None:
    if draft.stage in orders.TELLING:
        reply = _changed_or_kept(draft, choice, context)
        if reply:
            return reply
        if choice.startswith(("kind:", "kinds")):
            return choose_kind(draft, choice, context)
    if draft.stage in PLACE_STAGES:
        return _place_chosen(draft, choice, context)
    if draft.stage is Stage.ERASE:
        return orders.choose_erase(draft, choice)
    answer = {**CHOSEN, Stage.OFFER: threads.choose_offer}.get(draft.stage)
    return answer(draft, choice, context) if answer else None


def _changed_or_kept(draft: Draft, choice: str, context: Context) -> Reply | None:
    if choice == "edit:place" and draft.place is not None:
        return Reply(amend(without_place(draft), editing="change"))
    return _keep_answer(draft, context) if choice == "keep" and _is_answered(draft) else None


def _keep_answer(draft: Draft, context: Context) -> Reply | None:
    if draft.stage is Stage.DETAIL:
        return CHOSEN[Stage.DETAIL](draft, "skip", context)
    return proceed(draft, context)


def _place_chosen(draft: Draft, choice: str, context: Context) -> Reply | None:
    finding = where.chosen(draft, choice, context)
    return words.found(finding, context) if finding else None


def _keep_declined(draft: Draft, context: Context) -> Reply:
    """Only asked, no crime: what this line does not take, and where it belongs."""
    del context
    kept = amend(draft, unsaid="")
    return decline(kept, understand(draft.unsaid)) if draft.unsaid else Reply(kept)


def _new_tip(draft: Draft, context: Context) -> Reply:
    if draft.stage is Stage.OFFER:
        return words.begin_with(draft, draft.pending_text, draft.pending_media, context)
    return orders.begin(draft)


def _say_number(number: str, draft: Draft, context: Context) -> Reply:
    """Where the phone did not dial by itself."""
    del context
    return Reply(draft, (Say(answer_line(draft, f"now_{number}")),), ask=False)


_ANYWHERE: Mapping[str, Callable[[Draft, Context], Reply | None]] = {
    "newtip": _new_tip,
    "scope:crime": words.take_after_all,
    "scope:no": _keep_declined,
    "crisis:help": words.ask_an_officer,
    "scam:file": scam_check.file_message,
    voices.CHANGE: voices.change,
    "scam:ask": lambda draft, _: ask_for_message(draft),
    **{f"{CALL}{number}": partial(_say_number, number) for number in ("113", "114", "115", "111")},
}


# --- typed ---------------------------------------------------------------------------------------


def by_number(draft: Draft, text: str, context: Context) -> Reply | None:
    """A number or a label picks from the menu that was shown; without one a number is no answer
    to most steps.
    """
    chosen = picked(text, _labels(draft, context)) if draft.menu else _number(draft, text)
    if chosen is None:
        return None
    if 1 <= chosen <= len(draft.menu):
        return pressed(draft, Choice(draft.menu[chosen - 1]), context)
    is_hour = draft.stage is Stage.WHEN and not draft.menu and chosen <= LAST_HOUR
    is_phone = draft.stage is Stage.PLACE and chosen > LAST_CHOICE
    if is_hour or is_phone or draft.stage in {Stage.DETAIL, Stage.THREAD}:
        return None  # "5" answers "how many people?"
    return Reply(draft, (say(draft, "no_menu", number=chosen),))


def _number(draft: Draft, text: str) -> int | None:
    """A "một" names no place either, as little as a "1"."""
    spoken = spoken_number(text) if draft.stage in PLACE_STAGES else None
    return number(text) or spoken


def _labels(draft: Draft, context: Context) -> list[str]:
    """Of the menu that was shown, where it was the step's question; "" for any other row."""
    shown = {one.choice: one.label for one in question(draft, context).buttons}
    more = line(draft, "button_menu_more")
    unknown = (more if choice.startswith(MENU_FROM) else "" for choice in draft.menu)
    return [shown.get(Choice(one), other) for one, other in zip(draft.menu, unknown, strict=True)]


def is_plain_answer(text: str) -> bool:
    """A "có", "không rõ" or "cảm ơn": words for an officer who has asked, never an order to us."""
    order = recognise(text)
    return order is not None and not order.slash and order.name in _PLAIN


def by_order(draft: Draft, text: str, context: Context) -> Reply | None:
    order = recognise(text)
    if order is None:
        return None
    if order.name == "skip" and _is_answered(draft):
        return proceed(draft, context)
    answer = _answer_to(draft, order)
    if answer:
        return pressed(draft, Choice(answer), context)
    return _obeyed(draft, order, context)


def _answer_to(draft: Draft, order: Order) -> str | None:
    if order.name in {"no", "send", "done"} and draft.stage is Stage.KIND and draft.story:
        return f"kind:{OTHER}"  # "which of these?" "none"
    if order.name in {"yes", "send"} and draft.stage is Stage.CONFIRM_KIND:
        return next((f"kind:{kind}" for kind in suggestions(draft)), "kinds")
    if order.name == "yes" and draft.stage is Stage.PLACE_PICK and len(draft.offered) == 1:
        return f"pl:{next(iter(draft.offered))}"
    if order.name in {"yes", "no"} and _is_open_question(draft):
        return None  # their own words
    settled = {"edit_place": "edit:place"} if _is_place_known(draft) else {}
    return {**settled, **_ANSWERS.get(draft.stage, {})}.get(order.name)


def _is_place_known(draft: Draft) -> bool:
    """What the story settled can be changed at once, at whatever question comes next."""
    return draft.place is not None and draft.stage in orders.TELLING - PLACE_STAGES


def _is_open_question(draft: Draft) -> bool:
    current = current_detail(draft) if draft.stage is Stage.DETAIL else None
    return current is not None and not current.yes_no


def _is_answered(draft: Draft) -> bool:
    """Skipping a question that has an answer keeps the answer."""
    if draft.stage in PLACE_STAGES:
        return draft.place is not None
    current = current_detail(draft) if draft.stage is Stage.DETAIL else None
    known = {
        Stage.KIND: draft.kind,
        Stage.STORY: draft.story,
        Stage.WHEN: draft.when,
        Stage.DETAIL: draft.answers.get(current.id) if current else None,
    }
    return bool(known.get(draft.stage))


def _obeyed(draft: Draft, order: Order, context: Context) -> Reply | None:
    if order.name == "receipt" and order.rest:
        return receipts.asked_for(draft, order.rest)
    if order.name == "language" and order.rest.lower() in LANGUAGES:
        return orders.speak(draft, order.rest.lower())
    if order.name == "list" and draft.thread and not order.slash:
        return threads.show(draft, draft.thread)
    if order.name in _OF_TIPS:
        return _OF_TIPS[order.name](draft, context)
    obey = orders.ORDERS.get(order.name)
    return (obey(draft) if obey else None) or _beside_the_point(draft, order)


def _retract(draft: Draft, context: Context) -> Reply | None:
    """What is being told is not sent yet: it is cancelled."""
    if draft.stage in orders.TELLING and orders.has_begun(draft):
        return orders.cancel(draft)
    return retracting.offer_newest(draft, context) or orders.list_(draft, context)


def _unsolved(draft: Draft, context: Context) -> Reply | None:
    """Said of the newest closed tip; while a tip is being told they are words like others."""
    closed = next((tip for tip in context.own_tips if tip.closed), None)
    return orders.unsolved(draft, closed.tip) if closed and draft.stage in _AT_REST else None


_OF_TIPS: Mapping[str, Callable[[Draft, Context], Reply | None]] = {
    "list": orders.list_,
    "retract": _retract,
    "reward": rewarding.offer_any,
    "unsolved": _unsolved,
}


def _beside_the_point(draft: Draft, order: Order) -> Reply | None:
    if draft.stage in FREE:
        return None  # "có" may answer an officer's question
    says = () if order.name == "greeting" else (say(draft, "not_understood"),)
    return Reply(draft, says)
