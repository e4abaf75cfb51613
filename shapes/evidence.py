"""What shows a finding: the passages from which the things in it were read, and the documents that state them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ontology import LV, PROV
from ontology.iri import Iris

if TYPE_CHECKING:
    from graph.store import Store

_REMEMBERED = 10_000
"""Nodes whose passages are kept: a document is named by all findings in it."""


class Evidence:
    """Looks passages and documents up in one store."""

    def __init__(self, store: Store, iris: Iris) -> None:
        self._store = store
        self._iris = iris
        self._known: dict[tuple[str, tuple[str, ...]], list[str]] = {}

    def documents(self, nodes: Iterable[str]) -> tuple[str, ...]:
        """The documents that the nodes are, or are parts of, in the order of the nodes."""
        found = [document for node in nodes if (document := self._iris.document_of(node)) is not None]
        return tuple(dict.fromkeys(found))

    def passages(self, nodes: Iterable[str], fields: Iterable[str]) -> tuple[str, ...]:
        """The passages of each node; of a document those of ``fields`` (IRIs of its properties) that were read."""
        wanted = tuple(fields)
        found = [passage for node in nodes for passage in self._remembered(node, wanted)]
        return tuple(dict.fromkeys(found))

    def _remembered(self, node: str, fields: tuple[str, ...]) -> list[str]:
        known = self._known.get((node, fields))
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[node, fields] = self._passages(node, fields)
        return known

    def _passages(self, node: str, fields: tuple[str, ...]) -> list[str]:
        direct = self._objects(node, PROV.wasQuotedFrom.node)
        if direct:
            return sorted(direct, key=_place)
        readings = {
            field: reading
            for reading in self._objects(node, LV.fieldPassage.node)
            for field in self._objects(reading, LV.field.node)
        }
        return [
            passage
            for field in fields
            if field in readings
            for passage in self._objects(readings[field], PROV.wasQuotedFrom.node)
        ]

    def _objects(self, node: str, predicate: NamedNode) -> list[str]:
        if node.startswith('"'):  # a literal, which a user's own shapes may be about
            return []
        return [
            quad.object.value
            for quad in self._store.quads(NamedNode(node), predicate)
            if isinstance(quad.object, NamedNode)
        ]


def _place(passage: str) -> tuple[int, ...]:
    """Passages of one text in its order: ``…/text#char=120,180`` sorts by 120, 180."""
    numbers = passage.rpartition("=")[2].split(",")
    return tuple(int(number) for number in numbers if number.isdigit())
