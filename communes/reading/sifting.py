"""Drops what reads like a name and is none: a province's name, a type word, everyday words."""

from collections.abc import Sequence

from communes.names.gazetteer import Area
from communes.reading.mentions import Mention
from communes.reading.page import Page
from communes.reading.roles import ORIGIN, comes_from, is_denied, is_origin, may_deny
from communes.words import DISTRICT, PROVINCE, WARD


def sift(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that may be places, in their order."""
    mentions = _without_pieces(page, mentions)
    for mention in mentions:
        if mention.level == PROVINCE and (is_origin(page, mention) or comes_from(page, mention)):
            mention.claim = ORIGIN  # its letters are nothing else, yet nothing happens there
    written = [m for m in mentions if m.cost == 0]
    places = [m for m in written if m.level != WARD and not m.is_typed_wrong]
    typed = [m for m in written if m.is_typed_right]
    guessed = [m for m in mentions if m.cost > 0 and m.level == PROVINCE]
    denies = may_deny(page)
    return [
        m
        for m in mentions
        if not _is_none(page, m, places, typed, guessed)
        and not (denies and m.level == WARD and is_denied(page, m))
    ]


def _without_pieces(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Without "Mỏ Cày" where "Mỏ Cày Bắc" is written, without "Vinh" in "tỉnh Trà Vinh"."""
    wholes = [
        m
        for m in mentions
        if m.level != WARD and m.is_whole and m.end - m.start > 1 and _is_bounded(page, m)
    ]
    if not wholes:
        return list(mentions)
    return [m for m in mentions if not any(_holds(whole, m) for whole in wholes)]


def _is_bounded(page: Page, whole: Mention) -> bool:
    if whole.is_typed_wrong:
        return False
    end = whole.end
    return whole.is_typed_right or end == len(page.words) or page.parts(end) or page.is_type[end]


def _holds(whole: Mention, piece: Mention) -> bool:
    size = whole.end - whole.start
    inside = whole.start <= piece.start and piece.end <= whole.end
    return inside and size > piece.end - piece.start


def _is_none(
    page: Page,
    mention: Mention,
    places: Sequence[Mention],
    typed: Sequence[Mention],
    guessed: Sequence[Mention],
) -> bool:
    return (
        _begins_with_type(page, mention, typed)
        or _is_everyday(page, mention, places)
        or (mention.cost > 0 and _is_guessed_over(mention, typed))
        or (mention.cost > 1 and _is_rather_a_province(mention, guessed))
        or (mention.level == WARD and _is_province(mention, places))
        or (mention.level == DISTRICT and is_origin(page, mention))
        or (mention.level != WARD and _is_piece(mention, typed))
    )


def _begins_with_type(page: Page, mention: Mention, typed: Sequence[Mention]) -> bool:
    """Of "tỉnh Bình Dương" the type word is no part of "Tịnh Bình": a longer name follows it."""
    if not page.is_type[mention.start]:
        return False
    return any(mention.start < t.start < mention.end < t.end for t in typed)


def _is_everyday(page: Page, mention: Mention, places: Sequence[Mention]) -> bool:
    if mention.types or not any(page.everyday[mention.start : mention.end]):
        return False
    if mention.cost:
        return True
    if mention.level != WARD:
        return False
    return not any(p.start == mention.end and p.level == DISTRICT for p in places)


def _is_guessed_over(mention: Mention, typed: Sequence[Mention]) -> bool:
    """Nothing is guessed from the letters of a district or province that is written out."""
    return any(t.level != WARD and t.overlaps(mention) and t is not mention for t in typed)


def _is_rather_a_province(mention: Mention, guessed: Sequence[Mention]) -> bool:
    """In "Phú Thọ, Đồn Tháp" the province is one slip away, "Đông Thành" two."""
    if mention.types or mention.level != WARD:
        return False
    return any(_is_same(p, mention) and p.cost <= mention.cost - 1 for p in guessed)


def _is_piece(mention: Mention, typed: Sequence[Mention]) -> bool:
    """Is "Vinh" only how "phường Thành Vinh" ends?"""
    if mention.types:
        return False
    wards = (t for t in typed if t.level == WARD and t.is_whole)
    size = mention.end - mention.start
    return any(
        t.start <= mention.start and mention.end <= t.end and t.end - t.start > size for t in wards
    )


def _is_province(ward: Mention, places: Sequence[Mention]) -> bool:
    """Is it the province that bears the name, not the commune that took it over?"""
    if ward.is_typed_right:
        return False
    twins = [p for p in places if p.level == PROVINCE and _is_same(p, ward)]
    areas = [a for p in twins for a in p.units if not a.weak]
    if not areas:
        return False
    others = [p for p in places if not p.overlaps(ward)]
    return _holds_district(areas, others) or not any(p.level == PROVINCE for p in others)


def _holds_district(areas: Sequence[Area], others: Sequence[Mention]) -> bool:
    """Did a district named beside it lie in that province, as in "Tây Hòa, Phú Yên"?"""
    olds = {area.old for area in areas}
    districts = [p.units for p in others if p.level == DISTRICT]
    return any(d.old_province in olds for units in districts for d in units)


def _is_same(one: Mention, other: Mention) -> bool:
    return (one.start, one.end) == (other.start, other.end)
