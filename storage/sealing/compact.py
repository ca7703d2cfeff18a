"""JSON as it is sealed and marked: compact, UTF-8. Byte for byte what Python's own encoder writes,
or marks made before would lead nowhere; the faster one is asked first, sixteen times a message.
"""

import json
from typing import Any

from pydantic_core import PydanticSerializationError, from_json, to_json

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
WORDS = 256  # bytes: no word is so short that it is told from the next
STEPS = (64, 256, 1024, 2048, 4096)  # bytes; longer ones go up by the last


def compact(value: object) -> bytes:
    try:
        return to_json(value)
    except PydanticSerializationError:
        # Half an emoji is bad input, not a reason to fall over.
        return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


def expand(told: bytes) -> Any:
    try:
        return from_json(told)
    except ValueError:  # half an emoji again
        return json.loads(told)


def in_steps(told: bytes, least: int = STEPS[0]) -> bytes:
    """Blanks after JSON mean nothing: how long something is tells a thief only which step."""
    long, last = max(len(told), least), STEPS[-1]
    size = next((step for step in STEPS if long <= step), -(-long // last) * last)
    return told.ljust(size)
