"""Documents that are known and not loaded: cited ones, and the reference documents that come with the ontology."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.statements import Statement, graph_of, subject_of, value_of
from graph.store import Store
from graph.terms import boolean, date, node, string, vietnamese
from loaders.numbers import number_of
from loaders.resolved import AgencyRef
from loaders.resolving.agencies import AgencyResolver
from ontology import DCT, LV, RDF, Iris, Term
from ontology.references import ReferenceDocument, document_classes, reference_documents
from ontology.schemes import concepts

Said = dict[NamedNode, Counter[NamedNode | Literal]]

_SAMPLE: Final = 200
"""Citations looked at: a store gives those of one document in an order that does not depend on when they came."""


@cache
def references(iris: Iris) -> dict[str, ReferenceDocument]:
    """The reference documents by their identifiers under the base of ``iris``."""
    return {iris.rebase(one.iri): one for one in reference_documents()}


def reference_issuer(reference: ReferenceDocument, iris: Iris) -> AgencyRef:
    """The issuer of a reference document."""
    return AgencyResolver(iris, None, None).issuer(reference.issuer)


@dataclass(frozen=True, slots=True)
class Stubs:
    """Describes documents that are not loaded."""

    store: Store
    iris: Iris

    def describe(self, document: NamedNode) -> Iterator[Statement]:
        """What is known of a document: from the reference data, else from the citations of it; nothing for neither."""
        reference = references(self.iris).get(document.value)
        if reference is not None:
            yield from self._reference(reference)
        else:
            yield from self._cited(self._said(document))

    def _reference(self, reference: ReferenceDocument) -> Iterator[Statement]:
        issuer = node(reference_issuer(reference, self.iris).iri)
        facts: dict[Term, NamedNode | Literal] = {
            LV.loaded: boolean(value=False),
            LV.documentType: node(self.iris.concept("document-type", reference.type)),
            LV.issuer: issuer,
            LV.number: string(reference.number),
            LV.issued: date(reference.issued),
            LV.title: vietnamese(reference.title),
        }
        yield from ((term.node, value) for term, value in facts.items())
        yield from ((RDF.type.node, cls) for cls in self._classes(facts[LV.documentType], facts[LV.number], issuer))
        yield from ((DCT.source.node, string(source)) for source in reference.sources)

    def _said(self, document: NamedNode) -> Said:
        said: Said = {}
        for cited in islice(self.store.quads(None, LV.cited.node, document), _SAMPLE):
            for quad in self.store.quads(subject_of(cited), graph=graph_of(cited)):
                said.setdefault(quad.predicate, Counter())[value_of(quad)] += 1
        return said

    def _cited(self, said: Said) -> Iterator[Statement]:
        """By what most citations of the document were resolved to."""
        if not said:
            return
        kind, issuer = _most(said, LV.resolvedType), _most(said, LV.resolvedIssuer)
        number, issued = _most(said, LV.resolvedNumber), _most(said, LV.resolvedDate)
        title = _longest(said, LV.resolvedTitle) or _longest(said, LV.about)
        yield LV.loaded.node, boolean(value=False)
        yield from ((RDF.type.node, cls) for cls in self._classes(kind, number, issuer))
        facts = {LV.documentType: kind, LV.issuer: issuer, LV.number: number, LV.issued: issued, LV.title: title}
        yield from ((term.node, value) for term, value in facts.items() if value is not None)

    def _classes(
        self, kind: NamedNode | Literal | None, number: NamedNode | Literal | None, issuer: NamedNode | Literal | None
    ) -> Iterator[NamedNode]:
        parsed = number_of(number.value) if number is not None else None
        agency = self.iris.parse(issuer.value).parts[0] if issuer is not None else None
        known = concepts("agency-type").get(agency or "")
        for cls in document_classes(
            self.iris.parse(kind.value).parts[-1] if kind is not None else None,
            parsed.symbol if parsed is not None else None,
            known.label if known is not None else agency,
        ):
            yield node(cls)


def most_frequent(values: Counter[NamedNode | Literal]) -> NamedNode | Literal:
    """The most frequent value; of equals the first by its words."""
    return min(values, key=lambda value: (-values[value], value.value))


def _most(said: Said, term: Term) -> NamedNode | Literal | None:
    values = said.get(term.node)
    return most_frequent(values) if values else None


def _longest(said: Said, term: Term) -> NamedNode | Literal | None:
    """The fullest of several wordings; of equals the first by its words."""
    values = said.get(term.node)
    return min(values, key=lambda value: (-len(value.value), value.value)) if values else None
