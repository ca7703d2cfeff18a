"""What was found, set by set and class by class, as tables."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt

from rich.table import Table

from bench.communes.measuring import Report, class_of
from bench.communes.peers import Answer
from bench.communes.rows import Row, judge

Hit = Callable[[Row, Answer], bool]
SURE = 1.96  # standard deviations on either side that hold 95 %


def first_is_right(row: Row, answer: Answer) -> bool:
    return bool(answer[0]) and answer[0][0] in row["accept"]


def is_judged(*outcomes: str) -> Hit:
    return lambda row, answer: judge(row, *answer) in outcomes


LINES: tuple[tuple[str, str, Hit], ...] = (
    ("text decides: best guess right", "one", first_is_right),
    ("text decides: sent there unasked", "one", is_judged("right")),
    ("text decides: wrong desk", "one", is_judged("wrong")),
    ("text decides: asked", "one", is_judged("asked", "lost")),
    ("text does not decide: asked, right one offered", "many", is_judged("right")),
    ("text does not decide: sent unasked", "many", is_judged("either")),
    ("text does not decide: wrong desk", "many", is_judged("wrong")),
    ("no place: sent somewhere", "none", is_judged("wrong")),
)


def by_class(of: str, rows: Sequence[Row], reports: Mapping[str, Report]) -> Table:
    table = Table("", "n", *reports, title=f"{of}, %")
    for label, kind, hit in LINES:
        meant = {i for i, row in enumerate(rows) if row["set"] == of and class_of(row) == kind}
        if meant:
            shares = [told(hits(rows, report, meant, hit)) for report in reports.values()]
            table.add_row(label, str(len(meant)), *shares)
    return table


def hits(rows: Sequence[Row], report: Report, meant: Iterable[int], hit: Hit) -> list[bool]:
    """Of the rows meant, those the resolver was asked: was it a hit?"""
    answers: dict[int, Answer] = report["answers"]
    return [hit(rows[place], answers[place]) for place in meant if place in answers]


def told(found: list[bool], *, is_sample: bool = False) -> str:
    if not found:
        return "–"
    said = f"{100 * sum(found) / len(found):.2f}"
    return f"{said} ± {_interval(found):.1f} (n {len(found)})" if is_sample else said


def _interval(found: list[bool]) -> float:
    """Half of Wilson's interval, in percent: it stays honest where nothing was missed."""
    n, share, z = len(found), sum(found) / len(found), SURE
    return 100 * z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))


def by_kind(rows: Sequence[Row], reports: Mapping[str, Report]) -> Table:
    table = Table(title="Per kind, %: right / wrong desk / asked (offered) / lost")
    table.add_column("kind")
    table.add_column("n", justify="right")
    for name in reports:
        table.add_column(name, justify="right")
    counts = {name: _count(rows, report) for name, report in reports.items()}
    for kind in sorted({str(row["kind"]) for row in rows}):
        shares = [_share(counts[name][kind]) for name in reports]
        table.add_row(kind, str(sum(counts["tinbao"][kind].values())), *shares)
    return table


def _count(rows: Sequence[Row], report: Report) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for place, (top, ask) in report["answers"].items():
        found[str(rows[place]["kind"])][judge(rows[place], top, ask)] += 1
    return found


def _share(outcomes: Counter[str]) -> str:
    every = max(1, sum(outcomes.values()))
    said = [100 * outcomes[what] / every for what in ("right", "wrong", "asked", "lost")]
    return " ".join(f"{value:5.1f}" for value in said)


def by_speed(reports: Mapping[str, Report]) -> Table:
    figures = ("address p50", "address p99", "story p50", "story p99")
    table = Table("CPU", "ready s", "memory MB", *(f"{f} ms" for f in figures), "queries/s",
                  "fixed loop ms")  # fmt: skip
    for name, report in reports.items():
        timed = [f"{report[figure]:.2f}" for figure in figures]
        table.add_row(name, f"{report['ready']:.2f}", f"{report['memory']:.0f}", *timed,
                      f"{report['rate']:.0f}", f"{report['reference']:.1f}")  # fmt: skip
    return table
