"""How many scams are seen and how many harmless messages accused; part of bench-understanding.

On the fifth of the rows that is never trained on, and on real messages beside the checkout, if
there are any: JSON lines with "text" and "label" (scam, spam, ham).
"""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from tips.scams import Answer, judge
from training.scams.rows import grow, read_rows

BESIDE = Path(__file__).parents[2] / "shared" / "data" / "scam-dev.jsonl"
# Percent of scams at least, of harmless messages at most.
WANTED = {"scam": (85, 95), "harmless": (4, 12)}


def main() -> None:
    own = [(one.text, one.is_scam) for row in read_rows() if row.is_kept_out for one in grow(row)]
    _print("rows that were never trained on", [(t, "scam" if s else "harmless") for t, s in own])
    if BESIDE.exists():
        rows = map(json.loads, BESIDE.read_text("utf-8").splitlines())
        labels = {"ham": "harmless", "spam": "advertising"}
        _print("real messages", [(r["text"], labels.get(r["label"], r["label"])) for r in rows])


def _print(title: str, rows: Sequence[tuple[str, str]]) -> None:
    counts: dict[str, Counter[Answer]] = defaultdict(Counter)
    began = time.process_time()
    for text, label in rows:
        counts[label][judge(text).answer] += 1
    spent = (time.process_time() - began) / len(rows) * 1000
    print(f"scams, {title}: {len(rows)} messages, {spent:.2f} ms of CPU each")
    for label, count in counts.items():
        very = count[Answer.VERY_LIKE] / count.total()
        either = very + count[Answer.UNSURE] / count.total()
        wanted = " (wanted {} and {})".format(*WANTED[label]) if label in WANTED else ""
        print(f"  {label:12} very like {very:6.1%}   or not sure {either:6.1%}{wanted}")
