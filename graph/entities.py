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

from pyoxigraph import Literal, NamedNode

from graph.agencies import read_agency
from graph.agency_events import change_statements
from graph.differences import Difference, difference
from graph.mentions import Shared
from graph.statements import Statement, as_node, as_value, graph_of, subject_of, value_of
from graph.store import Store, select
from graph.stubs import Stubs, most_frequent
from graph.terms import boolean, node, string, vietnamese
from loaders.bodies.changes import change_of
from ontology import LV, ORG, RDF, RDFS, SKOS, Iris, Term
from ontology.schemes import concepts

_NAMES_AGENCY: Final = (LV.agency, LV.resolvedIssuer, LV.whoAgency, LV.toAgency, LV.issuer)
_SHORTCUTS: Final = {LV.Lead.node: LV.leads, LV.Coordinate.node: LV.coordinates}
_DUTIES: Final = (
    f"SELECT DISTINCT ?printed ?role ?object WHERE {{ ?assignment {LV.agency.node} %s ; "
    f"{LV.printedAgency.node} ?printed ; {LV.role.node} ?role OPTIONAL {{ ?assignment {LV.object.node} ?object }} }}"
)
"""What an agency is called where it is given something, and what that is."""
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

    def describe(self, thing: Shared) -> Iterator[Difference]:
        """What changes about a shared thing, and about the reorganisation that an agency ended in.

        An agency without facts must wait until the others are described: a department that is left may belong to it.
        """
        subject = node(thing.iri)
        if thing.kind == "document":
            yield self._difference(subject, self._document(subject))
        elif thing.kind == "agency":
            statements = list(self._agency(subject, thing.facts))
            yield self._difference(subject, statements)
            yield from self._change(subject, described=any(term == LV.succeededBy.node for term, _ in statements))
        else:
            yield self._difference(subject, self._concept(thing.iri))

    def left_alone(self, agency: str) -> Iterator[Difference]:
        """Takes out a committee that was described only because of a department that has gone since."""
        subject = node(agency)
        described = next(self.store.quads(subject, graph=self.graph), None) is not None
        if described and not self._is_named(subject):
            yield self._difference(subject, ())

    def _difference(self, subject: NamedNode, statements: Iterable[Statement]) -> Difference:
        return difference(self.store, subject, statements, self.iris)

    def _document(self, document: NamedNode) -> Iterator[Statement]:
        own = self.iris.graph(document.value)
        if next(self.store.quads(document, LV.loaded.node, graph=own), None) is None:
            yield from Stubs(self.store, self.iris).describe(document)
        yield from self._relations(document, own)

    def _relations(self, document: NamedNode, own: str) -> Iterator[Statement]:
        """Relations from the document that others state, unless its own graph has them."""
        for start in self.store.quads(None, LV["from"].node, document):
            graph = graph_of(start)
            if graph == own:
                continue
            relation = value_of(next(self.store.quads(subject_of(start), LV.relation.node, graph=graph)))
            end = value_of(next(self.store.quads(subject_of(start), LV.to.node, graph=graph)))
            if next(self.store.quads(document, as_node(relation), end, graph=own), None) is None:
                yield as_node(relation), end

    def _agency(self, agency: NamedNode, facts: str | None) -> Iterator[Statement]:
        """An agency's type, place and label (which its identifier decides), its printed names and what it leads."""
        if facts is not None:
            yield from read_agency(facts)
        elif self._is_named(agency):
            yield from self._agency_facts_before(agency)
        else:
            return
        for duty in select(self.store, _DUTIES % agency):
            yield SKOS.altLabel.node, vietnamese(as_value(duty["printed"]).value)
            if "object" in duty:
                yield _SHORTCUTS[as_node(duty["role"])].node, as_value(duty["object"])

    def _agency_facts_before(self, agency: NamedNode) -> Iterator[Statement]:
        again = {SKOS.altLabel.node, LV.leads.node, LV.coordinates.node}
        for quad in self.store.quads(agency, graph=self.graph):
            if quad.predicate not in again:
                yield quad.predicate, value_of(quad)

    def _is_named(self, agency: NamedNode) -> bool:
        """Whether any document still names the agency, or a department that is left belongs to it."""
        for term in _NAMES_AGENCY:
            if next(self.store.quads(None, term.node, agency), None) is not None:
                return True
        belongs = (ORG.unitOf, LV.succeededBy)
        return any(next(self.store.quads(None, term.node, agency, graph=self.graph), None) for term in belongs)

    def _change(self, agency: NamedNode, *, described: bool) -> Iterator[Difference]:
        """The reorganisation that an agency ended in, as long as the agency is described."""
        agency_type, place = self.iris.parse(agency.value).parts
        change = change_of(agency_type)
        if change is not None:
            successor = node(self.iris.agency(change.successor, place))
            statements = change_statements(change, agency, successor, self.iris) if described else ()
            yield self._difference(node(self.iris.change(agency.value, change.successor)), statements)

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
            said = self.store.quads(subject_of(quad), label.node, graph=graph_of(quad))
            labels.update(value_of(one) for one in said)
        if labels:
            yield RDF.type.node, cls.node
            yield SKOS.prefLabel.node, most_frequent(labels)
            yield LV.provisional.node, boolean(value=True)
