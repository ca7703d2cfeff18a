from zlib import crc32

import numpy as np
import pytest

from tips.understanding import understand
from tips.understanding.checksums import LONGEST, gather, join
from tips.understanding.features import features_in, hashes_of
from tips.understanding.hashing import hash_features
from tips.understanding.tokens import tokens_of
from training.understanding.rows import ROWS, read_rows

ODD = [
    "",
    "^ $",
    "? ! ...",
    "CỨU TÔI VỚI, NÓ CẦM DAO!",
    "nos ddang danhs toi owr nhaf, goij coong an giups toi vowis",
    "cong an oi giet nguoi",
    "Nhà tôi bị trộm. Mất 2 xe máy, 12.000.000 đồng.",
    "đ" * 60 + " danh " + "x" * 300,
    "A\u030a\u0302 \U0001d538 ß \u1e9e",
]


def test_features_in_arrays_have_the_hashes_of_their_names() -> None:
    written = [row.text for row in read_rows(ROWS.glob("*.txt"))]
    texts = [*ODD, *written[::40], " ".join(written[:60])]
    read = [tokens_of(text) for text in texts]

    hashed = hash_features(texts, read)

    for place, (text, tokens) in enumerate(zip(texts, read, strict=True)):
        named = set(hashes_of(features_in(text, tokens)))
        assert set(hashed.hashes[hashed.texts == place].tolist()) == named, text


@pytest.mark.parametrize("right", ["a", " đánh", "#người>nơi", "x" * LONGEST])
def test_the_checksum_of_two_follows_from_those_of_each(right: str) -> None:
    words = [left.encode() for left in ("", "vợ", "ngoài sân")]
    behind = right.encode()

    joined = join(gather(map(crc32, words)), gather([crc32(behind)] * 3), np.full(3, len(behind)))

    assert joined.tolist() == [crc32(word + behind) for word in words]


@pytest.mark.parametrize(
    "text", ["?" * 8_000, "\n" * 8_000, "đ" * 8_000, "a. " * 2_600, "1 " * 4_000]
)
def test_what_says_nothing_at_length_is_read_as_well(text: str) -> None:
    assert not understand(text).numbers
