"""Real time and real chance, for the rules that ask for them."""

import secrets
from datetime import UTC, datetime

from desks.desk import Code

# No letter or digit that is heard or read as another one.
LETTERS = "ACDEGHKMNPQRTVXY"
DIGITS = "23456789"


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 -- the one place that may look


class SystemChance:
    def hex(self, bits: int) -> str:
        return secrets.token_hex(bits // 8)

    def code(self) -> Code:
        first, last = secrets.choice(LETTERS), secrets.choice(LETTERS)
        middle = secrets.choice(DIGITS)
        return Code(f"{first}{middle}{last}-{secrets.randbelow(1000):03d}")

    def fraction(self) -> float:
        """0 to 1, to spread retries."""
        return secrets.randbelow(1 << 20) / (1 << 20)
