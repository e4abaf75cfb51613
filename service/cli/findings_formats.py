"""Findings as files for other programs and people: JUnit XML for build servers, one HTML page for mailing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyoxigraph import Literal, NamedNode

from graph.store import Store
from ontology import LV
from shapes import Finding, Shape, Shapes, rank

TEMPLATES: Final = Path(__file__).parent.parent / "templates"
_KINDS: Final = ("error", "failure", None)
_NOT_XML: Final = {code: "\ufffd" for code in range(32) if code not in {9, 10, 13}}


def junit(findings: Sequence[Finding], shapes: Shapes, documents: Iterable[str], as_of: str) -> bytes:
    """JUnit XML: a suite for each document, a case for each shape that was checked, failed where it found something.

    A violation is an error, a warning a failure; what is only worth knowing stands in the case's output. Findings about
    no loaded document are in a suite of their own. ``as_of`` is the day of the check.
    """
    known = [shape for _, shape in sorted(shapes.shapes.items()) if shape.messages]
    found: dict[str, list[Finding]] = {document: [] for document in sorted(documents)}
    for finding in findings:
        found.setdefault(finding.documents[0] if finding.documents else "", []).append(finding)
    root = Element(
        "testsuites", {"name": f"lienvan check --as-of {as_of}", **_totals(findings, len(known) * len(found))}
    )
    for document, own in found.items():
        name = document.rpartition("/doc/")[2] or "-"
        suite = SubElement(root, "testsuite", {"name": name, **_totals(own, len(known))})
        for shape in known:
            _case(suite, name, shape, [finding for finding in own if finding.shape == shape.iri])
    indent(root, " ")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _totals(findings: Sequence[Finding], tests: int) -> dict[str, str]:
    """``errors`` and ``failures`` count cases, of which each shape is one."""
    cases = {(finding.documents[:1], finding.shape, finding.severity) for finding in findings}
    errors = sum(_KINDS[rank(severity)] == "error" for _, _, severity in cases)
    failures = sum(_KINDS[rank(severity)] == "failure" for _, _, severity in cases)
    return {"tests": str(tests), "errors": str(errors), "failures": str(failures)}


def _case(suite: Element, document: str, shape: Shape, findings: Sequence[Finding]) -> None:
    case = SubElement(suite, "testcase", {"classname": document, "name": shape.iri.rpartition("#")[2]})
    if not findings:
        return
    text = "\n".join(f"{finding.message_vi}\n{finding.message_en}\n{_places(finding)}" for finding in findings)
    kind = _KINDS[rank(findings[0].severity)]
    if kind is None:
        SubElement(case, "system-out").text = text.translate(_NOT_XML)
        return
    words = {"message": findings[0].message_en.translate(_NOT_XML), "type": findings[0].severity}
    SubElement(case, kind, words).text = text.translate(_NOT_XML)


def _places(finding: Finding) -> str:
    return "\n".join(finding.passages or (finding.focus,))


def html(findings: Sequence[Finding], shapes: Shapes, store: Store, as_of: str) -> str:
    """One page without anything from elsewhere, in Vietnamese and English, the words of the documents beside."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    ordered = sorted(findings, key=lambda one: one.documents[:1])
    groups = [
        (_title(store, document[0]) if document else "", list(own))
        for document, own in groupby(ordered, key=lambda one: one.documents[:1])
    ]
    counts = {name: sum(one.severity == name for one in findings) for name in ("violation", "warning", "info")}
    quotes = {passage: _words(store, passage) for finding in findings for passage in finding.passages}
    return environment.get_template("report.html").render(
        groups=groups,
        counts=counts,
        shapes=shapes.shapes,
        quotes=quotes,
        as_of=as_of,
        made=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        either=either,
    )


def either(texts: Mapping[str, str], language: str) -> str:
    """A text in a language, else in any: a user's own shapes may have one language or none."""
    return texts.get(language) or next(iter(texts.values()), "")


def _title(store: Store, document: str) -> str:
    title = _literal(store, document, LV.title.node)
    number = _literal(store, document, LV.number.node)
    return " · ".join(part for part in (number, title or document) if part)


def _words(store: Store, passage: str) -> str:
    return _literal(store, passage, LV.text.node)


def _literal(store: Store, subject: str, predicate: NamedNode) -> str:
    quads = store.quads(NamedNode(subject), predicate)
    return next((quad.object.value for quad in quads if isinstance(quad.object, Literal)), "")
