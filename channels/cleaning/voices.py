"""A voice that is not the speaker's own: pitch, formants, tempo and spectrum, each moved by chance.

Runs only inside the cleaning room. Friends may still know somebody by dialect, words and what is
heard behind; a laboratory may undo a part of it. Residents are told so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from random import SystemRandom
from typing import Literal

import av
from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.filter import Graph

from channels.cleaning.magic import Format
from channels.cleaning.recordings import LONGEST_VOICE_SECONDS
from channels.cleaning.verdict import Cleaned, NotTaken
from messages.message import MediaKind, Refusal

RATE = 48_000
TEMPO = (0.93, 1.07)


# The file, its codec and what that takes at once: who recorded on an iPhone listens there.
_How = tuple[str, Literal["libopus", "aac"], int]
OTHERS: _How = ("ogg", "libopus", 960)
IPHONES: _How = ("mp4", "aac", 1_024)


@dataclass(frozen=True, slots=True)
class Mask:
    pitch: float
    tempo: float
    shift: float  # hertz


# Of the pitch, and then hertz, the same way: the other way they would meet, and somebody's voice
# come out as it was. Harmonics have nothing in common any more.
DEEPER = ((0.74, 0.84), (-20.0, -8.0))
HIGHER = ((1.19, 1.34), (25.0, 70.0))


def choose_mask() -> Mask:
    """Another one for each recording: two of one person are not alike, and none can be turned back
    by a number known from elsewhere. Before the room is shut: after it there is no chance.
    """
    chance = SystemRandom()
    pitch, shift = chance.choice((DEEPER, HIGHER))
    return Mask(chance.uniform(*pitch), chance.uniform(*TEMPO), chance.uniform(*shift))


def disguise(content: bytes, found: Format, mask: Mask) -> Cleaned:
    with av.open(BytesIO(content), "r", format=found.value) as source:
        if source.streams.video or not source.streams.audio:
            raise NotTaken(Refusal.UNKNOWN_TYPE)
        file, codec, samples = IPHONES if found is Format.MP4 else OTHERS
        into = BytesIO()
        with av.open(into, "w", format=file, options={"fflags": "+bitexact"}) as target:
            voice = target.add_stream(codec, rate=RATE, layout="mono")
            for frame in _in_frames(_masked(source, mask), samples):
                target.mux(voice.encode(frame))
            target.mux(voice.encode(None))
        return Cleaned(into.getvalue(), MediaKind.VOICE, f"audio/{file}")


def _masked(source: InputContainer, mask: Mask) -> Iterator[AudioFrame]:
    stream = source.streams.audio[0]
    graph = _graph(stream, mask)
    frames: Iterable[AudioFrame | None] = chain(_within(source, stream), (None,))
    for frame in frames:
        graph.push(frame)
        yield from _pulled(graph)


def _within(source: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    heard = 0.0
    for frame in source.decode(stream):
        heard += frame.samples / frame.sample_rate
        if heard > LONGEST_VOICE_SECONDS + 1:
            raise NotTaken(Refusal.TOO_BIG)
        frame.pts = None
        yield frame


def _graph(stream: AudioStream, mask: Mask) -> Graph:
    graph = Graph()
    steps = (
        graph.add_abuffer(template=stream),
        graph.add("aresample", str(RATE)),
        graph.add("asetrate", str(round(RATE * mask.pitch))),  # pitch and formants, and the tempo
        graph.add("aresample", str(RATE)),
        graph.add("atempo", f"{mask.tempo / mask.pitch:.4f}"),  # the tempo back, nearly
        graph.add("afreqshift", f"shift={mask.shift:.2f}"),
        graph.add("aformat", f"sample_fmts=s16:sample_rates={RATE}:channel_layouts=mono"),
        graph.add("abuffersink"),
    )
    graph.link_nodes(*steps).configure()
    return graph


def _pulled(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (BlockingIOError, EOFError):
            return
        if isinstance(frame, AudioFrame):
            yield frame


def _in_frames(frames: Iterable[AudioFrame], samples: int) -> Iterator[AudioFrame]:
    """Without the times that the way through the filters gave them."""
    kept = AudioFifo()
    for frame in frames:
        frame.pts = None
        kept.write(frame)
        while (whole := kept.read(samples)) is not None:
            yield whole
    if (rest := kept.read(0, partial=True)) is not None:
        yield rest
