"""Searching the full-text index of a generation: things by name, texts and facts by their words.

Every answer is bounded: of words that stand everywhere, the first ``MOST`` rows are ranked and the answer says that
there are more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import log1p
from pathlib import Path
from typing import Final

from graph.fulltext import FACTS, open_index
from graph.fulltext_passages import Passage, passages, quoted
from graph.fulltext_words import Words, plain, same_marks
from graph.generations import text_path
from graph.sqlite_files import open_to_read

MOST: Final = 1000
"""Rows that are looked at for one kind."""
ENOUGH: Final = 50
"""Rows with the words side by side, from which on nothing less is looked for."""
NEAREST: Final = 200
"""Rows with the words near each other that are looked at."""
_RANGE: Final = 60
_OF_KIND: Final = 30
_CANDIDATES: Final = 1500
_EXACT, _BEGINS, _SIDE_BY_SIDE, _IN_LABEL = 100.0, 80.0, 60.0, 45.0
_SHORT: Final = 4.0
"""What a name without its level, Bạch Thông for huyện Bạch Thông, counts less."""
_FORMER: Final = 6.0
_MARKS: Final = 12.0
_NUMBERED: Final = frozenset({"component", "document"})
"""Kinds whose note begins with a number that people look for: ``1719/10/1``, ``303/KH-UBND``."""


@dataclass(frozen=True, slots=True)
class Name:
    """A thing that a search may mean; see ``fulltext_things.Thing``. The higher the score, the likelier."""

    kind: str
    iri: str
    label: str
    english: str
    note: str
    until: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a document: a fact (its kind and number there) or, with kind ``text``, its text."""

    kind: str
    document: str
    part: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what was found; ``total`` is how many there are, or :data:`MOST` when ``more``."""

    found: tuple[Found, ...]
    total: int
    more: bool


class SearchIndex:
    """The index in the folder of a generation. Raises IndexMissingError where it has none."""

    def __init__(self, generation: Path) -> None:
        self._generation = generation
        self._path = open_index(generation)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        database = open_to_read(self._path)
        try:
            yield database
        finally:
            database.close()

    def names(self, words: Words, kinds: Sequence[str] = (), most: int = 20, *, prefix: bool = True) -> list[Name]:
        """The things of some kinds (all when none is named) with these words in a name, the likeliest first."""
        if not words:
            return []
        with self._open() as database:
            rows = dict.fromkeys(_things(database, words, kinds, prefix=prefix))
        names = [_scored(row, words) for row in rows]
        return sorted(names, key=lambda name: (-name.score, len(name.label), name.iri))[:most]

    def texts(self, words: Words, start: int = 0, most: int = 10) -> Page:
        """Documents with these words in their text, with the passages that have them best."""
        with self._open() as database:
            ids, more = _rows(database, "texts", words)
            pieces = [_piece(database, number) for number in ids]
        of_document: dict[str, list[tuple[str, int, int]]] = {}
        for document, sha256, begin, stop in pieces:
            of_document.setdefault(document, []).append((sha256, begin, stop))
        shown = list(of_document.items())[start : start + most]
        found = [Found("text", document, "", self._passages(words, parts)) for document, parts in shown]
        return Page(tuple(found), len(of_document), more)

    def facts(self, kind: str, words: Words, start: int = 0, most: int = 10) -> Page:
        """Facts of one kind (``FACTS``) with these words in their passage or the name of their place."""
        if kind not in FACTS:
            raise ValueError(f"there are no facts called {kind!r}; there are {', '.join(FACTS)}")
        with self._open() as database:
            ids, more = _rows(database, f"{kind}_words", words)
            rows = [_fact(database, number) for number in ids[start : start + most]]
        found = []
        for document, sha256, part, begin, stop in rows:
            found.append(Found(kind, document, part, (quoted(self._text(sha256), begin, stop, words),)))
        return Page(tuple(found), len(ids), more)

    def count(self, table: str, words: Words) -> tuple[int, bool]:
        """How many there are of ``texts`` or a kind of facts, and whether there are more than were counted."""
        with self._open() as database:
            ids, more = _rows(database, table if table == "texts" else f"{table}_words", words, ranked=False)
        return len(ids), more

    def _passages(self, words: Words, parts: Sequence[tuple[str, int, int]]) -> tuple[Passage, ...]:
        text = self._text(parts[0][0])
        found = [passage for _, begin, stop in parts[:3] for passage in passages(text, begin, stop, words)]
        return tuple(found[:3])

    def _text(self, sha256: str) -> str:
        return text_path(self._generation, sha256).read_bytes().decode("utf-8")


_THING = "things.kind, things.iri, things.label, things.english, things.note, things.until, things.weight"
_Row = tuple[str, str, str, str, str, str, int, str, str]


def _things(database: sqlite3.Connection, words: Words, kinds: Sequence[str], *, prefix: bool) -> Iterator[_Row]:
    """Things whose label begins with the words, then those that have all of them in any name."""
    wanted = f"AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    for column in ("folded", "short"):
        yield from database.execute(
            f"SELECT {_THING}, folded, short FROM things WHERE {column} >= ? AND {column} < ? {wanted} "  # noqa: S608 - our own names
            f"ORDER BY {column} = ? DESC, weight DESC LIMIT {_RANGE}",
            (words.text, words.text + "\U0010ffff", *kinds, words.text),
        )
    best = _weightiest(database, words.all_of(prefix=prefix), kinds)
    marks = ", ".join("?" * len(best))
    yield from database.execute(f"SELECT {_THING}, folded, short FROM things WHERE id IN ({marks})", best)  # noqa: S608


def _weightiest(database: sqlite3.Connection, query: str, kinds: Sequence[str]) -> list[int]:
    """Of the things that a query matches, those of each kind that are spoken of most."""
    rows = database.execute(
        "SELECT kind, weight, id FROM things "  # noqa: S608 - a number
        f"WHERE id IN (SELECT rowid FROM names WHERE names MATCH ? LIMIT {_CANDIDATES})",
        (query,),
    )
    of_kind: dict[str, list[tuple[int, int]]] = {}
    for kind, weight, number in rows:
        if not kinds or kind in kinds:
            of_kind.setdefault(kind, []).append((-weight, number))
    return [number for found in of_kind.values() for _, number in sorted(found)[:_OF_KIND]]


def _scored(row: _Row, words: Words) -> Name:
    *shown, weight, folded, short = row
    kind, iri, label, english, note, until = shown
    score = max(_likeness(words.text, folded), _likeness(words.text, short) - _SHORT)
    if english:
        score = max(score, _likeness(words.text, plain(english)))
    if kind in _NUMBERED:
        score = max(score, _likeness(words.text, plain(note.partition(" · ")[0])))
    elif _within(words.text, (folded, short), note):
        score = _EXACT - _SHORT
    score += 2 * log1p(weight)
    if until:
        score -= _FORMER
    if words.has_marks and same_marks(words, f"{label} {note}"):
        score += _MARKS
    return Name(kind, iri, label, english, note, until, score)


def _within(wanted: str, names: Sequence[str], note: str) -> bool:
    """Whether the words are a whole name and then words of its note: ``bach thong bac kan``."""
    rest = next((wanted.removeprefix(f"{name} ") for name in names if wanted.startswith(f"{name} ")), "")
    return bool(rest) and set(rest.split()) <= set(plain(note).split())


def _likeness(wanted: str, name: str) -> float:
    if name == wanted:
        return _EXACT
    if name.startswith(wanted):
        return _BEGINS
    if f" {wanted}" in f" {name}":
        return _SIDE_BY_SIDE
    there = name.split()
    return _IN_LABEL * sum(word in there for word in wanted.split()) / len(wanted.split())


def _rows(database: sqlite3.Connection, table: str, words: Words, *, ranked: bool = True) -> tuple[list[int], bool]:
    """The rows with the words side by side, then near each other, else anywhere; whether some were left out."""
    if not words:
        return [], False
    found = _match(database, table, words.phrase(), ranked=ranked)
    more = len(found) > MOST
    if len(words.folded) > 1 and len(found) < ENOUGH:
        near = _near(database, table, words.near())
        more = len(near) > NEAREST
        found += near[:NEAREST]
    if not found:
        found = _match(database, table, words.all_of(prefix=True), ranked=ranked)
    ids = list(dict.fromkeys(found))
    return ids[:MOST], more or len(ids) > MOST


def _near(database: sqlite3.Connection, table: str, query: str) -> list[int]:
    """At most one more than ``NEAREST``, by rank; in one go, for this is what takes longest."""
    rows = database.execute(
        f"SELECT rank, rowid FROM {table} WHERE {table} MATCH ? LIMIT {NEAREST + 1}",  # noqa: S608 - our own names
        (query,),
    )
    return [number for _, number in sorted(rows)]


def _match(database: sqlite3.Connection, table: str, query: str, *, ranked: bool) -> list[int]:
    """At most one more than ``MOST``; by rank where that is all of them, so that no more than these are weighed."""
    rows = database.execute(
        f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT {MOST + 1}",  # noqa: S608 - our own names
        (query,),
    ).fetchall()
    if ranked and 1 < len(rows) <= MOST:
        rows = database.execute(
            f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank, rowid",  # noqa: S608 - our own names
            (query,),
        ).fetchall()
    return [number for (number,) in rows]


def _piece(database: sqlite3.Connection, number: int) -> tuple[str, str, int, int]:
    found: tuple[str, str, int, int] = database.execute(
        "SELECT iri, text_sha256, start, stop FROM pieces JOIN documents ON documents.id = document "
        "WHERE pieces.id = ?",
        (number,),
    ).fetchone()
    return found


def _fact(database: sqlite3.Connection, number: int) -> tuple[str, str, str, int, int]:
    found: tuple[str, str, str, int, int] = database.execute(
        "SELECT iri, text_sha256, part, start, stop FROM facts JOIN documents ON documents.id = document "
        "WHERE facts.id = ?",
        (number,),
    ).fetchone()
    return found
