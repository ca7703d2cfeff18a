"""What the map must reach, each bar beside its figure and the peers'."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.table import Table

from bench.communes.measuring import Report, class_of
from bench.communes.rows import Row
from bench.communes.tables import Hit, first_is_right, hits, is_judged, told

Meant = Callable[[Row], bool]
HUNDRED = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    meant: Meant
    hit: Hit
    limit: float  # percent
    is_least: bool = True

    def is_held(self, figure: float) -> bool:
        return figure >= self.limit if self.is_least else figure <= self.limit


def rows_of(source: str, kind: str, ends: tuple[str, ...] = ("",)) -> Meant:
    return lambda row: (
        row["set"].startswith(source) and class_of(row) == kind and row["kind"].endswith(ends)
    )


def any_of(*ends: str) -> Meant:
    return lambda row: row["kind"].endswith(ends) and class_of(row) != "none"


def is_nowhere(row: Row) -> bool:
    return row["set"] in ("old provinces", "landmarks")


REAL, MANY, MADE = rows_of("real", "one"), rows_of("real", "many"), rows_of("address", "one")
STREETS = any_of("sos2025_district", "hn_district", "ftel_district", "street_district")
BARS = (
    Bar("real, one meant: right", REAL, is_judged("right"), 97),
    Bar("real, one meant: wrong", REAL, is_judged("wrong"), 0.2, is_least=False),
    Bar("real, several: sent unasked", MANY, is_judged("either"), 2, is_least=False),
    Bar("real, several: wrong", MANY, is_judged("wrong"), 1, is_least=False),
    Bar("real, several: asked, right offered", MANY, is_judged("right"), 85),
    Bar("street + district: wrong", STREETS, is_judged("wrong"), 1, is_least=False),
    Bar("attack: wrong", lambda r: r["set"].startswith("attack"), is_judged("wrong"), 2,
        is_least=False),
    Bar("attack, no address: sent", rows_of("attack", "none"), is_judged("wrong"), 0,
        is_least=False),
    Bar("made, one meant: best guess right", MADE, first_is_right, 99),
    Bar("made, one meant: wrong", MADE, is_judged("wrong"), 0.2, is_least=False),
    Bar("made, one meant: asked", MADE, is_judged("asked", "lost"), 4, is_least=False),
    Bar("made, combos: best guess right", rows_of("address", "one", ("_combo",)),
        first_is_right, 97),
    Bar("made, district alone: right one offered", any_of("district_only"), is_judged("right"), 95),
    Bar("made, no place: sent", rows_of("address", "none"), is_judged("wrong"), 0, is_least=False),
    Bar("position: its commune first", rows_of("gps", "one"), first_is_right, 99.8),
    Bar("position outside: sent", rows_of("gps", "none"), is_judged("wrong"), 0, is_least=False),
    Bar("old province or landmark alone: sent", is_nowhere, is_judged("wrong"), 0, is_least=False),
)  # fmt: skip
COSTS = (
    ("CPU of an address, p50, ms", "address p50", 0.5),
    ("CPU of a story of 60 words, p99, ms", "story p99", 5.0),
    ("ready after, s of CPU", "ready", 1.0),
    ("memory with borders, MB", "memory", 120.0),
)


def by_bar(rows: Sequence[Row], reports: Mapping[str, Report]) -> Table:
    peers = [name for name in reports if name != "tinbao"]
    table = Table("bar", "n", "must be", "tinbao", "", *peers, title="What must be reached")
    for bar in BARS:
        meant = [place for place, row in enumerate(rows) if bar.meant(row)]
        if meant:
            table.add_row(*_line(bar, meant, rows, reports))
    for label, figure, most in COSTS:
        shown = [f"{reports[name][figure]:.2f}" for name in ("tinbao", *peers)]
        verdict = _verdict(is_held=reports["tinbao"][figure] <= most)
        table.add_row(label, "", f"≤ {most:g}", shown[0], verdict, *shown[1:])
    return table


def _line(
    bar: Bar, meant: Sequence[int], rows: Sequence[Row], reports: Mapping[str, Report]
) -> list[str]:
    found = {name: hits(rows, report, meant, bar.hit) for name, report in reports.items()}
    ours = found.pop("tinbao")
    figure = HUNDRED * sum(ours) / len(ours)
    sign = "≥" if bar.is_least else "≤"
    beside = [told(theirs, is_sample=len(theirs) < len(meant)) for theirs in found.values()]
    verdict = _verdict(is_held=bar.is_held(figure))
    return [bar.label, str(len(meant)), f"{sign} {bar.limit:g}", f"{figure:.2f}", verdict, *beside]


def _verdict(*, is_held: bool) -> str:
    return "ok" if is_held else "short"
