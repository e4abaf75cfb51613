"""Proof of an answer: for each row the triples that state it, the passages they were read from, and the documents.

A row leads to its passages by its own columns. One that counts or compares ("which parts have no lead?") has none; it
leads to where the things in it are named. Nothing here knows HTTP.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ontology.iri import Iris
from service import links, query_files
from service.questions import Answer, Run
from service.rows import Cell, Row
from service.sparql_text import RdfTerm

AT_ONCE = 300
"""Identifiers that one query is given."""
MOST_NAMED = 50
"""Passages that a row without one of its own is led to."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One triple: ``…/assignment/12 lv:agency …/agency/phong-y-te/huyen-bach-thong-bac-kan``."""

    subject: str
    predicate: str
    value: Cell


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its words with white space collapsed, and its offsets in the source text, in code points."""

    iri: str
    document: str
    text: str
    start: int
    end: int
    section: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and, where it is loaded, its file, the hashes of text and file, and the run that read it.

    ``stated`` are the properties that a person stated beside the file; they have no passage.
    """

    iri: str
    title: str | None
    number: str | None
    file_name: str | None
    source_sha256: str | None
    file_sha256: str | None
    run: str | None
    software: str | None
    time: str | None
    stated: tuple[str, ...]
    address: str | None


@dataclass(frozen=True, slots=True)
class RowProof:
    """A row, counted from 1, the triples that state it, and the passages and documents of :class:`Evidence`."""

    number: int
    row: Row
    statements: tuple[Statement, ...]
    passages: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The proof of some rows of an answer."""

    answer: Answer
    rows: tuple[RowProof, ...]
    passages: Mapping[str, Passage]
    documents: Mapping[str, Source]


def prove(answer: Answer, run: Run, iris: Iris, numbers: Iterable[int] | None = None) -> Evidence:
    """The evidence of the rows of those numbers (counted from 1; a number without a row is passed over), or of all."""
    wanted = range(1, len(answer.table.rows) + 1) if numbers is None else numbers
    rows = {number: answer.table.rows[number - 1] for number in wanted if 0 < number <= len(answer.table.rows)}
    lookup = _Lookup(run, iris)
    named = {number: _quoted(row, iris) for number, row in rows.items()}
    lookup.complete(rows, named)
    parts = lookup.parts({passage for passages in named.values() for passage in passages})
    own = lookup.things({cell.value for row in rows.values() for cell in _cells(row, iris, "part", "finding", "task")})
    bare = [row for number, row in rows.items() if not named[number]]
    parts |= lookup.changes({cell.value for row in bare for cell in _cells(row, iris, "place")})
    passages = lookup.passages({passage for row in named.values() for passage in row})
    proofs = []
    for number, row in rows.items():
        found = [passage for passage in named[number] if passage in passages]
        documents = dict.fromkeys(
            [
                *(passages[passage].document for passage in found),
                *(cell.value for cell in _cells(row, iris, "document")),
            ]
        )
        places = () if found else (cell.value for cell in _cells(row, iris, "place"))
        statements = dict.fromkeys([*_stating(row, [*found, *places], parts), *_own(row, own)])
        proofs.append(RowProof(number, row, tuple(statements), tuple(found), tuple(documents)))
    sources = lookup.documents({document for proof in proofs for document in proof.documents})
    return Evidence(answer, tuple(proofs), passages, sources)


def _cells(row: Row, iris: Iris, *kinds: str) -> Iterator[Cell]:
    for cell in row.values():
        found = links.parsed(cell.value, iris) if cell.kind == "iri" else None
        if found is not None and found.kind in kinds:
            yield cell


def _quoted(row: Row, iris: Iris) -> list[str]:
    return list(dict.fromkeys(cell.value for cell in _cells(row, iris, "passage")))


Parts = dict[str, dict[str, list[Statement]]]
"""Passage (or a place that changed) to part to what is said of the part."""


def _stating(row: Row, passages: Iterable[str], parts: Parts) -> Iterator[Statement]:
    """Of the parts read from a passage those that name most of what is in the row: one passage often states several."""
    things = {cell.value for cell in row.values() if cell.kind == "iri"}
    for passage in passages:
        scores = {
            part: len({statement.value.value for statement in said} & things) + (part in things)
            for part, said in parts.get(passage, {}).items()
        }
        most = max(scores.values(), default=0)
        for part, score in scores.items():
            if score == most:
                yield from parts[passage][part]


def _own(row: Row, own: Mapping[str, Sequence[Statement]]) -> Iterator[Statement]:
    for cell in row.values():
        yield from own.get(cell.value, ())


class _Lookup:
    """Asks for many things at once, some hundred identifiers a query; sorts here, which is faster than in the store."""

    def __init__(self, run: Run, iris: Iris) -> None:
        self._run = run
        self._iris = iris

    def _rows(self, name: str, variable: str, wanted: Iterable[str]) -> Iterator[Row]:
        every = sorted(set(wanted))
        for start in range(0, len(every), AT_ONCE):
            terms = {variable: [NamedNode(iri) for iri in every[start : start + AT_ONCE]]}
            found = self._run(query_files.query(f"evidence/{name}", self._iris, terms)).rows
            yield from sorted(found, key=lambda row: tuple(row.values()))

    def complete(self, rows: Mapping[int, Row], named: dict[int, list[str]]) -> None:
        """Leads rows that have no passage to where most of the things in them are named together."""
        bare = [number for number, passages in named.items() if not passages]
        kinds = ("programme", "indicator", "agency", "task", "document")
        things = {cell.value for number in bare for cell in _cells(rows[number], self._iris, *kinds)}
        documents = {cell.value for number in bare for cell in _cells(rows[number], self._iris, "document")}
        places: dict[str, list[str]] = defaultdict(list)
        for row in self._rows("naming-in", "document", documents):
            if row["thing"].value in things:
                places[row["thing"].value].append(row["passage"].value)
        for thing in sorted(things - set(places)):
            terms: dict[str, list[RdfTerm]] = {"thing": [NamedNode(thing)]}
            found = self._run(query_files.query("evidence/naming", self._iris, terms)).rows
            places[thing] += sorted(row["passage"].value for row in found)
        for number in bare:
            named[number] = self._where(rows[number], places)

    def _where(self, row: Row, places: Mapping[str, Sequence[str]]) -> list[str]:
        """Passages that name a thing of the row in one of its documents; of all things where it names no document."""
        documents = {cell.value for cell in _cells(row, self._iris, "document")}
        scores: dict[str, int] = defaultdict(int)
        for cell in row.values():
            for passage in places.get(cell.value, ()):
                found = links.parsed(passage, self._iris)
                inside = found is not None and found.document in documents
                scores[passage] += 2 if inside and cell.value not in documents else 1
        most = max(scores.values(), default=0)
        return [passage for passage, score in scores.items() if score == most][:MOST_NAMED]

    def parts(self, passages: Iterable[str]) -> Parts:
        """What is stated at each passage."""
        return self._parts("statements", "passage", passages)

    def changes(self, places: Iterable[str]) -> Parts:
        """What became of each place."""
        return self._parts("changes", "thing", places)

    def _parts(self, name: str, variable: str, wanted: Iterable[str]) -> Parts:
        found: Parts = {}
        for row in self._rows(name, variable, wanted):
            found.setdefault(row[variable].value, {}).setdefault(row["part"].value, []).append(_statement(row))
        return found

    def things(self, parts: Iterable[str]) -> Mapping[str, Sequence[Statement]]:
        """What is said of each part or finding."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for row in self._rows("things", "part", parts):
            found[row["part"].value].append(_statement(row))
        return found

    def passages(self, iris: Iterable[str]) -> Mapping[str, Passage]:
        """The passages by their identifiers."""
        return {
            row["passage"].value: Passage(
                row["passage"].value, row["document"].value, row["text"].value,
                int(row["start"].value), int(row["end"].value), _optional(row, "section"),
            )
            for row in self._rows("passages", "passage", iris)
        }  # fmt: skip

    def documents(self, iris: Iterable[str]) -> Mapping[str, Source]:
        """The documents by their identifiers; one row for each property that a person stated."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows("documents", "document", iris):
            found[row["document"].value].append(row)
        return {iri: _source(iri, rows) for iri, rows in found.items()}


def _statement(row: Row) -> Statement:
    return Statement(row["part"].value, row["predicate"].value, row["value"])


def _source(iri: str, rows: Sequence[Row]) -> Source:
    first = {name: cell.value for name, cell in rows[0].items()}
    return Source(
        iri=iri,
        title=first.get("title"),
        number=first.get("number"),
        file_name=first.get("fileName"),
        source_sha256=first.get("sourceSha256"),
        file_sha256=first.get("fileSha256"),
        run=first.get("run"),
        software=first.get("software"),
        time=first.get("time"),
        stated=tuple(dict.fromkeys(row["stated"].value for row in rows if "stated" in row)),
        address=first.get("source"),
    )


def _optional(row: Row, name: str) -> str | None:
    return row[name].value if name in row else None
