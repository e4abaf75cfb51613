"""Closed namespaces: the terms that the Turtle declares, and no others.

``LV.Target`` is a term; ``LV.Targt`` raises AttributeError and names the nearest terms. A term is a ``str`` (its IRI),
and converts at once: ``LV.Target.node`` for pyoxigraph, ``LV.Target.uri`` for rdflib (imported only then).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from rdflib import URIRef


class Term(str):
    """The IRI of a declared term."""

    __slots__ = ("__dict__",)

    @cached_property
    def node(self) -> NamedNode:
        """For pyoxigraph; made once."""
        return NamedNode(self)

    @cached_property
    def uri(self) -> URIRef:
        """For rdflib; made once."""
        from rdflib import URIRef  # noqa: PLC0415 - rdflib costs 0.15 s at start, which extraction need not pay

        return URIRef(self)


class Closed:
    """The declared terms of one namespace as attributes, or as items where a name is a Python word: ``LV["from"]``."""

    def __init__(self, iri: str, names: Iterable[str]) -> None:
        self._iri = iri
        self._terms = {name: Term(iri + name) for name in sorted(names)}

    def __getattr__(self, name: str) -> Term:
        terms: dict[str, Term] = self.__dict__.get("_terms", {})
        if name in terms:
            return terms[name]
        near = get_close_matches(name, terms, 3) if not name.startswith("_") else []
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise AttributeError(f"the ontology declares no term {name!r} in <{self.__dict__.get('_iri', '')}>{hint}")

    def __getitem__(self, name: str) -> Term:
        return self.__getattr__(name)

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, str) and iri.startswith(self._iri) and iri[len(self._iri) :] in self._terms

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._terms]

    @property
    def iri(self) -> str:
        """The namespace itself: ``https://w3id.org/lienvan/ontology#``."""
        return self._iri
