"""The words around what was found: which lines of a text have the words of a search best, and where they begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.fulltext_words import Piece, Words, found_in, pieces, same_marks, side_by_side
from loaders.folding import fold

BEFORE: Final = 90
AFTER: Final = 190
"""Characters that are shown before and after where the words begin."""
LONGEST: Final = 420
"""Characters of a quoted fact; a longer one is shown around the words."""
PASSAGES: Final = 2
"""Passages of one piece of text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a source text with what was looked for marked; ``[start, stop)`` are the marked characters."""

    start: int
    stop: int
    pieces: tuple[Piece, ...]


def passages(text: str, start: int, stop: int, words: Words) -> list[Passage]:
    """The best passages of ``text[start:stop]``, in the order of the text."""
    part = text[start:stop]
    spans = [match.span() for match in side_by_side(words.folded).finditer(fold(part))]
    if not spans:
        spans = _best_lines(part, words)
    if words.has_marks:
        spans.sort(key=lambda span: not same_marks(words, part[span[0] : span[1]]))
    return [_around(text, start + begin, start + end, words) for begin, end in sorted(spans[:PASSAGES])]


def quoted(text: str, start: int, stop: int, words: Words) -> Passage:
    """A fact's own words, with what was looked for marked."""
    if stop - start > LONGEST:
        spans = found_in(words, text[start:stop], prefix=False)
        begin, end = spans[0] if spans else (0, 0)
        shown = _around(text, start + begin, start + end, words)
        return Passage(start, stop, shown.pieces)
    words_of_fact = text[start:stop]
    return Passage(start, stop, pieces(words_of_fact, found_in(words, words_of_fact, prefix=False)))


def _best_lines(part: str, words: Words) -> list[tuple[int, int]]:
    """The longest run of words in each of the lines that have most of them, the best lines first."""
    lines: dict[int, list[tuple[int, int]]] = {}
    for span in found_in(words, part, prefix=True):
        lines.setdefault(part.rfind("\n", 0, span[0]), []).append(span)

    def worth(spans: list[tuple[int, int]]) -> tuple[int, int]:
        different = {word for begin, end in spans for word in fold(part[begin:end]).split()}
        return len(different), max(end - begin for begin, end in spans)

    best = sorted(lines.values(), key=worth, reverse=True)[:PASSAGES]
    return [max(spans, key=lambda span: span[1] - span[0]) for spans in best]


def _around(text: str, begin: int, end: int, words: Words) -> Passage:
    """The words between ``begin`` and ``end`` among their neighbours of the same paragraph."""
    above, below = text.rfind("\n\n", 0, begin), text.find("\n\n", end)
    first = max(above + 2 if above >= 0 else 0, begin - BEFORE)
    last = min(below if below >= 0 else len(text), begin + AFTER)
    if first and not text[first - 1].isspace():
        first = min(begin, text.find(" ", first, begin) + 1 or begin)
    if last < len(text) and not text[last].isspace():
        last = max(end, text.rfind(" ", end, last))
    shown = text[first:last]
    cut = pieces(shown, found_in(words, shown, prefix=True))
    cut = tuple(Piece(piece.text.replace("\n", " "), piece.marked) for piece in cut)
    before = (Piece("… ", marked=False),) if first and text[first - 1] != "\n" else ()
    after = (Piece(" …", marked=False),) if last < len(text) and text[last] != "\n" else ()
    return Passage(begin, end, (*before, *cut, *after))
