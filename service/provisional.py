"""Concepts that extraction made up: each with the three of the scheme that it is most like, for a curator to choose.

``is-indicator`` in a file of corrections then says which one it is (see ``loaders.corrections``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from graph.statements import subject_of, value_of
from graph.store import Store
from ontology import LV, SKOS, Iris
from ontology.schemes import concepts
from ontology.slug import slug

NEAREST = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A concept of the scheme, and how alike it is, 0 to 100."""

    slug: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Provisional:
    """``indicator/ty-le-thon-co-duong-be-tong`` with its label in print, how many targets it has, and the nearest."""

    iri: str
    label: str
    targets: int
    nearest: tuple[Near, ...]


def provisional_indicators(store: Store, iris: Iris) -> tuple[Provisional, ...]:
    """The provisional indicators of a store, by identifier."""
    found = []
    for quad in store.quads(None, LV.provisional.node, graph=iris.graph("entities")):
        subject = subject_of(quad)
        iri = subject.value
        if iris.parse(iri).kind == "indicator":
            label = value_of(next(store.quads(subject, SKOS.prefLabel.node))).value
            targets = sum(1 for _ in store.quads(None, LV.indicator.node, subject))
            found.append(Provisional(iri, label, targets, nearest(label)))
    return tuple(sorted(found, key=lambda one: one.iri))


def nearest(label: str) -> tuple[Near, ...]:
    """The indicators of the scheme with a label most like ``label``, accents aside; the likest first."""
    names, slugs = _labels()
    scores: dict[str, float] = {}
    for _, score, index in process.extract(_folded(label), names, scorer=fuzz.token_sort_ratio, limit=NEAREST * 8):
        scores.setdefault(slugs[index], score)
    likest = sorted(scores, key=lambda name: (-scores[name], name))[:NEAREST]
    return tuple(Near(name, concepts("indicator")[name].label, round(scores[name], 1)) for name in likest)


@cache
def _labels() -> tuple[list[str], list[str]]:
    """Folded labels of all indicators, and beside each the indicator's slug."""
    pairs = [
        (_folded(label), name)
        for name, concept in concepts("indicator").items()
        for label in (concept.label, *concept.alt_labels)
    ]
    return [label for label, _ in pairs], [name for _, name in pairs]


def _folded(text: str) -> str:
    return slug(text).replace("-", " ")
