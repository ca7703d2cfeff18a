"""One question after a lesson. Only how often each answer was chosen is kept, never by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from broadcasts.lessons.vocabulary import LIBRARY

CHOICES = 3
ENOUGH = 20  # answers: fewer say nothing about a lesson
UNDERSTOOD = 60  # per cent right: three answers give a third of it to chance


@dataclass(frozen=True, slots=True)
class Quiz:
    ask: str
    choices: tuple[str, ...]
    right: int  # from 1
    because: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """How often one lesson was asked for, and its question answered."""

    asked: int = 0
    answers: tuple[int, ...] = (0,) * CHOICES

    @property
    def answered(self) -> int:
        return sum(self.answers)

    def right(self, quiz: Quiz) -> int:
        return self.answers[quiz.right - 1]

    def is_hard(self, quiz: Quiz) -> bool:
        """The lesson is not understood: enough answered, too few of them rightly."""
        return self.answered >= ENOUGH and self.right(quiz) * 100 < UNDERSTOOD * self.answered


@cache
def quizzes() -> Mapping[str, Quiz]:
    told = yaml.load((LIBRARY / "quizzes.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {
        lesson: Quiz(row["ask"], tuple(row["choices"]), row["right"], row["because"])
        for lesson, row in told.items()
    }


# --- what is counted by day -------------------------------------------------------------------

ASKED, ANSWERED = "lesson", "quiz"


def asked_for(lesson: str) -> str:
    return f"{ASKED}.{lesson}"


def answered_with(lesson: str, choice: int) -> str:
    return f"{ANSWERED}.{lesson}.{choice}"


def gathered(counted: Mapping[str, int]) -> Mapping[str, Understanding]:
    """By lesson, from how often each name was counted."""
    found: dict[str, Understanding] = {}
    for name, count in counted.items():
        head, lesson, *choice = name.split(".")
        known = found.get(lesson, Understanding())
        if head == ASKED:
            found[lesson] = Understanding(known.asked + count, known.answers)
        elif choice and choice[0] in {"1", "2", "3"}:
            answers = list(known.answers)
            answers[int(choice[0]) - 1] += count
            found[lesson] = Understanding(known.asked, tuple(answers))
    return found
