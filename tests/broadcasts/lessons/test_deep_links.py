"""What a poster carries is read back as it was meant, and nothing else is read at all."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadcasts.lessons.deep_links import (
    Preset,
    UnknownPreset,
    decode,
    decode_web,
    encode,
    telegram_link,
    web_link,
)
from broadcasts.lessons.vocabulary import shipped

PLACES = st.from_regex(r"([0-9]{5}|[0-9]{2})", fullmatch=True).filter(str.isascii)
PRESETS = st.builds(Preset, PLACES, st.sampled_from(["", *shipped().audience_codes]))


@given(PRESETS)
def test_a_preset_comes_back_as_it_was_and_telegram_takes_it(preset: Preset) -> None:
    start = encode(preset)

    assert decode(start) == preset
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start)


@given(PRESETS)
def test_both_links_carry_the_same(preset: Preset) -> None:
    web = web_link("https://tinbao.example.vn/", preset)

    assert decode(telegram_link("@tinbao_bot", preset).partition("start=")[2]) == preset
    assert decode_web(web.partition("?dk=")[2]) == preset


@given(st.text())
@example("dk_26740_HS")
@example("dk_٢٦٧٤٠")
@example("dk_26740_")
@example("dk_26740_hs_x")
@example("dk_267400")
@example("dk_" + "0" * 80)
@example("\x00")
def test_garbage_presets_nothing(garbage: str) -> None:
    assert decode(garbage) is None


@given(st.from_regex(r"dk_[0-9]{2,5}(_[a-z]*)?[ -~]?"))
def test_what_looks_like_a_preset_is_one_or_nothing(start: str) -> None:
    found = decode(start)

    assert found is None or start.strip().startswith(encode(found))


def test_links_are_as_they_are_printed() -> None:
    preset = Preset("26740", "hoc_sinh")

    assert telegram_link("tinbao_bot", preset) == "https://t.me/tinbao_bot?start=dk_26740_hs"
    assert web_link("https://tinbao.example.vn", preset) == "https://tinbao.example.vn/?dk=26740_hs"


def test_an_audience_that_is_no_more_leaves_the_place() -> None:
    assert decode("dk_26740_zz") == Preset("26740")


@pytest.mark.parametrize(
    "preset",
    [Preset("2674"), Preset("79-PC04"), Preset(""), Preset("26740", "x"), Preset("２６７４０")],
)
def test_what_cannot_be_encoded_is_refused(preset: Preset) -> None:
    with pytest.raises(UnknownPreset):
        encode(preset)


def test_every_audience_has_a_code_of_its_own() -> None:
    words = shipped()

    assert set(words.audience_codes) == set(words.audiences)
    assert len(set(words.audience_codes.values())) == len(words.audiences)
