"""Pages made from rows: the names of everything in them fetched at once, and the filters that templates use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, g, render_template, request, url_for
from flask_babel import format_date, format_decimal, gettext
from pyoxigraph import Literal, NamedNode

from ontology import LV, ODRL, PREFIXES, SH
from service import links, query_files
from service.i18n import language
from service.labels import label, labels, things
from service.navigation import navigation
from service.problems import Problem
from service.rows import Cell, Row, Table
from service.sparql_text import RdfTerm
from service.state import service

_SIGNS = {ODRL.gteq: "≥", ODRL.gt: ">", ODRL.lteq: "≤", ODRL.lt: "<", ODRL.eq: ""}
_MONTH_DAY = re.compile(r"--(\d\d)-(\d\d)")
_YEAR_MONTH = re.compile(r"(\d{4})-(\d\d)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def panel(name: str, **terms: str | Sequence[str]) -> str:
    """A query of a page, with identifiers set in for its variables and the reader's language where it asks for it."""
    values: dict[str, list[RdfTerm]] = {
        variable: [NamedNode(iri) for iri in ([iris] if isinstance(iris, str) else iris)]
        for variable, iris in terms.items()
    }
    if "VALUES ?language" in query_files.body(f"pages/{name}"):
        values["language"] = [Literal(language())]
    return query_files.query(f"pages/{name}", service().iris, values)


def panels(prefix: str, names: Iterable[str], **terms: str) -> dict[str, Table]:
    """The rows of several panels of a page, all asked for in one go; ``-`` in a name becomes ``_``."""
    names = tuple(names)
    found = service().tables(*(panel(f"{prefix}-{name}", **terms) for name in names))
    return {name.replace("-", "_"): table for name, table in zip(names, found, strict=True)}


def show(template: str, tables: Iterable[Table] = (), *, names: Iterable[str] = (), **context: Any) -> str:
    """Renders a page; ``tables`` are the rows whose things it names, ``names`` further identifiers."""
    g.labels = labels(service(), things(tables) | set(names))
    return render_template(template, **context)


def facts_of(table: Table) -> Mapping[str, list[Row]]:
    """Rows of property and value, by the property's name: ``facts["number"]``."""
    facts: dict[str, list[Row]] = {}
    for row in table.rows:
        facts.setdefault(row["property"].value.rpartition("#")[2].rpartition("/")[2], []).append(row)
    return facts


def found_or_problem(iri: str, *tables: Table) -> None:
    """Raises Problem (not-found) when nothing is said about an identifier."""
    if not any(table.rows for table in tables):
        raise Problem("not-found", f"<{iri}>", None, iri=iri)


def name_of(thing: Cell | str) -> str:
    """The name of a thing in the reader's language; the text of a literal."""
    if isinstance(thing, Cell) and thing.kind != "iri":
        return thing.value
    return label(g.get("labels", {}), str(thing), language())


def home_of(thing: Cell | str) -> str:
    """The address of the page that shows a thing."""
    return links.home(str(thing), service().iris, language())


def range_of(passage: Cell | str) -> str:
    """``120,180`` of a passage's identifier."""
    return str(passage).rpartition("#char=")[2]


def own(thing: Cell | str) -> bool:
    """Whether an identifier is one of this graph's."""
    return links.parsed(str(thing), service().iris) is not None


def moment(value: Cell | str | None) -> str:
    """A date as precisely as it is given: ``04/06/2020``, ``06/2022``, ``15/12``, ``2025``."""
    text = str(value or "")
    if _DATE.fullmatch(text):
        return str(format_date(date.fromisoformat(text), "dd/MM/yyyy" if language() == "vi" else "d MMMM yyyy"))
    if found := _MONTH_DAY.fullmatch(text):
        return f"{found.group(2)}/{found.group(1)}" if language() == "vi" else month_day(int(found[1]), int(found[2]))
    if found := _YEAR_MONTH.fullmatch(text):
        return f"{found.group(2)}/{found.group(1)}"
    return text


def month_day(month: int, day: int) -> str:
    """``15 December``, for a day of every year."""
    return str(format_date(date(2000, month, day), "d MMMM"))


def number(value: Cell | str) -> str:
    """A decimal as the language writes it: ``3,5`` in Vietnamese."""
    return str(format_decimal(Decimal(str(value)), format="#,##0.######"))


def count(value: int | str) -> str:
    """A number of things as the language writes it: ``12.870`` in Vietnamese."""
    return str(format_decimal(int(value), format="#,##0"))


