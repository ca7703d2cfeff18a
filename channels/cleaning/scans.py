"""How often a JPEG paints its picture over: a file of 3 MB may do so 6,000 times."""

import re

_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # inside a scan: neither a stuffed FF nor RSTn
_SCAN, _END = 0xDA, 0xD9
_ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length


def count_scans(content: bytes) -> int:
    """Of the first picture in the file; what follows its end is not decoded."""
    scans, at = 0, 2
    while (found := _MARKER.search(content, at)) is not None:
        marker, at = content[found.start() + 1], found.end()
        if marker == _END:
            break
        scans += marker == _SCAN
        if marker not in _ALONE:
            at += int.from_bytes(content[at : at + 2])
    return scans
