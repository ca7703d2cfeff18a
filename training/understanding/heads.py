"""What is learned: six questions about a message, and what a row answers to each.

A target is a row of wished probabilities and a weight; a weight of 0 says: not known, do not learn.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tips.understanding.heads import DANGERS, DESPAIRING, INTENTS, KINDS, SCOPES, TOPICS
from training.understanding.rows import Row

_BEST_SHARE = 0.8  # of the probability, where other answers are accepted too
_MAY_WEIGHT = 0.25  # a number that may come but need not: better not, said softly

Array = NDArray[np.float64]
_WHOSE = (
    "crisis.other", "crisis.self", "crisis.direct", "crisis.debt", "crisis.drunk", "crisis.exam",
    "crisis.heart", "crisis.sideways",
)  # fmt: skip

# Families of rows whose name says what the question is about. Mixed ones teach no topic.
_TOPIC_OF = {
    "q.anon": "anonymous", "q.privacy": "anonymous", "q.witness": "witness",
    "q.delete": "undo", "q.undo": "undo", "q.false": "mistaken", "q.person": "person",
    "q.addiction": "addiction", "q.doubt": "real", "q.real": "real", "q.reads": "reads",
    "q.bot": "reads", "q.cost": "cost", "q.reward": "reward", "q.next": "next", "q.how": "how",
    "q.media": "how", "q.language": "how", "q.covers": "how", "q.where": "where",
    "q.hypo": "number", "q.lessons": "lessons", "st.lessons": "lessons",
    "pw.id": "identity_card", "pw.vneid": "vneid", "pw.tamtru": "residence",
    "pw.residence": "residence", "pw.foreign": "residence", "pw.vehicle": "vehicle",
    "pw.licence": "licence", "pw.passport": "passport", "pw.civilreg": "civil_status",
    "pw.record": "record", "pw.lostid": "lost_found", "pw.return": "lost_found",
    "pw.fines": "fines", "grown.line_identity": "anonymous", "grown.if_it_happens": "number",
}  # fmt: skip


def intents_wanted(rows: Sequence[Row]) -> tuple[Array, Array]:
    return _shared([row.intents for row in rows], INTENTS), np.ones(len(rows))


def kinds_wanted(rows: Sequence[Row]) -> tuple[Array, Array]:
    told = np.array([float(bool(row.kinds) and row.intent in {"tip", "crisis"}) for row in rows])
    return _shared([row.kinds for row in rows], KINDS), told


def scopes_wanted(rows: Sequence[Row]) -> tuple[Array, Array]:
    out = [row.scopes if row.intent in {"out_of_scope", "paperwork"} else ("none",) for row in rows]
    return _shared([scopes or ("none",) for scopes in out], SCOPES), np.ones(len(rows))


def dangers_wanted(rows: Sequence[Row]) -> tuple[Array, Array]:
    """Each number on its own: 1 where it must come; both numbers of "111 or 113"."""
    wanted = np.zeros((len(rows), len(DANGERS)))
    weight = np.ones_like(wanted)
    for i, row in enumerate(rows):
        grouped = frozenset().union(*row.danger_any)
        for j, number in enumerate(DANGERS):
            wanted[i, j] = number in row.danger or number in grouped
            if not wanted[i, j] and number in row.danger_ok:
                weight[i, j] = _MAY_WEIGHT
    return wanted, weight


def topics_wanted(rows: Sequence[Row]) -> tuple[Array, Array]:
    known = [_topic_of(row.family) for row in rows]
    wanted = _shared([(topic,) for topic in known], TOPICS)
    return wanted, np.array([float(topic in TOPICS) for topic in known])


def despair_wanted(rows: Sequence[Row]) -> tuple[Array, Array]:
    """Whose it is stands in the name of the family; mixed ones teach nothing."""
    whose = ["other" if row.family.startswith("crisis.other") else "self" for row in rows]
    known = [row.intent == "crisis" and row.family.startswith(_WHOSE) for row in rows]
    return _shared([(one,) for one in whose], DESPAIRING), np.array(known, np.float64)


def _topic_of(family: str) -> str:
    return _TOPIC_OF.get(family) or family.removeprefix("grown.topic_")


def _shared(answers: Sequence[Sequence[str]], classes: Sequence[str]) -> Array:
    wanted = np.zeros((len(answers), len(classes)))
    for i, given in enumerate(answers):
        known = [classes.index(answer) for answer in dict.fromkeys(given) if answer in classes]
        if len(known) == 1:
            wanted[i, known[0]] = 1
        elif known:
            wanted[i, known[0]] = _BEST_SHARE
            wanted[i, known[1:]] = (1 - _BEST_SHARE) / (len(known) - 1)
    return wanted


WANTED: Mapping[str, Callable[[Sequence[Row]], tuple[Array, Array]]] = {
    "intent": intents_wanted,
    "kind": kinds_wanted,
    "danger": dangers_wanted,
    "scope": scopes_wanted,
    "topic": topics_wanted,
    "despair": despair_wanted,
}
