"""Drafts of forms 01 and 03, with what a tip tells filled in; the paper for mediation without."""

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from desks.desk import Code
from tests.builders import a_tip
from tests.handlers.webdesk_house import OTHER_DESK, a_house
from tips.mediation import Matter, Mediation

AT = "/api/desk/tips/k7q204/forms"


@pytest.mark.parametrize(
    ("form", "title"),
    [("01", "BIÊN BẢN TIẾP NHẬN"), ("03", "PHIẾU CHUYỂN NGUỒN TIN")],
)
async def test_a_form_is_drafted_from_what_the_tip_tells(form: str, title: str) -> None:
    house = a_house()
    tip = a_tip()
    officer = await house.officer()

    answer = await officer.get(f"{AT}/{form}")

    assert answer.headers["content-disposition"].endswith(f'"mau-{form}-K7Q-204.docx"')
    words = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert title in words
    assert tip.report.story in words
    assert "K7Q-204" in words
    assert "Người báo tin: không để lại tên" in words
    assert "{{" not in words
    assert [one.what for one in house.log.sightings] == [f"form {form} K7Q-204"]


async def test_the_paper_for_mediation_says_what_an_officer_wrote_and_nothing_of_the_tip() -> None:
    given = Mediation(Matter.NEIGHBOURS, "Hai nhà ở tổ 3 bất hòa.", date(2026, 3, 12))
    house, tip = a_house(replace(a_tip(), mediation=given)), a_tip()
    officer = await house.officer()

    answer = await officer.get(f"{AT}/hoa-giai")
    none_yet = await (await a_house().officer()).get(f"{AT}/hoa-giai")

    name = '"phieu-hoa-giai-20260312.docx"'
    assert answer.headers["content-disposition"].endswith(name)
    words = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert given.words in words
    assert "Mâu thuẫn hàng xóm" in words
    assert not [one for one in (tip.report.story, tip.code, "báo tin", "{{") if one in words]
    assert none_yet.status_code == 409


async def test_another_desks_tip_and_an_unknown_form_are_drafted_for_nobody() -> None:
    house = a_house(a_tip(code=Code("ABC-123")))
    stranger = await house.officer("Người khác", OTHER_DESK)

    elsewhere = await stranger.get("/api/desk/tips/abc123/forms/01")
    unknown = await stranger.get("/api/desk/tips/abc123/forms/24")

    assert (elsewhere.status_code, unknown.status_code) == (404, 422)