def share(value: float) -> str:
    """A part of one as the language writes it: ``0,995`` in Vietnamese."""
    return str(format_decimal(value, format="0.000"))


def measure(row: Row) -> str:
    """The value of a target, direction and comparator honest: ``≥ 3,5 %``, ``4–4,5 %``; empty when it has none."""
    comparator, lower, upper = row.get("comparator"), row.get("lower"), row.get("upper")
    if comparator is None or (lower is None and upper is None):
        return ""
    if comparator.value == LV.Between and lower and upper:
        amount = f"{number(lower)}–{number(upper)}"
    else:
        amount = f"{_SIGNS.get(comparator.value, '')} {number(lower or upper or '0')}".strip()  # type: ignore[call-overload]
    unit = _unit(row)
    per = gettext("mỗi %(period)s", period=name_of(row["per"])) if "per" in row else ""
    return " ".join(part for part in (amount, unit, per) if part)


def _unit(row: Row) -> str:
    """``%``, ``triệu đồng/người/năm``; in another language the symbol only where it is no word."""
    unit, symbol = row.get("unit"), row.get("symbol")
    if unit is None or (symbol and (language() == "vi" or not any(character.isalpha() for character in symbol))):
        return str(symbol or "")
    return name_of(unit)


def direction(row: Row) -> str:
    """How a target moves: ``tăng``, ``giảm``, or nothing where a level is to be reached."""
    words = {LV.Increase: gettext("tăng"), LV.Decrease: gettext("giảm")}
    return str(words.get(str(row.get("direction")), ""))  # type: ignore[call-overload]


def asset(name: str) -> str | None:
    """The address of a built file of the front end, or None where it was not built."""
    folder = service().static / "build"
    try:
        version = int((folder / name).stat().st_mtime)
    except OSError:
        return None
    return url_for("static", filename=f"build/{name}", v=version)


_SCRIPTS = ("latin", "vietnamese")
FONTS = (
    *(f"be-vietnam-pro-{script}-{weight}-normal.woff2" for weight in (400, 600) for script in _SCRIPTS),
    *(f"source-serif-4-{script}-wght-normal.woff2" for script in _SCRIPTS),
)
"""The fonts that a page in Vietnamese or English needs."""


def fonts() -> list[str]:
    """The addresses of the fonts that a page asks for early; none where the front end was not built."""
    names = _built(service().static / "build" / "assets.json")
    return [url_for("static", filename=f"build/{names[name]}") for name in FONTS if name in names]


@cache
def _built(listing: Path) -> dict[str, str]:
    """The names of the built files by their names without hash."""
    try:
        found: dict[str, str] = json.loads(listing.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def address(path: str, **parameters: str) -> str:
    """The address of a page in the reader's language."""
    return links.page(path, language(), **parameters)


def other_language() -> str:
    """This page in the other language."""
    other = "en" if language() == "vi" else "vi"
    path = request.path
    for known in ("/vi/", "/en/"):
        if path.startswith(known):
            path = path[3:]
            thing = links.parsed(links.identifier(path, service().iris), service().iris)
            if other == "vi" and thing is not None and thing.document is None and thing.kind != "ontology":
                return f"/vi{path}" + _query()
            break
    return links.prefix(other) + path + _query()


def _query() -> str:
    return f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""


def severity(thing: Cell) -> str:
    """How serious a finding is, in words."""
    words = {SH.Violation: gettext("lỗi"), SH.Warning: gettext("cảnh báo"), SH.Info: gettext("lưu ý")}
    return str(words.get(thing.value, name_of(thing)))  # type: ignore[call-overload]


def prefixed(thing: str) -> str:
    """A term with its prefix: ``eli:LegalResource``."""
    for prefix, namespace in PREFIXES.items():
        if thing.startswith(namespace):
            return f"{prefix}:{thing.removeprefix(namespace)}"
    return thing


def short(thing: str) -> str:
    """An identifier of this graph without its base, another one whole."""
    return thing.removeprefix(service().settings.base)


def register(app: Flask) -> None:
    """Gives the templates their filters and functions."""
    filters = (count, direction, measure, moment, own, prefixed, severity, share, short)
    app.jinja_env.filters.update({function.__name__: function for function in filters})
    app.jinja_env.filters.update(name=name_of, home=home_of, range=range_of)
    app.jinja_env.globals.update(
        asset=asset, address=address, fonts=fonts, language=language, navigation=navigation,
        other_language=other_language, own=own, LV=LV,
    )  # fmt: skip
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
