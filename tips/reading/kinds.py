"""The kinds of tip: what they are called, what is asked about them, how urgent they are."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from communes.spelling import fold
from tips.reading.phrases import read
from tips.tip import KindId, Report, Urgency

Texts = Mapping[str, str]  # language → words

OTHER = KindId("khac")
ONGOING = "đang diễn ra"  # how `Report.when` starts when it is happening now
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
    asks: tuple[str, ...] = ()  # facts that an answer tells
    needs: str = ""  # asked only where the story tells of this: "violence"

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

    def label(self, language: str = "vi") -> str:
        return self.labels.get(language) or self.labels["vi"]

    def questions(self, language: str = "vi") -> tuple[str, ...]:
        return tuple(question.text(language) for question in self.asked)

    def safety(self, language: str = "vi") -> str:
        return self.safety_lines.get(language) or self.safety_lines["vi"]

    def examples(self, language: str = "vi") -> str:
        names = [texts.get(language) or texts["vi"] for texts in self.subtypes.values()]
        return ", ".join(name[0].lower() + name[1:] for name in names)

    def example(self, language: str = "vi") -> str:
        """One thing of this kind, in the words of its first subtype."""
        first = next(iter(self.subtypes.values()), self.labels)
        return first.get(language) or first["vi"]

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
    )


def _question(kind: KindId, number: int, row: dict[str, Any]) -> Question:
    texts = {"vi": row["vi"], "en": row["en"]}
    single = ("about", "yes_no", "asks_when", "alarm", "needs")
    known: dict[str, Any] = {key: row[key] for key in single if key in row}
    known |= {key: tuple(row[key]) for key in ("numbers", "asks") if key in row}
    return Question(f"{kind}.{number}", texts, **known)


KINDS: Mapping[KindId, Kind] = _kinds()


def kind_named(kind: KindId | None) -> Kind | None:
    return KINDS.get(kind) if kind else None


def every_kind() -> tuple[Kind, ...]:
    return tuple(KINDS.values())


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


# --- the name of a kind ---------------------------------------------------------------------------


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
