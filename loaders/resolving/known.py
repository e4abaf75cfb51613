"""Documents that many others cite, as reference data: what a citation may be measured against.

They come with the ontology (``ontology/schemes/known-documents.ttl``); resolution depends on them and on the citing
document alone, never on what else is loaded, so that the order of loading cannot change the graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from loaders.resolving.issuers import canonical_issuer
from ontology import Iris
from ontology.references import reference_documents
from ontology.slug import slug


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
    """The reference documents that come with the ontology, named under the base of ``iris``; read once."""
    return KnownDocuments.of(
        KnownDocument(iris.rebase(one.iri), one.number, one.type, one.issued, one.issuer, one.title)
        for one in reference_documents()
    )
