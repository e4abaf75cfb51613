"""Names of things in the reader's language, with a fallback: asked for a whole page at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from service import query_files
from service.rows import Table
from service.state import Service

Labels = Mapping[str, Mapping[str, str]]
"""IRI to language to name; the language is empty for a name without one."""

_AT_ONCE = 400


def labels(service: Service, iris: Iterable[str]) -> Labels:
    """The names of ``iris``; one that has none is absent."""
    wanted = sorted({iri for iri in iris if not iri.startswith(("_:", "http://www.w3.org/2001/XMLSchema#"))})
    queries = [
        query_files.query(
            "pages/labels", service.iris, {"thing": [NamedNode(iri) for iri in wanted[start : start + _AT_ONCE]]}
        )
        for start in range(0, len(wanted), _AT_ONCE)
    ]
    found: dict[str, dict[str, str]] = {}
    for table in service.tables(*queries) if queries else ():
        for row in table.rows:
            found.setdefault(row["thing"].value, {}).setdefault(row["label"].language or "", row["label"].value)
    return found


def things(tables: Iterable[Table]) -> set[str]:
    """Every IRI in some rows."""
    return {cell.value for table in tables for row in table.rows for cell in row.values() if cell.kind == "iri"}


def label(found: Labels, iri: str, language: str) -> str:
    """The name in the reader's language, else in Vietnamese, else in any, else the last piece of the IRI."""
    names = found.get(iri, {})
    for wanted in (language, "vi", "en", ""):
        if wanted in names:
            return names[wanted]
    return next(iter(names.values()), iri.rstrip("/").rpartition("#")[2].rpartition("/")[2] or iri)
