"""Exported evidence compared with source files, offline: hashes, quotes at their offsets, and words that were quoted.

The file is read as the JSON that ``service.evidence_jsonld`` writes; nothing in it is fetched. What it cannot show is
that a plan *means* what a triple says: for that there are the words themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.reading import SourceText
from ontology.errors import LienvanError
from ontology.iri import Iris
from service.paragraphs import words

SHOWN = 5
MOST_BYTES = 500_000_000
"""Evidence larger than that is not read."""
_REMEDY = "Export it again: /questions/{slug}/evidence.jsonld"


class EvidenceError(LienvanError):
    """A file that is no exported evidence."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A passage as exported: where it stands, its words, and its characters where the export had the text."""

    iri: str
    document: str
    start: int
    end: int
    text: str
    exact: str | None


@dataclass(frozen=True, slots=True)
class File:
    """What is said of the file that a document was read from."""

    document: str
    name: str
    source_sha256: str
    file_sha256: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export says that can be compared; ``quotes`` are row, column, value and passage."""

    claims: tuple[Claim, ...]
    files: Mapping[str, File]
    quotes: tuple[tuple[int, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What comparing one thing gave; ``differences`` are empty when all is as exported."""

    subject: str
    words: str
    differences: tuple[str, ...]


def read_evidence(path: Path) -> Exported:
    """The claims of an exported file. Raises EvidenceError for anything else, OSError for a file that is not there."""
    if path.stat().st_size > MOST_BYTES:
        raise EvidenceError(str(path), f"it is larger than {MOST_BYTES} bytes", _REMEDY)
    try:
        return _exported(json.loads(path.read_text("utf-8")))
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise EvidenceError(str(path), f"it is no exported evidence: {error!r}", _REMEDY) from error
    except (ValueError, RecursionError) as error:
        raise EvidenceError(str(path), f"it is no exported evidence: {error}", _REMEDY) from error


def _exported(data: Any) -> Exported:
    iris = Iris(data["base"])
    claims = tuple(_claim(item, iris) for item in data["passages"])
    files = {item["id"]: _file(item) for item in data["documents"] if "generatedBy" in item}
    known = {claim.iri for claim in claims}
    for claim in claims:
        if claim.document not in files:
            raise ValueError(f"it says of no file that <{claim.document}> was read from")
    for row in data["rows"]:
        for passage in (*row["quotedFrom"], *row["quotes"].values()):
            if passage not in known:
                raise ValueError(f"row {row['number']} leads to <{passage}>, which is not among its passages")
    quotes = (
        (int(row["number"]), column, str(row["values"][column]["value"]), str(passage))
        for row in data["rows"]
        for column, passage in row["quotes"].items()
    )
    return Exported(claims, files, tuple(quotes))


def _claim(item: Mapping[str, Any], iris: Iris) -> Claim:
    exact = item.get("exact")
    claim = Claim(
        str(item["id"]), str(item["ofDocument"]), int(item["start"]), int(item["end"]), str(item["text"]),
        None if exact is None else str(exact),
    )  # fmt: skip
    if iris.passage(claim.document, claim.start, claim.end) != claim.iri:
        raise ValueError(f"<{claim.iri}> is not the passage {claim.start},{claim.end} of <{claim.document}>")
    return claim


def _file(item: Mapping[str, Any]) -> File:
    run = item["generatedBy"]
    return File(str(item["id"]), str(item["fileName"]), str(item["sourceSha256"]), str(run["fileSha256"]))


def compare(exported: Exported, sources: Sequence[SourceText]) -> Iterator[Result]:
    """The result for each document, each passage and each row whose quote is not the words of its passage.

    Raises EvidenceError when a document's file is not among the sources.
    """
    find = _Sources(sources)
    needed = {claim.document for claim in exported.claims}
    matched = {document: find.of(file) for document, file in exported.files.items() if document in needed}
    for document, source in matched.items():
        yield Result(
            document, exported.files[document].name, tuple(_file_differences(exported.files[document], source))
        )
    for claim in exported.claims:
        yield Result(claim.iri, claim.text, tuple(_differences(claim, matched[claim.document].text)))
    yield from _quote_results(exported)


class _Sources:
    """The files given, by the hash of their text and by name."""

    def __init__(self, sources: Sequence[SourceText]) -> None:
        self._given = sources
        self._by_hash = {source.sha256: source for source in reversed(sources)}
        self._by_name = {Path(source.path).name: source for source in reversed(sources)}

    def of(self, file: File) -> SourceText:
        """The source with the document's hash, else the one with its file's name. Raises EvidenceError for neither."""
        source = self._by_hash.get(file.source_sha256) or self._by_name.get(file.name)
        if source is None:
            given = ", ".join(source.path for source in self._given[:SHOWN]) or "none"
            remedy = f"Give {file.name} too"
            raise EvidenceError(file.document, f"its source is not among the files given ({given})", remedy)
        return source


def _file_differences(file: File, source: SourceText) -> Iterator[str]:
    if source.sha256 != file.source_sha256:
        yield f"{source.path}: the text has changed: expected SHA-256 {file.source_sha256}, found {source.sha256}"
    elif source.file_sha256 != file.file_sha256:
        yield (
            f"{source.path}: the file has changed, its text has not: "
            f"expected SHA-256 {file.file_sha256}, found {source.file_sha256}"
        )


def _differences(claim: Claim, text: str) -> Iterator[str]:
    """Both forms of the words are compared: the exact characters, and the quote with white space collapsed."""
    found = text[claim.start : claim.end]
    if claim.exact is not None and claim.exact != found:
        yield _difference(claim.exact, found, text)
    elif claim.text not in {" ".join(found.split()), words(text, claim.start, claim.end)}:
        yield _difference(claim.text, " ".join(found.split()), text)


def _difference(expected: str, found: str, text: str) -> str:
    place = text.find(expected)
    hint = f"; these words stand at {place},{place + len(expected)}" if expected and place >= 0 else ""
    return f"expected {_printed(expected)}, found {_printed(found)}{hint}"


def _printed(words: str) -> str:
    """On one line, so that a changed line break is seen: ``"thuộc\\ndự án 10"``."""
    return json.dumps(words, ensure_ascii=False)


def _quote_results(exported: Exported) -> Iterator[Result]:
    texts = {claim.iri: claim.text for claim in exported.claims}
    for number, column, value, passage in exported.quotes:
        if value != texts[passage]:
            said = f"expected the words of its passage {_printed(texts[passage])}, found {_printed(value)}"
            yield Result(passage, value, (f"row {number}, {column}: {said}",))
