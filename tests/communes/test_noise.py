"""Nothing a resident can type may raise, and the figures of the development set must hold."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.communes.noise import rows as noisy_rows
from communes.artifact import Artifact
from communes.atlas import Atlas
from communes.directory import ProvinceCode
from communes.resolution import Hint, Resolution

SCRAPS = ["xã ", "p.", "Q", "tp ", "Tân ", "Bình", " 5", ",", " - ", "ĐĐ", "phuwowngf ", "số 1 ",
          "hồ chí minh", "\u200b", "\u0301", "'", "\u202e", "🙂", "đường ", "huyện "]  # fmt: skip
PATIENT = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def is_sound(found: Resolution) -> bool:
    codes = [each.commune.code for each in found.found]
    return len(codes) == len(set(codes)) <= 5 and (found.ask or len(codes) > 0)


@PATIENT
@given(text=st.text(max_size=300))
def test_random_unicode_never_raises(atlas: Atlas, text: str) -> None:
    assert is_sound(atlas.resolve(text))


@PATIENT
@given(pieces=st.lists(st.sampled_from(SCRAPS), max_size=30))
def test_scraps_of_addresses_never_raise(atlas: Atlas, pieces: list[str]) -> None:
    assert is_sound(atlas.resolve("".join(pieces)))


@PATIENT
@given(
    latitude=st.floats() | st.integers(),
    longitude=st.floats() | st.integers(),
    accuracy=st.none() | st.floats(),
)
def test_no_position_raises(
    atlas: Atlas, latitude: float, longitude: float, accuracy: float | None
) -> None:
    assert is_sound(atlas.locate(latitude, longitude, accuracy))
    atlas.resolve("phường 1", Hint(ProvinceCode("xx"), latitude, longitude))


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "xã " * 40_000, "phường 1, " * 10_000, "\0" * 9_999]
)
def test_a_hundred_kilobytes_of_text_are_answered(atlas: Atlas, text: str) -> None:
    assert is_sound(atlas.resolve(text))


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_unicode_form_is_one_text(atlas: Atlas, form: str) -> None:
    text = unicodedata.normalize(form, "Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh")  # type: ignore[arg-type]

    assert [each.commune.code for each in atlas.resolve(text).found] == ["26740"]


def test_noise_of_our_own_is_hardly_ever_sent_to_a_wrong_desk(
    atlas: Atlas, artifact: Artifact
) -> None:
    right = wrong = 0
    rows = list(noisy_rows(artifact, 1_000, seed=71))
    for row in rows:
        found = atlas.resolve(row.text)
        top = [each.commune.code for each in found.found]
        right += bool(top) and top[0] in row.accept
        wrong += not found.ask and top[0] not in row.accept | row.alt

    assert right >= 0.985 * len(rows)
    assert wrong <= 0.003 * len(rows)


def test_labelled_addresses_keep_their_figures(atlas: Atlas, reference: Path) -> None:
    one, hit, wrong, asked, many, many_asked = 0, 0, 0, 0, 0, 0
    for line in (reference / "addresses.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = atlas.resolve(row["text"], Hint(province=row.get("province_hint")))
        top, accept = [each.commune.code for each in found.found], set(row["accept"])
        wrong += not found.ask and top[0] not in accept | set(row.get("alt", ()))
        if row["should_ask"] or len(accept) > 1:
            many += bool(accept)
            many_asked += bool(accept & set(top)) and found.ask
        elif not row.get("ask_ok"):
            one += 1
            hit += bool(top) and top[0] in accept
            asked += found.ask

    assert hit / one >= 0.99
    assert asked / one <= 0.04
    assert wrong / (one + many) <= 0.002
    assert many_asked / many >= 0.985
