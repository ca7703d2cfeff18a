"""Where files from strangers are decoded: a process of its own that may die of them.

`python -m channels.cleaning.sandbox FORMAT [opus|disguise]`: the file on stdin, and on stdout one
line that says what it is, then the cleaned file. Anything else, or an early death, means
unreadable. With `probe` for a format it tells how well it is shut.
"""

import json
import resource
import sys
from collections.abc import Callable, Mapping

from channels.cleaning.confinement import confine
from channels.cleaning.magic import PICTURES, Format
from channels.cleaning.verdict import DISGUISED, IN_OPUS, PROBE, Cleaned, NotTaken
from messages.message import Refusal

MEMORY = 1_400 * 1024 * 1024  # address space; half of it is libraries that are never touched
SECONDS = 45  # of computing, for a recording
PICTURE_SECONDS = 20
PAPER_SECONDS = 15  # one kilobyte of PDF can be drawn for ever; twenty scanned pages take four


def main() -> None:
    wanted = sys.argv[1]
    if wanted == PROBE:
        _answer(confine().as_dict())
        return
    found = Format(wanted)
    limit(_seconds_for(found))
    clean = _cleaner(found, frozenset(sys.argv[2:]))
    confine()
    try:
        cleaned = clean(sys.stdin.buffer.read())
    except NotTaken as why:
        _answer({"refusal": why.refusal})
    except Exception:  # noqa: BLE001 - decoders fail in every way there is
        _answer({"refusal": Refusal.UNREADABLE})
    else:
        _answer({"kind": cleaned.kind, "mime": cleaned.mime, "codes": cleaned.codes})
        sys.stdout.buffer.write(cleaned.content)


def _seconds_for(found: Format) -> int:
    if found is Format.PDF:
        return PAPER_SECONDS
    return PICTURE_SECONDS if found in PICTURES else SECONDS


def limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the picture
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _cleaner(found: Format, how: frozenset[str]) -> Callable[[bytes], Cleaned]:
    """Only what this file needs, imported before the doors are shut: later nothing can be."""
    if DISGUISED in how:
        from channels.cleaning import voices

        mask = voices.choose_mask()
        return lambda content: voices.disguise(content, found, mask)
    if found in PICTURES:
        from channels.cleaning import pictures

        pictures.prepare(found)
        return lambda content: pictures.clean_picture(content, found)
    if found is Format.PDF:
        from channels.cleaning import papers

        papers.prepare()
        return papers.clean_paper
    from channels.cleaning.recordings import clean_recording

    return lambda content: clean_recording(content, found, in_opus=IN_OPUS in how)


def _answer(verdict: Mapping[str, str | bool]) -> None:
    sys.stdout.buffer.write(json.dumps(verdict).encode() + b"\n")


if __name__ == "__main__":
    main()
