"""Voice and video in a new container: only their sound and picture, no tags, places or extras.

Runs only inside the cleaning room.
"""

from __future__ import annotations  # PyAV's packets are generic only to the type checker

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from math import isnan
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

import av
import av.subtitles.stream  # PyAV imports it at the first file, when nothing can be any more
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer, OutputContainer
from av.packet import Packet as AnyPacket
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from channels.cleaning.magic import Format
from channels.cleaning.verdict import Cleaned, NotTaken
from messages.message import MediaKind, Refusal

if TYPE_CHECKING:
    Packet: TypeAlias = AnyPacket[Stream]

LONGEST_VIDEO_SECONDS = 60.0
LONGEST_VOICE_SECONDS = 30 * 60.0
_EXACT = {"fflags": "+bitexact"}  # no name of the software that wrote it
# Cameras and drones write place and time between the pictures too: SEI units, metadata OBUs.
_WITHOUT_ASIDES = {
    "h264": "filter_units=remove_types=6",
    "hevc": "filter_units=remove_types=39-40",
    "av1": "filter_units=remove_types=5",
}
_FILM_FILES = {"h264": "mp4", "hevc": "mp4", "vp8": "webm", "vp9": "webm", "av1": "webm"}
_MADE_ANEW = {Format.AVI, Format.TS}  # old cameras, dash cams, television
_LONGEST_SIDE_ANEW = 960  # so that a minute is made within the room's time
_KEPT_SOUND = {"mp4": "aac", "webm": "opus", "ogg": "opus"}
_MADE_SOUND: dict[str, Literal["aac", "libopus"]] = {
    "mp4": "aac",
    "webm": "libopus",
    "ogg": "libopus",
}


@dataclass(frozen=True, slots=True)
class _Parts:
    film: VideoStream | None
    sound: AudioStream | None
    in_opus: bool = False  # a voice, whatever it was recorded with
    anew: bool = False  # out of a container whose packets fit no other

    @property
    def file(self) -> str:
        """The container that plays these everywhere."""
        if self.film is not None:
            return "mp4" if self.anew else _FILM_FILES.get(_codec(self.film), "")
        is_opus = self.sound is not None and _codec(self.sound) == "opus"
        return "ogg" if is_opus or self.in_opus else "mp4"


def clean_recording(content: bytes, found: Format, *, in_opus: bool = False) -> Cleaned:
    with av.open(BytesIO(content), "r", format=found.value) as source:
        sound = next(iter(source.streams.audio), None)
        parts = _Parts(_first_film(source), sound, in_opus, found in _MADE_ANEW)
        _refuse_unplayable(parts, content, found)
        if parts.film is None:
            voice = _moved(source, parts, LONGEST_VOICE_SECONDS)
            return Cleaned(voice, MediaKind.VOICE, f"audio/{parts.file}")
        film = _moved(source, parts, LONGEST_VIDEO_SECONDS)
        return Cleaned(film, MediaKind.VIDEO, f"video/{parts.file}")


def _first_film(source: InputContainer) -> VideoStream | None:
    cover = Disposition.attached_pic | Disposition.still_image  # the picture of a song
    return next((one for one in source.streams.video if not one.disposition & cover), None)


def _refuse_unplayable(parts: _Parts, content: bytes, found: Format) -> None:
    main = parts.film or parts.sound
    if main is None:
        raise NotTaken(Refusal.UNREADABLE)
    if not parts.file:
        raise NotTaken(Refusal.UNKNOWN_TYPE)
    with av.open(BytesIO(content), "r", format=found.value) as trial:
        next(iter(trial.decode(trial.streams[main.index])))


def _moved(source: InputContainer, parts: _Parts, longest: float) -> bytes:
    into = BytesIO()
    with av.open(into, "w", format=parts.file, options=_EXACT) as target:
        movers = _movers(parts, target)
        for packet in _within(longest, source.demux(list(movers))):
            for clean in movers[packet.stream.index].move(packet):
                target.mux(clean)
        for mover in movers.values():
            for clean in mover.move(None):
                target.mux(clean)
    return into.getvalue()


