"""A landmark everybody knows is offered with its communes: never sent anywhere by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from communes.directory import Commune, ProvinceCode
from communes.names.landmarks import Landmark, Landmarks
from communes.reading.judging import Reading
from communes.reading.mentions import Mention
from communes.reading.naming import is_weak
from communes.reading.page import Page
from communes.resolution import Found, Resolution
from communes.words import PROVINCE

MOST_CHOICES = 5
_KEEPS_ITS_OWN = {"split", "two_places"}  # the landmark only says which of the choices comes first


@dataclass(frozen=True, slots=True)
class Sight:
    landmark: Landmark
    start: int
    end: int

    def holds(self, reading: Reading) -> bool:
        """Is the ward's name read out of the landmark's: "chợ Bến Thành"?"""
        return self.start < reading.ward.end and reading.ward.start < self.end


def first_sight(page: Page, landmarks: Landmarks, mentions: Sequence[Mention]) -> Sight | None:
    """The first landmark of a message; where another province is written it is none."""
    for place, word in enumerate(page.words):
        if word.text not in landmarks.first_words:
            continue
        landmark = landmarks.at(page.words, place)
        if landmark is None:
            continue
        sight = Sight(landmark, place, place + len(landmark.words))
        named = [m for m in mentions if m.level == PROVINCE and m.cost == 0 and not is_weak(m)]
        others = [m for m in named if m.end <= sight.start or sight.end <= m.start]
        if not others or any(_is_in(landmark, m) for m in others):
            return sight
    return None


def _is_in(landmark: Landmark, province: Mention) -> bool:
    within = {area.new for area in province.units}
    return bool(within & _provinces(landmark.communes))


def with_sight(answer: Resolution, sight: Sight, best: Reading | None) -> Resolution:
    """The answer of the words, with the landmark's communes before its choices."""
    inside = best is not None and sight.holds(best)
    if not answer.ask and not inside:
        return answer
    known = set(sight.landmark.communes)
    told = [each for each in answer.found if each.commune in known]
    if answer.reason in _KEEPS_ITS_OWN and answer.ask and not inside:
        rest = [each for each in answer.found if each.commune not in known]
        return replace(answer, found=(*told, *rest))
    here = [Found(commune, 0.5, sight.landmark.name) for commune in sight.landmark.communes]
    found = _unlike([*told, *here, *answer.found])
    reason = answer.reason if answer.found and answer.reason != "split" else "landmark"
    return replace(answer, found=found, ask=True, reason=reason, province=_province(found))


def _unlike(choices: Iterable[Found]) -> tuple[Found, ...]:
    found: dict[Commune, Found] = {}
    for each in choices:
        found.setdefault(each.commune, each)
    return tuple(found.values())[:MOST_CHOICES]


def _provinces(communes: Sequence[Commune]) -> set[ProvinceCode]:
    return {commune.province.code for commune in communes}


def _province(found: Sequence[Found]) -> ProvinceCode | None:
    provinces = _provinces([each.commune for each in found])
    return provinces.pop() if len(provinces) == 1 else None
