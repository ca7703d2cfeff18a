"""The questions that find out where it is: in words, from a short list, or page by page."""

from collections.abc import Sequence
from typing import TypeVar

from communes.directory import Commune, Directory, Province, ProvinceCode
from communes.spelling import alphabetical
from messages.message import Button
from tips.conversation.draft import Draft
from tips.conversation.speech import button, labelled, line
from tips.conversation.steps.told_places import place_told
from tips.conversation.turn import Context, Say
from tips.reading.kinds import kind_named
from tips.tip import PlaceTold

PROVINCES_A_PAGE = 12
COMMUNES_A_PAGE = 10
LONGEST_CHOICE = 44  # letters a phone shows of a button

_Item = TypeVar("_Item")


def place_name(commune: Commune) -> str:
    return f"{commune.full_name}, {commune.province.name}"


def place_shown(draft: Draft, place: PlaceTold, directory: Directory) -> str:
    """The place in one line, for the citizen."""
    commune = directory.communes.get(place.commune) if place.commune else None
    province = directory.provinces.get(ProvinceCode(place.province)) if place.province else None
    parts = [place.words] if place.words else []
    if commune:
        parts.append(place_name(commune))
    elif province:
        parts.append(line(draft, "only_province", province=province.name))
    if place.position:
        parts.append(line(draft, "position"))
    return "; ".join(parts) or line(draft, "unknown")


def lacks_only_commune(draft: Draft) -> bool:
    """A street or a landmark was told: where it is was answered, all but the commune."""
    told = place_told(draft.story)
    return bool(told) and draft.place_words.startswith(told) and not draft.offered


def ask_place(draft: Draft, _world: Context) -> Say:
    if lacks_only_commune(draft):
        words = line(draft, "ask_place_commune", words=draft.place_words)
        others = (button(draft, "provinces", "pv"), button(draft, "skip", "skip"), _back(draft))
        return Say(words, others)
    kind = kind_named(draft.kind)
    own = kind.question_about("place") if kind else None
    if own and own.asks_when and draft.when is not None:
        own = None  # that much was told already
    lead = own.text(draft.language) if own else line(draft, "ask_place_default")
    buttons = (_unknown(draft), button(draft, "provinces", "pv"), _back(draft))
    return Say(line(draft, "ask_place", question=lead), buttons)


def ask_place_pick(draft: Draft, context: Context) -> Say:
    known = context.places.directory.communes
    offered = [(known[code], why) for code, why in draft.offered.items() if code in known]
    buttons = [labelled(_choice(commune, why), f"pl:{commune.code}") for commune, why in offered]
    last = (button(draft, "not_listed", "pl:none"), _unknown(draft))
    if len(offered) == 1:
        only = line(draft, "ask_place_one", places=_offer(draft, *offered[0]))
        return Say(only, (*buttons, *last))
    return Say(line(draft, "ask_place_pick"), (*buttons, *last))


def _choice(commune: Commune, evidence: str) -> str:
    """What tells it from the others: "phường An Nhơn (quận Gò Vấp cũ)", else its province."""
    former = _former(evidence)
    if former and len(commune.full_name) + len(former) <= LONGEST_CHOICE:
        return f"{commune.full_name} ({former})"
    return f"{commune.full_name}, {_proper_name(commune.province)}"


def _former(evidence: str) -> str:
    """Of "phường Đa Kao cũ, quận 1" the old ward, of "thuộc quận 12 cũ" the district."""
    name = evidence.removeprefix("thuộc ").partition(",")[0]
    return name if name.endswith(" cũ") else ""


def ask_province(draft: Draft, context: Context) -> Say:
    known = context.places.directory.provinces.values()
    provinces = sorted(known, key=lambda province: alphabetical(_proper_name(province)))
    shown, page, pages = page_of(provinces, draft.page, PROVINCES_A_PAGE)
    buttons = [labelled(_title(province), f"pv:{province.code}") for province in shown]
    turns = _page_turns(draft, page, pages, "pvp")
    words = line(draft, "ask_province", page=page + 1, pages=pages)
    return Say(words, (*buttons, *turns, _unknown(draft), _back(draft)))


def ask_commune(draft: Draft, context: Context) -> Say:
    directory = context.places.directory
    code = ProvinceCode(draft.province or "")
    province = directory.provinces.get(code)
    shown, page, pages = page_of(directory.in_province(code), draft.page, COMMUNES_A_PAGE)
    buttons = [labelled(commune.full_name, f"pl:{commune.code}") for commune in shown]
    turns = _page_turns(draft, page, pages, f"pp:{code}")
    name = _title(province) if province else ""
    words = line(draft, "ask_commune", province=name, page=page + 1, pages=pages)
    others = (button(draft, "other_province", "pv"), _unknown(draft))
    return Say(words, (*buttons, *turns, *others))


def page_of(items: Sequence[_Item], page: int, size: int) -> tuple[Sequence[_Item], int, int]:
    """The items of a page, its number (held within bounds) and how many pages there are."""
    pages = max(1, -(-len(items) // size))
    page = min(max(page, 0), pages - 1)
    return items[page * size : (page + 1) * size], page, pages


def _page_turns(draft: Draft, page: int, pages: int, prefix: str) -> list[Button]:
    turns = []
    if page > 0:
        turns.append(button(draft, "previous", f"{prefix}:{page - 1}"))
    if page + 1 < pages:
        turns.append(button(draft, "next", f"{prefix}:{page + 1}"))
    return turns


def _offer(draft: Draft, commune: Commune, evidence: str) -> str:
    name = place_name(commune)
    if not evidence or evidence.lower() in name.lower():
        return line(draft, "place_line", place=name)
    return line(draft, "place_line_evidence", place=name, evidence=evidence[:120])


def _proper_name(province: Province) -> str:
    return province.name.removeprefix("tỉnh ").removeprefix("thành phố ")


def _title(province: Province) -> str:
    return province.name[:1].upper() + province.name[1:]


def _unknown(draft: Draft) -> Button:
    return button(draft, "unknown", "place:unknown")


def _back(draft: Draft) -> Button:
    return button(draft, "back", "back")
