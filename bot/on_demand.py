"""What answers a resident's question from outside the rules: a lesson, an operator's lists."""

from datetime import datetime

from bot.config import Config
from bot.open_library import LessonFiles
from bot.problem import Problem, Problems
from bot.telling import teller
from broadcasts.lessons.library import Library
from broadcasts.lessons.rendering import compose
from communes.directory import Directory
from desks.desk import NATIONAL
from tips.scams import NOTHING_ADDED, Lists
from tips.scams.lists import read_lists
from wording.moments import VIETNAM


class LessonsOnDemand:
    """A lesson that must be read by a lawyer first, or is overdue, is not told."""

    def __init__(self, files: LessonFiles, config: Config, directory: Directory) -> None:
        self._files = files
        self._config = config
        self._directory = directory

    def library(self) -> Library:
        return self._files.library()

    def tell(self, lesson: str, language: str, at: datetime, place: str = "") -> str:
        """As the unit of that commune says it; without one, the national desk."""
        found, day = self._files.lesson(lesson), at.astimezone(VIETNAM).date()
        if found is None or found.held_on(day):
            return ""
        unit = teller(place or NATIONAL, self._config, self._directory)
        return compose(found, unit, language, day)


def scam_lists(config: Config) -> Lists:
    """Problem or Problems when the file cannot be read, naming each line that is wrong."""
    file = config.residents.scam_lists
    if file is None:
        return NOTHING_ADDED
    try:
        lists, wrong = read_lists(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise Problem("scam_lists_unreadable", file=file) from None
    if wrong:
        found = [Problem(f"scam_lists_{one.why}", file=file, line=one.line) for one in wrong]
        raise Problems(found, config.language)
    return lists
