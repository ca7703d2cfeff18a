"""What people call topics, groups and seasons: as `words.yaml` of the library says."""

from collections.abc import Mapping
from functools import cache

import yaml

from broadcasts.shelf import LIBRARY


def label_of(kind: str, word: str) -> str:
    """`kind`: "topics", "audience" or "season". The word itself where it has no label."""
    return labels(kind).get(word, word)


@cache
def labels(kind: str) -> Mapping[str, str]:
    told = yaml.safe_load((LIBRARY / "words.yaml").read_text("utf-8"))[kind]
    return {str(word): str(label) for word, label in told.items()}
