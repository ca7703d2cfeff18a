"""A voice comes out as somebody else's, as long as it was, and differently each time."""

from collections.abc import Callable
from io import BytesIO

import av
import numpy as np
import pytest

from channels.cleaning.clean import NotTaken, clean, disguise
from channels.cleaning.voices import choose_mask
from messages.message import MediaKind, Refusal
from tests.media_files import PLANTED, a_film, a_voice, an_old_voice


@pytest.mark.parametrize(
    "made",
    [lambda: a_voice(seconds=3), lambda: a_voice("aac", "mp4", 3), lambda: an_old_voice(3)],
)
async def test_a_voice_is_another_one_and_as_long(made: Callable[[], bytes]) -> None:
    voice = (await clean(made())).content

    other = await disguise(voice)

    assert other.kind is MediaKind.VOICE
    assert (other.mime == "audio/mp4") == (voice[4:8] == b"ftyp")  # heard on the phone it came from
    assert PLANTED.encode() not in other.content
    before, after = _heard(voice), _heard(other.content)
    assert after.size == pytest.approx(before.size, rel=0.15)
    assert abs(_pitch(after) / _pitch(before) - 1) > 0.1


async def test_the_same_voice_never_comes_out_twice_alike() -> None:
    voice = (await clean(a_voice(seconds=1))).content

    first, second = [await disguise(voice) for _ in "12"]

    assert first.content != second.content


def test_no_mask_leaves_a_voice_nearly_as_it_was() -> None:
    for _ in range(200):
        mask = choose_mask()
        for tone in (85, 120, 180, 255, 400):  # what men, women and children speak in, hertz
            assert abs((tone * mask.pitch + mask.shift) / tone - 1) > 0.15


async def test_a_film_is_no_voice() -> None:
    with pytest.raises(NotTaken) as caught:
        await disguise((await clean(a_film())).content)

    assert caught.value.refusal is Refusal.UNKNOWN_TYPE


def _heard(content: bytes) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Samples, 48,000 a second."""
    resampler = av.AudioResampler("flt", "mono", 48_000)
    with av.open(BytesIO(content), "r") as source:
        frames = [one for frame in source.decode(audio=0) for one in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(np.float64)


def _pitch(samples: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Hertz of the loudest tone."""
    middle = samples[samples.size // 4 : samples.size // 4 * 3]
    spectrum = np.abs(np.fft.rfft(middle))
    spectrum[: 50 * middle.size // 48_000] = 0.0  # below what anybody hears
    return float(np.argmax(spectrum) * 48_000 / middle.size)
