import json
import re

import pytest

from handlers.web.assets import STATIC
from tests.handlers.webchat_house import ChatHouse
from wording.catalogue import catalogue


async def test_the_page_has_a_neutral_title_and_the_emergency_numbers() -> None:
    page = await ChatHouse().resident().get("/")

    assert page.headers["content-type"].startswith("text/html")
    assert "<title>Tin báo</title>" in page.text
    assert all(f'href="tel:{number}"' in page.text for number in (113, 114, 115, 111))


async def test_without_scripts_the_page_still_says_whom_to_call() -> None:
    page = (await ChatHouse().resident().get("/")).text

    [without] = re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert "113" in without
    assert "JavaScript" in without


@pytest.mark.parametrize(
    ("how", "language"),
    [({}, "vi"), ({"headers": {"Accept-Language": "en"}}, "en"), ({"params": {"l": "en"}}, "en")],
)
async def test_the_page_speaks_two_languages(how: dict[str, object], language: str) -> None:
    page = (await ChatHouse().resident().get("/", **how)).text  # type: ignore[arg-type]

    assert f'<html lang="{language}">' in page
    assert catalogue()["page.send"][language] in page


async def test_the_words_of_the_script_are_data_not_code() -> None:
    page = (await ChatHouse().resident().get("/")).text

    [block] = re.findall(r'<script type="application/json" id="words">(.*?)</script>', page)
    assert json.loads(block)["sending"] == "Đang gửi…"
    assert "<" not in block


async def test_the_script_finds_every_word_it_uses() -> None:
    page = (await ChatHouse().resident().get("/")).text
    [block] = re.findall(r'<script type="application/json" id="words">(.*?)</script>', page)
    scripts = "".join(file.read_text() for file in STATIC.glob("chat*.js"))

    used = set(re.findall(r'\bsay\("(\w+)"', scripts))

    assert used <= set(json.loads(block))


async def test_every_part_the_script_looks_for_is_on_the_page() -> None:
    page = (await ChatHouse().resident().get("/")).text
    scripts = "".join(file.read_text() for file in STATIC.glob("chat*.js"))

    wanted = set(re.findall(r'\bbyId\("([\w-]+)"\)', scripts))

    assert wanted == {one for one in wanted if f'id="{one}"' in page}


async def test_nothing_on_the_page_comes_from_another_host() -> None:
    page = (await ChatHouse().resident().get("/")).text
    files = "".join(file.read_text() for file in STATIC.glob("[bc][ah][sa][et]*.*s*"))

    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert "https://" not in files


async def test_everything_the_first_question_needs_is_under_19_kb_on_the_wire() -> None:
    """So that it stands there within six seconds at 50 kbit/s: python -m bench.first_question"""
    client = ChatHouse().resident(**{"Accept-Encoding": "gzip"})
    page = await client.get("/")

    addresses = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text))
    sizes = []
    for address in ("/", *addresses):
        async with client.stream("GET", address) as answer:
            sizes.append(sum([len(chunk) async for chunk in answer.aiter_raw()]))

    assert sum(sizes) < 19_000


async def test_scripts_come_without_the_remarks_for_their_readers() -> None:
    client = ChatHouse().resident()

    for name in ("page.js", "chat-post.js", "officers-dialog.js"):
        script = (await client.get(f"/static/{name}")).text
        assert not re.findall(r"^\s*(?://|/\*|\*/).*", script, re.MULTILINE)
        assert "export " in script


async def test_a_script_asks_for_its_parts_by_the_addresses_that_are_on_the_page() -> None:
    client = ChatHouse().resident()
    page = (await client.get("/")).text
    [script] = re.findall(r'src="(/static/chat.js[^"]+)"', page)

    parts = re.findall(r'from "\./([^"]+)"', (await client.get(script)).text)

    assert parts
    assert all(f'href="/static/{part}"' in page for part in parts)


async def test_the_worker_keeps_what_everybody_may_read_and_nothing_else() -> None:
    client = ChatHouse().resident()
    script = (await client.get("/chat-worker.js")).text

    [kept] = re.findall(r"const KEPT = (\[.*?\]);", script)

    assert all(re.match(r"/(ngoai-tuyen|lich|static/)", one) for one in json.loads(kept))
    assert [(await client.get(one)).status_code for one in json.loads(kept)] == [200] * 5


async def test_a_strict_policy_and_quiet_headers_are_on_every_answer() -> None:
    client = ChatHouse().resident()

    for path in ("/", "/lich", "/api/chat/messages", "/nothing"):
        headers = (await client.get(path)).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"
    style = (await client.get("/static/chat.css")).headers
    assert style["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/lich", "/api/chat/messages"])
async def test_what_has_words_is_kept_by_no_browser(path: str) -> None:
    assert (await ChatHouse().resident().get(path)).headers["cache-control"] == "no-store"


async def test_only_files_with_a_version_are_kept_for_ever() -> None:
    client = ChatHouse().resident()
    [address] = re.findall(r'href="(/static/chat.css[^"]+)"', (await client.get("/")).text)

    assert "immutable" in (await client.get(address)).headers["cache-control"]
    assert (await client.get("/static/chat.css")).headers["cache-control"] == "no-cache"


async def test_over_https_browsers_are_told_to_stay_there() -> None:
    secure = await ChatHouse(public_url="https://chat").resident().get("/")
    plain = await ChatHouse().resident().get("/")

    assert "strict-transport-security" in secure.headers
    assert "strict-transport-security" not in plain.headers


async def test_leaving_quickly_leads_to_a_calendar_of_this_month() -> None:
    house = ChatHouse()
    page = (await house.resident().get("/lich")).text

    assert "<title>Lịch</title>" in page
    assert "báo" not in page
    assert page.count('aria-current="date"') == 1


async def test_the_icon_tells_nothing() -> None:
    assert (await ChatHouse().resident().get("/favicon.ico")).headers["content-type"] == (
        "image/svg+xml"
    )


@pytest.mark.parametrize("path", ["/static/../webapp.py", "/static/%2e%2e/__init__.py", "/docs"])
async def test_nothing_else_is_served(path: str) -> None:
    assert (await ChatHouse().resident().get(path)).status_code == 404
