"""Findings as records and as quads: what a check found, where, and which words show it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ontology import LV, PROV, RDF, SH, XSD
from ontology.iri import Iris
from shapes.catalogue import SEVERITIES, Shape
from shapes.day import as_of_quad, day_of

Value = NamedNode | Literal

_SEVERITY = {name: NamedNode(str(node)) for node, name in SEVERITIES.items()}


@dataclass(frozen=True, slots=True)
class Finding:
    """One result: shape and focus node by IRI, the offending value if any, messages, documents and passages.

    A focus node that is a literal, as a user's own shapes may have, stands as N-Triples write it: ``"a"@en``.

    ``iri`` depends on shape, focus node and value alone, so that the same finding keeps it from load to load;
    ``component`` is the SHACL constraint component. ``first_seen`` and ``last_seen`` are xsd:dateTime or None.
    """

    iri: str
    shape: str
    severity: str
    component: str
    focus: str
    path: str | None
    value: Value | None
    message_vi: str
    message_en: str
    documents: tuple[str, ...]
    passages: tuple[str, ...]
    first_seen: str | None = None
    last_seen: str | None = None

    @property
    def focus_node(self) -> Value:
        """The focus node as a term."""
        if not self.focus.startswith('"'):
            return NamedNode(self.focus)
        (quad,) = parse(f"<s:> <p:> {self.focus} .", format=RdfFormat.N_TRIPLES)
        if not isinstance(quad.object, Literal):
            raise TypeError(f"a focus node that is neither an IRI nor a literal: {self.focus}")
        return quad.object


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a store after a check, in a fixed order, and what changed since the last check.

    ``new`` and ``resolved`` are findings that the last report had not, or that this one has no more. ``as_of`` is the
    day that it is as of.
    """

    findings: tuple[Finding, ...]
    new: tuple[Finding, ...]
    resolved: tuple[Finding, ...]
    as_of: str | None = None

    @property
    def conforms(self) -> bool:
        """Whether no document breaks a shape (https://www.w3.org/TR/shacl/#conformance): no finding at all."""
        return not self.findings

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def about(self, document: str) -> tuple[Finding, ...]:
        """The findings that concern one document."""
        return tuple(finding for finding in self.findings if document in finding.documents)

    def quads(self, iris: Iris, shapes: Iterable[Shape], at: str | None = None) -> Iterator[Quad]:
        """The whole of ``graph/findings``: a standard validation report, and the names of the shapes in it.

        Resolved findings are no results of the report; they stand beside it until the next check. ``at`` is when the
        check was made, as xsd:dateTime.
        """
        graph = NamedNode(iris.graph("findings"))
        yield from report_quads(graph, conforms=self.conforms, at=at, as_of=self.as_of)
        for finding in self.findings:
            yield from finding_quads(finding, graph)
        for finding in self.resolved:
            yield from resolved_quads(finding, graph)
        yield from name_quads((one.shape for one in (*self.findings, *self.resolved)), graph, shapes)


@dataclass(frozen=True, slots=True)
class Change:
    """What the check of some documents changes: the findings ``gone`` are replaced by those ``found``.

    A finding that says something else than before is in both; one that stands as it is, in neither. ``new`` are those
    found alone, ``resolved`` those gone alone.
    """

    gone: tuple[Finding, ...]
    found: tuple[Finding, ...]
    new: tuple[Finding, ...]
    resolved: tuple[Finding, ...]


def report_quads(graph: NamedNode, *, conforms: bool, at: str | None, as_of: str | None = None) -> Iterator[Quad]:
    """The report itself, named as its graph is; unless said otherwise it is as of the day of ``at``."""
    yield Quad(graph, RDF.type.node, SH.ValidationReport.node, graph)
    yield Quad(graph, SH.conforms.node, Literal(conforms), graph)
    if at is not None:
        yield Quad(graph, PROV.generatedAtTime.node, Literal(at, datatype=XSD.dateTime.node), graph)
    if as_of is not None or at is not None:
        yield as_of_quad(graph, as_of or day_of(at))


