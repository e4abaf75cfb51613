"""One file becomes the quads of its graph: reading, outline, extraction, resolution."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from graph.engine import software
from graph.manifest import DocumentEntry
from graph.quads import quads
from graph.quads_document import Provenance
from loaders.errors import LoadError
from loaders.known import known_documents
from loaders.outline import outline
from loaders.pipeline import extract
from loaders.reading import SourceText, read, source_from_text
from loaders.records import Records
from loaders.resolve import resolve
from loaders.resolve_sections import sections
from loaders.resolved import Resolved
from loaders.view import view
from ontology import Iris

LAYERS: Final = ("citations", "links", "targets", "assignments", "components", "reports")


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document ready for the store: what it says, its quads, and its entry in the manifest."""

    resolved: Resolved
    source: SourceText
    quads: list[Quad]
    entry: DocumentEntry


def read_document(path: Path, iris: Iris) -> ReadDocument:
    """Read a file; raises LoadError with the file, what is wrong with it and what to do."""
    return _document(read(path), path.name, iris)


def read_again(entry: DocumentEntry, text: str, iris: Iris) -> ReadDocument:
    """Read a document that is loaded already again from its source text, for a new version of the extractor."""
    source = dataclasses.replace(source_from_text(text, entry.file_name), file_sha256=entry.file_sha256)
    return _document(source, entry.file_name, iris)


def _document(source: SourceText, file_name: str, iris: Iris) -> ReadDocument:
    start = time.perf_counter()
    records = extract(source)
    _require_document(records, source.path)
    resolved = resolve(records, iris, known_documents(iris))
    extracted_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    provenance = Provenance(software(), file_name, extracted_at)
    made = quads(resolved, source, sections(outline(view(source))), provenance, iris)
    entry = DocumentEntry(
        iri=resolved.iri,
        file_name=file_name,
        file_sha256=source.file_sha256,
        text_sha256=source.sha256,
        engine=software(),
        extracted_at=extracted_at,
        seconds=round(time.perf_counter() - start, 4),
        counts={layer: len(getattr(records, layer)) for layer in LAYERS},
        findings=None,
    )
    return ReadDocument(resolved, source, made, entry)


def _require_document(records: Records, path: str) -> None:
    document = records.document
    if document.type is None and document.number is None and document.issuer is None:
        raise LoadError(
            path,
            "this is no administrative document: it has no type, number or issuer",
            "Load plans, decisions, resolutions and the like, each in a file of its own",
        )
