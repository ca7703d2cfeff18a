"""How a poster leads to the lessons, apart from drawing it: to import that takes a second."""

from dataclasses import dataclass

from wording.catalogue import text


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link for the QR code and the same in words."""

    link: str
    words: str  # "Telegram: @tinbao_bot"


def poster_text(key: str, **values: object) -> str:
    """Posters are Vietnamese: they hang where everybody passes."""
    return text(f"posters.{key}", "vi", **values)
