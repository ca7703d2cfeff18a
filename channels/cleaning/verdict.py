"""What comes out of the cleaning room."""

from dataclasses import dataclass

from messages.message import MediaKind, Refusal

PROBE = "probe"  # in place of a format: how well is the room shut?
IN_OPUS, DISGUISED = "opus", "disguise"  # beside a format: how a voice comes out
LARGEST = 20 * 1024 * 1024
MIMES = frozenset(
    {"image/jpeg", "audio/ogg", "audio/mp4", "video/mp4", "video/webm", "application/pdf"}
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    content: bytes
    kind: MediaKind
    mime: str
    codes: str = ""  # what QR codes in it say, a line each


class NotTaken(Exception):
    """This file cannot be part of a tip; the conversation says so kindly."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
