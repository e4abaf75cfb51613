"""What changes in the store when a shared thing is described anew: its statements, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from graph.inferred import inferred
from graph.statements import Statement
from graph.store import Store
from graph.terms import node
from ontology import Iris


@dataclass(frozen=True, slots=True)
class Difference:
    """Quads to take out of a store and to put into it."""

    removed: tuple[Quad, ...]
    added: tuple[Quad, ...]


def difference(store: Store, subject: NamedNode, statements: Iterable[Statement], iris: Iris) -> Difference:
    """From what ``store`` has about ``subject`` to ``statements`` as all that ``graph/entities`` says of it."""
    entities, inference = node(iris.graph("entities")), node(iris.graph("inferred"))
    about = list(store.quads(subject))
    wanted = {Quad(subject, predicate, value, entities) for predicate, value in statements}
    if not about and not wanted:
        return Difference((), ())
    stays = [quad for quad in about if quad.graph_name not in (entities, inference)]
    found = set(about).difference(stays)
    wanted.update(inferred([*stays, *wanted], iris))
    return Difference(tuple(found - wanted), tuple(wanted - found))
