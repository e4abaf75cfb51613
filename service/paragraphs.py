"""The paragraph around a passage: what a reader needs to see its words in their place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from loaders.reading import source_from_text
from loaders.view import View, view


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the source text in three pieces: before the passage, the passage itself, after it."""

    before: str
    marked: str
    after: str


def paragraph(text: str, start: int, end: int) -> Paragraph:
    """The paragraph or paragraphs of the source text that ``text[start:end]`` lies in, however its lines are wrapped.

    ``start`` and ``end`` are code points of ``text``; a passage that leaves the text is cut.
    """
    start, end = min(start, len(text)), min(end, len(text))
    cleaned = _view(text)
    low, high = _inside(cleaned, start, end)
    first = cleaned.text.rfind("\n", 0, low) + 1
    last = cleaned.text.find("\n", high)
    before, after = cleaned.span(first, len(cleaned.text) if last < 0 else last)
    before, after = min(before, start), max(after, end)
    return Paragraph(text[before:start], text[start:end], text[end:after])


def words(text: str, start: int, end: int) -> str:
    """The words of ``text[start:end]`` as extraction reads them: white space collapsed, page numbers and marks gone."""
    cleaned = _view(text)
    return cleaned.quote(*_inside(cleaned, start, end))


@lru_cache(maxsize=8)
def _view(text: str) -> View:
    return view(source_from_text(text))


def _inside(cleaned: View, start: int, end: int) -> tuple[int, int]:
    """The offsets in the cleaned text of the source's ``start`` and ``end``."""
    offsets = range(len(cleaned.text))
    low = bisect_left(offsets, start, key=lambda offset: cleaned.span(offset, offset + 1)[0])
    high = bisect_right(offsets, end - 1, key=lambda offset: cleaned.span(offset, offset + 1)[0])
    return low, max(low, high)
