"""Refusals as RFC 9457 problem details, in the reader's language.

A problem never repeats what was sent: not a value, not a path (a path may be an invite token).
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from broadcasts.errors import CampaignProblem
from desks.errors import TipProblem
from handlers.web.nothing_quoted import Unspoken
from handlers.words import refusals
from tips import errors
from wording.catalogue import text

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:problem-type:tinbao:"


class Problem(Exception):
    """A refusal with a sentence: `problems.<key>` and `problems.<key>_title` of the catalogue."""

    def __init__(
        self,
        status: int,
        key: str,
        *,
        headers: Mapping[str, str] | None = None,
        fields: tuple["WrongField", ...] = (),
        **values: object,
    ) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.headers = dict(headers or {})
        self.fields = fields
        self.values: Mapping[str, object] = values


class WrongField(BaseModel):
    """Which part of a request was wrong, and how. Never what it held."""

    field: str = Field(examples=["text"])
    problem: str = Field(examples=["missing"])


class ProblemDetails(BaseModel):
    """RFC 9457."""

    type: str = Field(examples=[f"{TYPE_PREFIX}unknown_tip"])
    title: str
    status: int
    detail: str
    code: str = Field(examples=["unknown_tip"])
    errors: list[WrongField] | None = None


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For `responses=` of a router or route, so that /openapi.json tells the truth."""
    schema = _inline_schema()
    return {
        status: {"description": text(_title_key(status), "en"), "content": {MEDIA_TYPE: schema}}
        for status in statuses
    }


def language_of(request: Request) -> str:
    """What the reader prefers of the two languages; Vietnamese when they do not say."""
    wishes = {"vi": 0.0, "en": 0.0}
    for wish in request.headers.get("accept-language", "").split(","):
        name, _, weight = wish.partition(";")
        language = name.strip().lower().partition("-")[0]
        if language in wishes:
            wishes[language] = max(wishes[language], _weight(weight))
    return "en" if wishes["en"] > wishes["vi"] else "vi"


def problem_response(request: Request, problem: Problem) -> JSONResponse:
    language = language_of(request)
    details = _details(problem, language)
    told = {"Content-Language": language, "Vary": "Accept-Language", "Cache-Control": "no-store"}
    return JSONResponse(
        details.model_dump(exclude_none=True),
        problem.status,
        headers=told | problem.headers,
        media_type=MEDIA_TYPE,
    )


def _details(problem: Problem, language: str) -> ProblemDetails:
    return ProblemDetails(
        type=TYPE_PREFIX + problem.key,
        title=text(f"problems.{problem.key}_title", language),
        status=problem.status,
        detail=text(f"problems.{problem.key}", language, **problem.values),
        code=problem.key,
        errors=list(problem.fields) or None,
    )


def install(app: FastAPI) -> None:
    app.add_exception_handler(Problem, _refuse)
    app.add_exception_handler(TipProblem, _refuse)
    app.add_exception_handler(CampaignProblem, _refuse_campaign)
    app.add_exception_handler(RequestValidationError, _refuse)
    app.add_exception_handler(HTTPException, _refuse)
    app.add_middleware(Unspoken, answer=_unforeseen)


def _unforeseen(request: Request) -> JSONResponse:
    return problem_response(request, Problem(500, "unforeseen"))


def _refuse(request: Request, error: Exception) -> JSONResponse:
    return problem_response(request, problem_of(error))


# The others are about what was asked for: 422.
_OF_CAMPAIGNS = {
    "unknown_campaign": 404,
    "lacks_right": 403,
    "needs_second_person": 403,
    "not_your_place": 403,
    "lesson_held": 409,
    "poster_not_ready": 409,
    "move_not_possible": 409,
    "campaign_moved": 409,
    "content_changed": 409,
    "nothing_went_out": 409,
    "still_under_way": 409,
}


def _refuse_campaign(request: Request, refusal: Exception) -> JSONResponse:
    if not isinstance(refusal, CampaignProblem):
        return _unforeseen(request)
    problem = problem_of(refusal)
    problem.values = refusals.unrepeated(refusal, language_of(request))
    return problem_response(request, problem)


# The others say that it cannot be done now: 409.
_OF_TIPS = {
    "no_room": 503,
    "unknown_tip": 404,
    "unknown_desk": 404,
    "unknown_officer": 422,
    "unknown_place": 422,
    "unknown_place_here": 404,
    "unknown_report": 404,
    "unknown_register": 404,
    "unknown_token": 404,
    "unknown_entry": 404,
    "field_missing": 422,
    "field_wrong": 422,
    "no_commune": 403,
    "day_not_allowed": 422,
    "unknown_kind": 422,
    "unknown_task": 404,
    "not_permitted": 403,
    "shift_not_allowed": 422,
    "words_refused": 422,
    "invite_expired": 410,
    "wrong_code": 403,
    "passkey_refused": 403,
    "too_many_tries": 429,
    "unknown_device": 404,
    "decision_unnamed": 422,
    "empty_words": 422,
    "words_too_long": 422,
}


def problem_of(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestValidationError):
        return Problem(422, "invalid_request", fields=_wrong_fields(error))
    if isinstance(error, TipProblem | CampaignProblem):
        return _of_rules(error)
    if isinstance(error, HTTPException):
        return Problem(error.status_code, _key_of(error.status_code), headers=error.headers)
    return Problem(500, "unforeseen")


def _of_rules(error: TipProblem | CampaignProblem) -> Problem:
    if isinstance(error, CampaignProblem):  # its values are spoken by `_refuse_campaign`
        return Problem(_OF_CAMPAIGNS.get(error.key, 422), error.key)
    key = refusals.key_of(error)
    fields = tuple(WrongField(field="text", problem=kind) for kind in _kinds(error))
    # A holder or a limit, for the sentence.
    return Problem(_OF_TIPS.get(key, 409), key, fields=fields, **vars(error))


def _kinds(error: TipProblem) -> tuple[str, ...]:
    return error.kinds if isinstance(error, errors.WordsHeld) else ()


_OF_STATUS = {
    400: "bad_request",
    401: "not_signed_in",
    403: "refused",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    410: "gone",
    411: "bad_request",
    413: "too_big",
    415: "unsupported_type",
    416: "no_such_part",
    422: "invalid_request",
    428: "proof_needed",
    429: "too_many",
    500: "unforeseen",
    503: "not_ready",
}


def _key_of(status: int) -> str:
    return _OF_STATUS.get(status, "refused" if status < 500 else "unforeseen")


def _title_key(status: int) -> str:
    return f"problems.{_key_of(status)}_title"


def _wrong_fields(error: RequestValidationError) -> tuple[WrongField, ...]:
    return tuple(
        WrongField(field=_name_of(wrong["loc"], wrong["type"]), problem=wrong["type"])
        for wrong in error.errors()[:20]
    )


def _name_of(place: tuple[str | int, ...], kind: str) -> str:
    # The name of a field nobody knows, and the offset of broken JSON, are the sender's own words.
    known = place[:-1] if kind in {"extra_forbidden", "json_invalid"} else place
    return ".".join(str(part) for part in known[1:]) or str(place[0])


def _weight(parameter: str) -> float:
    try:
        return float(parameter.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0


@cache
def _inline_schema() -> dict[str, Any]:
    schema = ProblemDetails.model_json_schema()
    fields = schema["properties"]["errors"]["anyOf"][0]
    fields["items"] = schema.pop("$defs")["WrongField"]
    schema["properties"]["errors"] = fields  # left out when there are none, never null
    return {"schema": schema}
