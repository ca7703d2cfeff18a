"""What this line takes and what it declines: crimes beside everything it does not take."""

from pathlib import Path

from communes.spelling import fold
from tips.conversation.replies import COUNTED_AS
from tips.understanding import understand
from tips.understanding.heads import SCOPES
from wording.catalogue import catalogue

ROWS = [
    row.split("|", 1)
    for row in (Path(__file__).parent / "scope.csv").read_text("utf-8").splitlines()
]
TIPS = [sentence for label, sentence in ROWS if label == "tip"]
OUTSIDE = [(label, sentence) for label, sentence in ROWS if label in SCOPES and label != "none"]


def test_no_tip_is_declined_however_it_is_typed() -> None:
    typed = [form for tip in TIPS for form in (tip, tip.upper(), fold(tip))]

    assert not [form for form in typed if understand(form).is_outside]


def test_few_tips_are_asked_whether_they_are_one() -> None:
    asked = [sentence for sentence in TIPS if understand(sentence).may_be_outside]

    assert len(asked) <= 0.08 * len(TIPS)  # each stands beside something that is not taken


def test_most_of_what_is_not_taken_is_declined_or_asked_with_its_reason() -> None:
    right = [
        sentence
        for label, sentence in OUTSIDE
        if understand(sentence).may_be_outside and understand(sentence).scope == label
    ]

    assert len(right) >= 0.85 * len(OUTSIDE)


def test_every_topic_has_a_kind_answer_and_a_name_to_count_it_by() -> None:
    topics = set(SCOPES) - {"none"}

    assert all(f"chat.scope_{topic}" in catalogue() for topic in topics - {"paperwork"})
    assert {COUNTED_AS.get(topic, topic) for topic in topics} == {
        "politics", "religion", "petition", "official", "civil",
    }  # fmt: skip
