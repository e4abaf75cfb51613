"""The network of documents, agencies and places, read from the store as a typed graph.

A node is an IRI with ``kind`` (``document``, ``agency``, ``place``) and ``label``; an edge has the name of its relation
as key: ``implements``, ``continues``, ``guides``, ``approves``, ``amends``, ``replaces``, ``cites`` between documents,
``issuer``, ``charges`` and ``reports`` from a document to an agency, ``place`` from an agency or document to its place,
``within`` between places. Nodes and edges are added in sorted order, so that every answer has one order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import networkx as nx
from pyoxigraph import Literal, NamedNode

from graph.errors import StoreError
from graph.store import Store
from loaders.folding import fold
from ontology import LV, PROV, RDFS, SKOS, Iris, Term

STATED: Final = {
    "implements": LV.implements,
    "continues": LV.continues,
    "guides": LV.guides,
    "approves": LV.approves,
    "amends": LV.amends,
    "replaces": LV.replaces,
}
"""The relations between documents that a text states, by name."""
CITES: Final = "cites"


class NetworkError(StoreError):
    """A document that the network does not have, or several where one is meant."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text that state an edge: ``Thực hiện Kế hoạch số 174/KH-UBND``, in the document ``stated_in``."""

    text: str
    stated_in: str
    passage: str


@dataclass(frozen=True)
class Network:
    """The typed graph; ``words`` has, for an edge that texts state, the words of each, by the IRI of its document."""

    graph: nx.MultiDiGraph[str]
    words: dict[tuple[str, str, str], tuple[Words, ...]]
    loaded: frozenset[str]
    files: dict[str, str] = field(default_factory=dict)

    @cached_property
    def documents(self) -> nx.DiGraph[str]:
        """The documents alone, one edge for each pair, with ``relation``: the first stated one, ``cites`` otherwise."""
        simple: nx.DiGraph[str] = nx.DiGraph()
        nodes = self.graph.nodes
        simple.add_nodes_from(node for node in nodes if nodes[node]["kind"] == "document")
        for source, target, relation in self.graph.edges(keys=True):
            if relation == CITES or relation in STATED:
                known = simple.get_edge_data(source, target)
                if known is None or known["relation"] == CITES:
                    simple.add_edge(source, target, relation=relation)
        return simple

    def label(self, node: str) -> str:
        """``Quyết định 1719/QĐ-TTg``, ``Phòng Y tế huyện Bạch Thông``."""
        label: str = self.graph.nodes[node]["label"]
        return label

    def find(self, words: str, iris: Iris) -> str:
        """The one document meant by an IRI, its part behind the base, a number, a file's name or words of its title.

        ``find("1719/QĐ-TTg", iris)``, ``find("bach-thong-2023", iris)``. Raises NetworkError for none or several.
        """
        documents: list[str] = list(self.documents)
        for iri in (words, iris.base + words):
            if iri in documents:
                return iri
        wanted = fold(words.strip())
        nodes = self.graph.nodes
        exact = [d for d in documents if wanted in {fold(nodes[d].get("number", "")), fold(self.files.get(d, ""))}]
        titles = ((d, fold(f"{self.label(d)} {nodes[d].get('title', '')}")) for d in documents)
        found = (exact or [d for d, title in titles if wanted in title]) if wanted else []
        if len(found) == 1:
            return found[0]
        if not found:
            raise NetworkError(
                words, "there is no such document", "Give a number, an IRI, a file's name, words of a title"
            )
        listed = "; ".join(f"{self.label(d)} ({d})" for d in found[:5])
        raise NetworkError(words, f"{len(found)} documents match: {listed}", "Give the IRI of one of them")


def network(store: Store) -> Network:
    """The whole network of a store."""
    values = _Values(store)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    documents = sorted(subject for subject, _ in values.pairs(LV.loaded))
    loaded = frozenset(subject for subject, value in values.pairs(LV.loaded) if value == "true")
    for document in documents:
        graph.add_node(document, kind="document", **values.document(document), loaded=document in loaded)
    known = set(documents)
    edges = {
        (source, target, name)
        for name, term in {**STATED, CITES: LV.cites}.items()
        for source, target in values.pairs(term)
        if source in known and target in known and source != target
    }
    edges |= set(_to_agencies(values, known))
    agencies = {target for source, target, _ in edges if source in known and target not in known}
    edges |= set(_to_places(values, known, agencies))
    for source, target, name in sorted(edges):
        for node in (source, target):
            if node not in graph:
                graph.add_node(node, kind="agency" if node in agencies else "place", label=values.label(node))
        graph.add_edge(source, target, key=name, relation=name)
    files = {subject: value.rpartition(".")[0] or value for subject, value in values.pairs(LV.fileName)}
    return Network(graph, _stated(values), loaded, files)


