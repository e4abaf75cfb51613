"""Property paths walked step by step in the store, forwards and backwards: each step is a look-up in an index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from graph.store import Store
    from ontology.iri import Iris


@dataclass(frozen=True, slots=True)
class Step:
    """One step: along a predicate or against it (``inverse``), once or as often as it goes (``repeated``)."""

    predicate: str
    inverse: bool
    repeated: bool


def walk(store: Store, start: Iterable[str], steps: Iterable[Step]) -> set[str]:
    """The nodes at the end of a path from any of ``start``."""
    nodes = set(start)
    for step in steps:
        nodes = _once_or_more(store, nodes, step)
    return nodes


def documents_at(store: Store, iris: Iris, start: Iterable[str], steps: Iterable[Step]) -> set[str]:
    """The documents among those nodes; parts of documents have places too."""
    return {node for node in walk(store, start, steps) if iris.document_of(node) == node}


def backwards(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The same path from its end to its start."""
    return tuple(Step(step.predicate, not step.inverse, step.repeated) for step in reversed(tuple(steps)))


def _once_or_more(store: Store, nodes: set[str], step: Step) -> set[str]:
    found: set[str] = set()
    waiting = nodes
    while waiting:
        reached = {other for node in waiting for other in _next(store, node, step)}
        waiting = reached - found if step.repeated else set()
        found |= reached
    return found


def _next(store: Store, node: str, step: Step) -> list[str]:
    predicate = NamedNode(step.predicate)
    if step.inverse:
        quads = store.quads(None, predicate, NamedNode(node))
        return [quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)]
    quads = store.quads(NamedNode(node), predicate)
    return [quad.object.value for quad in quads if isinstance(quad.object, NamedNode)]
