"""The reorganisation of 2025 as ``org:ChangeEvent``: which agency became which, when, and what decided it."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.statements import Statement
from graph.terms import date, node, year
from loaders.bodies.changes import AgencyChange
from ontology import DCT, ORG, RDF, Iris


def change_statements(change: AgencyChange, agency: NamedNode, successor: NamedNode, iris: Iris) -> Iterator[Statement]:
    """What is said of the change of ``agency`` into ``successor``: Ủy ban Dân tộc, Bộ Dân tộc và Tôn giáo."""
    yield RDF.type.node, ORG.ChangeEvent.node
    yield ORG.originalOrganization.node, agency
    yield ORG.resultingOrganization.node, successor
    yield DCT.date.node, year(int(change.day)) if len(change.day) == 4 else date(change.day)
    for issuer, number in change.sources:
        yield DCT.source.node, node(iris.document(issuer, change.day[:4], number))
