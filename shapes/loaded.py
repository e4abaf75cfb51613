"""Which documents a store has loaded: all of them, or whether it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ontology import LV

if TYPE_CHECKING:
    from graph.store import Store


def documents(store: Store) -> frozenset[str]:
    """The loaded documents, by IRI."""
    quads = store.quads(None, LV.sourceSha256.node)
    return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


class Loaded:
    """The same, asked of the store one by one: for a few of many."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __contains__(self, document: object) -> bool:
        return any(True for _ in self._store.quads(NamedNode(str(document)), LV.sourceSha256.node))
