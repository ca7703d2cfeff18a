"""Asking something of a hamlet's security team, and what the team answers. Pure."""

from dataclasses import replace

from desks.desk import Officer
from tips.moves.base import Decision, Press, must_work_on, noting, unchanged
from tips.moves.change import Change
from tips.moves.own_words import own_words
from tips.tasks import NewTask, hamlet_of
from tips.tip import Tip
from wording.catalogue import text


def give_task(team: Officer | None, words: str) -> Decision:
    """The resident is told nothing: who goes and looks is the police's own doing."""

    def decide(tip: Tip, press: Press) -> Change:
        said = own_words(words, tip)
        must_work_on(tip, press.officer)
        task = NewTask(hamlet_of(team) if team else "", said)
        line = text("guards.line_task", hamlet=task.hamlet, words=said)
        return noting(replace(unchanged("task", tip, press), task=task), press, line)

    return decide


def answer_task(tip: Tip, press: Press, *, done: bool) -> Change:
    """One press of the team's; its officers read it at the tip."""
    line = text("guards.line_done" if done else "guards.line_not_done")
    return noting(unchanged("task_answer", tip, press), press, line)
