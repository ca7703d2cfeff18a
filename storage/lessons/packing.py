"""A shard's people, marks and message ids as a few bytes each."""

import zlib
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

WIDTHS = ("u1", "u2", "u4", "u8")
FAST = 1  # zlib's level for what is written four times a second

Ids = npt.NDArray[np.int64]
Picks = npt.NDArray[np.bool_]  # one row a person, one column a lesson


def pack_ids(ids: Ids) -> bytes:
    """Ascending ids as differences: about one byte a person."""
    steps = np.diff(ids, prepend=0)
    head, rest = int(steps[0]), steps[1:]
    largest = int(rest.max()) if rest.size else 0
    width = next(place for place, kind in enumerate(WIDTHS) if largest <= np.iinfo(kind).max)
    packed = head.to_bytes(8, "little") + rest.astype(WIDTHS[width]).tobytes()
    return bytes([width]) + zlib.compress(packed)


def unpack_ids(packed: bytes) -> Ids:
    plain = zlib.decompress(packed[1:])
    steps = np.frombuffer(plain[8:], WIDTHS[packed[0]]).astype(np.int64)
    head = int.from_bytes(plain[:8], "little")
    return np.concatenate(([0], np.cumsum(steps))).astype(np.int64) + head


def pack_marks(marks: bytes | bytearray) -> bytes:
    return zlib.compress(bytes(marks), FAST)


def unpack_marks(packed: bytes) -> bytearray:
    return bytearray(zlib.decompress(packed))


def pack_messages(places: Sequence[tuple[int, int]]) -> bytes:
    """(index in the shard, message id) pairs."""
    table = np.array(places, dtype=np.int64).reshape(-1, 2)
    return zlib.compress(table[:, 0].astype("u2").tobytes() + table[:, 1].tobytes(), FAST)


def unpack_messages(pieces: Iterable[bytes]) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for piece in pieces:
        plain = zlib.decompress(piece)
        count = len(plain) // 10
        indices = np.frombuffer(plain[: count * 2], "u2")
        ids = np.frombuffer(plain[count * 2 :], np.int64)
        found.update(zip(indices.tolist(), ids.tolist(), strict=True))
    return found


def pack_picks(picks: Picks) -> bytes:
    return zlib.compress(np.packbits(picks, axis=1).tobytes())


def unpack_picks(packed: bytes, lessons: int) -> Picks:
    width = (lessons + 7) // 8
    rows = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(-1, width)
    return np.unpackbits(rows, axis=1, count=lessons).astype(np.bool_)
