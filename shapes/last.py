"""The findings of the last check, read back from ``graph/findings``: all, those of a document, those of a shape.

All of them are only asked for by name and time: there are tens of thousands in a large store, and few have changed. So
are those looked at again, but for what they say (see ``standing``).
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
from shapes.standing import Said

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


def said_about(store: Store, iris: Iris, documents: Iterable[str], shapes: Container[str]) -> dict[str, Said]:
    """What the findings of some shapes say that concern some documents, by IRI."""
    return _said(store, iris, LV.inDocument.node, map(NamedNode, documents), shapes)


def named_on(store: Store, iris: Iris, nodes: Iterable[Term], shapes: Container[str]) -> list[str]:
    """The IRIs alone of those on some focus nodes."""
    return [finding.value for finding in _standing(store, iris, SH.focusNode.node, nodes, shapes)]


def said_on(store: Store, iris: Iris, nodes: Iterable[Term], shapes: Container[str]) -> dict[str, Said]:
    """The same of those on some focus nodes."""
    return _said(store, iris, SH.focusNode.node, nodes, shapes)


def said_by(store: Store, iris: Iris, shape: str) -> dict[str, Said]:
    """The same of all that one shape found."""
    return _said(store, iris, SH.sourceShape.node, [NamedNode(shape)], {shape})


def _said(store: Store, iris: Iris, term: NamedNode, nodes: Iterable[Term], shapes: Container[str]) -> dict[str, Said]:
    graph = iris.graph("findings")

    def said(finding: NamedNode) -> Said:
        (focus,) = _values(store, graph, finding, SH.focusNode.node)
        messages = _values(store, graph, finding, SH.resultMessage.node)
        return Said(
            focus=as_focus(focus),
            message_en=next((one.value for one in messages if _is_english(one)), ""),
            documents=frozenset(one.value for one in _values(store, graph, finding, LV.inDocument.node)),
        )

    return {finding.value: said(finding) for finding in _standing(store, iris, term, nodes, shapes)}


def _standing(
    store: Store, iris: Iris, term: NamedNode, nodes: Iterable[Term], shapes: Container[str]
) -> Iterator[NamedNode]:
    """Findings of ``shapes`` that are not resolved; of others little is read."""
    graph = iris.graph("findings")
    for finding in dict.fromkeys(quad.subject for node in nodes for quad in store.quads(None, term, node, graph=graph)):
        if not isinstance(finding, NamedNode):
            continue
        of_shapes = any(shape.value in shapes for shape in _values(store, graph, finding, SH.sourceShape.node))
        if of_shapes and LV.ResolvedFinding.node not in _values(store, graph, finding, RDF.type.node):
            yield finding


def _values(store: Store, graph: str, finding: NamedNode, predicate: NamedNode) -> list[Value]:
    quads = store.quads(finding, predicate, graph=graph)
    return [quad.object for quad in quads if isinstance(quad.object, NamedNode | Literal)]


def _is_english(message: Value) -> bool:
    return isinstance(message, Literal) and message.language == "en"


def _facts(store: Store, graph: str, node: NamedNode) -> Facts:
    facts: Facts = defaultdict(list)
    for quad in store.quads(node, graph=graph):
        if isinstance(quad.object, NamedNode | Literal):
            facts[quad.predicate.value].append(quad.object)
    return facts


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
