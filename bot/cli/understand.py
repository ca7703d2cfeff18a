"""Shows what a message is understood as, and which of its words made it so. Nothing is kept."""

from collections.abc import Iterator, Mapping

import typer

from bot.cli.commands import say
from tips.scams import Verdict, judge
from tips.scams.judging import explain as explain_scam
from tips.understanding import Understanding, explain, understand
from tips.understanding.heads import HEADS

_MOST = 3  # answers shown of each question
_LEAST = 0.05  # less likely ones say nothing


def show(words: str) -> None:
    for line in _lines(understand(words)):
        typer.echo(line)


def _lines(meant: Understanding) -> Iterator[str]:
    answers: Mapping[str, Mapping[str, float]] = {
        "intent": meant.intents,
        "kind": meant.kinds,
        "danger": meant.dangers,
        "scope": meant.scopes,
        "topic": meant.topics,
        "despair": meant.despairs,
    }
    for head in HEADS:
        for answer, likely in list(answers[head].items())[:_MOST]:
            if likely >= _LEAST:
                because = ", ".join(feature for feature, _ in explain(meant.text, head, answer, 6))
                yield say("understood", head=head, answer=answer, share=likely, because=because)
    yield from _of_scam(judge(meant.text), meant.text)
    for told in meant.told:
        yield say("understood_fact", fact=told.fact, words=told.words)


def _of_scam(verdict: Verdict, words: str) -> Iterator[str]:
    """What would be answered to "is this a scam?", and why."""
    because = ", ".join(feature for feature, _ in explain_scam(words))
    yield say(
        "understood_scam",
        answer=verdict.answer,
        share=verdict.likelihood,
        trick=verdict.trick,
        lesson=verdict.lesson,
        because=because,
    )
    for reason in verdict.reasons:
        shown = {"sign": reason.sign, "seen": reason.seen, "meant": reason.meant}
        yield say("understood_scam_reason", **shown)
