from pathlib import Path

import communes
import tips
from communes.remembering import count_remembered, forget_words
from communes.text import read
from tips.understanding import understand

# Their keys are types of places, days and years, which nobody can be known by.
KEYED_BY_NO_WORDS = {"mentions.py", "workdays.py", "lunar.py"}


def test_words_that_were_read_can_be_forgotten() -> None:
    read("gần cây đa thôn Bẫy Cò")
    understand("chú Tư bán thuốc lá lậu ở bến đò Cây Me")

    assert count_remembered()

    forget_words()

    assert not count_remembered()


def test_nothing_remembers_words_that_cannot_be_told_to_forget() -> None:
    rooms = [Path(str(room.__file__)).parent for room in (communes, tips)]
    remembering = {
        path.name
        for room in rooms
        for path in room.rglob("*.py")
        if "lru_cache(" in path.read_text("utf-8")
    }

    assert remembering == {"remembering.py", *KEYED_BY_NO_WORDS}
