"""Finds out where it is: from the story, from typed words, from a position, page by page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

from communes.coordinates.masking import mask
from communes.directory import Commune, CommuneCode, ProvinceCode
from communes.resolution import Found, Hint, Resolution
from communes.spelling import fold
from messages.message import Position
from tips.conversation.draft import Draft, Stage, amend
from tips.conversation.speech import button, line, say, too_long
from tips.conversation.steps.evidence import (
    begins_a_place,
    is_a_question,
    is_landmark_only,
    is_written,
    names_a_place,
    names_province,
    tells_an_age,
    tells_another_fact,
)
from tips.conversation.steps.place_questions import place_name, place_shown
from tips.conversation.steps.told_places import (
    after_number,
    called_after,
    in_vietnamese,
    place_told,
)
from tips.conversation.turn import Context, Say
from tips.tip import PlaceTold
from wording.clean import cut


@dataclass(frozen=True, slots=True)
class Finding:
    """Where the search has got to: settled, or the draft's stage asks on."""

    draft: Draft
    says: tuple[Say, ...] = ()
    settled: bool = False


LONGEST_PLACE = 300
SHORTEST_MORE = 5  # letters: "rồi" and "dạ" add nothing
LONGEST_PLACE_IN_WORDS = 25  # more than that also tells the story
LONGEST_STORY = 20_000  # ten pages; what is more is said not to be kept
MOST_CLAUSES = 3
LONGEST_CLAUSE = 80  # a longer one tells the story again
MOST_OFFERED = 5
_TOLD_FOR_SURE = {"landmark", "district_told"}  # the map looked at the words around the name
_BY_NAME = {"name", "district_only", "split", "two_places", "landmark", "district_told"}
_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(r"[;!?\n]+|(?<!\bTP)(?<!\btp)(?<!\b[PQXHTpqxht])\.(?=\s|$)")
_AT = re.compile(r"\b(?:ở|tại|o|tai)\s+", re.IGNORECASE)
_BEGINNING, _END = 1_300, 500  # letters: some 400 words, as many as the map reads


def places_told_in(draft: Draft, context: Context) -> tuple[Draft, tuple[Say, ...]]:
    """The place a story names; if it may be one of several, they are kept for the question."""
    if draft.place is not None or draft.offered:
        return draft, ()
    told = place_told(draft.story)
    draft = amend(draft, place_words=draft.place_words or told)
    read, says = _places_in(amend(draft, story=begin_and_end(draft.story)), told, context)
    return amend(read, story=draft.story), says


def begin_and_end(story: str) -> str:
    """Where and when stand at the beginning of a very long story, or at its end."""
    if len(story) <= _BEGINNING + _END:
        return story
    return f"{story[:_BEGINNING]}\n{story[-_END:]}"


def _places_in(draft: Draft, told: str, context: Context) -> tuple[Draft, tuple[Say, ...]]:
    answer = context.places.resolve(draft.story, _hint(draft))
    if not answer.found:
        draft = amend(draft, province=answer.province or draft.province)
        return _offered_by_name(draft, told, context), ()
    if answer.ask or is_a_question(draft.story, answer.found[0]):
        return _offered_from_story(draft, told, answer, context), ()
    draft = _with_position(draft, answer)
    place = _place(draft, answer.found[0], _clause(draft.story, answer.found[0], context))
    shown = place_shown(draft, replace(place, words=""), context.places.directory)
    if _is_former(answer.found[0]):
        shown = f"{shown} ({answer.found[0].evidence})"
    noted = line(draft, "noted_place_from_story", place=shown)
    change = button(draft, "change_place", "edit:place")
    return amend(draft, place=place), (Say(noted, (change,)),)


def _offered_from_story(draft: Draft, told: str, answer: Resolution, context: Context) -> Draft:
    """A wrong guess helps nobody: without a written name it is better to ask with an example."""
    known = answer.position is not None or answer.reason in _TOLD_FOR_SURE
    if known or names_a_place(draft.story, answer):
        return _offering(_with_position(draft, answer), answer)
    province = context.places.directory.provinces.get(answer.province or ProvinceCode(""))
    named = province is not None and names_province(draft.story, province.name)
    draft = amend(draft, province=answer.province) if named else draft
    return _offered_by_name(draft, told, context)


