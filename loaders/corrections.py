"""A person's corrections: what resolution got wrong, stated in files beside the documents and applied at load.

Rows of ``corrections/*.csv`` (UTF-8, with this header)::

    statement,subject,object,person,note
    same-as,doc/chinh-phu/2011/05-2011-nq-cp,doc/chinh-phu/2011/05-2011-nd-cp,Lý Thị Hoa,in sai ký hiệu
    not-same-as,doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd,doc/bo-chinh-tri/2016/05-ct-tw,Lý Thị Hoa,
    is-indicator,indicator/ty-le-ho-ngheo-dan-toc,indicator/poverty-rate-ethnic-households,Lý Thị Hoa,

``same-as``: what was taken for the subject (a document, or an agency) is the object. ``not-same-as``: what the
subject, a document, cites is not the object. ``is-indicator``: a provisional indicator is one of the scheme.
Identifiers are whole or under the base. ``corrections/*.ttl`` says the same by owl:sameAs, owl:differentFrom and
skos:exactMatch.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from pyoxigraph import NamedNode, RdfFormat, parse

from loaders.errors import LoadError
from ontology import PREFIXES, SKOS, Iris
from ontology.schemes import concepts

Statement = Literal["same-as", "not-same-as", "is-indicator"]
HEADER: Final = ("statement", "subject", "object", "person", "note")
_STATEMENTS: Final[dict[str, Statement]] = {name: name for name in ("same-as", "not-same-as", "is-indicator")}
_TERMS: Final[dict[str, Statement]] = {
    PREFIXES["owl"] + "sameAs": "same-as",
    PREFIXES["owl"] + "differentFrom": "not-same-as",
    SKOS.exactMatch: "is-indicator",
}
_FORM: Final = f"Write {','.join(HEADER)}; statements are {', '.join(_STATEMENTS)}"
_MEND: Final = "Mend the row or remove it"


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: ``place`` is its file and line, ``corrections/a.csv, line 2``."""

    statement: Statement
    subject: str
    object: str
    person: str
    note: str
    place: str

    @property
    def words(self) -> str:
        """How the graph states it: ``stated by Lý Thị Hoa (a.csv, line 2): in sai ký hiệu``."""
        return f"stated by {self.person or 'a person'} ({self.place})" + (f": {self.note}" if self.note else "")


@dataclass(frozen=True)
class Corrections:
    """All corrections of a load; ``digest`` is empty without any, and changes with every one."""

    moved: dict[str, Correction] = field(default_factory=dict)
    barred: dict[tuple[str, str], Correction] = field(default_factory=dict)
    digest: str = ""

    @property
    def mark(self) -> str:
        """What they add to the name of the software that reads: with other corrections documents are read again."""
        return f" corrections {self.digest}" if self.digest else ""


NO_CORRECTIONS: Final = Corrections()


def read_corrections(folder: Path, iris: Iris) -> Corrections:
    """The corrections in a folder's ``*.csv`` and ``*.ttl``. Raises LoadError with file and line of a bad one."""
    if not folder.is_dir():
        raise LoadError(str(folder), "there is no such folder", "Name the folder of the corrections")
    files = sorted(path for path in folder.iterdir() if path.suffix in {".csv", ".ttl"})
    found = Corrections(digest=_digest(files) if files else "")
    for path in files:
        for correction in _rows(path, iris) if path.suffix == ".csv" else _statements(path, iris):
            _take(correction, found, iris)
    return found


def _digest(files: list[Path]) -> str:
    digest = sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:8]


def _rows(path: Path, iris: Iris) -> Iterator[Correction]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise LoadError(str(path), f"it cannot be read ({error})", "Save it as CSV in UTF-8") from error
    rows = csv.reader(text.splitlines(), strict=True)
    try:
        header = next(rows, [])
        if tuple(cell.strip() for cell in header) != HEADER:
            raise LoadError(f"{path}, line 1", f"its columns are {','.join(header)}", _FORM)
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _row(row, path, rows.line_num, iris)
    except csv.Error as error:
        raise LoadError(f"{path}, line {rows.line_num}", f"it is no CSV ({error})", _FORM) from error


