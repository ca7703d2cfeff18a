"""Suggestions are measured on pairs written as residents write, a third of them held out."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from communes.directory import CommuneCode
from desks.desk import Code
from tests.builders import NOON
from tips.tip import KindId
from tips.triage.duplicates import ENOUGH, MOST, WINDOW, NearbyTip, likely, likeness

PAIRS = Path(__file__).with_name("duplicates.csv")
STORY = "dau hem 45 tran phu co nhom thanh nien ban ma tuy toi nao cung thay"


def a_telling(code: str = "AAA-111", story: str = STORY, **changes: object) -> NearbyTip:
    one = NearbyTip(
        Code(code), KindId("ma_tuy"), CommuneCode("26743"), story, "hẻm 45 Trần Phú", NOON
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def pairs() -> Iterator[tuple[str, bool, bool]]:
    """Of each pair its share, whether it is the same event, and whether it is suggested."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind, later = KindId(row["kind"]), NOON + timedelta(hours=int(row["hours"]))
            one = a_telling("AAA-111", row["story"], place=row["place"], kind=kind)
            other = replace(one, story=row["other_story"], place=row["other_place"], filed_at=later)
            yield row["share"], row["same"] == "yes", likeness(one, other) >= ENOUGH


def measured(*shares: str) -> tuple[float, float]:
    """Precision and recall."""
    found = [(same, suggested) for share, same, suggested in pairs() if share in shares]
    right = sum(same and suggested for same, suggested in found)
    return right / sum(given for _, given in found), right / sum(same for same, _ in found)


def test_suggestions_are_mostly_right_and_miss_little() -> None:
    precision, recall = measured("tuned", "held")

    assert precision >= 0.9
    assert recall >= 0.7


def test_suggestions_hold_on_pairs_nothing_was_tuned_on() -> None:
    precision, recall = measured("held")

    assert precision >= 0.85
    assert recall >= 0.7


def test_the_set_is_large_enough_to_say_so() -> None:
    same = [same for _, same, _ in pairs()]

    assert len(same) >= 120
    assert sum(same) >= 50


@pytest.mark.parametrize(
    "other",
    [
        a_telling(kind=KindId("trom_cap")),
        a_telling(commune=CommuneCode("27004")),
        a_telling(filed_at=NOON + WINDOW + timedelta(minutes=1)),
        a_telling(story="dau hem 54 tran phu co nhom thanh nien", place="hẻm 54"),
        a_telling(story="", place=""),
    ],
)
def test_another_kind_commune_time_or_lane_is_no_duplicate(other: NearbyTip) -> None:
    assert likeness(a_telling(), other) < ENOUGH


def test_an_unknown_commune_may_be_the_same() -> None:
    assert likeness(a_telling(), a_telling(commune=None)) >= ENOUGH


def test_the_likeliest_few_come_first_and_never_the_tip_itself() -> None:
    tip = a_telling()
    others = [a_telling(f"BBB-{n}11", filed_at=NOON + timedelta(days=n)) for n in range(9, 0, -1)]

    found = likely(tip, [tip, *others])

    assert [one.code for one in found] == [f"BBB-{n}11" for n in range(1, MOST + 1)]


def test_alike_is_alike_from_both_sides() -> None:
    one, other = a_telling(), a_telling(story="hẻm 45 Trần Phú bán ma túy mỗi tối", place="")

    assert likeness(one, other) == likeness(other, one)
