"""What a generation says of itself: ``manifest.json`` beside its store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from graph.errors import StoreError

FORMAT = 1
"""Version of the folder's layout and of the RDF pattern; a store of another one is refused."""

FILE_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One loaded document.

    ``file_sha256`` is of the file's bytes, ``sidecar_sha256`` of its sidecar's (None: it has none), ``text_sha256`` of
    the source text (and the name of its copy in the generation), ``engine`` the version of extractor and ontology that
    read it, ``extracted_at`` when (ISO 8601, UTC), ``counts`` the records of each layer, ``findings`` None where the
    generation was not checked.
    """

    iri: str
    file_name: str
    file_sha256: str
    sidecar_sha256: str | None
    text_sha256: str
    engine: str
    extracted_at: str
    seconds: float
    counts: dict[str, int]
    findings: int | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A generation: its number, the one it was made from (None for the first), when, how long, and its documents.

    ``gone`` are documents that a generation before it had, each with the time (ISO 8601, UTC) when it was taken out.
    """

    number: int
    parent: int | None
    base: str
    engine: str
    ontology: str
    created_at: str
    seconds: float
    triples: int
    documents: Mapping[str, DocumentEntry]
    format: int = FORMAT
    gone: Mapping[str, str] = field(default_factory=dict)

    def entry(self, iri: str) -> DocumentEntry | None:
        """The entry of one document."""
        return self.documents.get(iri)

    def gone_after(self, documents: Mapping[str, DocumentEntry], now: str) -> dict[str, str]:
        """The documents that are gone in a generation made from this one at ``now`` that holds ``documents``."""
        gone = {**dict.fromkeys(self.documents, now), **self.gone}
        return {iri: since for iri, since in gone.items() if iri not in documents}


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write ``manifest.json`` into a generation's folder."""
    data = {name: getattr(manifest, name) for name in Manifest.__slots__}
    data["gone"] = dict(manifest.gone)
    data["documents"] = [asdict(entry) for entry in manifest.documents.values()]
    (folder / FILE_NAME).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of the generation in ``folder``.

    Raises StoreError when it is missing, broken, or of another version of the layout.
    """
    path = folder / FILE_NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoreError(str(path), "the manifest is missing", _BROKEN_REMEDY) from None
    except (OSError, ValueError) as error:
        raise StoreError(str(path), f"the manifest cannot be read ({error})", _BROKEN_REMEDY) from error
    found = data.get("format") if isinstance(data, dict) else None
    if found != FORMAT:
        problem = f"this store has format {found}, this program reads format {FORMAT}"
        raise StoreError(str(path), problem, _VERSION_REMEDY)
    try:
        entries = {row["iri"]: DocumentEntry(**row) for row in data.pop("documents")}
        return Manifest(**data, documents=entries)
    except (TypeError, KeyError) as error:
        raise StoreError(str(path), f"the manifest lacks something ({error})", _BROKEN_REMEDY) from error


_BROKEN_REMEDY = "Switch back with lienvan rollback, or load the documents into an empty folder"
_VERSION_REMEDY = "Load the documents into an empty folder (LIENVAN_STORE), or use the version that wrote it"
