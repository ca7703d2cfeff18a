"""One way to show words: without what nobody can see, and never longer than there is room."""

import unicodedata


def visible(words: str) -> str:
    """NFC, without control and format characters other than line breaks and tabs.

    They show nothing, turn the direction of a line, and some databases refuse them.
    """
    kept = "".join(c for c in words if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return unicodedata.normalize("NFC", kept).strip()


def cut(words: str, limit: int) -> str:
    """At most `limit` characters; what was taken away is marked with "…"."""
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


def cut_at_word(words: str, limit: int) -> str:
    """As `cut`, at a word's end."""
    words = words.strip()
    if len(words) <= limit:
        return words
    kept = words[: limit - 1]
    at_word = kept.rsplit(maxsplit=1)[0] if " " in kept else kept
    return f"{at_word.rstrip(' ,;.')}…"


def gist(story: str, limit: int) -> str:
    """A story in one line."""
    return cut(" ".join(story.split()), limit)
