"""Sensible tips, officers and places for tests: name only what matters."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from communes.directory import Commune, CommuneCode, Province, ProvinceCode
from desks.desk import Code, Desk, DeskCode, Officer, OfficerId, Role
from messages.message import Address, ChatLine, Choice, Incoming
from tips.conversation.draft import Draft
from tips.intake.ports import Filing, IntakeChange
from tips.letters import WaitingLetter
from tips.tip import KindId, PlaceTold, Report, Route, Status, Tip, TipId, Urgency

NOON = datetime(2026, 3, 12, 5, 0, tzinfo=UTC)  # 12:00 in Vietnam
STORY = "Có mấy người bán ma túy ở đầu hẻm, tối nào cũng tụ tập."
HO_CHI_MINH = Province(ProvinceCode("79"), "thành phố Hồ Chí Minh")
CAO_BANG = Province(ProvinceCode("04"), "tỉnh Cao Bằng")
WARD_DESK = DeskCode("26743")


def a_commune(
    code: str = "26743",
    name: str = "Bến Thành",
    kind: str = "phường",
    province: Province = HO_CHI_MINH,
) -> Commune:
    return Commune(CommuneCode(code), kind, name, province)


def a_place(**changes: Any) -> PlaceTold:
    known = PlaceTold(
        words="gần chợ Bến Thành",
        commune=CommuneCode("26743"),
        province="79",
        evidence="trước đây là phường Bến Thành, quận 1",
    )
    return replace(known, **changes)


def a_report(**changes: Any) -> Report:
    return replace(Report(KindId("ma_tuy"), STORY, a_place(), "tối qua"), **changes)


def a_tip(**changes: Any) -> Tip:
    fresh = Tip(
        id=TipId("0" * 31 + "1"),
        code=Code("K7Q-204"),
        report=a_report(),
        language="vi",
        channel="web",
        status=Status.RECEIVED,
        urgency=Urgency.HIGH,
        route=Route(WARD_DESK, "Phường Bến Thành: bàn trực phường nhận tin."),
        filed_at=NOON,
        version=1,
    )
    return replace(fresh, **changes)


def an_officer(name: str = "Trực ban 1", **changes: Any) -> Officer:
    officer = Officer(OfficerId(f"officer {name}"), WARD_DESK, Role.OFFICER, name)
    return replace(officer, **changes)


def a_held_tip(**changes: Any) -> Tip:
    """Claimed by `an_officer()`, so being classified."""
    holder = an_officer()
    held = a_tip(
        officer=holder.id,
        officer_label=holder.label,
        status=Status.CLASSIFYING,
        acknowledged_at=NOON,
        version=2,
    )
    return replace(held, **changes)


def a_desk(code: str = "26743", name: str = "Công an phường Bến Thành", **changes: Any) -> Desk:
    return replace(Desk(DeskCode(code), name, is_open=True), **changes)


def a_citizen(name: str = "an", channel: str = "web") -> Address:
    return Address(channel, name)


def said(text: str = "", event: str = "1", *, by: Address | None = None, **more: Any) -> Incoming:
    """One message of a citizen; `choice` may be a plain string."""
    if "choice" in more:
        more["choice"] = Choice(more["choice"])
    return Incoming(by or a_citizen(), event, text, **more)


def a_heard(incoming: Incoming | None = None, **changes: Any) -> IntakeChange:
    heard = IntakeChange(incoming or said("xin chào"), NOON, Draft("d" * 32), 0, ())
    return replace(heard, **changes)


def a_filing(**changes: Any) -> Filing:
    filing = Filing(
        tip_id=TipId("0" * 31 + "1"),
        code=Code("K7Q-204"),
        draft_id="d" * 32,
        receipt=("lúa", "sông"),
        report=a_report(),
        language="vi",
        route=a_tip().route,
        urgency=Urgency.HIGH,
    )
    return replace(filing, **changes)


def a_letter(**changes: Any) -> WaitingLetter:
    card = WaitingLetter(
        id="letter 1",
        kind="card",
        tip=a_tip(),
        to=Address("telegram_desk", "-100123"),
        text="",
        media=(),
        attempt=0,
        message_id="",
        version=1,
    )
    return replace(card, **changes)


def texts(lines: tuple[ChatLine, ...]) -> str:
    """What a person read, in one string."""
    return "\n".join(line.message.full_text for line in lines)