def _within(longest: float, packets: Iterable[Packet]) -> Iterator[Packet]:
    """Measured, because what a file says about its own length need not be true."""
    first: float | None = None
    for packet in packets:
        at = packet.dts if packet.pts is None else packet.pts
        if packet.size == 0 or at is None or packet.time_base is None:
            continue
        begins = float(at * packet.time_base)
        ends = begins + float((packet.duration or 0) * packet.time_base)
        first = begins if first is None else min(first, begins)
        if ends - first > longest + 1:
            raise NotTaken(Refusal.TOO_BIG)
        yield packet


class _Mover(Protocol):
    def move(self, packet: Packet | None) -> Iterable[Packet]:
        """What goes into the new file for this packet; None: there are no more."""
        ...


class _Copy:
    def __init__(self, stream: VideoStream | AudioStream, target: OutputContainer) -> None:
        self._time_base = stream.time_base
        self._into = target.add_mux_stream(_codec(stream))
        asides = _WITHOUT_ASIDES.get(_codec(stream), "null")
        self._filter = BitStreamFilterContext(asides, stream, self._into)

    def move(self, packet: Packet | None) -> Iterable[Packet]:
        for clean in self._filter.filter(packet):
            clean.stream = self._into
            if self._time_base is not None:
                clean.time_base = self._time_base
            yield clean


class _Encode:
    """Tags of MP3 lie between its frames, and old phones' sounds play nowhere: made anew."""

    def __init__(
        self, stream: AudioStream, target: OutputContainer, codec: Literal["aac", "libopus"]
    ) -> None:
        self._stream = stream
        self._into = target.add_stream(codec, rate=48_000)
        self._into.bit_rate = 64_000
        self._into.codec_context.layout = "mono" if stream.layout.nb_channels == 1 else "stereo"

    def move(self, packet: Packet | None) -> Iterable[Packet]:
        for frame in self._stream.decode(packet):
            yield from self._into.encode(frame)
        if packet is None:
            yield from self._into.encode(None)


class _EncodeFilm:
    """What browsers play, of what they do not."""

    def __init__(self, stream: VideoStream, target: OutputContainer) -> None:
        self._stream = stream
        self._rate = stream.average_rate or Fraction(25)
        self._into = target.add_stream("libx264", rate=self._rate, options={"preset": "ultrafast"})
        longest = max(stream.width, stream.height)
        scale = min(1.0, _LONGEST_SIDE_ANEW / longest)
        self._into.width, self._into.height = (
            max(2, int(side * scale) // 2 * 2) for side in (stream.width, stream.height)
        )
        self._into.pix_fmt = "yuv420p"
        self._shown = -1  # the last picture's place

    def move(self, packet: Packet | None) -> Iterable[Packet]:
        for frame in self._stream.decode(packet):
            yield from self._into.encode(self._placed(frame))
        if packet is None:
            yield from self._into.encode(None)

    def _placed(self, frame: VideoFrame) -> VideoFrame:
        # The last ones may come without their time.
        at = 0 if isnan(frame.time) else round(frame.time * self._rate)
        self._shown = max(self._shown + 1, at)
        plain = frame.reformat(self._into.width, self._into.height, "yuv420p")
        plain.pts, plain.time_base = self._shown, 1 / self._rate
        return plain


def _movers(parts: _Parts, target: OutputContainer) -> dict[int, _Mover]:
    movers: dict[int, _Mover] = {}
    if parts.film is not None:
        mover = _EncodeFilm if parts.anew else _Copy
        movers[parts.film.index] = mover(parts.film, target)
    if parts.sound is not None:
        kept = _codec(parts.sound) == _KEPT_SOUND[parts.file] and not parts.anew
        movers[parts.sound.index] = (
            _Copy(parts.sound, target)
            if kept
            else _Encode(parts.sound, target, _MADE_SOUND[parts.file])
        )
    return movers


def _codec(stream: VideoStream | AudioStream) -> str:
    return stream.codec_context.codec.canonical_name
