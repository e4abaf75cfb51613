"""What a load has to do: which files are new or changed, and which documents an older extractor had read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from graph.engine import software
from graph.generations import Generation
from graph.inputs import Input
from graph.manifest import DocumentEntry
from graph.report import LoadRow
from loaders.corrections import NO_CORRECTIONS, Corrections
from loaders.errors import LoadError
from loaders.sidecar import sidecar_path


@dataclass(frozen=True, slots=True)
class Work:
    """A file to read (``input``), or a loaded document to read again from its text (``entry``).

    ``digests`` are the SHA-256 of the file and of its sidecar, None where it has none.
    """

    input: Input | None
    entry: DocumentEntry | None
    digests: tuple[str, str | None]

    @property
    def known(self) -> DocumentEntry:
        """The entry of a document that is loaded already. Raises ValueError for a new file."""
        if self.entry is None:
            raise ValueError(f"{self.input} is not loaded yet")
        return self.entry

    @property
    def file_name(self) -> str:
        """The file's name without its path."""
        return self.input.path.name if self.input is not None else self.known.file_name


@dataclass(frozen=True, slots=True)
class Plan:
    """``work`` in order; ``unchanged`` are files that the store has as they are, with their entries.

    ``failed`` are files of a folder that cannot even be compared: unreadable, or a second copy of one file.
    """

    work: tuple[Work, ...]
    unchanged: tuple[tuple[Path, DocumentEntry], ...]
    failed: tuple[LoadRow, ...]
    corrections: Corrections = NO_CORRECTIONS

    @property
    def rows(self) -> tuple[LoadRow, ...]:
        """The report's rows for what need not or cannot be read."""
        unchanged = (
            LoadRow(path.name, "unchanged", entry.iri, entry.counts, entry.findings) for path, entry in self.unchanged
        )
        return (*unchanged, *self.failed)


def plan(inputs: Iterable[Input], parent: Generation | None, corrections: Corrections = NO_CORRECTIONS) -> Plan:
    """Compare files with what the current generation has, by the SHA-256 of their bytes and of their sidecars'.

    A document is read again when the extractor or the corrections are others. Raises LoadError for a named file that
    cannot be read or is a copy of another.
    """
    engine = software() + corrections.mark
    entries = {entry.file_sha256: entry for entry in parent.manifest.documents.values()} if parent is not None else {}
    work: list[Work] = []
    unchanged: list[tuple[Path, DocumentEntry]] = []
    failed: list[LoadRow] = []
    asked: dict[str, Path] = {}
    for one in inputs:
        try:
            digest, beside = _first_digest(one.path, asked), sidecar_digest(one.path)
        except LoadError as error:
            if one.named:
                raise
            failed.append(LoadRow(one.path.name, "failed", problem=str(error)))
            continue
        entry = entries.get(digest)
        if entry is not None and entry.engine == engine and entry.sidecar_sha256 == beside:
            unchanged.append((one.path, entry))
        else:
            work.append(Work(one, entry, (digest, beside)))
    stale = (entry for entry in entries.values() if entry.engine != engine and entry.file_sha256 not in asked)
    return Plan((*work, *map(again, stale)), tuple(unchanged), tuple(failed), corrections)


def again(entry: DocumentEntry) -> Work:
    """A loaded document, to be read again from the text that its generation keeps."""
    return Work(None, entry, (entry.file_sha256, entry.sidecar_sha256))


def _first_digest(path: Path, asked: dict[str, Path]) -> str:
    digest = _digest(path)
    other = asked.setdefault(digest, path)
    if other != path:
        raise LoadError(str(path), f"it is the same file as {other}", "Load one of them")
    return digest


def sidecar_digest(path: Path) -> str | None:
    """SHA-256 of the sidecar of a document, None where it has none."""
    beside = sidecar_path(path)
    return _digest(beside) if beside.exists() else None


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise LoadError(str(path), error.strerror or "cannot be read", "Check the file and its rights") from error
