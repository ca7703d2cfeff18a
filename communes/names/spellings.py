"""Reads names once each, with how they sound."""

from communes.names.sound import sound
from communes.text import read_name


class Names:
    """Reads each name once: "Tân Thành" stands in the tables a hundred times."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._syllables: set[str] = set()
        self.sounds: dict[str, str] = {}

    def of(self, name: str) -> tuple[str, tuple[str, ...]]:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._read(name)
        return known

    def syllables(self) -> frozenset[str]:
        return frozenset(self._syllables)

    def _read(self, name: str) -> tuple[str, tuple[str, ...]]:
        words = read_name(name)
        texts = [word.text for word in words]
        if not _is_key(name):
            self._syllables.update(texts)
        key = "".join(texts)
        if key not in self.sounds:
            self.sounds[key] = "".join(map(sound, texts))
        return key, tuple([word.shape for word in words])


def _is_key(name: str) -> bool:
    """Is the name known only glued and folded: "thanhtri"?"""
    return name.isascii() and name.islower()
