"""The check as part of a load, and on its own: the one place where shapes and generations meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

from graph.store import Store
from ontology.iri import Iris
from shapes import Report, check, shipped


class Checker:
    """Checks a generation while it is being filled; ``report`` is None until it has.

    A call takes the store and the documents that changed, writes ``graph/findings`` and gives the number of findings of
    each document by its IRI.
    """

    def __init__(self, iris: Iris) -> None:
        self.iris = iris
        self.report: Report | None = None

    def __call__(self, store: Store, changed: frozenset[str]) -> Mapping[str, int]:
        """Check ``store``; documents outside ``changed`` keep what the last check found in them."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        shapes = shipped(self.iris)
        self.report = check(store, self.iris, changed, at=now, shapes=shapes)
        store.remove_graph(self.iris.graph("findings"))
        store.bulk_load(self.report.quads(self.iris, shapes.shapes.values()))
        return Counter(document for finding in self.report.findings for document in finding.documents)
