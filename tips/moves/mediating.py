"""Giving a quarrel to the mediation group. Pure."""

from dataclasses import replace

from tips.errors import MoveNotAllowed
from tips.mediation import KINDS, Matter, Mediation, matter_label
from tips.moves.base import Decision, Press, must_work_on, noting, telling, unchanged
from tips.moves.change import Change
from tips.moves.own_words import own_words
from tips.rewards import day_of
from tips.statuses import may_follow
from tips.tip import Status, Tip, Urgency
from wording.catalogue import text
from wording.phrase import phrase


def mediate(matter: str, words: str) -> Decision:
    """The words go on a paper for the group; of the tip itself nothing does."""

    def decide(tip: Tip, press: Press) -> Change:
        must_work_on(tip, press.officer)
        _must_be_mediable(tip, matter)
        said = own_words(words, tip)
        given = Mediation(Matter(matter), said, day_of(press.at))
        change = replace(
            unchanged("mediate", tip, press), status=Status.PASSED_ON, mediation=given, spam_by=None
        )
        line = text("mediation.line", matter=matter_label(matter), words=said)
        return telling(noting(change, press, line), phrase("mediation.told", tip.language))

    return decide


def _must_be_mediable(tip: Tip, matter: str) -> None:
    """Whoever is in danger is helped first, and a crime is nobody's to make up."""
    possible = may_follow(tip.status, Status.PASSED_ON) and tip.urgency is not Urgency.CRITICAL
    if not possible or tip.report.kind not in KINDS or matter not in tuple(Matter):
        raise MoveNotAllowed
