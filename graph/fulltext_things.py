"""What has a name of its own in the graph and is found by it: documents, agencies, places, indicators, components."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.store import Store
from graph.terms import node
from ontology import LV, RDF, RDFS, SKOS, Iris, Term

KINDS: Final[Mapping[Term, str]] = {
    LV.Document: "document",
    LV.Agency: "agency",
    LV.Place: "place",
    LV.Indicator: "indicator",
    LV.Programme: "component",
    LV.Project: "component",
    LV.SubProject: "component",
    LV.Content: "component",
}
"""Classes of things that are found by name, and the kind that each is shown as."""

_MOST: Final = 1000
"""Mentions that are counted; a thing that has more is no weightier."""
_LEVELS: Final = {"tinh": 40, "huyen": 20, "xa": 10}
_COMPONENT_WORDS: Final = {
    LV.Programme: "chương trình",
    LV.Project: "dự án",
    LV.SubProject: "tiểu dự án",
    LV.Content: "nội dung",
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing by its names.

    ``label`` is Vietnamese, ``english`` its name in English or empty, ``note`` what tells it from others of the name
    (``huyện Ba Bể, tỉnh Bắc Kạn``; ``303/KH-UBND``), ``other`` further names to find it by, ``until`` the day a place
    ceased to be (ISO 8601) or empty, ``weight`` how much the documents speak of it.
    """

    kind: str
    iri: str
    label: str
    english: str
    note: str
    other: str
    until: str
    weight: int


@dataclass(frozen=True, slots=True)
class Things:
    """Describes the things of one store."""

    store: Store
    iris: Iris

    def all(self) -> dict[str, str]:
        """The kind of everything that is found by name, by its IRI."""
        found: dict[str, str] = {}
        for cls, kind in KINDS.items():
            for quad in self.store.quads(None, RDF.type.node, cls.node):
                if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(self.iris.base):
                    found[quad.subject.value] = kind
        return found

    def named_in(self, graph: str) -> set[str]:
        """Everything that a document's graph speaks of."""
        objects = (quad.object for quad in self.store.quads_for_graph(graph))
        return {term.value for term in objects if isinstance(term, NamedNode)}

    def describe(self, iri: str, kind: str) -> Thing | None:
        """A thing as the graph has it; None for one without a name."""
        subject = node(iri)
        match kind:
            case "document":
                return self._document(subject)
            case "agency":
                return self._agency(subject)
            case "place":
                return self._place(subject)
            case "component":
                return self._component(subject)
        return self._concept(subject, "indicator", "", "", self._count(LV.indicator, subject))

    def _document(self, subject: NamedNode) -> Thing | None:
        title = self._text(subject, LV.title)
        number = self._text(subject, LV.number)
        loaded = self._value(subject, LV.loaded) is not None
        label = title or number or self._text(subject, RDFS.label)
        if not label:
            return None
        issuer = self._label(self._node(subject, LV.issuer))
        issued = self._text(subject, LV.issued)
        symbol = number or self._text(subject, LV.symbol)
        note = " · ".join(part for part in (number if title else "", issuer, issued) if part)
        weight = (200 if loaded else 20) + self._count(LV.cites, subject)
        other = " ".join((symbol, issuer, self._label(self._node(subject, LV.jurisdiction)), issued))
        return Thing("document", subject.value, label, "", note, other, "", weight)

    def _agency(self, subject: NamedNode) -> Thing | None:
        label = self._label(subject)
        place = self._node(subject, LV.place)
        above = self._above(place)
        weight = self._count(LV.agency, subject)
        other = " ".join((*self._texts(subject, SKOS.altLabel), above))
        return Thing("agency", subject.value, label, "", above, other, "", weight) if label else None

    def _place(self, subject: NamedNode) -> Thing | None:
        label = self._label(subject)
        level = self._node(subject, LV.level)
        weight = _LEVELS.get(level.value.rpartition("/")[2], 0) if level is not None else 0
        weight += 5 * self._count(LV.jurisdiction, subject)
        above = self._above(subject)
        until = self._text(subject, LV.validUntil)
        other = f"{above} {self._text(subject, LV.code)}"
        return Thing("place", subject.value, label, "", above, other, until, weight) if label else None

    def _component(self, subject: NamedNode) -> Thing | None:
        code = self._text(subject, LV.code)
        spoken = " ".join(self._spoken(subject))
        weight = 50 + self._count(LV.object, subject)
        return self._concept(subject, "component", code, f"{code} {spoken}", weight)

    def _concept(self, subject: NamedNode, kind: str, note: str, other: str, weight: int) -> Thing | None:
        names = {name.language or "": name.value for name in self._names(subject)}
        label = names.get("vi") or names.get("") or names.get("en") or ""
        others = " ".join((other, *self._texts(subject, SKOS.altLabel)))
        return Thing(kind, subject.value, label, names.get("en", ""), note, others, "", weight) if label else None

    def _names(self, subject: NamedNode) -> Iterator[Literal]:
        for term in (RDFS.label, SKOS.prefLabel):
            for quad in self.store.quads(subject, term.node):
                if isinstance(quad.object, Literal):
                    yield quad.object

    def _spoken(self, subject: NamedNode) -> Iterator[str]:
        """``dự án 10``, ``tiểu dự án 1`` for ``1719/10/1``: the component and those above it, as people say them."""
        one: NamedNode | None = subject
        while one is not None:
            for quad in self.store.quads(one, RDF.type.node):
                word = next((word for cls, word in _COMPONENT_WORDS.items() if quad.object == cls.node), None)
                if word is not None:
                    yield f"{word} {self._text(one, LV.code).rpartition('/')[2]}"
            one = self._node(one, LV.partOf)

    def _above(self, place: NamedNode | None) -> str:
        """``huyện Ba Bể, tỉnh Bắc Kạn`` for a commune."""
        names = []
        while place is not None:
            place = self._node(place, LV.within)
            names.append(self._label(place))
        return ", ".join(name for name in names if name)

    def _label(self, subject: NamedNode | None) -> str:
        return self._text(subject, RDFS.label) if subject is not None else ""

    def _text(self, subject: NamedNode, predicate: Term) -> str:
        value = self._value(subject, predicate)
        return value.value if isinstance(value, Literal) else ""

    def _texts(self, subject: NamedNode, predicate: Term) -> list[str]:
        values = (quad.object for quad in self.store.quads(subject, predicate.node))
        return sorted(value.value for value in values if isinstance(value, Literal))

    def _node(self, subject: NamedNode, predicate: Term) -> NamedNode | None:
        value = self._value(subject, predicate)
        return value if isinstance(value, NamedNode) else None

    def _value(self, subject: NamedNode, predicate: Term) -> object:
        quad = next(self.store.quads(subject, predicate.node), None)
        return quad.object if quad is not None else None

    def _count(self, predicate: Term, value: NamedNode) -> int:
        return sum(1 for _ in islice(self.store.quads(None, predicate.node, value), _MOST))
