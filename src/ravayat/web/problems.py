"""Errors as ``application/problem+json`` (RFC 9457) with the remedy, or as a page where a person asked."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from ravayat.ledger.store import OvertakenFault, StoreFault
from ravayat.web.look import look_of, prefers_persian
from ravayat.web.translating import in_persian

MEDIA_TYPE = "application/problem+json"
API = "/api/"
_ABSENT = (
    "is not in the store",
    "no decision that stands",
    "no join that stands",
    "has no such older version to compare with",
)
"""Reasons of the store that say that a thing is not there."""
_REMEDIES = {
    HTTPStatus.NOT_FOUND: "check the address; GET /api/v1/openapi.json lists what there is",
    HTTPStatus.METHOD_NOT_ALLOWED: "see GET /api/v1/openapi.json for the methods of this address",
    HTTPStatus.BAD_REQUEST: "send the body in the form that GET /api/v1/openapi.json describes",
}
_ON_PAGES = {
    "see `ravayat ledger ask`": "look for it among the events",
    "see `ravayat ledger history`": "see /decisions for what stands",
    "see `ravayat ledger show EVENT": "take its number from the page of an event",
    "keep them apart: `ravayat": "take the claims out of the event instead, at the end of its page",
    "say who decides, with --by": "fill in your name",
    'say who, with "by"': "fill in your name",
    "see docs/ledger.md": "select words and fill in the fields",
    "check the address; GET /api/": "check the address, or begin at the events",
    "see GET /api/": "begin at the events",
    "send the body in the form": "open the page again and repeat it",
    "correct what is named; GET /api/": "correct what is named",
}
"""What helps people who look at a page, by how the remedy for programs and the command line begins."""
SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "required": ["type", "title", "status", "detail", "remedy"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, in English or as `Accept-Language: fa` asks."},
        "remedy": {"type": "string", "description": "What to do about it, in the same language."},
    },
}
"""The form of a problem, for the OpenAPI description."""


class Problem(Exception):
    """Something that cannot be done.

    Args:
        status: of HTTP.
        detail: what is wrong.
        remedy: what to do about it.
        headers: to be sent with it.
    """

    def __init__(self, status: int, detail: str, remedy: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{detail}; {remedy}")
        self.status = status
        self.detail = detail
        self.remedy = remedy
        self.headers = dict(headers or {})

    @classmethod
    def of(cls, fault: StoreFault) -> Problem:
        """The problem that a fault of the store is."""
        if isinstance(fault, OvertakenFault):
            status = HTTPStatus.CONFLICT
        else:
            status = HTTPStatus.NOT_FOUND if fault.reason in _ABSENT else HTTPStatus.UNPROCESSABLE_ENTITY
        return cls(status, f"{fault.name}: {fault.reason}", fault.remedy)

    def told(self, language: str) -> tuple[str, str]:
        """Detail and remedy in a language."""
        both = (self.detail, self.remedy)
        return (in_persian(both[0]), in_persian(both[1])) if language == "fa" else both

    def on_page(self, language: str) -> tuple[str, str]:
        """Detail and remedy for people who look at a page, in its language."""
        remedy = next((ours for theirs, ours in _ON_PAGES.items() if self.remedy.startswith(theirs)), self.remedy)
        return Problem(self.status, self.detail, remedy).told(language)

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """The body. The title, which tells the status alone, is in the language too."""
        title = HTTPStatus(self.status).phrase
        detail, remedy = self.told(language)
        return {
            "type": "about:blank",
            "title": in_persian(title) if language == "fa" else title,
            "status": int(self.status),
            "detail": detail,
            "remedy": remedy,
        }


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What an address can answer beside what it is for, for the OpenAPI description."""
    schema = {"$ref": "#/components/schemas/Problem"}
    every = {*statuses, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.UNPROCESSABLE_ENTITY}
    return {
        int(status): {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in sorted(every)
    }


def install(app: FastAPI) -> None:
    """Answer every error in this form."""

    async def problem(request: Request, error: Exception) -> Response:
        return answer(request, problem_of(error))

    kinds = (Problem, StoreFault, RequestValidationError, HTTPException, OverflowError)
    for kind in kinds:
        app.add_exception_handler(kind, problem)


def path_of(request: Request) -> str:
    """What is asked for, as routing sees it; ``request.url`` is made with the ``Host`` that a stranger may choose."""
    path: str = request.scope["path"]
    return path


def answer(request: Request, problem: Problem) -> Response:
    """The response: JSON below ``/api/``, else a page."""
    if path_of(request).startswith(API):
        # Programs that say nothing of a language get the texts that are documented, in English.
        language = "fa" if prefers_persian(request.headers.get("accept-language", "")) else "en"
        headers = {"Content-Language": language, "Vary": "Accept-Language", **problem.headers}
        return JSONResponse(problem.as_json(language), problem.status, headers, MEDIA_TYPE)
    from ravayat.web.pages.rendering import render

    detail, remedy = problem.on_page(look_of(request).language)
    page = render(request, "problem.html", {"detail": detail, "remedy": remedy}, status=problem.status)
    page.headers.update(problem.headers)
    return page


def problem_of(error: Exception) -> Problem:
    """What to tell of an error; nothing of what went wrong inside."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, StoreFault):
        return Problem.of(error)
    if isinstance(error, RequestValidationError):
        faults = "; ".join(f"{'.'.join(map(str, one['loc'][1:])) or 'body'}: {one['msg']}" for one in error.errors())
        remedy = "correct what is named; GET /api/v1/openapi.json describes it"
        return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, faults, remedy)
    if isinstance(error, HTTPException):
        remedy = _REMEDIES.get(HTTPStatus(error.status_code), "see docs/web.md")
        return Problem(error.status_code, str(error.detail), remedy, error.headers)
    if isinstance(error, OverflowError):
        return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "a number is too large", "give a smaller one")
    # What went wrong is in the server's log, with the trace; it is no business of who asks.
    remedy = "try again; if it stays, send the server's log to its keeper"
    return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "the server failed", remedy)