def finding_quads(finding: Finding, graph: NamedNode) -> Iterator[Quad]:
    """A finding as a result of the report."""
    yield Quad(graph, SH.result.node, NamedNode(finding.iri), graph)
    for cls in (LV.Finding, SH.ValidationResult):
        yield Quad(NamedNode(finding.iri), RDF.type.node, cls.node, graph)
    yield from _described(finding, graph)


def resolved_quads(finding: Finding, graph: NamedNode) -> Iterator[Quad]:
    """A finding that the check before had and this one has no more."""
    yield Quad(graph, LV.resolved.node, NamedNode(finding.iri), graph)
    yield Quad(NamedNode(finding.iri), RDF.type.node, LV.ResolvedFinding.node, graph)
    yield from _described(finding, graph)


def name_quads(used: Iterable[str], graph: NamedNode, shapes: Iterable[Shape]) -> Iterator[Quad]:
    """The names of the shapes that some findings are ``used`` of, by IRI."""
    wanted = set(used)
    for shape in shapes:
        if shape.iri in wanted:
            for language, name in sorted(shape.names.items()):
                yield Quad(NamedNode(shape.iri), SH.name.node, Literal(name, language=language or None), graph)


def finding_iri(iris: Iris, shape: str, focus: str, value: Value | None) -> str:
    """``finding/3f1c…``: 16 hex digits over shape, focus node and value."""
    key = f"{shape}\n{focus}\n{'' if value is None else str(value)}"
    return iris.finding(hashlib.sha256(key.encode()).hexdigest()[:16])


def seen(finding: Finding, first_seen: str | None, at: str | None) -> Finding:
    """The finding with the times at which checks first (``at`` where none had it before) and last had it."""
    return replace(finding, first_seen=first_seen or at, last_seen=at)


def is_same(finding: Finding, other: Finding | None) -> bool:
    """Whether two findings say the same, whenever they were seen and in whatever order they name what shows it."""
    if other is None:
        return False
    plain = (replace(one, first_seen=None, last_seen=None, documents=(), passages=()) for one in (finding, other))
    return len(set(plain)) == 1 and _named(finding) == _named(other)


def _named(finding: Finding) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(finding.documents), frozenset(finding.passages)


def _described(finding: Finding, graph: NamedNode) -> Iterator[Quad]:
    node = NamedNode(finding.iri)
    facts: list[tuple[NamedNode, NamedNode | Literal]] = [
        (SH.sourceShape.node, NamedNode(finding.shape)),
        (SH.sourceConstraintComponent.node, NamedNode(finding.component)),
        (SH.resultSeverity.node, _SEVERITY.get(finding.severity) or NamedNode(finding.severity)),
        (SH.focusNode.node, finding.focus_node),
        (SH.resultMessage.node, Literal(finding.message_vi, language="vi")),
        (SH.resultMessage.node, Literal(finding.message_en, language="en")),
    ]
    if finding.path is not None:
        facts.append((SH.resultPath.node, NamedNode(finding.path)))
    if finding.value is not None:
        facts.append((SH.value.node, finding.value))
    facts += [(LV.inDocument.node, NamedNode(document)) for document in finding.documents]
    facts += [(LV.passage.node, NamedNode(passage)) for passage in finding.passages]
    times = ((LV.firstSeen.node, finding.first_seen), (LV.lastSeen.node, finding.last_seen))
    facts += [(term, Literal(time, datatype=XSD.dateTime.node)) for term, time in times if time]
    for predicate, value in facts:
        yield Quad(node, predicate, value, graph)


def as_value(term: NamedNode | BlankNode | Literal | Triple | None) -> Value | None:
    """A term as the value of a finding; blank nodes and quoted triples have no name outside their graph: None."""
    return term if isinstance(term, NamedNode | Literal) else None


def as_focus(term: Value) -> str:
    """A term as a finding names its focus node: an IRI as it is, a literal as N-Triples write it."""
    return term.value if isinstance(term, NamedNode) else str(term)
