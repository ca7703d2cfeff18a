"""Files made to hurt whoever opens them: as many as are wanted, the same for the same number.

A third are whole files damaged as a network or a fuzzer damages them; the others are made by hand
from what is known to hurt decoders: bombs, loops, lengths that lie, two formats in one.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random

from tests.media_files import a_bomb, a_film, a_picture, a_telling_paper, a_telling_picture, a_voice
from tests.storms.hostile_papers import PAPERS

Maker = Callable[[Random], bytes]
LYING_LENGTHS = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", bytes(4))
PAGE = b"<!doctype html><script>alert(1)</script>"


def hostile_files(count: int, seed: int = 2026) -> Iterator[tuple[str, bytes]]:
    """Names of what they are, and the files. Every kind comes before one comes twice."""
    for number in range(count):
        make = _MAKERS[number % len(_MAKERS)]
        yield make.__name__.strip("_"), make(Random(seed * 1_000_003 + number))  # noqa: S311


@cache
def _wholes() -> Sequence[bytes]:
    pictures = [a_telling_picture(form) for form in ("JPEG", "PNG", "WEBP")]
    pictures += [a_picture("HEIF"), a_picture(progressive=True)]
    voices = [a_voice(), a_voice("aac", "mp4"), a_voice("aac", "adts"), a_voice("pcm_s16le", "wav")]
    films = [
        a_film(),
        a_film("libvpx", "webm"),
        a_film("mpeg4", "avi"),
        a_film("libx264", "mpegts"),
    ]
    return (*pictures, *voices, *films, a_telling_paper(1))


# --- damaged ------------------------------------------------------------------------------------


def _cut_short(chance: Random) -> bytes:
    whole = chance.choice(_wholes())
    return whole[: chance.randrange(8, len(whole))]


def _with_bits_turned(chance: Random) -> bytes:
    damaged = bytearray(chance.choice(_wholes()))
    for _ in range(chance.randint(1, 60)):
        damaged[chance.randrange(12, len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _with_lengths_that_lie(chance: Random) -> bytes:
    damaged = bytearray(chance.choice(_wholes()))
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(12, min(len(damaged) - 4, 2_000))
        damaged[at : at + 4] = chance.choice(LYING_LENGTHS)
    return bytes(damaged)


def _shuffled(chance: Random) -> bytes:
    whole = chance.choice(_wholes())
    first, last = sorted(chance.sample(range(12, len(whole)), 2))
    pieces = [whole[12:first], whole[first:last], whole[last:]]
    chance.shuffle(pieces)
    return whole[:12] + b"".join(pieces)


def _over_and_over(chance: Random) -> bytes:
    return chance.choice(_wholes()) * chance.randint(2, 60)


def _head_of_another(chance: Random) -> bytes:
    head, body = chance.sample(_wholes(), 2)
    at = chance.choice((12, 64, 400))
    return head[:at] + body[at:]


def _two_formats(chance: Random) -> bytes:
    one, other = chance.sample(_wholes(), 2)
    return one + chance.choice((PAGE, b"PK\x03\x04" + bytes(64), other, b"%PDF-1.7\n"))


# --- pictures -----------------------------------------------------------------------------------


def _unfolds_into_gigabytes(chance: Random) -> bytes:
    return a_bomb(chance.choice((1, 9_000, 60_000)), chance.choice((5_999, 60_000, 2**31 - 1)))


def _says_it_is_a_giant(chance: Random) -> bytes:
    whole = bytearray(_wholes()[0])
    frame = whole.index(b"\xff\xc0") + 5
    whole[frame : frame + 4] = struct.pack(">HH", *chance.choices((1, 0, 16_000, 65_535), k=2))
    return bytes(whole)


def _paints_itself_over(chance: Random) -> bytes:
    whole = _wholes()[4]
    scan = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[scan:-2] * chance.randint(60, 3_000) + whole[-2:]


def _odd_notes(chance: Random) -> bytes:
    """EXIF whose directory leads to itself, or tells of a thing that is nowhere."""
    tag, kind = chance.choice((0x0112, 0x8769, 0x8825, 0x927C)), chance.randrange(14)
    count, value = chance.choice((0, 1, 2**16, 2**32 - 1)), chance.choice((0, 8, 9, 2**32 - 1))
    entries = chance.randint(1, 40)
    directory = struct.pack("<HHII", tag, kind, count, value) * entries
    following = chance.choice((0, 8, 2**32 - 1))
    told = b"II*\0" + struct.pack("<IH", 8, entries) + directory + struct.pack("<I", following)
    notes = b"Exif\0\0" + told
    segment = b"\xff\xe1" + struct.pack(">H", len(notes) + 2) + notes
    plain = a_picture(size=(64, 48))
    return plain[:2] + segment * chance.randint(1, 30) + plain[2:]


def _endless_notes(chance: Random) -> bytes:
    """PNG: a text of many megabytes in a few kilobytes, and pictures that follow each other."""
    plain = a_picture("PNG", size=(64, 48))
    text = b"zTXt", b"x\0\0" + zlib.compress(bytes(chance.choice((10**6, 3 * 10**7))), 9)
    frames = b"acTL", struct.pack(">II", 2**31 - 1, 0)
    return (
        plain[:33] + _png_part(*chance.choice((text, frames))) * chance.randint(1, 40) + plain[33:]
    )


def _png_part(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


# --- voices and films ---------------------------------------------------------------------------


def _box_in_box(chance: Random) -> bytes:
    """MP4: boxes within boxes, deeper than anybody's stack, or longer than the file."""
    inner = b""
    for _ in range(chance.randint(10, 4_000)):
        inner = struct.pack(">I", len(inner) + 8) + chance.choice((b"moov", b"trak")) + inner
    return struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0) + inner


def _endless_tables(chance: Random) -> bytes:
    """MP4: a table of samples that says it has four thousand million rows."""
    whole = bytearray(_wholes()[9])
    for name in chance.sample((b"stts", b"stsz", b"stsc", b"stco", b"mdhd", b"mvhd"), 3):
        at = whole.find(name) + chance.choice((8, 12, 16))
        whole[at : at + 4] = chance.choice(LYING_LENGTHS)
    return bytes(whole)


def _of_unknown_size(chance: Random) -> bytes:
    """WebM: elements without an end, inside each other."""
    whole = _wholes()[10]
    nested = b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + b"\x1f\x43\xb6\x75\x01" + b"\xff" * 7
    return whole[:40] + nested * chance.randint(1, 3_000) + whole[40:]


def _chain_of_sounds(chance: Random) -> bytes:
    """Ogg: sound upon sound in one file, their pages counted anew or backwards."""
    chain = bytearray(_wholes()[5] * chance.randint(2, 100))
    at = chain.find(b"OggS", 100)
    while at >= 0:
        chain[at + 6 : at + 14] = chance.randbytes(8)
        at = chain.find(b"OggS", at + chance.randint(20, 4_000))
    return bytes(chain)


_MAKERS: Sequence[Maker] = (
    *(_cut_short, _with_bits_turned, _with_lengths_that_lie, _shuffled, _over_and_over),
    *(_head_of_another, _two_formats),
    *(_unfolds_into_gigabytes, _says_it_is_a_giant, _paints_itself_over, _odd_notes),
    *(_endless_notes, _box_in_box, _endless_tables, _of_unknown_size, _chain_of_sounds),
    *PAPERS,
)
