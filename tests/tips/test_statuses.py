"""The machine and its words are those of agreed.yaml."""

import unicodedata
from pathlib import Path

import pytest
import yaml

from tips.clock.deadlines import acknowledge_minutes
from tips.statuses import (
    CLOSING_REASONS,
    NEXT,
    SHAPES,
    closing_label,
    closing_words,
    public_text,
    status_label,
    urgency_label,
)
from tips.terms import STANDARD
from tips.tip import Status, Urgency
from wording.catalogue import LANGUAGES, catalogue

Agreed = dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def agreed() -> Agreed:
    loaded: Agreed = yaml.safe_load(Path(__file__).with_name("agreed.yaml").read_text("utf-8"))
    return loaded


def test_the_machine_is_the_one_that_was_agreed(agreed: Agreed) -> None:
    told = {row["id"]: row["next"] for row in agreed["statuses"]}

    assert told == {status.value: [s.value for s in NEXT[status]] for status in Status}


def test_status_words_are_those_that_were_agreed(agreed: Agreed) -> None:
    for row in agreed["statuses"]:
        status = Status(str(row["id"]))
        assert (status_label(status), public_text(status)) == (row["label_vi"], row["public_text"])


def test_urgencies_and_closing_reasons_are_those_that_were_agreed(agreed: Agreed) -> None:
    for row in agreed["urgencies"]:
        urgency = Urgency(str(row["id"]))
        assert urgency_label(urgency) == row["label_vi"]
        assert acknowledge_minutes(urgency, STANDARD) == row["ack_minutes_suggested"]
    reasons = [(row["id"], row["label_vi"]) for row in agreed["closing_reasons"]]
    assert reasons == [(reason, closing_label(reason)) for reason in CLOSING_REASONS]


def test_every_urgency_has_a_shape_of_its_own() -> None:
    assert len(set(SHAPES.values())) == len(Urgency)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", CLOSING_REASONS)
def test_a_resident_is_told_the_outcome_without_police_words(reason: str, language: str) -> None:
    words = closing_words(reason, language).lower()

    assert not any(hard in words for hard in ("đối tượng", "tin sai", "false", "suspect"))
    assert "cảm ơn" in words or "thank" in words


def test_every_text_of_the_desk_exists_in_both_languages_and_is_composed() -> None:
    entries = {key: e for key, e in catalogue().items() if key.startswith("desk.")}

    assert entries
    for entry in entries.values():
        assert set(entry) == set(LANGUAGES)
        for words in entry.values():
            assert unicodedata.is_normalized("NFC", words)
            assert "mình" not in words.split()
