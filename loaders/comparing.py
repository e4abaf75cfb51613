"""How an annotated and an extracted value are compared: whatever the case, white space, dashes and tone placement."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

_DASHES: Final = dict.fromkeys(map(ord, "–—−‐‑"), "-")
_AROUND: Final = ' .;,:"“”'


def fold_marks(text: str | None) -> str:
    """``Uỷ ban nhân dân`` and ``Ủy ban nhân dân`` fold alike, ``Bắc`` and ``Bác`` do not.

    The base letters in order, then the sorted marks, so that a tone mark may sit on either vowel.
    """
    decomposed = unicodedata.normalize("NFD", text or "").translate(_DASHES).casefold()
    marks = sorted(c for c in decomposed if unicodedata.combining(c))
    base = re.sub(r"\s+", " ", "".join(c for c in decomposed if not unicodedata.combining(c)))
    return re.sub(r" ?([-/]) ?", r"\1", base).strip(_AROUND) + "|" + "".join(marks)


def words(text: str | None) -> frozenset[str]:
    """The distinct words of ``text``, NFC and case-folded."""
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFC", text or "").casefold()))


def shared_words(a: str | None, b: str | None) -> float:
    """Share (0 to 1) of the shorter quote's words that the other quote has."""
    words_a, words_b = words(a), words(b)
    return len(words_a & words_b) / max(1, min(len(words_a), len(words_b)))


def same_number(a: Any, b: Any) -> bool:
    """Two values of a target: a number, a pair ``[low, high]`` or None."""
    if a is None or b is None:
        return a is b
    left, right = (list(v) if isinstance(v, (list, tuple)) else [v] for v in (a, b))
    return len(left) == len(right) and all(abs(float(x) - float(y)) < 1e-9 for x, y in zip(left, right, strict=True))
