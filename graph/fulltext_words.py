"""Words as the full-text index has them: folded, so that ``dan toc bac kan`` finds ``dân tộc Bắc Kạn``.

Who writes marks means them: of two names that fold alike, the one with the same marks is the nearer. A tone mark may
stand on either vowel (``hòa``, ``hoà``), and a text may be composed or not (NFC, NFD).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from loaders.folding import fold

MOST_WORDS: Final = 16
"""Words of a search that are looked for; further ones are left out."""
NEAR: Final = 25
"""Words that may stand between those that belong together."""
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a text, and whether they are what was looked for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a search: folded, and as they were typed (with marks, in lower case)."""

    folded: tuple[str, ...]
    typed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.folded)

    @property
    def text(self) -> str:
        """``dan toc bac kan``."""
        return " ".join(self.folded)

    @property
    def pairs(self) -> Iterable[tuple[str, str]]:
        """Each word folded and as typed."""
        return zip(self.folded, self.typed, strict=True)

    @property
    def has_marks(self) -> bool:
        """Whether the words were typed with marks."""
        return self.folded != self.typed

    def phrase(self) -> str:
        """All words side by side, in the syntax of FTS5."""
        return f'"{self.text}"'

    def near(self) -> str:
        """All words within about a sentence of each other."""
        return f"NEAR({' '.join(self._quoted())}, {NEAR})"

    def all_of(self, *, prefix: bool) -> str:
        """Every word, wherever it stands; ``prefix`` when the last one may go on."""
        return " ".join(self._quoted()) + ("*" if prefix else "")

    def _quoted(self) -> list[str]:
        return [f'"{word}"' for word in dict.fromkeys(self.folded)]


def words_of(text: str) -> Words:
    """The words of a search, ``Dân tộc, Bắc Kạn``; none where there is no letter and no digit."""
    composed = unicodedata.normalize("NFC", text)
    folded = fold(composed)
    spans = [match.span() for match in _WORD.finditer(folded)][:MOST_WORDS]
    return Words(
        tuple(folded[start:end] for start, end in spans), tuple(composed[start:end].lower() for start, end in spans)
    )


def plain(text: str) -> str:
    """``Thị xã Ayun Pa (Gia Lai)`` is ``thi xa ayun pa gia lai``."""
    return " ".join(_WORD.findall(fold(unicodedata.normalize("NFC", text))))


def marks(word: str) -> tuple[str, ...]:
    """The marks of a word in an order that does not tell ``hòa`` from ``hoà``."""
    apart = unicodedata.normalize("NFD", word.lower())
    return tuple(sorted(character for character in apart if unicodedata.combining(character) or character == "đ"))


def same_marks(words: Words, text: str) -> bool:
    """Whether ``text`` has the words of a search with the marks that they were typed with."""
    if " ".join(words.typed) in text.lower():
        return True
    found = {(fold(word), marks(word)) for word in _WORD.findall(unicodedata.normalize("NFC", text))}
    return all((folded, marks(typed)) in found for folded, typed in words.pairs)


def found_in(words: Words, text: str, *, prefix: bool) -> list[tuple[int, int]]:
    """Where words of a search stand in a text; those side by side are one span. ``prefix``: the last may go on."""
    folded = fold(text)
    spans = [match.span() for match in _any_of(words.folded, prefix=prefix).finditer(folded)]
    if words.has_marks:
        spans = [span for span in spans if _typed_so(words, text[slice(*span)])] or spans
    found: list[tuple[int, int]] = []
    for start, end in spans:
        beside = bool(found) and folded[found[-1][1] : start].isspace()
        found.append((found.pop()[0] if beside else start, end))
    return found


def _typed_so(words: Words, found: str) -> bool:
    """Whether a word that was found has the marks with which it was typed; one that goes on, of what was typed."""
    return any(marks(found) == marks(typed) for folded, typed in words.pairs if fold(found) == folded)


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...], *, prefix: bool) -> re.Pattern[str]:
    """Any of the words, from its first letter to its last; of the last word its beginning is enough with ``prefix``."""
    whole = "|".join(sorted(set(words), key=len, reverse=True))
    end = r"(?![^\W_])"
    return re.compile(rf"(?<![^\W_])(?:(?:{whole}){end}" + (f"|{words[-1]})" if prefix else ")"))


@lru_cache(maxsize=256)
def side_by_side(words: tuple[str, ...]) -> re.Pattern[str]:
    """All the words one after the other, with nothing but blanks and signs between them."""
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(words) + r"(?![^\W_])")


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """A text cut at some spans, in order and apart from each other; these are marked."""
    found: list[Piece] = []
    at = 0
    for start, end in spans:
        if start > at:
            found.append(Piece(text[at:start], marked=False))
        found.append(Piece(text[start:end], marked=True))
        at = end
    if at < len(text):
        found.append(Piece(text[at:], marked=False))
    return tuple(found)
