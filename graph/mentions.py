"""What the graphs of some documents name: the shared things whose descriptions a load has to look at again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode, Quad

from graph.agencies import written_agency
from graph.stubs import reference_issuer, references
from loaders.bodies.changes import change_of, successor_of
from loaders.resolved import AgencyRef, Resolved
from ontology import Iris

_SHARED: Final = frozenset({"document", "agency", "indicator", "concept", "programme"})


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared thing of a ``kind`` (``agency``, ``document`` …).

    ``facts`` are what an agency's identifier decides (``graph.agencies``); None where only a graph that went named it.
    """

    iri: str
    kind: str
    facts: str | None = None


@dataclass(slots=True)
class Mentions:
    """Shared things by identifier; ``agencies`` holds the facts of those that the new graphs name, as N-Triples.

    ``touched`` has every document, agency, indicator, unit and component that an old or a new graph names, with its
    kind.
    """

    iris: Iris
    touched: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)

    def add(self, resolved: Resolved) -> None:
        """What a document that is being loaded names."""
        self._touch(resolved.iri)
        for citation in resolved.citations:
            self._touch(citation.document.iri)
        for link in resolved.links:
            self._touch(link.source)
            self._touch(link.target)
        for component in resolved.components:
            self._touch(component.component)
        for target in resolved.targets:
            self._touch(target.indicator)
            self._touch(target.unit)
            self._touch(target.per)
        for assignment in resolved.assignments:
            self._touch(assignment.object)
        for agency in _agencies(resolved):
            self._agency(agency)

    def add_references(self) -> None:
        """The reference documents that come with the ontology, and who issued them."""
        for iri, reference in references(self.iris).items():
            self._touch(iri)
            self._agency(reference_issuer(reference, self.iris))

    def add_graph(self, quads: Iterable[Quad]) -> None:
        """What a document's graph that is being replaced named."""
        for quad in quads:
            if isinstance(quad.object, NamedNode) and quad.object.value.startswith(self.iris.base):
                self._touch(quad.object.value)

    def things(self) -> Iterator[Shared]:
        """Every touched thing."""
        for iri, kind in self.touched.items():
            yield Shared(iri, kind, self.agencies.get(iri))

    def _touch(self, iri: str | None) -> None:
        if iri is None or iri in self.touched:
            return
        parsed = self.iris.parse(iri)
        kind = parsed.kind
        if kind in _SHARED:
            self.touched[iri] = kind
        if kind == "agency":
            agency_type, place = parsed.parts
            change = change_of(agency_type)
            self._touch(self.iris.agency(change.successor, place) if change is not None else None)

    def _agency(self, agency: AgencyRef | None) -> None:
        if agency is None or agency.iri in self.agencies:
            return
        self._touch(agency.iri)
        self.agencies[agency.iri] = written_agency(agency, self.iris)
        self._agency(agency.unit_of)
        self._agency(successor_of(agency, self.iris))


def _agencies(resolved: Resolved) -> Iterable[AgencyRef | None]:
    yield resolved.document.issuer
    yield from (citation.document.issuer for citation in resolved.citations)
    yield from (assignment.agency for assignment in resolved.assignments)
    for report in resolved.reports:
        yield from (report.who, report.to)
