"""What this line takes and what it declines, sentence by sentence."""

from pathlib import Path

import pytest

from tips.reading.scope import COUNTED_AS, out_of_scope
from wording.catalogue import catalogue

ROWS = [
    row.split("|", 1)
    for row in (Path(__file__).parent / "scope.csv").read_text("utf-8").splitlines()
]


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(ROWS) >= 120


@pytest.mark.parametrize(("label", "sentence"), ROWS, ids=[sentence for _, sentence in ROWS])
def test_each_sentence_is_taken_or_declined_as_labelled(label: str, sentence: str) -> None:
    topic = out_of_scope(sentence)

    assert topic == (None if label in {"tip", "none"} else label)


@pytest.mark.parametrize("sentence", [row[1] for row in ROWS if row[0] == "tip"])
def test_no_tip_is_declined_however_it_is_typed(sentence: str) -> None:
    from communes.spelling import fold

    assert out_of_scope(sentence.upper()) is None
    assert out_of_scope(fold(sentence)) is None


def test_every_topic_has_a_kind_answer_and_a_name_to_count_it_by() -> None:
    topics = {label for label, _ in ROWS} - {"tip", "none"}

    assert all(f"chat.scope_{topic}" in catalogue() for topic in topics)
    assert {COUNTED_AS.get(topic, topic) for topic in topics} == {
        "politics", "religion", "petition", "official", "civil",
    }  # fmt: skip
