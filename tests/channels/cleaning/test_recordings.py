from io import BytesIO

import av
import pytest

from channels.cleaning.clean import NotTaken, clean
from messages.message import MediaKind, Refusal
from tests.media_files import PLACE, PLANTED, a_film, a_voice, an_old_voice, turned


@pytest.mark.parametrize(
    ("codec", "container", "mime"),
    [
        ("libopus", "ogg", "audio/ogg"),  # Telegram, Firefox
        ("libopus", "webm", "audio/ogg"),  # Chrome
        ("libopus", "mp4", "audio/ogg"),  # Chrome without AAC
        ("aac", "mp4", "audio/mp4"),  # Safari, iPhone memos
        ("aac", "adts", "audio/mp4"),  # Zalo Bot
        ("libmp3lame", "mp3", "audio/mp4"),
        ("pcm_s16le", "wav", "audio/mp4"),
        ("pcm_s16le", "caf", "audio/mp4"),  # iPhone
        ("flac", "flac", "audio/mp4"),
    ],
)
async def test_a_voice_keeps_its_sound_and_nothing_else(
    codec: str, container: str, mime: str
) -> None:
    cleaned = await clean(a_voice(codec, container))

    assert (cleaned.kind, cleaned.mime) == (MediaKind.VOICE, mime)
    _tells_nothing(cleaned.content)
    with av.open(BytesIO(cleaned.content), "r") as voice:
        samples = sum(frame.samples for frame in voice.decode(audio=0))
    assert samples == pytest.approx(48_000, abs=4_800)


@pytest.mark.parametrize(
    ("codec", "container"), [("aac", "mp4"), ("libmp3lame", "mp3"), ("libopus", "ogg")]
)
async def test_a_voice_comes_out_as_opus_where_that_is_asked_for(
    codec: str, container: str
) -> None:
    cleaned = await clean(a_voice(codec, container), in_opus=True)

    assert (cleaned.kind, cleaned.mime) == (MediaKind.VOICE, "audio/ogg")
    _tells_nothing(cleaned.content)
    with av.open(BytesIO(cleaned.content), "r") as voice:
        assert voice.streams.audio[0].codec_context.codec.canonical_name == "opus"
        samples = sum(frame.samples for frame in voice.decode(audio=0))
    assert samples == pytest.approx(48_000, abs=4_800)


@pytest.mark.parametrize(
    ("codec", "container", "mime"),
    [
        ("libx264", "mp4", "video/mp4"),
        ("libx264", "mov", "video/mp4"),
        ("libx264", "matroska", "video/mp4"),
        ("libvpx", "webm", "video/webm"),
        ("libvpx-vp9", "mp4", "video/webm"),
    ],
)
async def test_a_video_keeps_its_pictures_and_nothing_else(
    codec: str, container: str, mime: str
) -> None:
    film = a_film(codec, container)
    assert PLANTED.encode() in film

    cleaned = await clean(film)

    assert (cleaned.kind, cleaned.mime) == (MediaKind.VIDEO, mime)
    _tells_nothing(cleaned.content)
    with av.open(BytesIO(cleaned.content), "r") as shown:
        assert len(list(shown.decode(video=0))) == 10


@pytest.mark.parametrize(
    ("codec", "container"), [("mpeg4", "avi"), ("libx264", "mpegts"), ("mpeg2video", "mpegts")]
)
async def test_what_old_cameras_write_is_made_anew_for_browsers(codec: str, container: str) -> None:
    cleaned = await clean(a_film(codec, container))

    assert (cleaned.kind, cleaned.mime) == (MediaKind.VIDEO, "video/mp4")
    _tells_nothing(cleaned.content)
    with av.open(BytesIO(cleaned.content), "r") as film:
        assert film.streams.video[0].codec_context.codec.canonical_name == "h264"
        assert len(list(film.decode(video=0))) == 10


async def test_words_between_the_pictures_are_dropped() -> None:
    """x264 writes a note of its own where drones and dashcams write where they were."""
    film = a_film("libx264")
    assert b"x264 - core" in film

    assert b"x264" not in (await clean(film)).content


async def test_a_video_held_upright_stays_upright() -> None:
    cleaned = await clean(turned(a_film()))

    with av.open(BytesIO(cleaned.content), "r") as shown:
        assert abs(next(iter(shown.decode(video=0))).rotation) == 90


async def test_a_video_of_over_a_minute_is_too_big() -> None:
    assert await _why_not(a_film("libx264", seconds=63)) is Refusal.TOO_BIG


async def test_a_minute_of_video_is_taken() -> None:
    assert (await clean(a_film("libx264", seconds=60))).kind is MediaKind.VIDEO


async def test_the_length_a_file_claims_is_not_believed() -> None:
    film = a_film("libx264", seconds=63)
    header = film.index(b"mvhd") + 4 + 16  # the claimed duration
    lying = film[:header] + (1_000).to_bytes(4, "big") + film[header + 4 :]

    assert await _why_not(lying) is Refusal.TOO_BIG


async def test_a_codec_that_browsers_cannot_play_is_not_taken() -> None:
    assert await _why_not(a_film("mpeg4", "mp4")) is Refusal.UNKNOWN_TYPE


def _tells_nothing(content: bytes) -> None:
    assert PLANTED.encode() not in content
    assert PLACE.encode() not in content
    with av.open(BytesIO(content), "r") as opened:
        told = {**opened.metadata}
        for stream in opened.streams:
            told |= stream.metadata
    harmless = {"encoder", "language", "DURATION", "handler_name", "vendor_id"}
    harmless |= {"major_brand", "minor_version", "compatible_brands"}
    assert set(told) <= harmless, told


async def _why_not(content: bytes) -> Refusal:
    with pytest.raises(NotTaken) as caught:
        await clean(content)
    return caught.value.refusal


async def test_a_voice_of_an_old_phone_can_be_played_in_a_browser() -> None:
    """AMR, as Zalo's Official Accounts deliver it: no browser plays that."""
    cleaned = await clean(an_old_voice(), "audio/amr")

    assert (cleaned.kind, cleaned.mime) == (MediaKind.VOICE, "audio/mp4")
    with av.open(BytesIO(cleaned.content), "r") as voice:
        assert voice.streams.audio[0].codec_context.codec.canonical_name == "aac"
        samples = sum(frame.samples for frame in voice.decode(audio=0))
    assert samples == pytest.approx(48_000, abs=4_800)
