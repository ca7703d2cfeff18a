"""The kinds of tip: what they are called, what is asked about them, how urgent they are."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from communes.spelling import fold
from tips.reading.phrases import Words, read
from tips.tip import KindId, Report, Urgency

Texts = Mapping[str, str]  # language → words

OTHER = KindId("khac")
ONGOING = "đang diễn ra"  # how `Report.when` starts when it is happening now
_COMMON_BARE = {"cỏ", "đề", "côn", "đạn", "lừa", "giật", "khác", "mìn", "dao"}  # có, để, con …
_RAISED = {Urgency.NORMAL: Urgency.HIGH, Urgency.HIGH: Urgency.CRITICAL}


@dataclass(frozen=True, slots=True)
class Question:
    id: str  # "ma_tuy.1"
    texts: Texts
    about: str = "detail"  # the step that asks it: "place", "when", "story", "media", "detail"
    yes_no: bool = False
    asks_when: bool = False  # "where, and at what time?"
    alarm: str = ""  # the answer, "yes" or "no", that says somebody is in danger
    numbers: tuple[str, ...] = ()  # to call then

    def text(self, language: str = "vi") -> str:
        return self.texts.get(language) or self.texts["vi"]


@dataclass(frozen=True, slots=True)
class Kind:
    id: KindId
    labels: Texts
    subtypes: Mapping[str, Texts]
    asked: tuple[Question, ...]
    safety_lines: Texts
    urgency_default: Urgency
    urgent: tuple[str, ...]
    keywords: tuple[str, ...]
    weak: tuple[str, ...]

    def label(self, language: str = "vi") -> str:
        return self.labels.get(language) or self.labels["vi"]

    def questions(self, language: str = "vi") -> tuple[str, ...]:
        return tuple(question.text(language) for question in self.asked)

    def safety(self, language: str = "vi") -> str:
        return self.safety_lines.get(language) or self.safety_lines["vi"]

    def examples(self, language: str = "vi") -> str:
        names = [texts.get(language) or texts["vi"] for texts in self.subtypes.values()]
        return ", ".join(name[0].lower() + name[1:] for name in names)

    def details(self) -> tuple[Question, ...]:
        """The questions that no other step of the conversation asks."""
        return tuple(question for question in self.asked if question.about == "detail")

    def question_about(self, step: str) -> Question | None:
        return next((question for question in self.asked if question.about == step), None)


def _kinds() -> Mapping[KindId, Kind]:
    rows = tomllib.loads((resources.files("tips.reading") / "kinds.toml").read_text("utf-8"))
    return MappingProxyType({KindId(key): _kind(KindId(key), row) for key, row in rows.items()})


def _kind(kind: KindId, row: dict[str, Any]) -> Kind:
    return Kind(
        id=kind,
        labels={"vi": row["vi"], "en": row["en"]},
        subtypes={s["id"]: {"vi": s["vi"], "en": s["en"]} for s in row["subtypes"]},
        asked=tuple(_question(kind, i, q) for i, q in enumerate(row["questions"], start=1)),
        safety_lines=row["safety"],
        urgency_default=Urgency(row["urgency"]),
        urgent=tuple(row["urgent"]),
        keywords=tuple(row["keywords"]),
        weak=tuple(row["weak"]),
    )


def _question(kind: KindId, number: int, row: dict[str, Any]) -> Question:
    texts = {"vi": row["vi"], "en": row["en"]}
    known = {key: row[key] for key in ("about", "yes_no", "asks_when", "alarm") if key in row}
    return Question(f"{kind}.{number}", texts, numbers=tuple(row.get("numbers", ())), **known)


KINDS: Mapping[KindId, Kind] = _kinds()


def kind_named(kind: KindId | None) -> Kind | None:
    return KINDS.get(kind) if kind else None


def every_kind() -> tuple[Kind, ...]:
    return tuple(_kinds().values())


def kind_label(kind: str, language: str = "vi") -> str:
    """The label, or the id itself for a kind that is no longer in the list."""
    known = KINDS.get(KindId(kind))
    return known.label(language) if known else kind


def question_text(question_id: str, language: str = "vi") -> str:
    asked = {q.id: q for kind in KINDS.values() for q in kind.asked}
    return asked[question_id].text(language) if question_id in asked else question_id


def urgency_of(report: Report) -> Urgency:
    """The kind's own urgency, raised by what is told; danger now is always critical."""
    if report.urgent_words:
        return Urgency.CRITICAL
    kind = KINDS.get(report.kind, KINDS[OTHER])
    told = read("\n".join([report.story, *(answer for _, answer in report.answers)]))
    pressing = report.when.startswith(ONGOING) or bool(told.having(kind.urgent))
    return (
        _RAISED.get(kind.urgency_default, kind.urgency_default)
        if pressing
        else (kind.urgency_default)
    )


# --- guessing a kind from words -------------------------------------------------------------------


def suggest(words: Words) -> tuple[KindId, ...]:
    """Kinds the words may mean, likeliest first. Only ever a suggestion: the citizen confirms."""
    scores = {kind.id: _score(kind, words) for kind in KINDS.values()}
    likely = [kind for kind, score in scores.items() if score >= 1]
    return tuple(sorted(likely, key=lambda kind: -scores[kind]))


def names_a_crime(words: Words) -> bool:
    return any(words.having(kind.keywords) for kind in KINDS.values())


def _score(kind: Kind, words: Words) -> float:
    strong = sum(2 if " " in phrase else 1 for phrase in words.having(kind.keywords))
    weak = [word for word in words.having(kind.weak) if not (words.bare and word in _COMMON_BARE)]
    return strong + 0.5 * len(weak)


def named(text: str) -> KindId | None:
    """The kind whose name the whole text is: "lừa đảo", "trom cap", "Drugs"."""
    return _names().get(" ".join(fold(text).replace(",", " ").replace(".", " ").split()))


@cache
def _names() -> Mapping[str, KindId]:
    names: dict[str, KindId] = {fold("khác"): OTHER, "other": OTHER}
    for kind in KINDS.values():
        subtypes = [name for texts in kind.subtypes.values() for name in texts.values()]
        for name in [*kind.labels.values(), *_parts(kind.labels.values()), *subtypes]:
            names.setdefault(" ".join(fold(name).replace(",", " ").split()), kind.id)
        for keyword in kind.keywords:
            names.setdefault(fold(keyword), kind.id)
    return names


def _parts(labels: Sequence[str] | Any) -> list[str]:
    return [part.strip() for label in labels for part in label.split(",")]
