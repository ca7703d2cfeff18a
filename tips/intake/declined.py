"""Words that were declined, so that one press can take them after all: in memory only, soon gone.

The line promises that not one word of what is not for it is stored. A restart, or another copy of
the program, has forgotten them: then the resident is asked to write them again.
"""

from collections import OrderedDict
from datetime import datetime, timedelta

REMEMBERED = timedelta(minutes=15)
MOST = 500  # of 8,000 characters at most


class Declined:
    def __init__(self) -> None:
        self._words: OrderedDict[str, tuple[datetime, str]] = OrderedDict()

    def remember(self, draft_id: str, words: str, now: datetime) -> None:
        self._words[draft_id] = (now, words)
        while len(self._words) > MOST:
            self._words.popitem(last=False)
        self._forget(now)

    def recall(self, draft_id: str, now: datetime) -> str:
        """Once, and within fifteen minutes; else nothing."""
        self._forget(now)
        _, words = self._words.pop(draft_id, (now, ""))
        return words

    def _forget(self, now: datetime) -> None:
        for draft_id, (at, _) in list(self._words.items()):
            if at > now - REMEMBERED:
                return
            del self._words[draft_id]
