"""Reads the three ways clients put a call: JSON, a form, a form with files."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

Call = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came along; what is in it is of no interest."""

    size: int


class Unreadable(Exception):
    """The body is none of the three."""


def read(content_type: str, body: bytes) -> Call:
    try:
        if not body:
            return {}
        if content_type.startswith("application/json"):
            told = json.loads(body)
            return told if isinstance(told, dict) else {}
        if content_type.startswith("multipart/form-data"):
            return dict(_parts(body, content_type.partition("boundary=")[2].strip('"')))
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except ValueError:
        raise Unreadable from None


def whole(told: Any) -> int:
    """A number as any of the three spells it; 0 for what is none."""
    with suppress(TypeError, ValueError):
        return int(told)
    return 0


def _parts(body: bytes, boundary: str) -> Iterator[tuple[str, Any]]:
    for part in body.split(b"--" + boundary.encode())[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        content = content.removesuffix(b"\r\n")
        name = _quoted(head, b'name="')
        is_file = b'filename="' in head
        yield name, Upload(len(content)) if is_file else content.decode()


def _quoted(head: bytes, before: bytes) -> str:
    return head.partition(before)[2].partition(b'"')[0].decode()
