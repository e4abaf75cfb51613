"""A running Liên Văn service from Python: questions of the catalogue and SPARQL as pandas DataFrames.

::

    from lienvan.client import Client

    plans = Client("http://127.0.0.1:8000")
    leads = plans.ask("lead-agency", component="1719/10/1")
    leads[["placeLabel", "agencyLabel", "quote"]]

Needs ``pip install 'lienvan[client]'`` and nothing else of this project.
"""

from __future__ import annotations

import ast
import json
import urllib.error
import urllib.request
import warnings
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import pandas as pd
from SPARQLWrapper import JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

__all__ = ["Client", "ServiceError", "TruncatedWarning"]

LONGEST_ADDRESS: Final = 4000
"""A longer query is sent by POST."""
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS: Final = frozenset(
    _XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger", "gYear")
)
_DECIMALS: Final = frozenset(_XSD + name for name in ("decimal", "double", "float"))
_BOOLEAN: Final = _XSD + "boolean"


class ServiceError(Exception):
    """What the service or the way to it refused: HTTP ``status`` (None where there was no answer) and ``detail``.

    ``problem`` is the whole problem details object (RFC 9457), for a wrong parameter with ``nearest`` and ``choices``.
    """

    def __init__(self, detail: str, status: int | None = None, problem: Mapping[str, Any] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status
        self.problem = dict(problem or {})

    def __str__(self) -> str:
        title = self.problem.get("title")
        return ": ".join(str(part) for part in (self.status, title, self.detail) if part)


class TruncatedWarning(UserWarning):
    """An answer that the service cut off at its limit of rows."""


class Client:
    """A service at ``url``; ``language`` (``vi`` or ``en``) is that of labels, ``timeout`` is in seconds."""

    def __init__(self, url: str, *, language: str = "vi", timeout: float = 60) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError(f"the address of a service begins with http:// or https://, unlike {url!r}")
        self.url = url.rstrip("/")
        self.language = language
        self.timeout = timeout

    def ask(self, question: str, /, **parameters: object) -> pd.DataFrame:
        """The answer to a question of the catalogue: ``ask("place-targets", place="063", year=2025)``.

        An answer that comes in parts is put together; ``after`` asks for the one part behind that identifier alone.
        ``attrs`` of the frame has ``title``, ``parameters`` as they were understood, ``labels`` of the columns,
        ``sparql`` and ``truncated``. Raises ServiceError, which for a wrong parameter names the nearest right ones.
        """
        given = {name: str(value) for name, value in parameters.items()}
        asked = self._part(question, given)
        frames = [self.query(asked["sparql"])]
        after = asked["after"]
        while after is not None and "after" not in given:
            part = self._part(question, given | {"after": after})
            frames.append(self.query(part["sparql"]))
            after = part["after"]
        frame = frames[0]
        if len(frames) > 1:
            frame = pd.concat(frames, ignore_index=True).convert_dtypes()
            frame.attrs |= frames[0].attrs | {"truncated": any(one.attrs["truncated"] for one in frames)}
        labels = {column["name"]: column["label"] for column in asked["columns"]}
        frame.attrs |= {"title": asked["title"], "parameters": asked["parameters"], "labels": labels}
        return frame

    def query(self, sparql: str) -> pd.DataFrame:
        """The rows of a SELECT query, a column for each variable; unbound is missing. Raises ServiceError."""
        endpoint = SPARQLWrapper(f"{self.url}/sparql")
        endpoint.setQuery(sparql)
        endpoint.setReturnFormat(JSON)
        endpoint.setTimeout(self.timeout)  # type: ignore[arg-type]
        endpoint.addCustomHttpHeader("Accept-Language", self.language)
        if len(quote(sparql)) > LONGEST_ADDRESS:
            endpoint.setMethod(POST)
        try:
            result = endpoint.query()
            headers = {name.lower(): value for name, value in result.info().items()}
            content = json.loads(result.response.read())
        except SPARQLWrapperException as error:
            raise _refused(error) from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._failed(error) from error
        frame = _frame(content)
        frame.attrs |= {"sparql": sparql, "truncated": "lienvan-truncated" in headers}
        if frame.attrs["truncated"]:
            warnings.warn(f"cut off after {len(frame)} rows", TruncatedWarning, stacklevel=2)
        return frame

    def questions(self) -> pd.DataFrame:
        """The catalogue: ``question``, ``title``, and ``parameters`` (names, those not required in brackets)."""
        return pd.DataFrame(self._get("/questions.json")["questions"], columns=["question", "title", "parameters"])

    def _part(self, question: str, given: Mapping[str, str]) -> Any:
        return self._get(f"/questions/{quote(question, safe='')}.json?{urlencode(given)}")

    def _get(self, path: str) -> Any:
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            self.url + path, headers={"Accept": "application/json", "Accept-Language": self.language}
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                return json.loads(answer.read())
        except (OSError, HTTPException, ValueError) as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> ServiceError:
        match error:
            case urllib.error.HTTPError():
                return _problem(error.read(), error.code)
            case TimeoutError() | urllib.error.URLError(reason=TimeoutError()):
                return ServiceError(f"{self.url} gave no answer within {self.timeout:g} s")
            case urllib.error.URLError():
                return ServiceError(f"{self.url} cannot be reached: {error.reason}")
            case ValueError():
                return ServiceError(f"{self.url} answered with something that is no JSON: is it a Liên Văn service?")
            case _:
                return ServiceError(f"{self.url} cannot be reached: {error}")


def _refused(error: SPARQLWrapperException) -> ServiceError:
    """SPARQLWrapper keeps a refusal's body only as the ``repr`` at the end of its message."""
    status = getattr(error.__context__, "code", None)
    _, _, shown = str(error).partition("Response:\n")
    try:
        return _problem(ast.literal_eval(shown), status)
    except (SyntaxError, ValueError):
        return ServiceError(str(error), status)


def _problem(body: bytes, status: int | None) -> ServiceError:
    text = body.decode("utf-8", "replace")
    try:
        problem = json.loads(text)
    except ValueError:
        return ServiceError(text.strip() or "no explanation was given", status)
    if not isinstance(problem, dict):
        return ServiceError(text, status)
    return ServiceError(str(problem.get("detail") or problem.get("title") or text), status, problem)


def _frame(content: Any) -> pd.DataFrame:
    """SPARQL's JSON results as a frame; numbers, years and truth values become numbers and truth values."""
    if not isinstance(content, dict) or "results" not in content:
        raise ServiceError("only a SELECT query gives rows")
    columns = content["head"]["vars"]
    rows = [
        [_value(binding[column]) if column in binding else None for column in columns]
        for binding in content["results"]["bindings"]
    ]
    return pd.DataFrame(rows, columns=columns).convert_dtypes()


def _value(term: Mapping[str, str]) -> object:
    """``{"datatype": "…#gYear", "value": "2025"}`` is 2025; what its datatype does not allow stays text."""
    text, datatype = term["value"], term.get("datatype")
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype in _DECIMALS:
            return float(text)
    except ValueError:
        return text
    if datatype == _BOOLEAN:
        return text in {"true", "1"}
    return text
