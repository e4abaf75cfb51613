"""What documents, agencies and places contribute to the network, each read from the graph that says it.

A document's own graph holds its edges to other documents, agencies and its place, and the words that state them; the
shared graphs hold documents that are known and not loaded, the relations that a third document states, and where
agencies and places belong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from graph.network import CITES, STATED, Words
from graph.statements import subject_of, value_of
from graph.store import Store
from graph.terms import node
from loaders.folding import fold
from ontology import LV, PROV, RDFS, SKOS, Iris, Term

RELATIONS: Final = {**STATED, CITES: LV.cites}
"""The relations between documents by name, as the shortcuts in the graph have them."""
_DUTIES: Final = (("charges", LV.agency), ("reports", LV.whoAgency), ("reports", LV.toAgency))
_NAMES: Final[dict[str, str]] = {term: name for name, term in STATED.items()}
_FIELDS: Final[dict[str, str]] = {LV.issuer: "issuer", LV.jurisdiction: "place"}
_LONGEST: Final = 300
"""Characters of the words of a duty; a duty's words are a paragraph, of which the beginning tells what it is."""

Values = dict[NamedNode, list[NamedNode | Literal]]


class Edge(NamedTuple):
    """``source`` has the relation to ``target``."""

    source: str
    relation: str
    target: str