def _to_agencies(values: _Values, documents: set[str]) -> Iterator[tuple[str, str, str]]:
    stated = dict(values.pairs(LV.statedIn))
    for source, target in values.pairs(LV.issuer):
        if source in documents:
            yield source, target, "issuer"
    for name, terms in (("charges", (LV.agency,)), ("reports", (LV.whoAgency, LV.toAgency))):
        for term in terms:
            for part, agency in values.pairs(term):
                if stated.get(part) in documents:
                    yield stated[part], agency, name


def _to_places(values: _Values, documents: set[str], agencies: set[str]) -> Iterator[tuple[str, str, str]]:
    within = dict(values.pairs(LV.within))
    reached = [(source, target) for source, target in values.pairs(LV.jurisdiction) if source in documents]
    reached += [(source, target) for source, target in values.pairs(LV.place) if source in agencies]
    for source, target in reached:
        yield source, target, "place"
        place = target
        while place in within:
            yield place, within[place], "within"
            place = within[place]


def _stated(values: _Values) -> dict[tuple[str, str, str], tuple[Words, ...]]:
    """The words of each edge between documents that texts state."""
    names: dict[str, str] = {term: name for name, term in STATED.items()}
    sources, targets = dict(values.pairs(LV["from"])), dict(values.pairs(LV.to))
    edges = {
        part: (sources[part], targets[part], names[relation])
        for part, relation in values.pairs(LV.relation)
        if relation in names and part in sources and part in targets
    }
    citing, cited = dict(values.pairs(LV.citing)), dict(values.pairs(LV.cited))
    edges |= {part: (citing[part], cited[part], CITES) for part in citing if part in cited}
    stated, quoted, text = (dict(values.pairs(term)) for term in (LV.statedIn, PROV.wasQuotedFrom, LV.text))
    words: dict[tuple[str, str, str], tuple[Words, ...]] = {}
    for part in sorted(edges, key=lambda part: (stated.get(part, ""), _number(part))):
        passage = quoted.get(part)
        if passage is not None and passage in text and part in stated:
            words[edges[part]] = (*words.get(edges[part], ()), Words(text[passage], stated[part], passage))
    return words


def _number(part: str) -> tuple[str, int]:
    path, _, number = part.rpartition("/")
    return path, int(number) if number.isdigit() else 0


class _Values:
    """Looks up a store, one predicate at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, dict[str, str]] = {
            term: self._first(term) for term in (LV.number, LV.title, LV.issued, LV.documentType, LV.issuer)
        }
        self._labels = self._vietnamese(RDFS.label)
        self._names = self._vietnamese(SKOS.prefLabel)

    def pairs(self, term: Term) -> list[tuple[str, str]]:
        """Subject and object of each statement with the predicate ``term``, sorted."""
        return sorted(
            (quad.subject.value, quad.object.value)
            for quad in self._store.quads(None, term.node)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
        )

    def document(self, iri: str) -> dict[str, str]:
        """Label, number, title, date and type of a document, as far as they are known."""
        number, title, issued, kind, _ = (texts.get(iri, "") for texts in self._texts.values())
        type_name = self._names.get(kind, "")
        label = f"{type_name} {number}" if number and type_name else number or self._unnumbered(iri, type_name, title)
        facts = {"label": label, "number": number, "title": title, "issued": issued, "type": kind}
        return {name: value for name, value in facts.items() if value}

    def _unnumbered(self, iri: str, type_name: str, title: str) -> str:
        """``Kế hoạch (Ủy ban nhân dân huyện Bạch Thông, 2023)``; the title where no issuer is known."""
        issuer = self._texts[LV.issuer].get(iri)
        if issuer is None:
            known = fold(title).startswith(fold(type_name))
            return _short(title if known else f"{type_name} {title}".strip()) or iri
        year = self._texts[LV.issued].get(iri, "")[:4]
        where = ", ".join(part for part in (self.label(issuer), year) if part)
        return f"{type_name or 'Văn bản'} ({where})"

    def label(self, iri: str) -> str:
        """The Vietnamese label of an agency or a place, its IRI where it has none."""
        return self._labels.get(iri) or self._names.get(iri) or iri

    def _first(self, term: Term) -> dict[str, str]:
        return dict(reversed(self.pairs(term)))

    def _vietnamese(self, term: Term) -> dict[str, str]:
        found: dict[str, str] = defaultdict(str)
        for quad in self._store.quads(None, term.node):
            subject, label = quad.subject, quad.object
            if isinstance(subject, NamedNode) and isinstance(label, Literal) and label.language in {"vi", None}:
                found[subject.value] = min(found[subject.value] or label.value, label.value)
        return found


def _short(title: str) -> str:
    words = title.split()
    return " ".join(words[:14]) + (" …" if len(words) > 14 else "")
