"""Documents that many others cite, as reference data: what a citation may be measured against.

They come with the ontology (``ontology/schemes/known-documents.ttl``); resolution depends on them and on the citing
document alone, never on what else is loaded, so that the order of loading cannot change the graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from loaders.agency_scheme import agency_scheme
from loaders.resolve_issuers import canonical_issuer
from ontology import DIRECTORY, LV, Iris
from ontology.schemes import triples
from ontology.slug import slug

_FILE: Final = DIRECTORY / "schemes" / "known-documents.ttl"


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """``1719/QĐ-TTg`` of Thủ tướng Chính phủ, 2021-10-14, with the identifier that the reference data gives it."""

    iri: str
    number: str
    type: str
    issued: str
    issuer: str
    title: str

    @property
    def year(self) -> int:
        """The year it was issued."""
        return int(self.issued[:4])


@dataclass(frozen=True)
class KnownDocuments:
    """The reference documents, found by number, issuer and year."""

    documents: tuple[KnownDocument, ...] = ()

    @classmethod
    def of(cls, documents: Iterable[KnownDocument]) -> KnownDocuments:
        """An index over ``documents``."""
        return cls(tuple(documents))

    @cached_property
    def _by_number(self) -> dict[str, tuple[KnownDocument, ...]]:
        index: dict[str, tuple[KnownDocument, ...]] = {}
        for document in self.documents:
            key = slug(document.number)
            index[key] = (*index.get(key, ()), document)
        return index

    def find(
        self, number: str, *, issuer: str | None = None, year: int | None = None, kind: str | None = None
    ) -> tuple[KnownDocument, ...]:
        """Those with this number and, where given, this canonical issuer, year of issue and type."""
        return tuple(
            document
            for document in self._by_number.get(slug(number), ())
            if (issuer is None or canonical_issuer(document.issuer) == issuer)
            and (year is None or document.year == year)
            and (kind is None or document.type == kind)
        )


@cache
def known_documents(iris: Iris) -> KnownDocuments:
    """The reference documents that come with the ontology, named under the base of ``iris``; read once (5 ms)."""
    facts: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in triples(_FILE):
        facts[str(getattr(triple.subject, "value", ""))][triple.predicate.value] = getattr(triple.object, "value", "")
    return KnownDocuments.of(
        _known(iris.rebase(iri), of) for iri, of in facts.items() if {LV.number, LV.issued, LV.issuer} <= of.keys()
    )


def _known(iri: str, of: dict[str, str]) -> KnownDocument:
    agency_type = of[LV.issuer].split("/")[-2]
    kind = agency_scheme().types.get(agency_type)
    return KnownDocument(
        iri=iri,
        number=of[LV.number],
        type=of.get(LV.documentType, "").rsplit("/", 1)[-1],
        issued=of[LV.issued],
        issuer=kind.label if kind is not None else agency_type,
        title=of.get(LV.title, ""),
    )
