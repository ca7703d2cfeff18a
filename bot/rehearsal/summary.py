"""What a rehearsal came to, for the person who decides whether to send."""

from dataclasses import asdict
from typing import Any

from rich.table import Table

from bot.clock import SystemClock
from bot.language import LANGUAGE
from bot.rehearsal.rehearse import LessonOutcome, Rehearsal
from broadcasts.campaigns.forecast import FREE_RATE, STARS_EACH, ends_at
from channels.courier.shard_run import credits_for
from wording.catalogue import text
from wording.moments import VIETNAM

CLASSES = ("sent", "blocked", "failed", "unknown", "opted_out", "deferred", "pending")
PAID_RATE = 950.0  # of the 1,000 a second that can be paid for
TROUBLES = (("429", "429, unheeded"), ("silent",), ("broken",), ("reset",))


def say(key: str, **values: object) -> str:
    return text(f"rehearsal.{key}", LANGUAGE, **values)


def as_table(rehearsal: Rehearsal, outcome: LessonOutcome) -> Table:
    table = Table(
        say("column_what"), say("column_found"), title=say("title", lesson=outcome.lesson)
    )
    ledger, verdict = asdict(outcome.verdict.ledger), outcome.verdict
    table.add_row(say("class_frozen"), f"{verdict.frozen:,}")
    for name in CLASSES:
        table.add_row(f"  {say(f'class_{name}')}", f"{ledger[name]:,}")
    table.add_row(say("lost"), f"{verdict.lost:,}")
    table.add_row(say("twice"), _twice(outcome))
    table.add_row(say("kills"), str(outcome.kills))
    table.add_row(say("refused"), " · ".join(str(_met(outcome, one)) for one in TROUBLES))
    worst = say(
        "worst_second_found", worst=outcome.report["worst_second"], rate=f"{rehearsal.rate:g}"
    )
    table.add_row(say("worst_second"), worst)
    table.add_row(say("answers"), _answers(outcome))
    table.add_row(say("took"), duration(outcome.seconds))
    table.add_row(say("really"), _really(rehearsal, verdict.frozen))
    table.add_row(say("paid"), _paid(verdict.frozen))
    table.caption = say("crash_bound", count=credits_for(rehearsal.real.free_rate))
    return table


def verdict(outcome: LessonOutcome) -> str:
    if outcome.is_good:
        return say("good")
    if outcome.is_held:
        return say("held", reason=say(f"held_{outcome.reason}"))
    return say("bad", lost=outcome.verdict.lost)


def as_words(rehearsal: Rehearsal, outcome: LessonOutcome) -> dict[str, Any]:
    """For other programs. The ledger has exactly the classes that add up to the frozen."""
    found = outcome.verdict
    return {
        "lesson": outcome.lesson,
        "state": outcome.state,
        "reason": outcome.reason,
        "frozen": found.frozen,
        "ledger": asdict(found.ledger),
        "lost": found.lost,
        "duplicates": found.duplicates,
        "maybe_twice": found.maybe_twice,
        "kills": outcome.kills,
        "imbalances": outcome.wrong,
        "worst_second": outcome.report["worst_second"],
        "answer_p99": outcome.report["answer_p99"],
        "seconds": round(outcome.seconds, 1),
        "real_seconds": round(found.frozen / rehearsal.real.free_rate),
        "paid_stars": stars_for(found.frozen),
    }


def duration(seconds: float) -> str:
    if seconds < 100:
        return say("seconds", count=f"{seconds:.0f}")
    if seconds < 5_400:
        return say("minutes", count=f"{seconds / 60:.0f}")
    hours, minutes = divmod(round(seconds / 60), 60)
    return say("hours", hours=hours, minutes=minutes)


def stars_for(people: int) -> int:
    """Every message above the free rate is paid for."""
    return round(people * (1 - FREE_RATE / PAID_RATE) * STARS_EACH)


def _twice(outcome: LessonOutcome) -> str:
    found = outcome.verdict
    return say(
        "twice_found", count=found.duplicates, excused=found.excused, crashed=found.unexcused
    )


def _met(outcome: LessonOutcome, kinds: tuple[str, ...]) -> int:
    requests = outcome.report["requests"]
    return sum(n for name, n in requests.items() if name.split(",")[0] in kinds or name in kinds)


def _answers(outcome: LessonOutcome) -> str:
    told = outcome.report
    waits = {"p50": f"{told['answer_p50']:.2f}", "p99": f"{told['answer_p99']:.2f}"}
    return say("answers_found", count=told["answers"], **waits)


def _really(rehearsal: Rehearsal, people: int) -> str:
    rate = rehearsal.real.free_rate
    night = None if rehearsal.pieces[0].urgent else rehearsal.real.night
    ends = ends_at(SystemClock().now(), people / rate, night).astimezone(VIETNAM)
    when = f"{ends:%H:%M %d/%m}"
    return say("really_found", lasts=duration(people / rate), rate=f"{rate:g}", ends=when)


def _paid(people: int) -> str:
    seconds = people / PAID_RATE
    stars = f"{stars_for(people):,}"
    return say("paid_found", lasts=duration(seconds), rate=f"{PAID_RATE:g}", stars=stars)
