"""Answers what is no tip: somebody in despair, a question, a greeting, what this line cannot take.

Nothing of it is stored or seen by an officer; some of it is counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from messages.message import CALL, Button
from tips.conversation import orders, threads
from tips.conversation.draft import Draft, Stage
from tips.conversation.speech import Reply, answer_line, button, labelled, line
from tips.conversation.turn import CountOutOfScope, Say, World
from tips.understanding import Understanding

COUNTED_AS = {"paperwork": "petition"}
_PAPERWORK = {
    "identity_card", "vneid", "residence", "vehicle", "licence", "passport", "civil_status",
    "record", "lost_found", "fines",
}  # fmt: skip
_ABOUT_THE_LINE = {
    "anonymous", "real", "reads", "cost", "reward", "next", "how", "where", "number", "lessons",
}  # fmt: skip
_CRISIS_CALLS = ("115", "113")

Answer = Callable[[Draft, Understanding, World], Reply]


def reply_to(draft: Draft, meant: Understanding, world: World) -> Reply | None:
    """None for what is told; the conversation goes on with it."""
    if meant.is_crisis:
        return care(draft, meant.text)
    if draft.insists or meant.numbers:
        return None
    if meant.may_be_outside:
        return decline(draft, meant) if meant.is_outside else _ask_scope(draft, meant)
    return None if meant.is_told else _ANSWERS[meant.intent](draft, meant, world)


def is_question(meant: Understanding) -> bool:
    """Clearly no answer to what was asked, though it came where one was due."""
    return "?" in meant.text and not meant.is_told and meant.intent in _ASKING


# --- despair -------------------------------------------------------------------------------------


def care(draft: Draft, text: str) -> Reply:
    """No form and no kinds. The words are kept only so that help can be asked for by one press."""
    calls = tuple(
        labelled(answer_line(draft, "button_call", number=number), f"{CALL}{number}")
        for number in _CRISIS_CALLS
    )
    helped = labelled(answer_line(draft, "button_officer_help"), "crisis:help")
    kept = replace(draft, unsaid=text)
    return Reply(kept, (Say(answer_line(draft, "crisis"), (*calls, helped)),), ask=False)


# --- not for this line ---------------------------------------------------------------------------


def decline(draft: Draft, meant: Understanding) -> Reply:
    """Kindly, with where to go instead, and one press to say that it is a crime after all."""
    said = Say(_declining(draft, meant), (_is_crime(draft),))
    effect = CountOutOfScope(COUNTED_AS.get(meant.scope, meant.scope))
    return Reply(replace(draft, unsaid=meant.text), (said,), effect, ask=False)


def _declining(draft: Draft, meant: Understanding) -> str:
    if meant.scope != "paperwork":
        return line(draft, f"scope_{meant.scope}")
    topics = meant.topics_among(_PAPERWORK)[:1] or ("paperwork_other",)
    return answer_line(draft, "paperwork", where=answer_line(draft, topics[0]))


def _ask_scope(draft: Draft, meant: Understanding) -> Reply:
    topic = answer_line(draft, f"topic_{meant.scope}")
    where = answer_line(draft, f"where_{meant.scope}")
    no_crime = labelled(answer_line(draft, "button_no_crime"), "scope:no")
    asked = Say(
        answer_line(draft, "scope_ask", topic=topic, where=where), (_is_crime(draft), no_crime)
    )
    return Reply(replace(draft, unsaid=meant.text), (asked,), ask=False)


def _is_crime(draft: Draft) -> Button:
    return labelled(answer_line(draft, "button_is_crime"), "scope:crime")


# --- questions, greetings and the rest -----------------------------------------------------------


def _say(key: str, draft: Draft, meant: Understanding, world: World) -> Reply:
    del meant, world
    return Reply(draft, (Say(answer_line(draft, key)),))


def _about_the_line(draft: Draft, meant: Understanding, world: World) -> Reply:
    del world
    topics = meant.topics_among(_ABOUT_THE_LINE) or ("how",)
    return Reply(draft, (Say("\n".join(answer_line(draft, topic) for topic in topics)),))


def _about_paperwork(draft: Draft, meant: Understanding, world: World) -> Reply:
    del world
    return decline(draft, meant)


def _enter_receipt(draft: Draft, meant: Understanding, world: World) -> Reply:
    del meant, world
    return orders.ask_receipt(draft)


def _tell_news(draft: Draft, meant: Understanding, world: World) -> Reply:
    del meant
    if world.own_tips:
        return Reply(draft, threads.list_tips(draft, world), ask=False)
    receipt = button(draft, "receipt", "receipt")
    return Reply(draft, (Say(answer_line(draft, "news"), (receipt,)),), ask=False)


def _help(draft: Draft, meant: Understanding, world: World) -> Reply:
    del meant, world
    return orders.help_(draft)


def _stop(draft: Draft, meant: Understanding, world: World) -> Reply:
    del meant, world
    said = Say(answer_line(draft, "stop"))
    return Reply(replace(draft, stage=Stage.IDLE) if draft.stage is Stage.KIND else draft, (said,))


_ANSWERS: Mapping[str, Answer] = {
    "out_of_scope": _about_paperwork,
    "question_about_channel": _about_the_line,
    "paperwork": _about_paperwork,
    "opener": partial(_say, "opener"),
    "receipt": _enter_receipt,
    "news": _tell_news,
    "scam_check": partial(_say, "scam_check"),
    "thanks": partial(_say, "thanks"),
    "stop": _stop,
    "help": _help,
    "noise": partial(_say, "noise"),
}
_ASKING = {"question_about_channel", "paperwork", "help", "news"}