def _offered_by_name(draft: Draft, told: str, context: Context) -> Draft:
    """What is called "chợ Cái Bè" is likely in Cái Bè, "ngõ 68 Cầu Giấy" in that district."""
    if not told:
        return draft
    told = in_vietnamese(told)
    for words, reasons in (
        (told, {"landmark"}),
        (called_after(told), _BY_NAME),
        (after_number(told), {"district_only"}),
    ):
        answer = context.places.resolve(words, _hint(draft)) if words else Resolution()
        if answer.reason in reasons and (answer.reason == "landmark" or is_written(words, answer)):
            return _offering(draft, answer)
    return draft


def _clause(story: str, found: Found, context: Context) -> str:
    """The part of the story that names the place: "gần chợ Bến Thành, phường Bến Thành"."""
    clauses = [clause.strip() for clause in _CLAUSE.split(story)]
    short = [clause for clause in clauses if 0 < len(clause) <= LONGEST_CLAUSE]
    name = fold(found.commune.name)
    likely = sorted(short, key=lambda clause: name not in fold(clause))  # asking the map is slow
    for clause in likely[:MOST_CLAUSES]:
        if _names(clause, found, context):
            return _from_the_place_on(clause, found, context)
    return ""


def _from_the_place_on(clause: str, found: Found, context: Context) -> str:
    """Of "tối qua họ bán ma túy ở phường Bến Thành" the story knows the first half already."""
    rests = [clause[match.end() :] for match in _AT.finditer(clause)]
    return next((rest for rest in rests if _names(rest, found, context)), clause)


def _names(words: str, found: Found, context: Context) -> bool:
    answer = context.places.resolve(words)
    return bool(answer.found) and not answer.ask and answer.found[0].commune == found.commune


# --- typed ---------------------------------------------------------------------------------------


def find(draft: Draft, text: str, context: Context) -> Finding:
    """Typed words at the place step: found, offered, or kept while something closer is asked."""
    is_long = len(text.split()) > LONGEST_PLACE_IN_WORDS
    if not (is_long or tells_another_fact(text) or not _has_letters(text)):
        return _find(draft, cut(text, LONGEST_PLACE), context)
    finding = _find(with_more_story(draft, text), cut(text, LONGEST_PLACE), context)
    is_full = len(draft.story) + len(text) >= LONGEST_STORY
    says = (too_long(draft, LONGEST_STORY),) if is_full else ()
    return replace(finding, says=(*says, *finding.says))


def _find(draft: Draft, text: str, context: Context) -> Finding:
    listed = _listed(draft, text, context) if draft.stage is Stage.COMMUNE else ()
    if len(listed) == 1:
        return _settled(draft, Found(listed[0], 1.0, ""))
    if 1 < len(listed) <= MOST_OFFERED:
        offered = {commune.code: "" for commune in listed}
        return Finding(amend(draft, offered=offered, stage=Stage.PLACE_PICK))
    return _resolved(draft, text, context)


def _resolved(draft: Draft, text: str, context: Context) -> Finding:
    answer = context.places.resolve(text, _hint(draft))
    if (not answer.found or tells_an_age(text)) and _is_no_name(text, answer):
        said = "map_link_closed" if answer.reason == "map_link" else "noted_no_place"
        return Finding(amend(draft, stage=Stage.PLACE), (say(draft, said),))
    doubtful = not answer.found and _is_doubtful(text, answer.province, context)
    province = draft.province if doubtful else answer.province or draft.province
    named = amend(draft, place_words=_words(draft, text), province=province)
    if answer.found:
        return _found(_with_position(named, answer), answer)
    if answer.province and not doubtful:
        return Finding(amend(named, stage=Stage.COMMUNE, page=0))
    if draft.stage is Stage.PLACE_PICK and not begins_a_place(text):
        return _no_place(draft, text)
    # Asked twice in vain: better to choose from a list than to be asked a third time.
    stage = Stage.PROVINCE if _was_asked(draft) else Stage.PLACE
    return Finding(amend(named, stage=stage, page=0), (say(draft, "place_not_found"),))