@dataclass(frozen=True, slots=True)
class Node:
    """A document, agency or place; ``label`` is ``Kế hoạch 303/KH-UBND`` or ``Phòng Y tế huyện Bạch Thông``."""

    iri: str
    kind: str
    label: str
    number: str | None = None
    title: str | None = None
    issued: str | None = None
    type: str | None = None
    loaded: bool = False
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """The nodes that a graph describes, its edges, and the words that state these or other edges, in their order."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    words: tuple[tuple[Edge, Words], ...] = ()


class NetworkReader:
    """Reads contributions from a store."""

    def __init__(self, store: Store, iris: Iris) -> None:
        self._store = store
        self._iris = iris
        self._names: dict[NamedNode, str] = {}

    def documents(self, graph: str) -> list[str]:
        """The documents that a graph describes, sorted: one in its own graph, those not loaded in the shared one."""
        return sorted(subject_of(quad).value for quad in self._store.quads(None, LV.loaded.node, graph=graph))

    def loaded(self, document: str) -> Contribution | None:
        """What a loaded document contributes; None for one that is not loaded."""
        graph = self._iris.graph(document)
        said = self._values(node(document), graph)
        if LV.loaded.node not in said:
            return None
        edges = dict.fromkeys(_own_edges(document, said))
        words = [*self._stated(document, graph), *self._headings(document, said, graph)]
        for edge, quoted in self._duties(document, graph):
            edges[edge] = None
            words += [(edge, quoted)] if quoted else []
        return Contribution((self._document(document, said),), tuple(edges), tuple(words))

    def shared(self) -> Contribution:
        """Documents that are known and not loaded, their issuers, and the relations that the shared graph has."""
        graph = self._iris.graph("entities")
        nodes, edges = [], []
        for document in self.documents(graph):
            said = self._values(node(document), graph)
            nodes.append(self._document(document, said))
            edges += [edge for edge in _own_edges(document, said) if edge.relation in _FIELDS.values()]
        for name, term in RELATIONS.items():
            for quad in self._store.quads(None, term.node, graph=graph):
                source, target = subject_of(quad).value, value_of(quad).value
                edges += [Edge(source, name, target)] if source != target else []
        return Contribution(tuple(nodes), tuple(sorted(edges)))

    def kind(self, iri: str) -> str:
        """``document``, ``agency`` or ``place``, as the identifier says."""
        return self._iris.parse(iri).kind

    def agency(self, iri: str) -> Contribution:
        """An agency and its place."""
        said = self._values(node(iri), self._iris.graph("entities"))
        places = (Edge(iri, "place", value.value) for value in said.get(LV.place.node, ()))
        return Contribution((Node(iri, "agency", self._label(node(iri), said)),), tuple(places))

    def place(self, iri: str) -> Contribution:
        """A place and what it lies within."""
        said = self._values(node(iri), self._iris.graph("places"))
        within = (Edge(iri, "within", value.value) for value in said.get(LV.within.node, ()))
        return Contribution((Node(iri, "place", self._label(node(iri), said)),), tuple(within))

    def _values(self, subject: NamedNode, graph: str) -> Values:
        said: Values = {}
        for quad in self._store.quads(subject, graph=graph):
            said.setdefault(node(quad.predicate.value), []).append(value_of(quad))
        return said

    def _headings(self, document: str, said: Values, graph: str) -> Iterator[tuple[Edge, Words]]:
        """The words of the header that name the issuer and the place."""
        for reading in sorted(said.get(LV.fieldPassage.node, ()), key=str):
            part = node(reading.value)
            field = self._value(part, LV.field, graph)
            words = self._words(part, graph) if field in _FIELDS else None
            if words is not None:
                for value in said.get(node(field), ()):
                    yield Edge(document, _FIELDS[field], value.value), words

    def _duties(self, document: str, graph: str) -> Iterator[tuple[Edge, Words | None]]:
        """The agencies that a document charges or makes report, each with the words of the first duty."""
        first: dict[Edge, str] = {}
        for relation, term in _DUTIES:
            for quad in self._store.quads(None, term.node, graph=graph):
                edge, part = Edge(document, relation, value_of(quad).value), subject_of(quad).value
                if edge not in first or _number(part) < _number(first[edge]):
                    first[edge] = part
        for edge in sorted(first):
            yield edge, self._words(node(first[edge]), graph)

    def _stated(self, document: str, graph: str) -> Iterator[tuple[Edge, Words]]:
        """The words that this document has for edges between documents, its own and those of others."""
        for term in (LV["from"], LV.cited):
            found = [
                (subject_of(quad), value_of(quad).value) for quad in self._store.quads(None, term.node, graph=graph)
            ]
            for part, value in sorted(found, key=lambda one: _number(one[0].value)):
                relation = CITES if term == LV.cited else _NAMES.get(self._value(part, LV.relation, graph))
                words = self._words(part, graph) if relation else None
                if relation and words:
                    ends = (document, value) if term == LV.cited else (value, self._value(part, LV.to, graph))
                    yield Edge(ends[0], relation, ends[1]), words

    def _value(self, subject: NamedNode, term: Term, graph: str) -> str:
        """The one value of a part of a document, empty where it has none."""
        quad = next(self._store.quads(subject, term.node, graph=graph), None)
        return value_of(quad).value if quad is not None else ""

    def _words(self, part: NamedNode, graph: str) -> Words | None:
        passage = self._value(part, PROV.wasQuotedFrom, graph)
        text = self._value(node(passage), LV.text, graph) if passage else ""
        return Words(_clipped(text), self._iris.parse(passage).document or "", passage) if text else None

    def _document(self, iri: str, said: Values) -> Node:
        number, title, kind = _first(said, LV.number), _first(said, LV.title), _first(said, LV.documentType)
        name = self._name(node(kind)) if kind else ""
        label = f"{name} {number}" if number and name else number or self._unnumbered(iri, name, said)
        file = _first(said, LV.fileName)
        return Node(
            iri, "document", label, number or None, title or None, _first(said, LV.issued) or None, kind or None,
            loaded=_first(said, LV.loaded) == "true", file=(file.rpartition(".")[0] or file) or None,
        )  # fmt: skip

    def _unnumbered(self, iri: str, kind: str, said: Values) -> str:
        """``Kế hoạch (Ủy ban nhân dân huyện Bạch Thông, 2023)``; the title where no issuer is known."""
        issuer, title = _first(said, LV.issuer), _first(said, LV.title)
        if not issuer:
            known = fold(title).startswith(fold(kind))
            return _short(title if known else f"{kind} {title}".strip()) or iri
        agency = node(issuer)
        name = self._label(agency, self._values(agency, self._iris.graph("entities")))
        where = ", ".join(part for part in (name, _first(said, LV.issued)[:4]) if part)
        return f"{kind or 'Văn bản'} ({where})"

    def _label(self, subject: NamedNode, said: Values) -> str:
        """The Vietnamese label, the IRI where there is none."""
        labels = (value for value in said.get(RDFS.label.node, ()) if isinstance(value, Literal))
        return min((value.value for value in labels if value.language in {"vi", None}), default=subject.value)

    def _name(self, concept: NamedNode) -> str:
        """The Vietnamese name of a document type."""
        if concept not in self._names:
            labels = (value_of(quad) for quad in self._store.quads(concept, SKOS.prefLabel.node))
            vietnamese = (value.value for value in labels if isinstance(value, Literal) and value.language == "vi")
            self._names[concept] = min(vietnamese, default="")
        return self._names[concept]


def _own_edges(document: str, said: Values) -> Iterator[Edge]:
    """From a document to those that its shortcuts name, to its issuer and its place."""
    for name, term in (*RELATIONS.items(), *((name, term) for term, name in _FIELDS.items())):
        for target in sorted(value.value for value in said.get(node(term), ())):
            if target != document:
                yield Edge(document, name, target)


def _first(said: Values, term: Term) -> str:
    return min((value.value for value in said.get(term.node, ())), default="")


def _number(part: str) -> tuple[str, int]:
    path, _, number = part.rpartition("/")
    return path, int(number) if number.isdigit() else 0


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + " …"


def _short(title: str) -> str:
    words = title.split()
    return " ".join(words[:14]) + (" …" if len(words) > 14 else "")
