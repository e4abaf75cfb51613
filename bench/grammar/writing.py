"""Paragraphs with facts in them: a plan is written once, and what it says is known by where it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Style = Literal[
    "letterhead", "number", "type", "title", "text", "heading", "item", "tail", "recipient", "sign", "signer"
]


@dataclass(frozen=True, slots=True)
class Fact:
    """One record of a layer, read at ``start`` to ``end`` of paragraph number ``paragraph``."""

    layer: str
    record: dict[str, Any]
    paragraph: int
    start: int
    end: int


@dataclass(slots=True)
class Line:
    """A logical paragraph in the writing: ``line.add("Căn cứ ")`` returns where the words ended."""

    number: int
    style: Style
    text: str = ""
    facts: list[Fact] = field(default_factory=list)

    @property
    def here(self) -> int:
        """The offset of the next character."""
        return len(self.text)

    def add(self, words: str) -> int:
        """Appends words; their first letter becomes a capital after a dash or a full stop."""
        if self.text.endswith((". ", "- ")):
            words = words[:1].upper() + words[1:]
        self.text += words
        return len(self.text)

    def state(self, layer: str, record: dict[str, Any], start: int, end: int | None = None) -> None:
        """Notes that these words say ``record``."""
        self.facts.append(Fact(layer, record, self.number, start, self.here if end is None else end))


@dataclass(slots=True)
class Draft:
    """The paragraphs of one plan, in order."""

    lines: list[Line] = field(default_factory=list)

    def line(self, style: Style, words: str = "") -> Line:
        """Begins a paragraph."""
        line = Line(len(self.lines), style)
        self.lines.append(line)
        line.add(words)
        return line

    def say(self, style: Style, *texts: str) -> None:
        """Paragraphs without facts."""
        for text in texts:
            self.line(style, text)


@dataclass(frozen=True, slots=True)
class Printed:
    """The source text, and for each paragraph where each of its characters stands in it."""

    text: str
    offsets: Sequence[Sequence[int]]

    def span(self, fact: Fact) -> tuple[int, int]:
        """Source offsets of a fact's words, end exclusive."""
        at = self.offsets[fact.paragraph]
        return at[fact.start], at[fact.end - 1] + 1


def records(draft: Draft, printed: Printed, layer: str) -> list[dict[str, Any]]:
    """The records of a layer, in the order of the text, with quote and span."""
    found = []
    for line in draft.lines:
        for fact in line.facts:
            if fact.layer == layer:
                start, end = printed.span(fact)
                quote = line.text[fact.start : fact.end]
                found.append({**fact.record, "quote": quote, "start": start, "end": end})
    return found