def _no_place(draft: Draft, text: str) -> Finding:
    """At the choice of places "tui giữ tờ tiền nè" leaves them to choose from."""
    if len(text) < SHORTEST_MORE:
        return Finding(draft, (say(draft, "not_understood"),))
    return Finding(with_more_story(draft, text), (say(draft, "noted_more"),))


def _found(draft: Draft, answer: Resolution) -> Finding:
    if answer.ask:
        return Finding(amend(_offering(draft, answer), stage=Stage.PLACE_PICK))
    return _settled(draft, answer.found[0])


def _is_no_name(text: str, answer: Resolution) -> bool:
    """A map's link nobody can open, a phone, "số tài khoản …": no words that could name a place."""
    return answer.reason == "map_link" or tells_another_fact(text) or not _has_letters(text)


def _has_letters(text: str) -> bool:
    """Beside the letters of links, codes and plates."""
    return any(letter.isalpha() for letter in mask(text))


def with_more_story(draft: Draft, text: str) -> Draft:
    """A phone number, a link or the story's second half typed at "where?" is not lost."""
    if not draft.story or text in draft.story:
        return draft
    return amend(draft, story=f"{draft.story}\n{text}"[:LONGEST_STORY])


def _with_position(draft: Draft, answer: Resolution) -> Draft:
    if answer.position is None:
        return draft
    return amend(draft, position=Position(*answer.position))


def _is_doubtful(text: str, code: str | None, context: Context) -> bool:
    """In "gần chợ Bến Thành" the map hears Cần Thơ: a landmark alone names no province."""
    province = context.places.directory.provinces.get(ProvinceCode(code or ""))
    return province is not None and is_landmark_only(text, province.name)


def _words(draft: Draft, text: str) -> str:
    """A landmark and then, asked again, the commune's name: both are kept."""
    if not draft.place_words or fold(draft.place_words) in fold(text):
        return text
    return cut(f"{draft.place_words}, {text}", LONGEST_PLACE)


def _listed(draft: Draft, text: str, context: Context) -> Sequence[Commune]:
    """Communes of the chosen province whose names begin with the letters typed."""
    start = fold(text)
    communes = context.places.directory.in_province(ProvinceCode(draft.province or ""))
    exact = [c for c in communes if fold(c.full_name) == start or fold(c.name) == start]
    return exact or [c for c in communes if fold(c.name).startswith(start)]


def _settled(draft: Draft, found: Found) -> Finding:
    place = _place(draft, found, draft.place_words)
    return Finding(_placed(draft, place), (_noted(draft, found),), settled=True)


def _noted(draft: Draft, found: Found) -> Say:
    """Who typed an old name must not wonder at the new one."""
    name = place_name(found.commune)
    if _is_former(found):
        return say(draft, "noted_place_former", place=name, former=found.evidence)
    return say(draft, "noted_place", place=name)


def _is_former(found: Found) -> bool:
    return "cũ" in _WORD.findall(found.evidence)


def give_up(draft: Draft, context: Context) -> Draft:
    """Not known: what is known so far still helps to choose the desk."""
    province = draft.province or _province_of_all(draft, context)
    if not _was_asked(draft) and not _is_told(draft, province, context):
        province = None  # it was only guessed from the story
    place = PlaceTold(words=draft.place_words, province=province, position=draft.position)
    return _placed(draft, place)


def _was_asked(draft: Draft) -> bool:
    """The words are an answer, and not only what the story told."""
    return draft.place_words not in {"", place_told(draft.story)}


def _is_told(draft: Draft, code: str | None, context: Context) -> bool:
    """Chosen from the list, or named by the story: no guess of ours."""
    province = context.places.directory.provinces.get(ProvinceCode(code or ""))
    if province is None or not draft.offered:
        return True
    return names_province(draft.story, province.name)


