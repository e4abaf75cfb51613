"""One file becomes the quads of its graph: reading, outline, extraction, resolution, and what follows from them."""

from __future__ import annotations

import dataclasses
import io
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, serialize

from graph.inferred import inferred
from graph.manifest import DocumentEntry
from graph.mentions import Mentions
from graph.quads import quads
from graph.quads_document import Provenance
from loaders.correcting import corrected
from loaders.corrections import NO_CORRECTIONS, Corrections
from loaders.irregularities import irregularities
from loaders.outline import outline
from loaders.pipeline import extract_outlined, require_document
from loaders.reading import SourceText, read, source_from_text
from loaders.resolve import resolve
from loaders.resolving.known import known_documents
from loaders.resolving.sections import sections
from loaders.sidecar import read_sidecar, sidecar_path
from loaders.view import view
from ontology import Iris

LAYERS: Final = ("citations", "links", "targets", "assignments", "components", "reports")


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document ready for the store.

    ``nquads`` are its graph, of ``size`` quads, and what follows from it, ``mentions`` the shared things that it names,
    ``text`` the source text, ``sidecar`` the file of stated facts beside it, or None.
    """

    entry: DocumentEntry
    nquads: bytes
    size: int
    mentions: Mentions
    text: str
    sidecar: Path | None


def read_document(path: Path, iris: Iris, engine: str, corrections: Corrections = NO_CORRECTIONS) -> ReadDocument:
    """Read a file and its sidecar; raises LoadError with the file, what is wrong with it and what to do.

    ``engine`` is the software that reads, as ``graph.engine.software`` says it.
    """
    start = time.perf_counter()
    return _document(read(path), path, Provenance(engine, path.name, _now()), iris, corrections, start=start)


def read_again(
    entry: DocumentEntry, kept: Path, iris: Iris, engine: str, corrections: Corrections = NO_CORRECTIONS
) -> ReadDocument:
    """Read a loaded document again from the text that its generation keeps, for a new version of the extractor."""
    start = time.perf_counter()
    text = source_from_text(kept.read_bytes().decode("utf-8"), entry.file_name)
    source = dataclasses.replace(text, file_sha256=entry.file_sha256)
    return _document(source, kept, Provenance(engine, entry.file_name, _now()), iris, corrections, start=start)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _document(
    source: SourceText, path: Path, provenance: Provenance, iris: Iris, corrections: Corrections, *, start: float
) -> ReadDocument:
    """``path`` is where the sidecar is looked for, ``start`` when reading began (``time.perf_counter``)."""
    outlined = outline(view(source))
    records = extract_outlined(outlined, read_sidecar(path))
    require_document(records, source.path)
    known = known_documents(iris)
    resolved = corrected(resolve(records, iris, known), corrections, iris, known)
    slips = irregularities(outlined)
    asserted = quads(resolved, source, sections(outlined), provenance, iris, slips=slips)
    sidecar = sidecar_path(path) if sidecar_path(path).exists() else None
    entry = DocumentEntry(
        iri=resolved.iri,
        file_name=provenance.file_name,
        file_sha256=source.file_sha256,
        sidecar_sha256=sha256(sidecar.read_bytes()).hexdigest() if sidecar is not None else None,
        text_sha256=source.sha256,
        engine=provenance.software,
        extracted_at=provenance.extracted_at,
        seconds=round(time.perf_counter() - start, 4),
        counts={layer: len(getattr(records, layer)) for layer in LAYERS},
        findings=None,
    )
    mentions = Mentions(iris)
    mentions.add(resolved)
    nquads = _nquads([*asserted, *inferred(asserted, iris)])
    return ReadDocument(entry, nquads, len(set(asserted)), mentions, source.text, sidecar)


def _nquads(found: list[Quad]) -> bytes:
    out = io.BytesIO()
    serialize(found, out, RdfFormat.N_QUADS)
    return out.getvalue()
