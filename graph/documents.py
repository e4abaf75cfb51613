"""One file becomes the quads of its graph: reading, outline, extraction, resolution."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from graph.engine import software
from graph.manifest import DocumentEntry
from graph.quads import quads
from graph.quads_document import Provenance
from loaders.irregularities import irregularities
from loaders.known import known_documents
from loaders.outline import outline
from loaders.pipeline import extract, extract_file
from loaders.reading import SourceText, source_from_text
from loaders.records import Records
from loaders.resolve import resolve
from loaders.resolve_sections import sections
from loaders.resolved import Resolved
from loaders.sidecar import read_sidecar, sidecar_path
from loaders.view import view
from ontology import Iris

LAYERS: Final = ("citations", "links", "targets", "assignments", "components", "reports")


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document ready for the store: what it says, its quads, its entry in the manifest, and its sidecar if any."""

    resolved: Resolved
    source: SourceText
    quads: list[Quad]
    entry: DocumentEntry
    sidecar: Path | None


def read_document(path: Path, iris: Iris) -> ReadDocument:
    """Read a file and its sidecar; raises LoadError with the file, what is wrong with it and what to do."""
    start = time.perf_counter()
    source, records = extract_file(path)
    return _Reading(source, records, path.name, sidecar_path(path)).document(iris, start)


def read_again(entry: DocumentEntry, kept: Path, iris: Iris) -> ReadDocument:
    """Read a loaded document again from the text that its generation keeps, for a new version of the extractor."""
    start = time.perf_counter()
    text = source_from_text(kept.read_bytes().decode("utf-8"), entry.file_name)
    source = dataclasses.replace(text, file_sha256=entry.file_sha256)
    records = extract(source, read_sidecar(kept))
    return _Reading(source, records, entry.file_name, sidecar_path(kept)).document(iris, start)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A source text with its records, and where its sidecar would be."""

    source: SourceText
    records: Records
    file_name: str
    beside: Path

    def document(self, iris: Iris, start: float) -> ReadDocument:
        resolved = resolve(self.records, iris, known_documents(iris))
        extracted_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        provenance = Provenance(software(), self.file_name, extracted_at)
        tree = outline(view(self.source))
        made = quads(resolved, self.source, sections(tree), provenance, iris, slips=irregularities(tree))
        entry = DocumentEntry(
            iri=resolved.iri,
            file_name=self.file_name,
            file_sha256=self.source.file_sha256,
            sidecar_sha256=sha256(self.beside.read_bytes()).hexdigest() if self.beside.exists() else None,
            text_sha256=self.source.sha256,
            engine=software(),
            extracted_at=extracted_at,
            seconds=round(time.perf_counter() - start, 4),
            counts={layer: len(getattr(self.records, layer)) for layer in LAYERS},
            findings=None,
        )
        return ReadDocument(resolved, self.source, made, entry, self.beside if self.beside.exists() else None)