def _province_of_all(draft: Draft, context: Context) -> str | None:
    known = context.places.directory.communes
    provinces = {known[code].province.code for code in draft.offered if code in known}
    return provinces.pop() if len(provinces) == 1 else None


def _place(draft: Draft, found: Found, words: str) -> PlaceTold:
    commune = found.commune
    return PlaceTold(words, commune.code, commune.province.code, draft.position, found.evidence)


def _placed(draft: Draft, place: PlaceTold) -> Draft:
    return amend(draft, place=place, offered={}, page=0)


def _offering(draft: Draft, answer: Resolution) -> Draft:
    offered = {found.commune.code: found.evidence for found in answer.found[:MOST_OFFERED]}
    return amend(draft, offered=offered, province=answer.province or draft.province)


def _hint(draft: Draft) -> Hint | None:
    if not draft.province and not draft.position:
        return None
    position = draft.position
    return Hint(
        province=ProvinceCode(draft.province) if draft.province else None,
        latitude=position.latitude if position else None,
        longitude=position.longitude if position else None,
    )


# --- pointed at ----------------------------------------------------------------------------------


def locate(draft: Draft, position: Position, context: Context) -> Finding:
    """A shared position: the commune, or a few to choose from at the place step."""
    answer = _located(position, context)
    if not answer.found:
        return Finding(draft, (say(draft, "position_outside"),))
    kept = amend(draft, position=position)
    if not answer.ask:
        return _settled(kept, answer.found[0])
    offering = amend(_offering(kept, answer), place=None)
    return Finding(offering, (say(draft, "noted_position"),), settled=True)


def _located(position: Position, context: Context) -> Resolution:
    latitude, longitude = position.latitude, position.longitude
    accuracy = position.accuracy
    if not (isfinite(latitude) and isfinite(longitude)):
        return Resolution(reason="outside")
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return Resolution(reason="outside")
    if accuracy is not None and not (isfinite(accuracy) and accuracy >= 0):
        accuracy = None
    return context.places.locate(latitude, longitude, accuracy)


# --- chosen --------------------------------------------------------------------------------------


def chosen(draft: Draft, choice: str, context: Context) -> Finding | None:
    """A button of the place steps; None when it is none of them."""
    head, _, rest = choice.partition(":")
    if choice in {"place:unknown", "skip"}:
        return Finding(give_up(draft, context), settled=True)
    if choice == "pl:none":
        return Finding(_not_listed(draft))
    if head == "pl":
        return _commune_chosen(draft, CommuneCode(rest), context)
    moved = _moved(draft, head, rest, context)
    return Finding(moved) if moved else None


def _commune_chosen(draft: Draft, code: CommuneCode, context: Context) -> Finding | None:
    commune = context.places.directory.communes.get(code)
    return _settled(draft, Found(commune, 1.0, draft.offered.get(code, ""))) if commune else None


def _not_listed(draft: Draft) -> Draft:
    stage = Stage.COMMUNE if draft.province else Stage.PROVINCE
    return amend(draft, stage=stage, offered={}, page=0)


def _moved(draft: Draft, head: str, rest: str, context: Context) -> Draft | None:
    """From page to page of provinces ("pvp:1") and of a province's communes ("pp:79:2")."""
    province, _, page = rest.rpartition(":")
    known = context.places.directory.provinces
    if head == "pv" and not rest:
        return amend(draft, stage=Stage.PROVINCE, offered={}, page=0)
    if head == "pv" and ProvinceCode(rest) in known:
        return amend(draft, stage=Stage.COMMUNE, province=rest, offered={}, page=0)
    if head == "pvp" and _is_page(rest):
        return amend(draft, stage=Stage.PROVINCE, page=int(rest))
    if head == "pp" and ProvinceCode(province) in known and _is_page(page):
        return amend(draft, stage=Stage.COMMUNE, province=province, page=int(page))
    return None


def _is_page(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3
