"""Values of records as RDF terms, in one place: numbers exact, dates as precise as they are given."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology import XSD

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR_MONTH: Final = re.compile(r"\d{4}-\d{2}")


@lru_cache(maxsize=65536)
def node(iri: str) -> NamedNode:
    """An IRI as a node; the same few thousand come again and again."""
    return NamedNode(iri)


def vietnamese(text: str) -> Literal:
    """Words of a document: ``"Hỗ trợ đất ở"@vi``."""
    return Literal(text, language="vi")


def string(text: str) -> Literal:
    """A plain string: ``"303/KH-UBND"``."""
    return Literal(text)


def boolean(value: bool) -> Literal:
    """``"true"^^xsd:boolean``."""
    return Literal(value)


def integer(value: int) -> Literal:
    """``"3"^^xsd:integer``."""
    return Literal(value)


def decimal(value: float) -> Literal:
    """The shortest decimal that is ``value``, without exponent: 99.98 is ``"99.98"``, 100.0 is ``"100"``."""
    plain = format(Decimal(repr(value)), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return Literal(plain, datatype=XSD.decimal.node)


def year(value: int) -> Literal:
    """``"2025"^^xsd:gYear``."""
    return Literal(f"{value:04d}", datatype=XSD.gYear.node)


def date(value: str) -> Literal:
    """``2023-03-10`` as xsd:date, ``2023-03`` (the day is blank) as xsd:gYearMonth, ``2023`` as xsd:gYear."""
    if _DATE.fullmatch(value):
        return Literal(value, datatype=XSD.date.node)
    if _YEAR_MONTH.fullmatch(value):
        return Literal(value, datatype=XSD.gYearMonth.node)
    if value.isdigit() and len(value) == 4:
        return Literal(value, datatype=XSD.gYear.node)
    raise ValueError(f"{value!r} is no date: write 2023-03-10, 2023-03 or 2023")


def month_day(value: str) -> Literal:
    """``--12-15`` as xsd:gMonthDay."""
    return Literal(value, datatype=XSD.gMonthDay.node)


def date_time(value: str) -> Literal:
    """``2023-03-10T08:30:00Z`` as xsd:dateTime."""
    return Literal(value, datatype=XSD.dateTime.node)
