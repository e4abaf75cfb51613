"""Resolved records become the quads of one document's graph: the document, its parts, their passages, and no more.

Shared things (agencies, cited documents, places) are described in graphs of their own (graph.entities, graph.places),
so that no triple is in two graphs: engines do not remove what a union of graphs holds twice, and every COUNT over the
union would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from graph.quads_citations import write_citations, write_links
from graph.quads_document import Provenance, write_document
from graph.quads_duties import write_assignments, write_components, write_reports, write_tasks
from graph.quads_irregularities import write_irregularities
from graph.quads_targets import write_targets
from graph.sheet import Sheet
from loaders.irregularities import Irregularity
from loaders.reading import SourceText
from loaders.resolved import Resolved
from loaders.resolving.sections import Sections
from ontology import Iris


def quads(
    resolved: Resolved,
    source: SourceText,
    sections: Sections,
    provenance: Provenance,
    iris: Iris,
    *,
    slips: Iterable[Irregularity] = (),
) -> list[Quad]:
    """All quads of the document's graph, in the order of the text; the same for the same arguments."""
    sheet = Sheet(resolved.iri, source, sections, iris)
    write_document(sheet, resolved, provenance)
    write_citations(sheet, resolved)
    write_links(sheet, resolved)
    write_targets(sheet, resolved)
    write_assignments(sheet, resolved)
    write_tasks(sheet)
    write_components(sheet, resolved)
    write_reports(sheet, resolved)
    write_irregularities(sheet, slips)
    return sheet.quads
