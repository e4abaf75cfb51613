"""The findings of the last check, read back from ``graph/findings``: all, those of a document, those of a shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ontology import LV, RDF, SH
from ontology.iri import Iris
from shapes.catalogue import SEVERITIES
from shapes.findings import Finding, Value, as_focus
from shapes.rules import Term

if TYPE_CHECKING:
    from graph.store import Store

Facts = dict[str, list[Value]]


def last_findings(store: Store, iris: Iris) -> list[Finding]:
    """Every finding in ``graph/findings``; none when nothing was checked yet."""
    described: dict[str, Facts] = defaultdict(lambda: defaultdict(list))
    results = []
    for quad in store.quads_for_graph(iris.graph("findings")):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            described[quad.subject.value][quad.predicate.value].append(quad.object)
            if quad.predicate == SH.result.node:
                results.append(quad.object.value)
    return [_finding(iri, described[iri]) for iri in sorted(results)]


def findings_about(store: Store, iris: Iris, document: str) -> list[Finding]:
    """The findings that concern one document."""
    graph = iris.graph("findings")
    quads = store.quads(None, LV.inDocument.node, NamedNode(document), graph=graph)
    return list(_read(store, graph, (quad.subject for quad in quads)))


def findings_on(store: Store, iris: Iris, shape: str, nodes: Iterable[Term] | None) -> list[Finding]:
    """The findings of a shape on some focus nodes, or on all (None)."""
    graph = iris.graph("findings")
    if nodes is None:
        quads = store.quads(None, SH.sourceShape.node, NamedNode(shape), graph=graph)
        return list(_read(store, graph, (quad.subject for quad in quads)))
    quads = (quad for node in nodes for quad in store.quads(None, SH.focusNode.node, node, graph=graph))
    return [finding for finding in _read(store, graph, (quad.subject for quad in quads)) if finding.shape == shape]


def _read(store: Store, graph: str, nodes: Iterable[Term]) -> Iterator[Finding]:
    for node in nodes:
        facts: Facts = defaultdict(list)
        for quad in store.quads(node, graph=graph) if isinstance(node, NamedNode) else ():
            if isinstance(quad.object, NamedNode | Literal):
                facts[quad.predicate.value].append(quad.object)
        if isinstance(node, NamedNode) and not _is_resolved(facts):
            yield _finding(node.value, facts)


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
