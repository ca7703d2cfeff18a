"""Looks for planted words in bytes, as somebody would who knows what might be there."""

import base64
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from storage.sealing.links import LinkKeys
from tests.storage.citizens.test_unopenable import Rows

INFLATED_FROM = (b"\x78\x01", b"\x78\x9c", b"\x78\xda")  # how a zlib stream begins


def disguises(word: str) -> Iterator[bytes]:
    plain = word.encode()
    yield plain
    for wide in ("utf-16-le", "utf-16-be"):
        yield word.encode(wide)
    for phase in range(3):  # by where in a longer text the word begins
        coded = base64.b64encode(bytes(phase) + plain)
        yield coded[4 if phase else 0 : len(coded) // 4 * 4 - 4]
    yield plain.hex().encode()
    yield quote(word).encode()
    yield word.encode("unicode_escape")


def hits(content: bytes, words: Sequence[str]) -> list[str]:
    layers = [content, *_inflated(content)]
    return [
        word
        for word in words
        if any(len(d) >= 4 and d in layer for d in disguises(word) for layer in layers)
    ]


def everything_under(folder: Path, *, without: Sequence[str] = ()) -> bytes:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return b"\n".join(file.read_bytes() for file in files if file.parent.name not in without)


def no_link_keys() -> LinkKeys:
    """What a thief of backups has of them."""
    return LinkKeys()


def names_in(rows: Rows) -> set[str]:
    return {row["citizen_key"] for row in rows["pseudonyms"]}


def _inflated(content: bytes) -> Iterator[bytes]:
    for begin in INFLATED_FROM:
        at = content.find(begin)
        while at >= 0:
            with suppress(zlib.error):
                yield zlib.decompressobj().decompress(content[at:])
            at = content.find(begin, at + 1)
