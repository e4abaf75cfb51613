"""The headings of a source text, for the outline beside it: sections and what they are divided into, no deeper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from loaders.outline import Node, outline
from loaders.reading import source_from_text
from loaders.view import view

_ITEMS: Final = frozenset({"dash", "plus", "star", "row", ""})
_SECTIONS: Final = frozenset({"roman", "heading"})
DEEPEST: Final = 1
LONGEST: Final = 110
"""Characters of a heading that the outline shows; some plans number whole paragraphs."""


@dataclass(frozen=True, slots=True)
class Heading:
    """``III. NHIỆM VỤ`` is ``Heading(5310, 0, "III", "NHIỆM VỤ")``: offset in the source text, depth, label, words."""

    start: int
    depth: int
    label: str
    words: str


def headings(text: str) -> tuple[Heading, ...]:
    """The headings of a source text down to the second level, in its order. 0.4 s for a MB of text."""
    cleaned = view(source_from_text(text))
    return tuple(
        Heading(cleaned.span(node.start, node.start + 1)[0], node.level, node.label, _short(node.text(cleaned)))
        for node in outline(cleaned).walk()
        if _heads(node)
    )


def _heads(node: Node) -> bool:
    if node.level > DEEPEST or node.kind in _ITEMS:
        return False
    return bool(node.children) or (node.level == 0 and node.kind in _SECTIONS)


def _short(words: str) -> str:
    words = " ".join(words.split()).rstrip(":;. ")
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the outline: a heading, and whether the text shown has it."""

    heading: Heading
    shown: bool


def entries(found: Sequence[Heading], begin: int, end: int, most: int) -> tuple[Entry, ...]:
    """The outline beside ``text[begin:end]``: everything, or where that is more than ``most``, what is near.

    Of a text with thousands of headings only sections are listed, and the headings of the part that is shown.
    """
    inside = [heading for heading in found if begin <= heading.start < end]
    if len(found) > most:
        near = [heading for heading in found if heading.depth == 0 or begin <= heading.start < end]
        at = next((index for index, heading in enumerate(near) if heading.start >= begin), len(near))
        first = max(0, min(at - most // 4, len(near) - most))
        found = near[first : first + most]
    kept = set(inside)
    return tuple(Entry(heading, heading in kept) for heading in found)
