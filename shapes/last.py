"""The findings of the last check, read back from ``graph/findings``: all, those of a document, those of a shape.

All of them are only asked for by name and time: there are tens of thousands in a large store, and few have changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ontology import LV, RDF, SH
from ontology.iri import Iris
from shapes.catalogue import SEVERITIES
from shapes.findings import Finding, Value, as_focus

if TYPE_CHECKING:
    from graph.store import Store, Term

Facts = dict[str, list[Value]]


def times_seen(store: Store, iris: Iris) -> dict[str, str | None]:
    """Every finding in ``graph/findings`` and when it was first seen, where that is known (xsd:dateTime)."""
    graph = iris.graph("findings")
    results = (quad.object for quad in store.quads(None, SH.result.node, graph=graph))
    known: dict[str, str | None] = {node.value: None for node in results if isinstance(node, NamedNode)}
    for quad in store.quads(None, LV.firstSeen.node, graph=graph):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and quad.subject.value in known:
            known[quad.subject.value] = quad.object.value
    return known


def findings_named(store: Store, iris: Iris, findings: Iterable[str]) -> list[Finding]:
    """Some findings of the last check, by IRI."""
    return [_finding(iri, _facts(store, iris.graph("findings"), NamedNode(iri))) for iri in findings]


def findings_about(store: Store, iris: Iris, document: str, shapes: Container[str]) -> list[Finding]:
    """The findings of some shapes that concern one document."""
    graph = iris.graph("findings")
    quads = store.quads(None, LV.inDocument.node, NamedNode(document), graph=graph)
    return list(_read(store, graph, (quad.subject for quad in quads), shapes))


def findings_on(store: Store, iris: Iris, shape: str, nodes: Iterable[Term] | None) -> list[Finding]:
    """The findings of a shape on some focus nodes, or on all (None)."""
    graph = iris.graph("findings")
    if nodes is None:
        quads = store.quads(None, SH.sourceShape.node, NamedNode(shape), graph=graph)
    else:
        quads = (quad for node in nodes for quad in store.quads(None, SH.focusNode.node, node, graph=graph))
    return list(_read(store, graph, (quad.subject for quad in quads), {shape}))


def _read(store: Store, graph: str, nodes: Iterable[Term], shapes: Container[str]) -> Iterator[Finding]:
    """Those of ``nodes`` that are findings of ``shapes`` and not resolved; of others little is read."""
    for node in nodes:
        if isinstance(node, NamedNode) and _is_of(store, graph, node, shapes):
            facts = _facts(store, graph, node)
            if not _is_resolved(facts):
                yield _finding(node.value, facts)


def _facts(store: Store, graph: str, node: NamedNode) -> Facts:
    facts: Facts = defaultdict(list)
    for quad in store.quads(node, graph=graph):
        if isinstance(quad.object, NamedNode | Literal):
            facts[quad.predicate.value].append(quad.object)
    return facts


def _is_of(store: Store, graph: str, node: NamedNode, shapes: Container[str]) -> bool:
    quads = store.quads(node, SH.sourceShape.node, graph=graph)
    return any(isinstance(quad.object, NamedNode) and quad.object.value in shapes for quad in quads)


def _is_resolved(facts: Facts) -> bool:
    return LV.ResolvedFinding in {value.value for value in facts[RDF.type]}


def _finding(iri: str, facts: Facts) -> Finding:
    messages = {value.language: value.value for value in facts[SH.resultMessage] if isinstance(value, Literal)}
    severity = {str(node): name for node, name in SEVERITIES.items()}[facts[SH.resultSeverity][0].value]
    return Finding(
        iri=iri,
        shape=facts[SH.sourceShape][0].value,
        severity=severity,
        component=facts[SH.sourceConstraintComponent][0].value,
        focus=as_focus(facts[SH.focusNode][0]),
        path=_text(facts, SH.resultPath),
        value=next(iter(facts.get(SH.value, ())), None),
        message_vi=messages.get("vi", ""),
        message_en=messages.get("en", ""),
        documents=tuple(sorted(value.value for value in facts.get(LV.inDocument, ()))),
        passages=tuple(sorted(value.value for value in facts.get(LV.passage, ()))),
        first_seen=_text(facts, LV.firstSeen),
        last_seen=_text(facts, LV.lastSeen),
    )


def _text(facts: Facts, term: str) -> str | None:
    values = facts.get(term)
    return values[0].value if values else None
