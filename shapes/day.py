"""The day that a check is as of: duties may be held by what existed when they were given and is gone since.

The shapes read it from the data: ``?report lv:asOf "2025-07-01"^^xsd:date``, or take the day they are evaluated on
where nothing states one. So a plain SHACL processor that is given that one statement finds what the checker finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from pyoxigraph import Literal, NamedNode, Quad

from graph.store import Store, select
from ontology import DCT, LV, ORG, PROV, XSD
from ontology.iri import Iris

_ENDS = f"""SELECT DISTINCT ?end WHERE {{
    {{ ?place {LV.validUntil.node} ?end }}
    UNION {{ ?change {ORG.resultingOrganization.node} ?later ; {DCT.date.node} ?end }}
}}"""


def day_of(at: str | None) -> str:
    """The day (``2025-07-01``) of a time in UTC, xsd:dateTime; today without one."""
    return (at or datetime.now(UTC).isoformat())[:10]


def as_of_quad(report: NamedNode, day: str) -> Quad:
    """The statement that a report, named as its graph is, is as of a day."""
    return Quad(report, LV.asOf.node, Literal(day, datatype=XSD.date.node), report)


def overtaken(store: Store, iris: Iris, day: str) -> bool:
    """Whether something came to its end between the day of the last check and ``day``, or no check is known.

    What the last check found in documents that did not change is then out of date.
    """
    graph = NamedNode(iris.graph("findings"))
    known = [*store.quads(graph, LV.asOf.node), *store.quads(graph, PROV.generatedAtTime.node)]
    if not known:
        return True
    then = known[0].object.value[:10]  # type: ignore[union-attr]
    return any(min(then, day) < end <= max(then, day) for end in _ends(store))


def _ends(store: Store) -> Iterator[str]:
    """The days on which a place ended or an agency was replaced; the last of a year where only that is known."""
    for row in select(store, _ENDS):
        if isinstance(row["end"], Literal):
            end = row["end"].value
            yield f"{end}-12-31" if len(end) == len("2025") else end
