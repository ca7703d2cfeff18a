"""Where files from strangers are decoded: a process of its own that may die of them.

`python -m channels.cleaning.sandbox FORMAT [opus]`: the file on stdin, and on stdout one line that
says what it is, then the cleaned file. Anything else, or an early death, means unreadable.
"""

import json
import resource
import sys

from channels.cleaning.magic import PICTURES, Format
from channels.cleaning.verdict import Cleaned, NotTaken
from messages.message import Refusal

MEMORY = 1_400 * 1024 * 1024  # address space; half of it is libraries that are never touched
SECONDS = 45  # of computing


def main() -> None:
    _lock()
    content = sys.stdin.buffer.read()
    try:
        cleaned = _clean(content, Format(sys.argv[1]), in_opus="opus" in sys.argv[2:])
    except NotTaken as why:
        _answer({"refusal": why.refusal})
    except Exception:  # noqa: BLE001 - decoders fail in every way there is
        _answer({"refusal": Refusal.UNREADABLE})
    else:
        _answer({"kind": cleaned.kind, "mime": cleaned.mime})
        sys.stdout.buffer.write(cleaned.content)


def _lock() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the picture
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _clean(content: bytes, found: Format, *, in_opus: bool) -> Cleaned:
    # Imported behind the lock, and only what this file needs.
    if found in PICTURES:
        from channels.cleaning.pictures import clean_picture

        return clean_picture(content, found)
    from channels.cleaning.recordings import clean_recording

    return clean_recording(content, found, in_opus=in_opus)


def _answer(verdict: dict[str, str]) -> None:
    sys.stdout.buffer.write(json.dumps(verdict).encode() + b"\n")


if __name__ == "__main__":
    main()
