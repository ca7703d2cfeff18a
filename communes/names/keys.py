"""Names side by side with how they sound, ready to be compared in one sweep."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence

from communes.names.column import Column


class Keys:
    """The names come sorted by their length."""

    def __init__(self, names: Sequence[str] = (), sounds: Sequence[str] = ()) -> None:
        self.names, self.sounds = names, sounds
        self._written, self._heard = Column(names), Column(sounds)
        self.by_sound: dict[str, list[int]] = {}
        for place, heard in enumerate(sounds):
            self.by_sound.setdefault(heard, []).append(place)
        self._lengths = [len(name) for name in names]

    def written_like(self, key: str, limit: int) -> set[int]:
        """The places of the names at most so many slips from what was written."""
        return self._written.nearest(key, self._around(len(key), limit), limit)

    def heard_like(self, heard: str, length: int, limit: int) -> set[int]:
        """The places of the names at most so many slips from how it sounds."""
        # A sound is hardly ever more than two letters shorter than its name.
        return self._heard.nearest(heard, self._around(length, limit + 2), limit)

    def _around(self, length: int, most: int) -> tuple[int, int]:
        """Where the names begin and end that differ in length by no more than `most` letters."""
        first = bisect_left(self._lengths, length - most)
        return first, bisect_right(self._lengths, length + most)


class Groups:
    """The names of each province or district, made ready when they are first asked for."""

    def __init__(self, names: Mapping[str, str], sound_of: Callable[[str], str]) -> None:
        self._names, self._sound_of = names, sound_of
        self._made: dict[str, Keys] = {}

    def __getitem__(self, group: str) -> Keys:
        if group not in self._made:
            names = self._names.get(group, "").split()
            self._made[group] = Keys(names, [self._sound_of(name) for name in names])
        return self._made[group]
