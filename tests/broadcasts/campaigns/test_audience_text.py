"""Whom a campaign is for, as officers write it; and nobody speaks beyond their own place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcasts.audience.audience import Audience
from broadcasts.campaigns.audience_text import Addressing, audience_of
from broadcasts.campaigns.reach import check_reach, own_place
from broadcasts.errors import (
    AmbiguousAddressee,
    CampaignProblem,
    NotYourPlace,
    UnknownAddressee,
    UnreadableAudience,
)
from desks.hierarchy import stands_above
from tests.fakes import FakePlaces
from tests.trials import lasting

PLACES = FakePlaces()  # 26743 and 27004 in 79, 01279 in 04
BEN_THANH = frozenset({"26743"})


def read(told: str, desk: str = "00") -> Audience:
    return audience_of(told, Addressing(desk, PLACES))


READ = [
    ("all", Audience()),
    ("Tất cả", Audience()),
    ("79", Audience(provinces=frozenset({"79"}))),
    ("26743", Audience(communes=BEN_THANH)),
    ("79, 01279", Audience(frozenset({"79"}), frozenset({"01279"}))),
    ("Hồ Chí Minh", Audience(provinces=frozenset({"79"}))),
    ("tinh cao bang", Audience(provinces=frozenset({"04"}))),
    ("phường Bến Thành", Audience(communes=BEN_THANH)),
    ("all; topics=ma_tuy", Audience(topics=frozenset({"ma_tuy"}))),
    ("topics=ma_tuy", Audience(topics=frozenset({"ma_tuy"}))),
    ("all; chủ đề = ma túy, giao thông", Audience(topics=frozenset({"ma_tuy", "giao_thong"}))),
    (
        "79,26743; topics=ma_tuy; groups=hoc_sinh; channels=telegram",
        Audience(
            frozenset({"79"}),
            BEN_THANH,
            frozenset({"ma_tuy"}),
            frozenset({"hoc_sinh"}),
            frozenset({"telegram"}),
        ),
    ),
]


@pytest.mark.parametrize(("told", "audience"), READ)
def test_an_audience_is_read(told: str, audience: Audience) -> None:
    assert read(told) == audience


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ("", UnreadableAudience),
        ("all; topics", UnreadableAudience),
        ("all; topics=", UnreadableAudience),
        ("all; topics=politics", UnreadableAudience),
        ("all; religion=x", UnreadableAudience),
        ("99999", UnknownAddressee),
        ("98", UnknownAddressee),
        ("Atlantis", UnknownAddressee),
        ("Tân Bình", AmbiguousAddressee),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(told: str, problem: type[CampaignProblem]) -> None:
    with pytest.raises(problem):
        read(told)


def test_a_name_that_two_places_share_is_asked_back_with_their_codes() -> None:
    with pytest.raises(AmbiguousAddressee) as asked:
        read("Tân Bình")

    assert "27004" in asked.value.places
    assert "01279" in asked.value.places


def test_an_unknown_word_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnreadableAudience) as refused:
        read("all; channels=fax")

    assert refused.value.known == "telegram, web, zalo_oa, zalo_bot"


@pytest.mark.parametrize(
    ("desk", "told"),
    [
        ("26743", "all"),
        ("26743", "topics=ma_tuy"),
        ("26743", "79"),
        ("26743", "27004"),
        ("26743", "26743, 27004"),
        ("79", "all"),
        ("79", "04"),
        ("79", "79, 01279"),
        ("79-PC04", "04"),
    ],
)
def test_a_desk_speaks_to_its_own_place_only(desk: str, told: str) -> None:
    with pytest.raises(NotYourPlace):
        read(told, desk)


@pytest.mark.parametrize(
    ("desk", "told"),
    [("26743", "26743"), ("79", "79"), ("79", "26743, 27004"), ("79-PC04", "79"), ("00", "04,79")],
)
def test_a_desk_may_speak_to_its_own(desk: str, told: str) -> None:
    audience = read(told, desk)

    assert audience.provinces | audience.communes == set(told.replace(" ", "").split(","))


@pytest.mark.parametrize(
    ("desk", "told"), [("00", "all"), ("79", "79"), ("26743", "26743"), ("79-PC04", "79")]
)
def test_its_own_place_is_always_within_a_desk_s_reach(desk: str, told: str) -> None:
    own = own_place(desk, PLACES.directory)

    check_reach(desk, own, PLACES.directory)
    assert own == read(told)


def test_above_a_commune_stand_its_province_and_the_national_desk() -> None:
    above = [
        d
        for d in ("00", "79", "04", "27004", "26743")
        if stands_above(d, "26743", PLACES.directory)
    ]

    assert above == ["00", "79"]
    assert not stands_above("79", "00", PLACES.directory)


words = st.sampled_from(
    ["all", "79", "26743", ";", ",", "=", "topics", "ma_tuy", " ", "kênh", "web"]
)


@settings(max_examples=lasting(125, 500), deadline=None)
@given(
    st.one_of(st.text(max_size=30), st.lists(words, max_size=8).map("".join)),
    st.sampled_from(["79", "26743"]),
)
def test_whatever_is_typed_no_desk_reaches_beyond_its_place(told: str, desk: str) -> None:
    try:
        audience = read(told, desk)
    except CampaignProblem:
        return

    assert audience.provinces <= {"79"}
    assert audience.communes <= {"26743", "27004"}
    assert audience.provinces or audience.communes
