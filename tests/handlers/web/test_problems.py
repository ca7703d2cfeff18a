import logging
from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import StreamingResponse
from httpx import ASGITransport, AsyncClient, Response
from pydantic import BaseModel, ConfigDict
from starlette.types import Message, Receive, Scope, Send

from desks.errors import EmptyWords, InviteExpired, TipProblem, UnknownTip, WordsTooLong
from handlers.web import problems
from handlers.web.nothing_quoted import BrokenOff, Unspoken
from handlers.web.problems import Problem
from tips import errors
from wording.catalogue import catalogue

JSON = {"Content-Type": "application/json"}
SECRET = "ông Nguyễn Văn Tèo ở hẻm 12"


class Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str
    number: int = 0


def an_app() -> FastAPI:
    app = FastAPI()
    problems.install(app)

    @app.get("/raises/{name}")
    async def raises(name: str) -> None:
        raise RAISED[name]

    @app.post("/words")
    async def words(body: Words) -> Words:
        return body

    @app.get("/half")
    async def half() -> StreamingResponse:
        return StreamingResponse(_half_an_answer())

    return app


async def _half_an_answer() -> AsyncIterator[str]:
    yield "một nửa"
    raise RuntimeError(SECRET)


RAISED: dict[str, Exception] = {
    "unknown": UnknownTip(SECRET),
    "claimed": errors.AlreadyClaimed("Trực ban 1"),
    "unclaimed": errors.NotClaimed(),
    "move": errors.MoveNotAllowed(),
    "empty": EmptyWords(),
    "long": WordsTooLong(1500),
    "invite": InviteExpired(),
    "moved": errors.TipMoved(),
    "base": TipProblem(),
    "own": Problem(403, "cross_site"),
    "http": HTTPException(405, SECRET, headers={"Allow": "GET"}),
    "teapot": HTTPException(418, SECRET),
    "bug": RuntimeError(SECRET),
}


async def _call(method: str, path: str, **sent: object) -> Response:
    transport = ASGITransport(an_app())
    async with AsyncClient(transport=transport, base_url="http://desk") as client:
        return await client.request(method, path, **sent)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("unknown", 404, "unknown_tip"),
        ("claimed", 409, "already_claimed"),
        ("unclaimed", 409, "not_claimed"),
        ("move", 409, "move_not_allowed"),
        ("empty", 422, "empty_words"),
        ("long", 422, "words_too_long"),
        ("invite", 410, "invite_expired"),
        ("moved", 409, "tip_moved"),
        ("base", 409, "tip_moved"),
        ("own", 403, "cross_site"),
        ("http", 405, "method_not_allowed"),
        ("teapot", 418, "refused"),
        ("bug", 500, "unforeseen"),
    ],
)
async def test_every_refusal_is_a_problem_that_repeats_nothing(
    name: str, status: int, code: str
) -> None:
    answer = await _call("GET", f"/raises/{name}")

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert (told["code"], told["status"]) == (code, status)
    assert told["type"] == f"urn:problem-type:tinbao:{code}"
    assert told["title"]
    assert told["detail"]
    assert "Tèo" not in answer.text


async def test_a_second_officer_reads_who_holds_the_tip() -> None:
    answer = await _call("GET", "/raises/claimed")

    assert answer.json()["detail"] == "Trực ban 1 đang giữ tin này."


async def test_a_limit_is_told_in_characters() -> None:
    answer = await _call("GET", "/raises/long")

    assert "1500 ký tự" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("en;q=0.2, vi;q=0.9", "vi"),
        ("fr, en;q=0.4", "en"),
        ("en;q=nonsense", "vi"),
        ("de", "vi"),
    ],
)
async def test_the_sentence_is_in_the_readers_language(wish: str, language: str) -> None:
    answer = await _call("GET", "/raises/moved", headers={"Accept-Language": wish})

    assert answer.headers["content-language"] == language
    assert answer.json()["title"] == catalogue()["problems.tip_moved_title"][language]


async def test_the_allowed_methods_stay_in_the_answer() -> None:
    answer = await _call("GET", "/raises/http")

    assert answer.headers["allow"] == "GET"


async def test_a_wrong_field_is_named_and_its_value_is_not() -> None:
    answer = await _call("POST", "/words", json={"text": 7, "number": SECRET, SECRET: "x"})

    assert answer.status_code == 422
    assert {(e["field"], e["problem"]) for e in answer.json()["errors"]} == {
        ("text", "string_type"),
        ("number", "int_parsing"),
        ("body", "extra_forbidden"),
    }
    assert "Tèo" not in answer.text


async def test_broken_json_is_a_problem_of_the_body() -> None:
    answer = await _call("POST", "/words", content=b'{"text": ', headers=JSON)

    assert answer.json()["errors"] == [{"field": "body", "problem": "json_invalid"}]


async def test_an_unforeseen_error_is_logged_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        await _call("GET", "/raises/bug")

    [record] = [r for r in caplog.records if r.name == "handlers.web.nothing_quoted"]
    assert vars(record)["error"] == "RuntimeError"
    assert "raises" in vars(record)["where"]
    assert "Tèo" not in caplog.text
    assert record.exc_info is None


async def test_an_answer_broken_off_half_way_says_nothing_of_why() -> None:
    with pytest.raises(BrokenOff) as broken:
        await _call("GET", "/half")

    assert "Tèo" not in str(broken.value)
    assert broken.value.__suppress_context__


def test_every_sentence_has_a_title_in_both_languages() -> None:
    keys = {key for key in catalogue() if key.startswith("problems.")}

    for key in keys:
        assert key.endswith("_title") or f"{key}_title" in keys
        assert set(catalogue()[key]) == {"vi", "en"}


def test_documented_answers_are_problem_json_only() -> None:
    told = problems.documented(401, 404)

    assert set(told) == {401, 404}
    assert list(told[404]["content"]) == ["application/problem+json"]


async def test_whoever_leaves_half_way_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    async def left(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    answers: list[Message] = []

    async def send(message: Message) -> None:
        answers.append(message)

    with caplog.at_level(logging.INFO):
        await Unspoken(left, lambda _: left)({"type": "http", "headers": []}, receive, send)

    assert answers == []
    assert [one.levelname for one in caplog.records] == ["INFO"]
