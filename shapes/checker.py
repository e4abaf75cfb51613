"""The check: shapes about one document on each, shapes about several on the whole store, and what is new since last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from os import cpu_count
from typing import TYPE_CHECKING, Literal

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from ontology import LV, SH
from ontology.iri import Iris
from shapes.catalogue import Shape, Shapes, shipped
from shapes.core import CoreValidator, Result
from shapes.evidence import Evidence
from shapes.findings import Finding, Report, Value, as_value, finding_iri, seen
from shapes.last import last_findings
from shapes.rules import Row

if TYPE_CHECKING:
    from graph.store import Store

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_PARALLEL_FROM = 300
"""With fewer documents, starting other processes takes longer than the check."""
_BATCH = 512
"""So many documents are in memory at once."""


def check(
    store: Store,
    iris: Iris,
    documents: Iterable[str] | None = None,
    *,
    at: str | None = None,
    shapes: Shapes | None = None,
) -> Report:
    """All findings of the store; with ``documents`` only those are checked again, the others' are taken over.

    ``at`` is the time of the check as xsd:dateTime. Shapes about several documents are always evaluated. ``shapes``
    are the project's own unless given.
    """
    used = shapes or shipped(iris)
    loaded = frozenset(
        quad.subject.value for quad in store.quads(None, LV.sourceSha256.node) if isinstance(quad.subject, NamedNode)
    )
    changed = loaded if documents is None else loaded.intersection(documents)
    before = {finding.iri: finding for finding in last_findings(store, iris)}
    found = _by_iri(_document_findings(store, iris, used, changed, everything=changed == loaded))
    kept = {iri: finding for iri, finding in before.items() if _stands(finding, used, loaded - changed)}
    found = kept | found | _by_iri(_corpus_findings(store, iris, used))
    findings = tuple(sorted((seen(finding, before.get(iri), at) for iri, finding in found.items()), key=_order))
    return Report(
        findings=findings,
        new=tuple(finding for finding in findings if finding.iri not in before),
        resolved=tuple(sorted((finding for iri, finding in before.items() if iri not in found), key=_order)),
    )


def _by_iri(findings: Iterable[Finding]) -> dict[str, Finding]:
    """One finding per shape, focus node and value; rows that differ in other variables add their passages."""
    merged: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda one: (one.iri, one.message_en, one.passages)):
        first = merged.get(finding.iri)
        merged[finding.iri] = (
            finding
            if first is None
            else replace(
                first,
                documents=tuple(dict.fromkeys(first.documents + finding.documents)),
                passages=tuple(dict.fromkeys(first.passages + finding.passages)),
            )
        )
    return merged


def _stands(finding: Finding, shapes: Shapes, unchanged: frozenset[str]) -> bool:
    """Whether an earlier finding about one document holds on: its document is there still and was not loaded again."""
    shape = shapes.shapes.get(finding.shape)
    return shape is not None and shape.scope == "document" and unchanged.issuperset(finding.documents)


def _order(finding: Finding) -> tuple[int, str, str, str, str]:
    rank = {"violation": 0, "warning": 1, "info": 2}[finding.severity]
    return rank, finding.documents[0] if finding.documents else "", finding.shape, finding.focus, finding.iri


def _document_findings(
    store: Store, iris: Iris, shapes: Shapes, changed: frozenset[str], *, everything: bool
) -> Iterator[Finding]:
    wanted = sorted(changed)
    evidence = Evidence(store, iris)
    for result in _core_results(store, iris, shapes, wanted):
        yield _of_result(result, shapes.shapes[result.shape], evidence, iris)
    yield from _rule_findings(store, iris, shapes, None if everything else wanted, "document")


def _corpus_findings(store: Store, iris: Iris, shapes: Shapes) -> Iterator[Finding]:
    yield from _rule_findings(store, iris, shapes, None, "corpus")
    if len(shapes.corpus_core):
        evidence = Evidence(store, iris)
        graphs = [graph for graph in store.graphs() if graph != iris.graph("findings")]
        quads = (quad for graph in graphs for quad in store.quads_for_graph(graph))
        for result in CoreValidator(shapes.corpus_core).results(quads):
            yield _of_result(result, shapes.shapes[result.shape], evidence, iris)


def _core_results(store: Store, iris: Iris, shapes: Shapes, documents: list[str]) -> Iterator[Result]:
    validator = CoreValidator(shapes.document_core)
    graphs = (validator.looked_at(store.quads_for_graph(iris.graph(document))) for document in documents)
    if len(documents) < _PARALLEL_FROM or (cpu_count() or 1) < 2:
        for quads in graphs:
            yield from validator.results(quads)
        return
    rules = shapes.document_core.serialize(format="nt")
    with ProcessPoolExecutor() as pool:
        while batch := [(rules, _serialised(quads)) for quads in islice(graphs, _BATCH)]:
            for results in pool.map(_validated, batch, chunksize=_BATCH // 32):
                yield from results


def _serialised(quads: Iterable[Quad | Triple]) -> bytes:
    """N-Triples, which go to another process some ten times faster than pickled quads."""
    triples = (quad.triple if isinstance(quad, Quad) else quad for quad in quads)
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _validated(work: tuple[str, bytes]) -> list[Result]:
    shapes, triples = work
    return _validator(shapes).results(parse(triples, format=RdfFormat.N_TRIPLES))


@lru_cache(maxsize=1)
def _validator(shapes: str) -> CoreValidator:
    from rdflib import Graph  # noqa: PLC0415 - in the worker process only

    return CoreValidator(Graph().parse(data=shapes, format="nt"))


def _rule_findings(
    store: Store, iris: Iris, shapes: Shapes, documents: list[str] | None, scope: Literal["document", "corpus"]
) -> Iterator[Finding]:
    evidence = Evidence(store, iris)
    for rule in shapes.rules:
        if rule.scope == scope:
            for row in rule.rows(store, documents):
                yield _of_row(row, shapes.shapes[rule.shape], rule.path, evidence, iris)


def _of_result(result: Result, shape: Shape, evidence: Evidence, iris: Iris) -> Finding:
    nodes = [result.focus] + ([result.value.value] if isinstance(result.value, NamedNode) else [])
    fields = ([result.path] if result.path else []) + list(shape.evidence)
    bound: Row = {} if result.value is None else {"value": result.value}
    messages = result.messages | shape.messages
    return Finding(
        iri=finding_iri(iris, result.shape, result.focus, result.value),
        shape=result.shape,
        severity=result.severity,
        component=result.component,
        focus=result.focus,
        path=result.path,
        value=result.value,
        message_vi=_message(messages, "vi", bound),
        message_en=_message(messages, "en", bound),
        documents=evidence.documents([result.focus]),
        passages=evidence.passages(nodes, fields),
    )


def _of_row(row: Row, shape: Shape, path: str | None, evidence: Evidence, iris: Iris) -> Finding:
    focus = row["this"].value if isinstance(row["this"], NamedNode) else str(row["this"])
    value: Value | None = as_value(row.get("value")) if "value" in row else as_value(row["this"])
    named = [
        term.value
        for name, term in sorted(row.items())
        if isinstance(term, NamedNode) and name not in {"this", "value"}
    ]
    nodes = [focus, *([value.value] if isinstance(value, NamedNode) else []), *named]
    stated = row.get("path")
    return Finding(
        iri=finding_iri(iris, shape.iri, focus, value),
        shape=shape.iri,
        severity=shape.severity,
        component=SH.SPARQLConstraintComponent,
        focus=focus,
        path=stated.value if isinstance(stated, NamedNode) else path,
        value=value,
        message_vi=_message(shape.messages, "vi", row),
        message_en=_message(shape.messages, "en", row),
        documents=evidence.documents(nodes),
        passages=evidence.passages(nodes, shape.evidence),
    )


def _message(messages: Mapping[str, str], language: str, bound: Row) -> str:
    """The message in a language, else in any, with ``{?name}`` replaced by what was found."""
    message = messages.get(language) or next(iter(messages.values()), "")

    def word(match: re.Match[str]) -> str:
        term = bound.get(match[1])
        return term.value if isinstance(term, NamedNode | OxLiteral) else ""

    return _PLACEHOLDER.sub(word, message)
