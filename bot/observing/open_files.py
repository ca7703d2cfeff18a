"""How many files and connections this process may hold open, and how many it does."""

import os
import resource
from pathlib import Path

WANTED = 65_536
KEPT_BACK = 200  # for the database, media and the cleaning room
NEARLY_ALL = 0.8
_OWN = Path("/proc/self/fd")


def raise_limit() -> int:
    """Up to what the system lets: its usual 1,024 are used up by 1,000 open pages."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return limit()


def limit() -> int:
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return WANTED if soft == resource.RLIM_INFINITY else soft


def count() -> int:
    """0 where the system has no such list."""
    return len(os.listdir(_OWN)) if _OWN.exists() else 0
