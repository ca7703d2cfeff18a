"""JSON as it is sealed and marked: compact, UTF-8. Byte for byte what Python's own encoder writes,
or marks made before would lead nowhere; the faster one is asked first, sixteen times a message.
"""

import json
from typing import Any

from pydantic_core import PydanticSerializationError, from_json, to_json

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


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
