"""The view: the cleaned text that extraction reads, one logical paragraph per line, mapped back to the source.

A plan printed to PDF comes as wrapped lines, often with a blank line after each; one copied from a site has a blank
line, or none, between paragraphs. The view joins what was wrapped and leaves the lines of the letterhead, the title
and ``Nơi nhận`` as they stand.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from loaders.folding import fold
from loaders.reading import SourceText
from loaders.viewing.cleaning import marks
from loaders.viewing.joining import joined
from loaders.viewing.offsets import OffsetMap

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, eq=False)
class View:
    """``text``: one paragraph per line, table cells separated by tabs; ``folded``: the same offsets, folded."""

    source: SourceText
    text: str
    folded: str
    _lines: OffsetMap
    _marks: OffsetMap

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of ``text[start:end]``, end exclusive."""
        if start >= len(self.text):
            return len(self.source.text), len(self.source.text)
        first = self._marks.source(self._lines.source(start))
        if end <= start:
            return first, first
        return first, self._marks.source(self._lines.source(end - 1)) + 1

    def quote(self, start: int, end: int) -> str:
        """The words of ``text[start:end]``, white space collapsed."""
        return _BLANKS.sub(" ", self.text[start:end]).strip()


def view(source: SourceText) -> View:
    """The cleaned view of a source text; never fails and loses no word of the document itself."""
    clean, mark_map = marks(source.text)
    folded = fold(clean)
    words: list[str] = []
    plain: list[str] = []
    starts, sources = array("q"), array("q")
    length = 0
    for line in joined(clean, folded):
        if length:
            starts.append(length)
            sources.append(line.gap)
            words.append(line.separator)
            plain.append(line.separator)
            length += len(line.separator)
        starts.append(length)
        sources.append(line.start)
        words.append(clean[line.start : line.end])
        plain.append(folded[line.start : line.end])
        length += line.end - line.start
    return View(source, "".join(words), "".join(plain), OffsetMap(starts, sources), mark_map)
