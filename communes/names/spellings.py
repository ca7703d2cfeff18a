"""Reads names once each, with how they sound."""

from collections.abc import Iterable

from communes.names.gazetteer import Keys
from communes.names.sound import sound
from communes.text import Word, read


class Names:
    """Reads each name once: "Tân Thành" stands in the tables a hundred times."""

    def __init__(self) -> None:
        self.words: dict[str, tuple[Word, ...]] = {}
        self.sounds: dict[str, str] = {}

    def of(self, name: str) -> tuple[str, tuple[str, ...]]:
        words = self.words.get(name)
        if words is None:
            words = self.words[name] = tuple(read(name))
        key = "".join(w.text for w in words)
        if key not in self.sounds:
            self.sounds[key] = "".join(sound(w.text) for w in words)
        return key, tuple(w.shape for w in words)

    def syllables(self) -> frozenset[str]:
        spelt = (words for name, words in self.words.items() if not _is_key(name))
        return frozenset(w.text for words in spelt for w in words)

    def keys(self, names: Iterable[str]) -> Keys:
        keys = [name for name in names if len(name) > 2 and not name.isdigit()]
        return Keys(keys, [self.sounds.get(key, key) for key in keys])


def _is_key(name: str) -> bool:
    """Is the name known only glued and folded: "thanhtri"?"""
    return name.isascii() and name.islower()
