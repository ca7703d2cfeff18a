"""Where the police of a commune are, their phone and hours, as far as an operator told them."""

from collections.abc import Iterator

from communes.directory import Commune, CommuneCode, ProvinceCode
from tips.conversation.draft import Draft
from tips.conversation.speech import answer_line
from tips.conversation.turn import Context


def describe_office(draft: Draft, asked: str, context: Context) -> str:
    """Of the place that was asked about, else of the one being told of, else the general way."""
    told = context.contacts.phones
    desk = next((desk for desk in _desks_meant(draft, asked, context) if desk in told), None)
    if desk is None:
        return answer_line(draft, "where")
    place = _name_of(desk, context)
    return " ".join(
        part
        for part in (
            answer_line(draft, "office_phone", place=place, phone=told[desk]),
            _address(draft, desk, context),
            answer_line(draft, "office_hours", hours=context.contacts.hours),
        )
        if part
    )


def _desks_meant(draft: Draft, asked: str, context: Context) -> Iterator[str]:
    """A commune, then its province, whose duty officer answers for it; or the only one there is."""
    answer = context.places.resolve(asked)
    if answer.found and not answer.ask:
        yield from _codes(answer.found[0].commune)
    elif answer.province:
        yield answer.province
    told = draft.place.commune if draft.place else None
    commune = context.places.directory.communes.get(told) if told else None
    if commune:
        yield from _codes(commune)
    if len(context.contacts.phones) == 1:
        yield from context.contacts.phones


def _codes(commune: Commune) -> tuple[str, str]:
    return commune.code, commune.province.code


def _name_of(desk: str, context: Context) -> str:
    directory = context.places.directory
    commune = directory.communes.get(CommuneCode(desk))
    province = directory.provinces.get(ProvinceCode(desk))
    return commune.full_name if commune else province.name if province else ""


def _address(draft: Draft, desk: str, context: Context) -> str:
    office = context.contacts.offices.get(desk, "")
    return answer_line(draft, "office_address", address=office) if office else ""
