"""``graph/entities``: what is shared among documents, described again from what the documents state about it.

Cited documents that are not loaded, agencies with the tasks they lead, relations among documents that a third one
states, and concepts that no scheme has yet. Only the things that a load touches are looked at, and each is described
from the graphs as they are then, so that the order of loading does not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.mentions import Mentions
from graph.places import place_node
from graph.store import Store
from graph.terms import boolean, node, string, vietnamese
from loaders.numbers import number_of
from loaders.resolved import AgencyRef
from ontology import LV, ORG, RDF, RDFS, SKOS, Iris, Term
from ontology.references import document_classes
from ontology.schemes import concepts

Statement = tuple[NamedNode, NamedNode | Literal]

_NAMES_AGENCY: Final = (LV.agency, LV.resolvedIssuer, LV.whoAgency, LV.toAgency, LV.issuer)
_SHORTCUTS: Final = {LV.Lead.node: LV.leads, LV.Coordinate.node: LV.coordinates}
_COMPONENT_CLASSES: Final = (LV.Programme, LV.Project, LV.SubProject, LV.Content)


@dataclass(frozen=True, slots=True)
class Entities:
    """Describes shared things from the documents' graphs in a store."""

    store: Store
    iris: Iris

    @property
    def graph(self) -> str:
        """The IRI of ``graph/entities``."""
        return self.iris.graph("entities")

    def describe_again(self, mentions: Mentions) -> list[NamedNode]:
        """Bring the descriptions of all touched things up to date; gives those whose description changed."""
        changed = [self._update(iri, self._document(node(iri))) for iri in mentions.of_kind("document")]
        for kind in ("indicator", "concept", "programme"):
            changed.extend(self._update(iri, self._concept(iri)) for iri in mentions.of_kind(kind))
        agencies = mentions.of_kind("agency")
        changed.extend(self._update(iri, self._agency(iri, mentions.agencies.get(iri))) for iri in agencies)
        changed.extend(self._update(iri, ()) for iri in self._left_alone(agencies))
        return [subject for subject in changed if subject is not None]

    def _update(self, iri: str, statements: Iterable[Statement]) -> NamedNode | None:
        """Replace what the graph says of one subject; None when nothing changed."""
        subject, graph = node(iri), node(self.graph)
        wanted = {Quad(subject, predicate, value, graph) for predicate, value in statements}
        found = set(self.store.quads(subject, graph=self.graph))
        if wanted == found:
            return None
        self.store.remove(found - wanted)
        self.store.add(wanted - found)
        return subject

    def _document(self, document: NamedNode) -> Iterator[Statement]:
        own = self.iris.graph(document.value)
        if next(self.store.quads(document, LV.loaded.node, graph=own), None) is None:
            yield from self._stub(document)
        yield from self._relations(document, own)

    def _stub(self, document: NamedNode) -> Iterator[Statement]:
        """A document that is only cited, described by what most citations of it were resolved to."""
        said: dict[NamedNode, Counter[NamedNode | Literal]] = {}
        for cited in self.store.quads(None, LV.cited.node, document):
            for quad in self.store.quads(_subject(cited), graph=_graph(cited)):
                said.setdefault(quad.predicate, Counter())[_value(quad)] += 1
        if not said:
            return
        kind, issuer = _most(said, LV.resolvedType), _most(said, LV.resolvedIssuer)
        number, issued = _most(said, LV.resolvedNumber), _most(said, LV.resolvedDate)
        title = _longest(said, LV.resolvedTitle) or _longest(said, LV.about)
        yield LV.loaded.node, boolean(value=False)
        yield from ((RDF.type.node, node(cls)) for cls in self._classes(kind, number, issuer))
        facts = {LV.documentType: kind, LV.issuer: issuer, LV.number: number, LV.issued: issued, LV.title: title}
        yield from ((term.node, value) for term, value in facts.items() if value is not None)

    def _classes(
        self, kind: NamedNode | Literal | None, number: NamedNode | Literal | None, issuer: NamedNode | Literal | None
    ) -> tuple[str, ...]:
        parsed = number_of(number.value) if number is not None else None
        agency = self.iris.parse(issuer.value).parts[0] if issuer is not None else None
        known = concepts("agency-type").get(agency or "")
        return document_classes(
            self.iris.parse(kind.value).parts[-1] if kind is not None else None,
            parsed.symbol if parsed is not None else None,
            known.label if known is not None else agency,
        )

    def _relations(self, document: NamedNode, own: str) -> Iterator[Statement]:
        """Relations from the document that others state, unless its own graph has them."""
        for start in self.store.quads(None, LV["from"].node, document):
            graph = _graph(start)
            if graph == own:
                continue
            relation = _value(next(self.store.quads(_subject(start), LV.relation.node, graph=graph)))
            end = _value(next(self.store.quads(_subject(start), LV.to.node, graph=graph)))
            if next(self.store.quads(document, _as_node(relation), end, graph=own), None) is None:
                yield _as_node(relation), end

    def _agency(self, iri: str, agency: AgencyRef | None) -> Iterator[Statement]:
        """An agency's type, place and label (which its identifier decides), its printed names and what it leads."""
        subject = node(iri)
        if agency is not None:
            yield from self._agency_facts(agency)
        elif self._is_named(subject):
            yield from self._agency_facts_before(subject)
        else:
            return
        for assigned in self.store.quads(None, LV.agency.node, subject):
            yield from self._assignment(_subject(assigned), _graph(assigned))

    def _agency_facts(self, agency: AgencyRef) -> Iterator[Statement]:
        yield RDF.type.node, LV.Agency.node
        yield RDFS.label.node, vietnamese(agency.label)
        if agency.type in concepts("agency-type"):
            yield LV.agencyType.node, node(self.iris.concept("agency-type", agency.type))
        if agency.place is not None:
            yield LV.place.node, place_node(agency.place, self.iris)
        if agency.unit_of is not None:
            yield ORG.unitOf.node, node(agency.unit_of.iri)

    def _agency_facts_before(self, agency: NamedNode) -> Iterator[Statement]:
        again = {SKOS.altLabel.node, LV.leads.node, LV.coordinates.node}
        for quad in self.store.quads(agency, graph=self.graph):
            if quad.predicate not in again:
                yield quad.predicate, _value(quad)

    def _assignment(self, assignment: NamedNode, graph: str) -> Iterator[Statement]:
        said = {quad.predicate: _value(quad) for quad in self.store.quads(assignment, graph=graph)}
        yield SKOS.altLabel.node, vietnamese(said[LV.printedAgency.node].value)
        target = said.get(LV.object.node)
        if target is not None:
            yield _SHORTCUTS[_as_node(said[LV.role.node])].node, target

    def _is_named(self, agency: NamedNode) -> bool:
        """Whether any document still names the agency, or a department that is left belongs to it."""
        for term in _NAMES_AGENCY:
            if any(_graph(quad) != self.graph for quad in self.store.quads(None, term.node, agency)):
                return True
        return next(self.store.quads(None, ORG.unitOf.node, agency, graph=self.graph), None) is not None

    def _left_alone(self, agencies: Iterable[str]) -> Iterator[str]:
        """Committees described only because of a department that has gone since."""
        for iri in agencies:
            described = next(self.store.quads(node(iri), graph=self.graph), None) is not None
            if described and not self._is_named(node(iri)):
                yield iri

    def _concept(self, iri: str) -> Iterator[Statement]:
        """A concept that extraction made up, until a scheme has it: an indicator, a unit or a component."""
        parsed = self.iris.parse(iri)
        kind = parsed.parts[0] if parsed.kind == "concept" else parsed.kind
        name = parsed.parts[-1]
        if name in concepts(kind):
            return
        if kind == "indicator":
            yield from self._provisional(iri, LV.Indicator, LV.indicator, RDFS.label)
        elif kind == "programme":
            yield from self._component(iri, name)
        elif kind == "unit" and self._counts(iri):
            yield RDF.type.node, LV.Unit.node
            yield SKOS.prefLabel.node, string(name.replace("-", " "))
            yield LV.provisional.node, boolean(value=True)

    def _counts(self, unit: str) -> bool:
        return any(next(self.store.quads(None, term.node, node(unit)), None) for term in (LV.unit, LV.per))

    def _component(self, iri: str, code: str) -> Iterator[Statement]:
        cls = _COMPONENT_CLASSES[min(code.count("/"), 3)]
        yield from self._provisional(iri, cls, LV.component, LV.printedTitle)
        if next(self.store.quads(None, LV.object.node, node(iri)), None) is not None:
            yield RDF.type.node, cls.node
            yield LV.provisional.node, boolean(value=True)

    def _provisional(self, iri: str, cls: Term, names: Term, label: Term) -> Iterator[Statement]:
        labels: Counter[NamedNode | Literal] = Counter()
        for quad in self.store.quads(None, names.node, node(iri)):
            labels.update(_value(said) for said in self.store.quads(_subject(quad), label.node, graph=_graph(quad)))
        if labels:
            yield RDF.type.node, cls.node
            yield SKOS.prefLabel.node, _first(labels)
            yield LV.provisional.node, boolean(value=True)


def _most(said: dict[NamedNode, Counter[NamedNode | Literal]], term: Term) -> NamedNode | Literal | None:
    values = said.get(term.node)
    return _first(values) if values else None


def _first(values: Counter[NamedNode | Literal]) -> NamedNode | Literal:
    """The most frequent value; of equals the first by its words."""
    return min(values, key=lambda value: (-values[value], value.value))


def _longest(said: dict[NamedNode, Counter[NamedNode | Literal]], term: Term) -> NamedNode | Literal | None:
    """The fullest of several wordings; of equals the first by its words."""
    values = said.get(term.node)
    return min(values, key=lambda value: (-len(value.value), value.value)) if values else None


def _subject(quad: Quad) -> NamedNode:
    return _as_node(quad.subject)


def _graph(quad: Quad) -> str:
    return _as_node(quad.graph_name).value


def _value(quad: Quad) -> NamedNode | Literal:
    if not isinstance(quad.object, NamedNode | Literal):
        raise TypeError(f"the graph has no blank nodes or triples as values, but: {quad}")
    return quad.object


def _as_node(term: object) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"the graph names every thing with an IRI, but not {term}")
    return term
