"""What a request of the SPARQL protocol asks, from wherever it may stand (sections 2.1 and 2.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from service.evaluation import Dataset
from service.problems import Problem

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_OTHER_DATASET = {
    "query": ("using-graph-uri", "using-named-graph-uri"),
    "update": ("default-graph-uri", "named-graph-uri"),
}
_UTF_8 = frozenset({"", "utf-8", "utf8", "us-ascii"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A query or an update (neither: a look at the endpoint), the graphs it names, its form and its deadline."""

    query: str | None
    update: str | None
    dataset: Dataset
    form: str | None
    timeout: float | None


def asked() -> Asked:
    """The request. Raises Problem for what the protocol does not allow."""
    values = MultiDict(request.args)
    if request.method != "POST":
        if "update" in values:
            raise Problem("method-not-allowed", gettext("Cập nhật được gửi bằng POST."), {"Allow": "POST, OPTIONS"})
        return _read(values)
    if request.mimetype == FORM:
        values.update(request.form)
        return _read(values)
    if request.mimetype == QUERY:
        return replace(_read(values, direct="query"), query=_text())
    if request.mimetype == UPDATE:
        return replace(_read(values, direct="update"), update=_text())
    detail = gettext("Gửi bằng %(query)s, %(update)s hoặc %(form)s.", query=QUERY, update=UPDATE, form=FORM)
    raise Problem("unsupported-media-type", detail)


def _read(values: MultiDict[str, str], direct: str | None = None) -> Asked:
    given = {name: values.getlist(name) for name in ("query", "update")}
    if sum(map(len, given.values())) + (direct is not None) > 1:
        raise Problem("bad-request", gettext("Chỉ được gửi một truy vấn hoặc một cập nhật mỗi lần."))
    what = "update" if given["update"] or direct == "update" else "query"
    for name in _OTHER_DATASET[what]:
        if name in values and (given[what] or direct):
            raise Problem("bad-request", gettext("%(name)s không dùng được ở đây.", name=name))
    return Asked(
        next(iter(given["query"]), None),
        next(iter(given["update"]), None),
        _dataset(values, "using-" if what == "update" else ""),
        values.get("format"),
        _timeout(values.get("timeout")),
    )


def _dataset(values: MultiDict[str, str], prefix: str) -> Dataset:
    default = tuple(values.getlist("using-graph-uri" if prefix else "default-graph-uri"))
    named = tuple(values.getlist(f"{prefix}named-graph-uri"))
    return Dataset(default, named) if default or named else Dataset()


def _timeout(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise Problem("bad-request", gettext("timeout là số giây lớn hơn 0, không phải %(text)s.", text=text))
    return seconds


def _text() -> str:
    """The body as text: the protocol knows UTF-8 only."""
    charset = request.mimetype_params.get("charset", "").lower()
    if charset not in _UTF_8:
        raise Problem("bad-request", gettext("Truy vấn phải là UTF-8 (%(error)s).", error=charset))
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("bad-request", gettext("Truy vấn phải là UTF-8 (%(error)s).", error=error)) from None
