"""The findings of the last check, read back from ``graph/findings``."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ontology import LV, SH
from ontology.iri import Iris
from shapes.catalogue import SEVERITIES
from shapes.findings import Finding, Value

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


def _finding(iri: str, facts: Facts) -> Finding:
    messages = {value.language: value.value for value in facts[SH.resultMessage] if isinstance(value, Literal)}
    severity = {str(node): name for node, name in SEVERITIES.items()}[facts[SH.resultSeverity][0].value]
    return Finding(
        iri=iri,
        shape=facts[SH.sourceShape][0].value,
        severity=severity,
        component=facts[SH.sourceConstraintComponent][0].value,
        focus=facts[SH.focusNode][0].value,
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
