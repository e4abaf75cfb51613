"""The layout of a source text: its headings, for the outline beside it, and where its paragraphs begin."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from loaders.outline import Node, outline
from loaders.reading import source_from_text
from loaders.view import View, view

_ITEMS: Final = frozenset({"dash", "plus", "star", "row", ""})
_SECTIONS: Final = frozenset({"roman", "heading"})
DEEPEST: Final = 1
MOST: Final = 10_000
"""Headings of a text that are kept; of one with more, those of the first level."""
LONGEST: Final = 110
"""Characters of a heading that the outline shows; some plans number whole paragraphs."""


@dataclass(frozen=True, slots=True)
class Heading:
    """``III. NHIỆM VỤ`` is ``Heading(5310, 0, "III", "NHIỆM VỤ")``: offset in the source text, depth, label, words."""

    start: int
    depth: int
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Headings down to the second level in the order of the text, and the offsets where paragraphs begin, sorted."""

    headings: tuple[Heading, ...]
    paragraphs: NDArray[np.int32]

    @property
    def size(self) -> int:
        """Roughly the bytes in memory."""
        return 300 * len(self.headings) + int(self.paragraphs.nbytes)

    def packed(self) -> bytes:
        """The layout as bytes; :meth:`unpacked` gives it back."""
        headings = [(one.start, one.depth, one.label, one.words) for one in self.headings]
        return zlib.compress(json.dumps([headings, self.paragraphs.tolist()]).encode())

    @classmethod
    def unpacked(cls, data: bytes) -> Self:
        """What :meth:`packed` gave."""
        headings, paragraphs = json.loads(zlib.decompress(data))
        return cls(tuple(Heading(*one) for one in headings), np.array(paragraphs, np.int32))


def layout(text: str) -> Layout:
    """The layout of a source text: its lines are wrapped anyhow, and the view knows which go on. 0.4 s for a MB."""
    cleaned = view(source_from_text(text))
    found = tuple(
        Heading(_source(cleaned, node.start), node.level, node.label, _short(node.text(cleaned)))
        for node in outline(cleaned).walk()
        if _heads(node)
    )
    if len(found) > MOST:
        found = tuple(heading for heading in found if heading.depth == 0)[:MOST]
    return Layout(found, np.array([_source(cleaned, start) for start in _line_starts(cleaned.text)], np.int32))


def _source(cleaned: View, offset: int) -> int:
    return cleaned.span(offset, offset + 1)[0]


def _line_starts(text: str) -> Iterator[int]:
    position = 0
    for line in text.splitlines(keepends=True):
        blanks = len(line) - len(line.lstrip())
        if line.strip():
            yield position + blanks
        position += len(line)


def _heads(node: Node) -> bool:
    if node.level > DEEPEST or node.kind in _ITEMS:
        return False
    return bool(node.children) or (node.level == 0 and node.kind in _SECTIONS)


def _short(words: str) -> str:
    words = " ".join(words.split()).rstrip(":;. ")
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