def _row(row: list[str], path: Path, line: int, iris: Iris) -> Correction:
    place = f"{path}, line {line}"
    if len(row) != len(HEADER):
        raise LoadError(place, f"it has {len(row)} columns, not {len(HEADER)}", _FORM)
    statement, subject, obj, person, note = (cell.strip() for cell in row)
    if statement not in _STATEMENTS:
        raise LoadError(place, f"{statement!r} is no statement", _FORM)
    ends = [_identifier(end, place, iris) for end in (subject, obj)]
    return Correction(_STATEMENTS[statement], ends[0], ends[1], person, note, f"{path.name}, line {line}")


def _statements(path: Path, iris: Iris) -> Iterator[Correction]:
    try:
        triples = [quad.triple for quad in parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=iris.base)]
    except (SyntaxError, ValueError, OSError) as error:
        line = getattr(error, "lineno", None)
        raise LoadError(f"{path}, line {line}" if line else str(path), f"it is no Turtle ({error})", _MEND) from error
    lines = path.read_text(encoding="utf-8").splitlines()
    for triple in triples:
        subject, statement, obj = triple.subject, _TERMS.get(triple.predicate.value), triple.object
        line = next((n for n, text in enumerate(lines, 1) if str(subject).strip("<>").rpartition("/")[2] in text), 1)
        place = f"{path}, line {line}"
        if statement is None or not isinstance(subject, NamedNode) or not isinstance(obj, NamedNode):
            remedy = "Say it by owl:sameAs, owl:differentFrom or skos:exactMatch between two identifiers"
            raise LoadError(place, f"{triple} is no correction", remedy)
        ends = [_identifier(end.value, place, iris) for end in (subject, obj)]
        yield Correction(statement, ends[0], ends[1], "", "", f"{path.name}, line {line}")


def _identifier(text: str, place: str, iris: Iris) -> str:
    iri = text if "://" in text else iris.base + text.removeprefix("/")
    try:
        iris.parse(iri)
    except ValueError as error:
        raise LoadError(place, str(error), "Give an identifier as its page shows it") from error
    return iri


def _take(correction: Correction, found: Corrections, iris: Iris) -> None:
    """Keep a correction, unless it contradicts itself or an earlier one."""
    _refuse_nonsense(correction, iris)
    if correction.statement == "not-same-as":
        found.barred[correction.subject, correction.object] = correction
        return
    other = found.moved.setdefault(correction.subject, correction)
    if other.object != correction.object:
        raise LoadError(correction.place, f"{correction.subject} is {other.object} by {other.place}", _MEND)
    if correction.object in found.moved:
        end = found.moved[correction.object]
        raise LoadError(correction.place, f"{correction.object} is itself {end.object} by {end.place}", _MEND)
    chained = next((one for one in found.moved.values() if one.object == correction.subject), None)
    if chained is not None:
        raise LoadError(correction.place, f"{chained.place} leads to {correction.subject}", _MEND)


def _refuse_nonsense(correction: Correction, iris: Iris) -> None:
    before, after = iris.parse(correction.subject), iris.parse(correction.object)
    kinds = {"is-indicator": {"indicator"}, "not-same-as": {"document"}}.get(
        correction.statement, {"document", "agency"}
    )
    if before.kind != after.kind or before.kind not in kinds:
        wanted = " or ".join(f"two identifiers of the kind {kind}" for kind in sorted(kinds))
        raise LoadError(correction.place, f"{correction.statement} is said of {before.kind} and {after.kind}",
                        f"Give {wanted}")  # fmt: skip
    if correction.statement != "not-same-as" and correction.subject == correction.object:
        raise LoadError(correction.place, f"{correction.subject} is said to be itself", _MEND)
    if before.kind == "agency" and before.parts[1] != after.parts[1]:
        raise LoadError(correction.place, "the two agencies are at different places", _MEND)
    known = concepts("indicator") if before.kind == "indicator" else concepts("agency-type")
    if before.kind != "document" and after.parts[0] not in known:
        raise LoadError(correction.place, f"{correction.object} is not in the scheme", "Name one of the scheme")
