"""Automatic numbers of Word: what ``word/numbering.xml`` prints before a paragraph (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

Element = Any
"""An lxml element of the document; python-docx declares no type for it."""

_LETTERS = "abcdđefghijklmnopqrstuvwxyz".replace("đ", "")
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DASHES = frozenset("-–—\uf02d\uf0be")
_PLUSES = frozenset("+\uf02b")


def _roman(number: int) -> str:
    words = ""
    for value, digits in _ROMAN:
        while number >= value:
            words, number = words + digits, number - value
    return words


def _letter(number: int) -> str:
    return _LETTERS[(number - 1) % 26] * ((number - 1) // 26 + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str


class Numbering:
    """The numbers of one document, counted paragraph by paragraph in the order of the text."""

    def __init__(self, numbering: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)

    def label(self, list_id: str, level: int) -> str:
        """The next number of a list (``w:numId``) at a level: ``1.``, ``2.1.``, ``a)``, ``-``; empty without."""
        abstract = self._lists.get(list_id, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        for restarted, start in self._restarts.pop(list_id, {}).items():
            counts[restarted] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        return self._printed(levels, counts, level)

    def _printed(self, levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        words = levels[level].text
        if levels[level].format == "bullet":
            return "-" if words[:1] in _DASHES else "+" if words[:1] in _PLUSES else "•"
        for index in range(level + 1):
            count = counts.setdefault(index, levels[index].start) if index in levels else 1
            style = levels[index].format if index in levels else "decimal"
            words = words.replace(f"%{index + 1}", _FORMATS.get(style, str)(count))
        return words

    def _read(self, numbering: Element) -> None:
        for abstract in numbering.iterchildren(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"))): _level(level) for level in abstract.iterchildren(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for entry in numbering.iterchildren(qn("w:num")):
            list_id = entry.get(qn("w:numId"))
            self._lists[list_id] = _value(entry, "w:abstractNumId", "")
            starts = {
                int(override.get(qn("w:ilvl"))): int(_value(override, "w:startOverride", "1"))
                for override in entry.iterchildren(qn("w:lvlOverride"))
                if override.find(qn("w:startOverride")) is not None
            }
            self._restarts[list_id] = starts


def _level(level: Element) -> _Level:
    return _Level(
        int(_value(level, "w:start", "1")), _value(level, "w:numFmt", "decimal"), _value(level, "w:lvlText", "")
    )


def _value(parent: Element, name: str, default: str) -> str:
    child = parent.find(qn(name))
    return default if child is None else str(child.get(qn("w:val"), default))
