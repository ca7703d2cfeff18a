"""`make bench-understanding`: how well messages are understood, beside the word lists of before.

On the fifth of the personas that is never trained on, and on the project's test set beside the
checkout; or on the rows of the files given (JSON lines, or the form of the training rows):
python -m bench.understanding [ROWS …]
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tips.reading.receipt_in_text import receipt_in
from tips.understanding import Understanding, understand
from training.understanding.rows import ROWS, Row, read_json_lines, read_rows
from training.understanding.scoring import Heard, measure

BESIDE = Path(__file__).parents[2] / "shared" / "data" / "residents-dev.jsonl"
LONG = 8_000


def main() -> None:
    kept_out = [row for row in read_rows(ROWS.glob("*.txt")) if row.is_kept_out]
    _print("personas that were never trained on", kept_out)
    given = [Path(path) for path in sys.argv[1:]] or [path for path in [BESIDE] if path.exists()]
    for path in given:
        _print(path.name, read_json_lines(path) if path.suffix == ".jsonl" else read_rows([path]))


def _print(title: str, rows: Sequence[Row]) -> None:
    print(f"{title}: {len(rows)} messages")
    for figure in measure(rows, hear):
        print(f"  {figure.name:34}{figure.share:7.1%}  {figure.good}/{figure.of}")
    story = " ".join(row.text for row in rows)[:LONG]
    print(f"  one message {_clocked([row.text for row in rows]):.2f} ms, ", end="")
    print(f"{LONG} characters {_clocked([story]):.1f} ms of CPU")


def hear(text: str) -> Heard:
    meant = understand(text)
    return Heard(
        intent=_intent(meant),
        kinds=tuple(meant.kinds),
        numbers=frozenset(meant.numbers),
        is_crisis=meant.is_crisis,
        outside=_outside(meant),
    )


def _intent(meant: Understanding) -> str:
    if meant.is_crisis:
        return "crisis"
    return "receipt" if _shows_a_receipt(meant) else meant.intent


def _shows_a_receipt(meant: Understanding) -> bool:
    found = receipt_in(meant.text)
    return found is not None and (found.sure or (found.alone and not meant.is_plainly_told))


def _outside(meant: Understanding) -> str:
    if meant.is_outside:
        return "declined"
    return "asked" if meant.may_be_outside else "in"


def _clocked(texts: Sequence[str]) -> float:
    understand.cache_clear()
    start = time.process_time()
    for text in texts:
        understand(text)
    return (time.process_time() - start) / len(texts) * 1_000


if __name__ == "__main__":
    main()
