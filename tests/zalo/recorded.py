"""Bodies as they were recorded or documented, with our own values in them."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "payloads"


def body(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))["body"]
