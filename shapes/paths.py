"""Property paths walked step by step in the store, forwards and backwards: each step is a look-up in an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.store import select
from ontology import LV
from shapes.few import few

if TYPE_CHECKING:
    from graph.store import Store


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


def documents_at(store: Store, start: Iterable[str], steps: Sequence[Step]) -> set[str]:
    """The loaded documents among those nodes.

    Their parts have places too: the engine leaves them out, so that their names, many times as many, are not read.
    """
    *way, last = steps
    if last.repeated:
        nodes, named, step = walk(store, start, steps), "?document", ""
    else:
        nodes, named = walk(store, start, way), "?node"
        ends = ("?document", "?node") if last.inverse else ("?node", "?document")
        step = f"{ends[0]} {NamedNode(last.predicate)} {ends[1]}"
    found: set[str] = set()
    for some in few(sorted(nodes)):
        values = " ".join(str(NamedNode(node)) for node in some)
        query = f"""SELECT DISTINCT ?document WHERE {{
            {{ SELECT ?document WHERE {{ VALUES {named} {{ {values} }} {step} }} }}
            {{ SELECT ?document WHERE {{ ?document {LV.sourceSha256.node} ?text }} }}
        }}"""
        rows = (row["document"] for row in select(store, query))
        found.update(document.value for document in rows if isinstance(document, NamedNode))
    return found


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
