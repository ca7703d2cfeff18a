"""What may go wrong with a campaign, named after what happened. Doors turn these into sentences."""

import re


class CampaignProblem(Exception):
    """Base of everything a campaign's use cases may refuse. Attributes fill the sentence."""

    @property
    def key(self) -> str:
        """What happened, for the catalogue: "needs_second_person"."""
        return re.sub(r"(?<!^)([A-Z])", r"_\1", type(self).__name__).lower()


# --- who and where ---------------------------------------------------------------------------


class UnknownCampaign(CampaignProblem):
    """No such campaign that this desk may see."""


class LacksRight(CampaignProblem):
    """This person may not do this at that desk."""


class NeedsSecondPerson(CampaignProblem):
    """Nobody lets out what they wrote themselves."""


class NotYourPlace(CampaignProblem):
    """A desk speaks to its own place only."""


# --- what ------------------------------------------------------------------------------------


class NothingToSend(CampaignProblem):
    """Neither a lesson nor words of its own."""


class UnknownLesson(CampaignProblem):
    def __init__(self, lesson: str) -> None:
        super().__init__("lesson")
        self.lesson = lesson


class LessonHeld(CampaignProblem):
    """`reason` is a broadcasts.lessons.lesson.Held."""

    def __init__(self, lesson: str, reason: str) -> None:
        super().__init__(reason)
        self.lesson = lesson
        self.reason = reason


class AlertTooLong(CampaignProblem):
    def __init__(self, limit: int) -> None:
        super().__init__("too long")
        self.limit = limit


class AlertUnsafe(CampaignProblem):
    """It looks like the messages residents are taught to distrust; `fault` says how."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


# --- to whom ---------------------------------------------------------------------------------


class UnreadableAudience(CampaignProblem):
    """`known` are the words that could have stood there."""

    def __init__(self, told: str, known: str = "") -> None:
        super().__init__("audience")
        self.told = told
        self.known = known


class UnknownAddressee(CampaignProblem):
    """No commune or province of that name or code."""

    def __init__(self, told: str) -> None:
        super().__init__("place")
        self.told = told


class AmbiguousAddressee(CampaignProblem):
    """Several places have this name; `places` lists their codes."""

    def __init__(self, told: str, places: str) -> None:
        super().__init__("place")
        self.told = told
        self.places = places


# --- when ------------------------------------------------------------------------------------


class UnreadableTime(CampaignProblem):
    def __init__(self, told: str) -> None:
        super().__init__("when")
        self.told = told


class AtNight(CampaignProblem):
    """Only what is urgent may disturb residents then; `night` is when."""

    def __init__(self, night: str) -> None:
        super().__init__("night")
        self.night = night


class AllPast(CampaignProblem):
    """Everything planned would already have happened."""


class NoSuchDay(CampaignProblem):
    def __init__(self, told: str) -> None:
        super().__init__("day")
        self.told = told


class LessonsDoNotFit(CampaignProblem):
    """So many moments, so many lessons: which goes when?"""

    def __init__(self, moments: int, lessons: int) -> None:
        super().__init__("lessons")
        self.moments = moments
        self.lessons = lessons


class NoDayOfItsOwn(CampaignProblem):
    """This lesson has no day before 19/8."""

    def __init__(self, lesson: str) -> None:
        super().__init__("offset")
        self.lesson = lesson


class TooOften(CampaignProblem):
    """More a week than a resident wishes to hear."""

    def __init__(self, limit: int) -> None:
        super().__init__("often")
        self.limit = limit


# --- moves -----------------------------------------------------------------------------------


class MoveNotPossible(CampaignProblem):
    """The campaign's state has no such move; `state` is that state."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class CampaignMoved(CampaignProblem):
    """Somebody else moved it between reading and writing: look again, decide again."""


class ContentChanged(CampaignProblem):
    """What would go out is no longer what was shown."""


class NothingWentOut(CampaignProblem):
    """There is nothing to correct, to take back or to resolve."""


class StillUnderWay(CampaignProblem):
    """Outcomes can be settled only when nobody is sending."""
